"""The scorecard of a quarter and the pages of indicators: what stands there, for whom, and what leaves."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.boards.models import Board
from goldenthread.scorecard.catalogue import shipped
from goldenthread.scorecard.models import (
    IndicatorCommentary,
    KnownChange,
)
from goldenthread.scorecard.slots import quarter
from goldenthread.trail import operations as trail
from goldenthread.trail.models import Entry
from goldenthread.workspace.figures import warming
from tests.factories import figures, people, records
from tests.integration.scorecard.conftest import BY, GROUPS, ONE, PAGE, SHARE, Enter, each_month, lines, words

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def commentary(board: Board, **fields: Any) -> IndicatorCommentary:
    given = {
        "indicator": "concerns-received",
        "period": "2023-24",
        "quarter": 4,
        "means": "A backlog was raised at once.",
    }
    return trail.add(IndicatorCommentary(board=board, written_by="Analyst", **{**given, **fields}), by=BY)


@pytest.mark.capability("S124")
def test_a_line_says_the_value_how_sure_it_is_and_what_moved(enter: Enter, two_years: Any):
    value, before, _, said = lines(enter("analyst").get(PAGE))["Concerns received"]

    assert (value, before) == ("174 likely 149 to 202", "124")
    assert said.startswith("More than chance Mar 2024: 90, above the upper limit of")


def test_the_first_sentence_counts_what_moved(enter: Enter, two_years: Any):
    page = words(enter("analyst").get(PAGE))

    assert f"Of {len(shipped().indicators)} indicators, " in page
    assert "changed by more than chance" in page


@pytest.mark.capability("S40")
def test_small_numbers_are_flagged_before_anything_is_said_of_a_trend(enter: Enter, board: Board):
    each_month(figures.extract(board), [2, 3] * 12)

    said = lines(enter("analyst").get(PAGE))["Concerns received"][-1]

    assert said.startswith("24 of 24 points are below 10, so no trend can be read here.")
    assert "more than everyday" not in said


def test_each_quarter_has_its_own_scorecard(enter: Enter, two_years: Any):
    client = enter("analyst")

    pages = [client.get(PAGE, {"period": "2023-24", "quarter": number}) for number in range(1, 5)]

    assert [lines(page)["Concerns received"][0].split()[0] for page in pages] == ["124", "128", "124", "174"]


@pytest.mark.parametrize("asked", [{"quarter": "5"}, {"quarter": "x"}, {"period": "1999-00"}, {"data": "gone"}])
def test_a_quarter_or_year_that_is_not_there_is_not_found(enter: Enter, two_years: Any, asked: dict[str, str]):
    assert enter("analyst").get(PAGE, {"period": "2023-24", **asked}).status_code == 404


@pytest.mark.capability("S39")
def test_what_the_board_makes_of_an_indicator_stands_beside_it_and_what_is_missing_is_listed(
    enter: Enter, board: Board, two_years: Any
):
    client = enter("analyst")
    before = words(client.get(PAGE))

    commentary(board, doing="Ask the provider.", by_on=date(2024, 6, 1))
    after = words(client.get(PAGE))
    other_quarter = words(client.get(PAGE, {"period": "2023-24", "quarter": "3"}))

    missing = [text.split("without commentary for this quarter: ")[1].split(".")[0] for text in (before, after)]
    assert ["Concerns received" in text for text in missing] == [True, False]
    assert "What it means: A backlog was raised at once. What is being done: Ask the provider. By 1 June 2024." in after
    assert "A backlog was raised at once." not in other_quarter


@pytest.mark.capability("S39")
def test_earlier_words_of_a_commentary_are_kept(enter: Enter, board: Board, two_years: Any):
    kept = commentary(board)
    trail.change(kept, {"means": "Two providers raised a backlog."}, by=BY)

    page = enter("analyst").get(f"/board/example/indicator-commentaries/{kept.pk}/history/").content.decode()

    assert "A backlog was raised at once." in page
    assert "Two providers raised a backlog." in page


def test_a_quarter_has_one_commentary_of_an_indicator(enter: Enter, board: Board, two_years: Any):
    kept = commentary(board)
    client = enter("analyst")
    form = {
        "indicator": "concerns-received",
        "period": "2023-24",
        "quarter": "4",
        "means": "Again.",
        "written_by": "Ada",
    }

    answer = client.post("/board/example/indicator-commentaries/new/", form)

    assert answer.status_code == 422
    assert "Again." in answer.content.decode()
    assert list(IndicatorCommentary.objects.values_list("pk", flat=True)) == [kept.pk]


def test_a_known_change_begins_limits_anew_and_is_named_on_the_page(enter: Enter, board: Board):
    each_month(figures.extract(board), [40, 44] * 6 + [80, 84] * 6)
    client = enter("analyst")
    without = words(client.get(ONE))

    change = KnownChange(board=board, indicator="concerns-received", from_on=date(2023, 4, 1), what="A new front door")
    trail.add(change, by=BY)
    page = client.get(ONE)

    assert "A lasting change" in without or "More than chance" in without
    assert "No clear change" in words(page)
    assert "1 April 2023: A new front door" in words(page)


def test_an_indicator_says_how_it_is_counted_and_leads_to_its_figure(enter: Enter, two_years: Any):
    page = enter("analyst").get(SHARE)

    assert "Neither: it is for context" in words(page)
    assert "concerns.led_to_enquiry, version 1" in words(page)
    assert "/board/example/figures/concerns.led_to_enquiry/?period=2023-24" in page.content.decode()


def test_every_chart_has_its_numbers_as_a_table_and_its_sentence(enter: Enter, two_years: Any):
    page = enter("analyst").get(ONE)
    tree = html.fromstring(page.content.decode())

    told = {
        one.xpath("string(./*[local-name()='desc'])")
        for one in tree.xpath("//main//*[local-name()='svg'][@role='img']")
    }
    assert len(told) == 1
    assert "Mar 2024: 90" in told.pop()
    assert lines(page)["March 2024"][0] == "90"
    assert lines(page)["April 2022"][0] == "40"


@pytest.mark.parametrize(
    ("counts", "names"),
    [
        ([40, 44] * 11 + [40, 90], ["average 44", "Mar 2024: 90"]),
        ([40, 44] * 12, ["average 42"]),
        ([40, 44] * 6 + [2] + [44, 40] * 5 + [44], ["average 40", "Apr 2023: 2"]),
        ([4] + [40, 44] * 11 + [40], ["average 40", "Apr 2022: 4"]),
        ([3, 4] * 12, []),
    ],
)
def test_a_wide_chart_names_its_average_and_what_stands_out(
    enter: Enter, board: Board, counts: list[int], names: list[str]
):
    each_month(figures.extract(board), counts)

    tree = html.fromstring(enter("analyst").get(ONE, {"period": "2023-24"}).content.decode())
    wide, narrow = (
        [
            one.text_content()
            for one in tree.xpath(f"//*[@class='gt-chart__{width}']//*[local-name()='text']")
            if "average" in one.text_content() or ": " in one.text_content()
        ]
        for width in ("wide", "narrow")
    )

    assert sorted(set(wide)) == sorted(names)
    assert narrow == []


def test_every_indicator_has_a_page(enter: Enter, two_years: Any):
    client = enter("analyst")

    answers = {name: client.get(f"{PAGE}indicators/{name}/").status_code for name in shipped().indicators}

    assert answers == dict.fromkeys(shipped().indicators, 200)
    assert client.get(f"{PAGE}indicators/gone/").status_code == 404


@pytest.mark.parametrize("role", ["agency_lead", "inspector"])
def test_whoever_does_not_read_all_figures_sees_no_number_about_adults(
    enter: Enter, board: Board, two_years: Any, role: str
):
    commentary(board)
    client = enter(role, agency=people.agency(board, "police")) if role == "agency_lead" else enter(role)

    whole, one, groups = client.get(PAGE), client.get(ONE), client.get(GROUPS)

    if whole.status_code == 200:
        assert "Concerns received" not in lines(whole)
        assert "174" not in words(whole) + words(one) + words(groups)
        assert "A backlog was raised" not in words(whole) + words(one)
    else:
        assert {whole.status_code, one.status_code, groups.status_code} <= {403, 404}


def test_another_board_is_as_if_it_were_not_there(two_years: Any):
    elsewhere = people.person("analyst@other.example", board=people.board("other"), role="analyst")
    client = people.signed_in(Client(), elsewhere)

    assert [client.get(address).status_code for address in (PAGE, ONE, GROUPS, f"{PAGE}themes/")] == [404] * 4


def test_what_is_taken_away_says_that_it_is_not_for_publication_and_is_recorded(
    enter: Enter, board: Board, two_years: Any
):
    commentary(board, means="=1+1")

    answer = enter("analyst").get(f"{PAGE}export.csv", {"period": "2023-24", "quarter": "4"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert "scorecard-q4-2023-24-not-for-publication-" in answer["Content-Disposition"]
    first = next(row for row in rows if row["Indicator"] == "Concerns received")
    assert (first["Value"], first["What it means"], first["Rule"]) == ("174", "'=1+1", "1")
    assert len(rows) == len(shipped().indicators)
    assert Entry.objects.filter(verb="export", after__kind="scorecard", after__period="Q4 2023-24").count() == 1


def test_a_chair_reads_the_scorecard_and_takes_nothing_away(enter: Enter, two_years: Any):
    chair = enter("chair")

    assert (chair.get(PAGE).status_code, chair.get(f"{PAGE}export.xlsx").status_code) == (200, 403)


def test_queries_do_not_grow_with_what_was_written(enter: Enter, board: Board, two_years: Any):
    client = enter("analyst")
    client.get(PAGE)

    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for name in shipped().indicators:
        commentary(board, indicator=name)
        records.make(KnownChange, board, indicator=name)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)

    assert len(many) == len(few)


def test_the_worker_counts_the_scorecard_before_anybody_waits_for_it(board: Board, two_years: Any, monkeypatch: Any):
    from goldenthread.figures import basis
    from goldenthread.scorecard import queries

    assert warming.warm(board) is True
    queries.forget()
    monkeypatch.setattr(queries, "compute", lambda *_, **__: pytest.fail("it was computed again"))
    monkeypatch.setattr(queries.as_rates, "count", lambda *_: pytest.fail("it was counted again"))

    one = basis.basis(board, figures.YEAR)

    assert queries.is_computed(one)
    assert queries.all_series(one)["concerns-received"].at(quarter(figures.YEAR, 4)).value == 174
    assert sum(lot.adults for lot in queries.counted_by_age(one, figures.YEAR)["concerns-received"]) == 550


def test_the_catalogue_says_of_each_indicator_how_it_is_counted_and_by_whom(enter: Enter, two_years: Any):
    page = enter("analyst").get(f"{PAGE}catalogue/")
    found = lines(page)

    counts, often, rule = found["Concerns that led to an enquiry I5"]
    assert counts.startswith("Concerns received in the period")
    assert (often, rule) == ("Monthly", "1, from 2021-22")
    assert "The council’s adult social care answers for these. The council’s case records" in words(page)
    assert "The Board’s business unit answers for these. The Board’s own records." in words(page)
    assert found["Safeguarding plans reviewed in time"][:2] == ["I12", "The council’s adult social care"]


@pytest.mark.parametrize("role", ["analyst", "board_manager", "chair"])
def test_what_other_pages_tell_is_a_way_that_is_open(enter: Enter, two_years: Any, role: str):
    client = enter(role)
    tree = html.fromstring(client.get(f"{PAGE}catalogue/").content.decode())
    (table,) = [one for one in tree.xpath("//table") if one.xpath("string(caption)") == "On other pages"]
    ways = table.xpath(".//a/@href")

    assert len(table.xpath(".//tbody/tr")) == len(shipped().elsewhere)
    assert ways
    assert {way: client.get(way).status_code for way in ways} == dict.fromkeys(ways, 200)
