"""The records behind a figure: opened for a stated purpose, told to the trail each time, exactly those that make the number."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.periods import Period
from goldenthread.figures import frozen
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.engine import compute
from goldenthread.figures.figure import Figure
from goldenthread.figures.lineage import records_of
from goldenthread.trail.models import Entry
from tests.factories import figures, people, worlds
from tests.integration.figure_pages.conftest import Enter

RECORDS = "/board/example/figures/concerns.led_to_enquiry/records/"
FEW = {"period": "2023-24"}


def ids(page: Any) -> list[str]:
    tree = html.fromstring(page.content.decode())
    return ["".join(cell.itertext()).strip() for cell in tree.xpath("//main//tbody/tr/th")]


def with_purpose(client: Client, address: str = RECORDS, purpose: str = "figure") -> Client:
    sent = client.post(f"{address}?period=2023-24", {"purpose": purpose})
    assert sent.status_code == 302
    return client


def openings() -> list[Entry]:
    return list(Entry.objects.filter(verb="read rows").order_by("number"))


def test_nothing_opens_before_a_purpose_is_said(enter: Enter, year: Any):
    page = enter("analyst").get(RECORDS, FEW)

    assert "Why do you need these records?" in page.content.decode()
    assert ids(page) == []
    assert openings() == []


@pytest.mark.parametrize("said", [{}, {"purpose": ""}, {"purpose": "curiosity"}])
def test_a_purpose_must_be_one_of_the_list(enter: Enter, year: Any, said: dict[str, str]):
    client = enter("analyst")

    refused = client.post(f"{RECORDS}?period=2023-24", said)

    assert refused.status_code == 422
    assert "There is a problem" in refused.content.decode()
    assert "Why do you need these records?" in client.get(RECORDS, FEW).content.decode()


def test_the_records_are_those_that_make_the_number(enter: Enter, year: Any):
    page = with_purpose(enter("analyst")).get(RECORDS, FEW)

    assert ids(page) == [f"C{number}" for number in range(10)]
    assert "10 records make the number, each counted once." in page.content.decode()


def test_each_opening_has_its_entry_with_purpose_figure_and_how_many(enter: Enter, board: Board, year: Any):
    client = with_purpose(enter("analyst"), purpose="audit")

    client.get(RECORDS, FEW)
    client.get(RECORDS, {**FEW, "part": "denominator", "page": "1"})

    first, second = openings()
    assert (first.by_name, first.why, first.chain) == ("Analyst", "An audit of practice", board.pk)
    assert (first.after["figure"], first.after["records"], first.after["part"]) == (
        "concerns.led_to_enquiry",
        10,
        "numerator",
    )
    assert (second.after["records"], second.after["part"]) == (40, "denominator")
    assert not any("C1" in str(one.after) for one in (first, second))


def test_after_half_an_hour_the_purpose_is_asked_for_again(enter: Enter, year: Any, monkeypatch: pytest.MonkeyPatch):
    client = with_purpose(enter("analyst"))
    now = clock.now()

    monkeypatch.setattr("goldenthread.workspace.figures.purpose.clock.now", lambda: now + timedelta(minutes=29))
    still = client.get(RECORDS, FEW)
    monkeypatch.setattr("goldenthread.workspace.figures.purpose.clock.now", lambda: now + timedelta(minutes=31))
    later = client.get(RECORDS, FEW)

    assert len(ids(still)) == 10
    assert "Why do you need these records?" in later.content.decode()


def test_a_purpose_said_on_one_board_opens_nothing_on_another(enter: Enter, year: Any):
    client = with_purpose(enter("analyst"))
    there = people.board("other")
    people.person("analyst@example.example", board=there, role="analyst")
    figures.a_year(there)

    page = client.get(RECORDS.replace("example", "other"), FEW)

    assert "Why do you need these records?" in page.content.decode()


def test_stopping_closes_them(enter: Enter, year: Any):
    client = with_purpose(enter("analyst"))

    client.post(f"{RECORDS}close/")

    assert "Why do you need these records?" in client.get(RECORDS, FEW).content.decode()


@pytest.mark.parametrize(
    "role", ["board_manager", "chair", "member", "board_officer", "inspector", "agency_contributor"]
)
def test_others_are_refused_and_open_nothing(enter: Enter, year: Any, role: str):
    client = enter(role)

    assert client.get(RECORDS, FEW).status_code == 403
    assert client.post(RECORDS, {"purpose": "figure"}).status_code == 403
    assert openings() == []


def test_an_agency_lead_reads_what_their_agency_sent_and_no_more(enter: Enter, board: Board, year: Any):
    police = people.agency(board, "police")
    theirs = figures.extract(board, date(2021, 4, 1), date(2022, 3, 31), sent_by=police)
    figures.concerns(theirs, ["P1"], decision="s42_duty_met")
    lead = with_purpose(enter("agency_lead", agency=police))
    council = people.person(
        "council@example.example", board=board, role="agency_lead", agency=people.agency(board, "council")
    )

    page = lead.get(RECORDS, FEW)
    of_the_council = with_purpose(people.signed_in(Client(), council)).get(RECORDS, FEW)

    assert ids(page) == ["P1"]
    assert "Of the records that make it, 1 came from your agency." in page.content.decode()
    assert ids(of_the_council) == [f"C{number}" for number in range(10)]


def test_records_of_another_kind_need_their_own_row_of_the_table(enter: Enter, year: Any):
    client = enter("analyst")

    reviews = client.get("/board/example/figures/reviews.commissioned/records/", FEW)
    training = client.get("/board/example/figures/training.sessions/records/", FEW)

    assert (reviews.status_code, training.status_code) == (403, 200)


def test_fifty_stand_on_a_page(enter: Enter, year: Any):
    figures.concerns(year, [f"D{number:03}" for number in range(70)], decision="s42_duty_met")
    client = with_purpose(enter("analyst"))

    first, second = client.get(RECORDS, FEW), client.get(RECORDS, {**FEW, "page": "2"})

    assert (len(ids(first)), len(ids(second))) == (50, 30)
    assert set(ids(first)).isdisjoint(ids(second))


@pytest.mark.parametrize(
    ("figure", "asked", "status"),
    [
        ("concerns.by_source", {"row": "police"}, 200),
        ("concerns.by_source", {"row": "nobody"}, 404),
        ("concerns.by_source", {}, 404),
        ("concerns.received", {"part": "sideways"}, 404),
        ("concerns.imagined", {}, 404),
        ("concerns.received", {"where": "1"}, 400),
    ],
)
def test_only_rows_and_parts_that_there_are_can_be_opened(
    enter: Enter, year: Any, figure: str, asked: dict[str, str], status: int
):
    client = with_purpose(enter("analyst"))

    assert client.get(f"/board/example/figures/{figure}/records/", {**FEW, **asked}).status_code == status


def test_an_adult_who_counts_once_stands_on_one_line_with_all_their_concerns():
    rows = [
        worlds.concern(1, adult_id="A1"),
        worlds.concern(2, adult_id="A1"),
        worlds.concern(3, adult_id="A2"),
        worlds.concern(4, adult_id="A1", raised_on=date(2022, 5, 1)),
    ]

    found = records_of(worlds.dataset(concerns=rows), Period(2023), "concerns.repeat_adults")

    assert [(line.cells[0], line.cells[1]) for line in found.lines] == [("A1", ["C1", "C2"])]
    assert found.headings[:2] == ("adult_id", "concern_id")


def test_the_middle_one_is_told_from_all():
    rows = [worlds.enquiry(n, concluded_on=date(2023, 5, 1) + timedelta(days=10 * n)) for n in (1, 2, 5)]

    found = records_of(worlds.dataset(enquiries=rows), Period(2023), "enquiries.median_days")

    assert (len(found.lines), found.comes_to) == (3, 20)


@pytest.fixture(scope="module")
def demonstration(demo_data: Path) -> Any:
    return frozen.read(next((demo_data / "frozen" / "luton" / "2023-24").iterdir()))


@pytest.fixture(scope="module")
def computed(demonstration: Any) -> dict[Period, dict[str, Figure]]:
    return {year: compute(demonstration, year) for year in (Period(2023), Period(2022))}


@pytest.mark.demo
@pytest.mark.xdist_group("figure-rows")
@pytest.mark.parametrize("year", [Period(2023), Period(2022)], ids=str)
@pytest.mark.parametrize("figure_id", sorted(all_definitions()))
def test_of_every_figure_the_records_come_to_its_number(
    demonstration: Any, computed: dict[Period, dict[str, Figure]], figure_id: str, year: Period
):
    figure = computed[year][figure_id]
    rows = [(row.key, row.numerator, row.denominator) for row in figure.categories]
    parts = rows or [("", figure.numerator, figure.denominator)]

    for key, numerator, denominator in parts:
        counted = records_of(demonstration, year, figure_id, category=key)
        assert counted.comes_to == (numerator or 0)
        if denominator is not None and figure.definition.unit != "days":
            whole = records_of(demonstration, year, figure_id, part="denominator", category=key)
            assert whole.comes_to == denominator


@pytest.mark.demo
@pytest.mark.xdist_group("figure-rows")
def test_of_figures_about_adults_each_line_is_one_that_counts(
    demonstration: Any, computed: dict[Period, dict[str, Figure]]
):
    """Where a figure counts, there are as many lines as its number says, and never a line twice."""
    counts = [
        one for one in computed[Period(2023)].values() if one.definition.disclosure == "people" and not one.categories
    ]
    plain = [one for one in counts if one.id not in {"enquiries.median_days", "enquiries.national_conversion"}]
    as_many = {
        one.id: len(records_of(demonstration, Period(2023), one.id).lines)
        for one in plain
        if one.id != "reviews.commissioned_people"
    }

    assert as_many == {one.id: one.numerator for one in plain if one.id != "reviews.commissioned_people"}
    assert len(as_many) >= 20
