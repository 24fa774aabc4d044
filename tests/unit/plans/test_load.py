"""Hours spread over quarters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.plans.load import Work, ends, quarter_of, spread, starts, total

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
WORK = st.builds(Work, st.integers(0, 10_000), DAYS, DAYS)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2024, 3, 31), (2023, 4)),
        (date(2024, 4, 1), (2024, 1)),
        (date(2024, 6, 30), (2024, 1)),
        (date(2024, 7, 1), (2024, 2)),
        (date(2024, 12, 31), (2024, 3)),
        (date(2025, 1, 1), (2024, 4)),
    ],
)
def test_a_day_falls_in_a_quarter_of_its_financial_year(day: date, quarter: tuple[int, int]):
    assert quarter_of(day) == quarter
    assert starts(quarter) <= day <= ends(quarter)


def test_hours_are_spread_by_days():
    work = Work(91 + 92, date(2024, 4, 1), date(2024, 9, 30))

    assert spread(work) == {(2024, 1): 91, (2024, 2): 92}


def test_what_is_due_before_it_begins_counts_where_it_is_due():
    assert spread(Work(10, date(2024, 9, 1), date(2024, 5, 1))) == {(2024, 1): 10}


@given(WORK)
def test_no_hour_is_lost_or_made(work: Work):
    found = spread(work)

    assert sum(found.values()) == work.hours
    assert all(hours >= 0 for hours in found.values())


@given(WORK)
def test_hours_fall_only_in_quarters_the_work_lies_in(work: Work):
    for quarter in spread(work):
        assert starts(quarter) <= max(work.due_on, work.from_on)
        assert ends(quarter) >= min(work.from_on, work.due_on)


@given(st.lists(WORK, max_size=5))
def test_a_total_is_the_sum_of_its_parts(works: list[Work]):
    assert sum(total(works).values()) == sum(work.hours for work in works)


@given(DAYS)
def test_quarters_follow_each_other_without_a_gap(day: date):
    quarter = quarter_of(day)

    assert quarter_of(ends(quarter) + timedelta(1)) != quarter
    assert quarter_of(ends(quarter)) == quarter_of(starts(quarter)) == quarter
