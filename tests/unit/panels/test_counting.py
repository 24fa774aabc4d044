"""No small count is told, and none can be worked out; and how long a step may take."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core import working_days
from goldenthread.panels import clocks, counting
from goldenthread.panels.counting import FEW, GOES_WITH_IT, WITHHELD


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (1, WITHHELD), (4, WITHHELD), (5, "5"), (1234, "1,234")])
def test_counts_from_1_to_4_are_withheld(count: int, words: str):
    assert counting.shown(count) == words


@given(st.lists(st.integers(0, 30), max_size=8))
def test_a_small_count_never_stands_alone_as_the_only_gap(counts: list[int]):
    told = counting.breakdown((str(place), count) for place, count in enumerate(counts))
    gaps = [value for _, value in told if value in {WITHHELD, GOES_WITH_IT}]
    small = [one for one in counts if 0 < one < FEW]

    assert not any(value.isdecimal() and 0 < int(value) < FEW for _, value in told)
    assert len(gaps) != 1 or not [one for one in counts if one >= FEW]
    assert len(gaps) >= len(small)


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_share_tells_neither_a_small_part_nor_a_small_rest(part: int, rest: int):
    told = counting.share(part, part + rest)

    if told != "too few to say":
        assert part + rest >= FEW
        assert all(one == 0 or one >= FEW for one in (part, rest))


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(0, 30))
def test_working_days_end_on_a_working_day_and_days_count_every_day(since: date, number: int):
    assert working_days.is_working(clocks.after(since, number, clocks.Unit.WORKING_DAYS))
    assert clocks.after(since, number, clocks.Unit.DAYS) == since + timedelta(days=number)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (date(2026, 12, 24), date(2026, 12, 29)),  # Christmas Eve: Friday and Monday are bank holidays
        (date(2024, 2, 28), date(2024, 2, 29)),  # a leap day
        (date(2026, 3, 27), date(2026, 3, 30)),  # the clocks change on the Sunday
    ],
)
def test_the_first_stage_of_a_disagreement_has_one_working_day(since: date, due: date):
    first = clocks.BY_KEY["escalation.stage1"]

    assert clocks.after(since, first.number, first.unit) == due


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [(0, "days", "The same day"), (1, "working_days", "1 working day"), (28, "days", "28 days")],
)
def test_a_deadline_is_told_in_words(number: int, unit: str, words: str):
    assert clocks.in_words(number, unit) == words
