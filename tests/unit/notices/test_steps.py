"""When a daily e-mail names what is due: at set steps, once at each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.due_steps import order, step

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days_late", "at"),
    [(-30, ""), (-8, ""), (-7, "soon"), (-1, "soon"), (0, "today"), (1, "late 1"), (6, "late 1"), (7, "late 7"),
     (13, "late 7"), (14, "late 14"), (27, "late 14"), (28, "late 28"), (55, "late 28"), (56, "late 56"), (400, "late 392")],
)  # fmt: skip
def test_a_thing_has_a_step_by_how_late_it_is(days_late: int, at: str):
    assert step(TODAY - timedelta(days_late), TODAY) == at


def test_what_has_no_day_is_named_once_as_new():
    assert step(None, TODAY) == "new"


@given(st.integers(1, 2000))
def test_over_any_time_a_late_thing_is_named_far_less_than_daily(days: int):
    steps = {step(TODAY, TODAY + timedelta(day)) for day in range(1, days + 1)}

    assert len(steps) <= 3 + days // 28


def test_the_latest_is_named_first():
    assert sorted(["soon", "late 7", "today", "late 28"], key=order) == ["late 28", "late 7", "today", "soon"]
