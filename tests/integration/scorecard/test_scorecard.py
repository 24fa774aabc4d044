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
from goldenthread.casework.models import Adult, Concern
from goldenthread.core.actors import Actor
from goldenthread.scorecard.catalogue import shipped
from goldenthread.scorecard.models import (
    AdultPopulation,
    ComparedValue,
    IndicatorCommentary,
    KnownChange,
    PeopleByAge,
)
from goldenthread.scorecard.slots import quarter
from goldenthread.trail import operations as trail
from goldenthread.trail.models import Entry
from goldenthread.workspace.figures import warming
from tests.factories import figures, people, records
from tests.integration.scorecard.conftest import Enter, each_month

pytestmark = [pytest.mark.django_db, pytest.mark.records]
BY = Actor.system("a test")
PAGE = "/board/example/scorecard/"
ONE = f"{PAGE}indicators/concerns-received/"
SHARE = f"{PAGE}indicators/concerns-led-to-enquiry/"
GROUPS = f"{PAGE}groups/"


def lines(page: Any) -> dict[str, list[str]]:
    """The cells of each line of tables, by its first; the first line of a name."""
    tree = html.fromstring(page.content.decode())
    rows = [[" ".join(" ".join(cell.itertext()).split()) for cell in row] for row in tree.xpath("//main//tbody/tr")]
    return {row[0]: row[1:] for row in reversed(rows)}


def words(page: Any) -> str:
    return " ".join(html.fromstring(page.content.decode()).xpath("//main")[0].text_content().split())


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


class TestOtherPlaces:
    def value(self, board: Board, place: str, counted: int, out_of: int, **fields: Any) -> None:
        given = {"source": "Example return", "definition": "Concerns that met the duty", **fields}
        records.make(
            ComparedValue,
            board,
            indicator="concerns-led-to-enquiry",
            period="2023-24",
            place=place,
            numerator=counted,
            denominator=out_of,
            **given,
        )

    @pytest.mark.capability("S126")
    def test_places_stand_in_a_funnel_with_year_source_and_definition(self, enter: Enter, board: Board, two_years: Any):
        for number in range(8):
            self.value(board, f"Place {number}", 300 + number, 1200)
        self.value(board, "Our place", 30, 500, is_ours=True)

        page = enter("analyst").get(SHARE)

        assert "Our place has 6%, far below the average; 1 area stands out." in words(page)
        assert "Source: Example return." in words(page)
        assert lines(page)["Our place"] == [
            "30 of 500",
            "6%",
            "4.2% to 8.4%",
            "Example return",
            "Concerns that met the duty",
        ]

    @pytest.mark.capability("S126")
    def test_a_single_place_stands_beside_ours_and_what_differs_is_said(
        self, enter: Enter, board: Board, two_years: Any
    ):
        self.value(board, "England", 200_000, 600_000)

        page = words(enter("analyst").get(SHARE))

        assert "beside 33.3% in England (2023-24, Example return)" in page
        assert "They are not like for like: the definition differs." in page

    def test_our_own_place_is_not_compared_with_itself_and_what_is_made_up_says_so(
        self, enter: Enter, board: Board, two_years: Any
    ):
        self.value(board, "Our place", 300, 1200, is_ours=True)
        self.value(board, "England", 200_000, 600_000, is_synthetic=True)

        page = words(enter("analyst").get(SHARE))

        assert "in England (2023-24" in page
        assert "in Our place (2023-24" not in page
        assert "synthetic Some of these numbers are made up for a demonstration." in page
        assert "England synthetic" in page

    def test_places_of_different_definitions_are_no_funnel_and_the_reason_is_said(
        self, enter: Enter, board: Board, two_years: Any
    ):
        for number in range(3):
            self.value(board, f"Place {number}", 300, 1200, definition=f"Another thing {number}")

        page = words(enter("analyst").get(SHARE))

        assert "The areas differ in their definition." in page
        assert "places by their size" not in page


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


class TestAmongPeople:
    """All concerns are about adults of 74 on the last day of their year, or 73 in the year before."""

    def people_here(self, board: Board, *bands: tuple[int, int | None, int], **fields: Any) -> None:
        for first, last, number in bands:
            given = {"first_age": first, "last_age": last, "people": number, "year": 2021, **fields}
            records.make(PeopleByAge, board, **given)

    @pytest.mark.capability("S126")
    def test_a_count_is_a_rate_with_the_year_source_and_definition_of_its_people(
        self, enter: Enter, board: Board, two_years: Any
    ):
        self.people_here(board, (18, 64, 40_000), (65, 74, 8_000), (75, None, 2_000))

        page = enter("analyst").get(ONE, {"period": "2023-24"})
        found = lines(page)

        total = int(found["65 to 74"][0])
        assert found["As it is"][0] == f"{100_000 * total / 50_000:,.0f}"
        assert found["65 to 74"][1:3] == ["8,000", f"{100_000 * total / 8_000:,.0f}"]
        assert found["75 and over"][0] == "0 (few)"
        assert found["Our area"] == ["50,000", "2021", "Census 2021", "Usual residents"]
        assert "The people are those of 2021, the nearest year that is known." in words(page)
        assert "As if our people were of the ages of the European Standard Population of 2013" in found

    def test_england_is_another_standard(self, enter: Enter, board: Board, two_years: Any):
        self.people_here(board, (18, 64, 40_000), (65, None, 10_000))
        self.people_here(board, (18, 64, 30_000_000), (65, None, 10_000_000), area="england", is_synthetic=True)

        page = enter("analyst").get(ONE, {"period": "2023-24"})
        found = lines(page)

        total = int(found["65 and over"][0])
        assert found["As if our people were of the ages of England in 2021"][0] == f"{100_000 * total / 40_000:,.0f}"
        assert found["England synthetic"][0] == "40,000,000"

    def test_our_rate_stands_beside_other_places(self, enter: Enter, board: Board, two_years: Any):
        self.people_here(board, (18, None, 50_000))
        given = {"source": "Example return", "definition": "Concerns received", "period": "2023-24"}
        records.make(
            ComparedValue,
            board,
            indicator="concerns-received",
            place="England",
            numerator=640_000,
            denominator=45_000_000,
            **given,
        )

        page = words(enter("analyst").get(ONE, {"period": "2023-24"}))

        assert "in 100,000 (2023-24) beside 1,422.2 in 100,000 in England (2023-24, Example return)" in page
        assert "They are not like for like: the definition differs." in page

    @pytest.mark.parametrize(
        ("bands", "said"),
        [
            ([], "Nobody has entered how many adults of each age live here"),
            ([(18, 64, 900)], "nobody entered those of 65 and over. Add them."),
            ([(16, None, 900)], "holds children and adults"),
        ],
    )
    def test_what_is_missing_for_a_rate_is_said(
        self, enter: Enter, board: Board, two_years: Any, bands: list[Any], said: str
    ):
        self.people_here(board, *bands)

        page = words(enter("analyst").get(ONE, {"period": "2023-24"}))

        assert said in page
        assert "As it is" not in page

    def test_a_share_is_no_rate(self, enter: Enter, board: Board, two_years: Any):
        self.people_here(board, (18, None, 50_000))

        assert "For every 100,000 adults" not in words(enter("analyst").get(SHARE, {"period": "2023-24"}))

    def test_whoever_does_not_read_all_figures_sees_no_rate(self, enter: Enter, board: Board, two_years: Any):
        self.people_here(board, (18, None, 50_000))
        client = enter("agency_lead", agency=people.agency(board, "police"))

        assert "in 100,000" not in client.get(ONE, {"period": "2023-24"}).content.decode()

    @pytest.mark.parametrize(
        ("first", "last", "year", "is_kept"),
        [(60, 70, "2021", False), (65, None, "2021", True), (30, 40, "2021", False), (60, 70, "2022", True)],
    )
    def test_nobody_is_in_two_ages(
        self, enter: Enter, board: Board, first: int, last: int | None, year: str, is_kept: bool
    ):
        self.people_here(board, (18, 64, 40_000))
        given = {"area": "ours", "sex": "all", "first_age": str(first), "last_age": "" if last is None else str(last)}

        answer = enter("analyst").post(
            "/board/example/people-by-age/new/",
            {**given, "people": "5000", "year": year, "source": "Census", "definition": "Residents"},
        )

        assert (PeopleByAge.objects.count(), answer.status_code) == ((2, 302) if is_kept else (1, 422))
        assert ("partly in “18 to 64” already" in answer.content.decode()) is not is_kept

    def test_places_that_count_few_are_flagged_first(self, enter: Enter, board: Board, two_years: Any):
        given = {
            "source": "Example return",
            "definition": "Concerns",
            "period": "2023-24",
            "indicator": "concerns-received",
        }
        for place, number in (("Ash", 9), ("Elm", 40), ("Oak", 60)):
            records.make(ComparedValue, board, place=place, numerator=number, denominator=20_000, **given)

        page = words(enter("analyst").get(ONE, {"period": "2023-24"}))

        few, trend = (
            "Take care: 1 of 3 places count fewer than 10 and can jump by chance (Ash).",
            "the average of 3 areas",
        )
        assert page.index(few) < page.index(trend)


class TestGroups:
    def people_here(self, board: Board, **people_: int) -> None:
        for group, number in people_.items():
            records.make(AdultPopulation, board, group=group, people=number, year=2021)

    @pytest.mark.capability("S120")
    def test_each_group_stands_beside_its_part_of_the_people(self, enter: Enter, board: Board, two_years: Any):
        self.people_here(board, white=60_000, asian=20_000)

        found = lines(enter("analyst").get(GROUPS, {"period": "2023-24"}))

        counted, share, here, of_here, ratio, likely, state = found["Asian or Asian British"]
        whites = int(found["White"][0])
        adults = int(counted)
        assert (here, of_here) == ("20,000", "25%")
        assert share == f"{round(1000 * adults / (adults + whites)) / 10:g}%"
        assert ratio == f"{(adults / 20_000) / (whites / 60_000):.2f}"
        assert (bool(likely), state) == (True, "More often")

    @pytest.mark.parametrize(
        ("there", "added", "year", "is_kept"),
        [
            ("mixed", "mixed_or_other", "2021", False),
            ("other", "mixed_or_other", "2021", False),
            ("mixed_or_other", "mixed", "2021", False),
            ("mixed_or_other", "white", "2021", True),
            ("mixed", "other", "2021", True),
            ("mixed", "mixed_or_other", "2011", True),
        ],
    )
    def test_groups_given_together_do_not_stand_beside_the_same_groups_apart(
        self, enter: Enter, board: Board, there: str, added: str, year: str, is_kept: bool
    ):
        self.people_here(board, **{there: 3_000})
        given = {"group": added, "people": "5000", "ages": "18 and over", "year": year, "source": "Census"}

        page = enter("analyst").post("/board/example/adult-populations/new/", given)

        assert AdultPopulation.objects.count() == 1 + is_kept
        assert ("counts mixed and other groups together" in page.content.decode()) is not is_kept

    @pytest.mark.capability("S120")
    def test_several_concerns_about_one_adult_count_as_one_adult(self, enter: Enter, board: Board, two_years: Any):
        self.people_here(board, white=60_000, asian=20_000)
        client = enter("analyst")
        before = lines(client.get(GROUPS, {"period": "2023-24"}))["White"][0]

        assert Concern.objects.filter(raised_on__gte=date(2024, 3, 1), adult_id="A-M23-2").count() == 1
        Concern.objects.bulk_create(
            Concern(extract=two_years, concern_id=f"again{n}", adult_id="A-M23-2", raised_on=date(2024, 3, 20), area="own",
                     decision="no_enquiry") for n in range(15)
        )  # fmt: skip
        trail.record("note", board, by=BY)
        page = client.get(GROUPS, {"period": "2023-24"})

        assert lines(page)["White"][0] == before
        assert "1 of whom had more than one." in words(page)

    def test_without_people_to_compare_with_the_page_says_what_to_add(self, enter: Enter, two_years: Any):
        page = words(enter("analyst").get(GROUPS, {"period": "2023-24"}))

        assert "Add how many adults of each group live here" in page

    def test_groups_that_a_source_gives_together_are_counted_together(self, enter: Enter, board: Board, two_years: Any):
        Adult.objects.filter(adult_id__endswith="-1").update(ethnicity="mixed_other")
        Adult.objects.filter(adult_id__endswith="-3").update(ethnicity="arab")
        self.people_here(board, white=60_000, mixed_or_other=20_000)

        found = lines(enter("analyst").get(GROUPS, {"period": "2023-24"}))

        assert found["Mixed, multiple and other groups"][0] == "24"

    def test_a_year_that_the_records_do_not_cover_is_not_compared(self, enter: Enter, board: Board, two_years: Any):
        self.people_here(board, white=60_000, asian=20_000)
        figures.extract(board, date(2024, 4, 1), date(2024, 6, 30), sha256="1")

        page = words(enter("analyst").get(GROUPS, {"period": "2024-25"}))

        assert "The case records do not cover all of 2024-25." in page


@pytest.mark.capability("S36")
def test_themes_say_what_they_have_what_they_wait_for_and_what_was_asked_for(
    enter: Enter, board: Board, two_years: Any
):
    from goldenthread.boards.themes import Theme
    from goldenthread.figures.measures import PlannedMeasure

    for slug, name in (("self-neglect", "Self-neglect and hoarding"), ("poverty", "The impact of poverty")):
        Theme.objects.create(board=board, slug=slug, name=name, is_of_the_scorecard=True)
    records.make(PlannedMeasure, board, title="Cases with debt", theme=Theme.objects.get(slug="poverty"))

    page = words(enter("analyst").get(f"{PAGE}themes/"))

    assert "One of 2 themes has an indicator." in page
    neglect, poverty = page.split("The impact of poverty")
    assert "Concerns that name self-neglect" in neglect
    assert "Cases with debt Wanted" in poverty
    assert "Held by: To be agreed." in poverty
