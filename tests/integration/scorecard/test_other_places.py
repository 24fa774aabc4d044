"""Values of other places beside our own."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.boards.models import Board
from goldenthread.scorecard.models import (
    ComparedValue,
)
from tests.factories import records
from tests.integration.scorecard.conftest import SHARE, Enter, lines, words

pytestmark = [pytest.mark.django_db, pytest.mark.records]


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
