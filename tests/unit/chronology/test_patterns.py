"""Gaps and rows at odds, held against the slow and obvious way."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reviews.chronology_days import LOOSE, span
from goldenthread.reviews.chronology_patterns import Gap, Sight, at_odds, gaps

START = date(2024, 1, 1)
WHEN = st.tuples(
    st.integers(0, 60).map(lambda n: START + timedelta(n)),
    st.sampled_from(["exact", "approximate", "month", "year", "range"]),
    st.integers(0, 9),
).map(lambda one: (one[0], one[1], one[0] + timedelta(one[2]) if one[1] == "range" else None))


def slowly(rows: list[tuple[date, str, date | None]], longer_than: int) -> list[tuple[date, date]]:
    """Day by day from the first known day to the last."""
    known = [span(*row) for row in rows if row[1] not in LOOSE]
    if not known:
        return []
    day, last = min(first for first, _ in known), max(last for _, last in known)
    found, empty = [], []
    while day <= last:
        if any(first <= day <= end for first, end in known):
            found += [(empty[0], empty[-1])] if len(empty) > longer_than else []
            empty = []
        else:
            empty.append(day)
        day += timedelta(1)
    return found


@given(st.lists(WHEN, max_size=12), st.integers(1, 20))
def test_gaps_are_those_found_day_by_day(rows: list[tuple[date, str, date | None]], longer_than: int):
    assert [(one.first, one.last) for one in gaps(rows, longer_than)] == slowly(rows, longer_than)


@pytest.mark.parametrize(("next_on", "wanted"), [(date(2024, 1, 8), 0), (date(2024, 1, 9), 0), (date(2024, 1, 10), 1)])
def test_a_gap_is_longer_than_what_was_chosen(next_on: date, wanted: int):
    """From the 1st: the 8th leaves six days between, the 9th seven, the 10th eight; longer than seven are eight."""
    rows = [(date(2024, 1, 1), "exact", None), (next_on, "exact", None)]

    assert len(gaps(rows, 7)) == wanted


def test_what_is_known_by_its_month_ends_no_gap_and_is_told():
    rows = [(date(2024, 1, 1), "exact", None), (date(2024, 2, 1), "month", None), (date(2024, 4, 1), "exact", None)]

    assert gaps(rows, 28) == [Gap(date(2024, 1, 2), date(2024, 3, 31), loose=1)]


def test_a_row_over_many_days_covers_them():
    rows = [(date(2024, 1, 1), "range", date(2024, 3, 31)), (date(2024, 4, 1), "exact", None)]

    assert gaps(rows, 1) == []


def sight(number: int, **said: object) -> Sight:
    given = {"agency": UUID(int=number), "on": START, "at": None, "seen": "alone", **said}
    return Sight(key=UUID(int=100 + number), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "is_at_odds"),
    [
        ({"seen": "not_seen"}, True),
        ({"seen": "with_others"}, True),
        ({"seen": "alone"}, False),
        ({"seen": "not_seen", "agency": UUID(int=1)}, False),
        ({"seen": "not_seen", "on": START + timedelta(1)}, False),
        ({"seen": "not_seen", "at": time(10)}, True),
        ({"seen": "not_seen", "adults": frozenset({UUID(int=8)})}, False),
        ({"seen": "not_seen", "adults": frozenset({UUID(int=7)})}, True),
    ],
)
def test_which_rows_may_contradict_each_other(said: dict[str, object], is_at_odds: bool):
    first = sight(1, adults=frozenset({UUID(int=7)}))

    assert bool(at_odds([first, sight(2, **said)])) == is_at_odds


def test_rows_at_different_times_of_a_day_do_not_contradict_each_other():
    assert at_odds([sight(1, at=time(9)), sight(2, seen="not_seen", at=time(17))]) == []
    assert len(at_odds([sight(1, at=time(9)), sight(2, seen="not_seen", at=time(9))])) == 1


@given(st.permutations([sight(1), sight(2, seen="not_seen"), sight(3, seen="with_others"), sight(4, on=START)]))
def test_the_order_of_rows_changes_nothing(rows: list[Sight]):
    pairs = {frozenset({one.key.int, other.key.int}) for one, other in at_odds(rows)}

    assert pairs == {frozenset(two) for two in ({101, 102}, {101, 103}, {102, 103}, {102, 104}, {103, 104})}
