"""A return that waits for a signature, or whose day is near, stands on the page of whoever may do something about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.core import clock
from goldenthread.core.periods import Period
from goldenthread.national import operations, saying

YEAR = Period(2023)


def home(client: Any) -> str:
    return " ".join(client.get("/board/example/").content.decode().split())


def test_a_signed_return_is_asked_of_whoever_may_lock_it_and_of_nobody_else(board, year, actor, enter):
    by = actor("analyst")
    operations.put_forward(version=operations.compute(board=board, period=YEAR, by=by), by=by)

    asked = {
        role: "Sign the national return of 2023-24" in home(enter(role))
        for role in ("board_manager", "analyst", "chair")
    }

    assert asked == {"board_manager": True, "analyst": False, "chair": True}


@pytest.mark.parametrize(("ahead", "is_told"), [(-1, True), (0, True), (90, True), (91, False)])
def test_the_day_the_board_set_is_told_from_ninety_days_before(board, year, actor, enter, ahead, is_told):
    with clock.on(date(2024, 6, 1)):
        saying.set_day(board=board, period=YEAR, due_on=clock.today() + timedelta(ahead), by=actor("analyst"))
        page = home(enter("analyst"))

    assert ("Have the national return of 2023-24 signed and sent" in page) is is_told


def test_a_return_that_is_signed_is_not_asked_for_again(board, year, actor, enter):
    by = actor("analyst")
    with clock.on(date(2024, 6, 1)):
        saying.set_day(board=board, period=YEAR, due_on=date(2024, 6, 5), by=by)
        operations.put_forward(version=operations.compute(board=board, period=YEAR, by=by), by=by)
        page = home(enter("analyst"))

    assert "Have the national return" not in page


@pytest.mark.parametrize(
    ("day", "is_told"),
    [(date(2026, 3, 4), False), (date(2026, 3, 5), True), (date(2026, 6, 3), True), (date(2026, 6, 4), False)],
)
def test_a_day_of_the_collection_is_told_while_it_is_ahead(board, enter, day, is_told):
    client = enter("analyst")
    with clock.on(day):
        page = home(client)

    assert ("Have the national return of 2025-26 signed and sent" in page) is is_told
