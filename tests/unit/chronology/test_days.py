"""When something in a chronology happened: its order, the days it may have been on, and the words for it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reviews.chronology_days import LOOSE, Precision, begins, order, said, span

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
TIMES = st.none() | st.times().map(lambda one: one.replace(second=0, microsecond=0))


@given(DAYS, TIMES, DAYS, TIMES)
def test_the_order_is_that_of_day_then_time_and_no_time_comes_first(
    day: date, at: time | None, other: date, then: time | None
):
    wanted = (day, at is not None, at or time.min) < (other, then is not None, then or time.min)

    assert (order(day, at) < order(other, then)) == wanted


@given(DAYS, st.sampled_from(list(Precision)), st.integers(0, 400))
def test_a_row_begins_within_the_days_it_may_have_been_on(day: date, precision: Precision, more: int):
    first, last = span(day, precision, day + timedelta(more))

    assert first <= day <= last
    assert begins(day, precision) == first


@pytest.mark.parametrize(
    ("on", "precision", "wanted"),
    [
        (date(2024, 2, 29), "exact", (date(2024, 2, 29), date(2024, 2, 29))),
        (date(2024, 2, 10), "month", (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2023, 2, 10), "month", (date(2023, 2, 1), date(2023, 2, 28))),
        (date(2023, 12, 31), "month", (date(2023, 12, 1), date(2023, 12, 31))),
        (date(2023, 6, 1), "year", (date(2023, 1, 1), date(2023, 12, 31))),
    ],
)
def test_the_days_a_row_may_have_been_on(on: date, precision: str, wanted: tuple[date, date]):
    assert span(on, precision) == wanted


@pytest.mark.parametrize(
    ("precision", "more", "wanted"),
    [
        ("exact", {}, "3 March 2024"),
        ("exact", {"at": time(14, 5)}, "3 March 2024, 14:05"),
        ("approximate", {}, "About 3 March 2024"),
        ("range", {"until": date(2024, 3, 9)}, "3 March 2024 to 9 March 2024"),
        ("range", {"until": date(2024, 3, 3)}, "3 March 2024"),
        ("month", {}, "In March 2024"),
        ("year", {}, "In 2024"),
    ],
)
def test_words_promise_no_more_than_is_known(precision: str, more: dict[str, date], wanted: str):
    assert said(date(2024, 3, 3), precision, **more) == wanted


def test_only_a_month_or_a_year_say_nothing_of_a_day():
    assert {Precision.MONTH, Precision.YEAR} == LOOSE
