"""Counts among people: rates by age and sex, and as if our people were of other ages."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.boards.models import Board
from goldenthread.scorecard.models import (
    ComparedValue,
    PeopleByAge,
)
from tests.factories import people, records
from tests.integration.scorecard.conftest import ONE, SHARE, Enter, lines, words

pytestmark = [pytest.mark.django_db, pytest.mark.records]


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
