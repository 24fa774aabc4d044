"""Ethnic groups beside the census, and themes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.boards.models import Board
from goldenthread.casework.models import Adult, Concern
from goldenthread.scorecard.models import (
    AdultPopulation,
)
from goldenthread.trail import operations as trail
from tests.factories import figures, records
from tests.integration.scorecard.conftest import BY, GROUPS, PAGE, Enter, lines, words

pytestmark = [pytest.mark.django_db, pytest.mark.records]


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
