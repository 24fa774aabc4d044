"""When a step is due: held against counting day by day, over pauses, weekends, bank holidays and leap days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core import working_days
from goldenthread.reviews import clocks_rules as rules
from goldenthread.reviews.clocks_rules import Due, Pause, Time, Unit

DAY = timedelta(days=1)
BEGUN = st.dates(date(2019, 1, 1), date(2030, 12, 31))
NUMBERS = st.integers(1, 30)
FAR = date(2040, 1, 1)
PATIENT = settings(deadline=None)
"""The first look at a year’s bank holidays takes its time."""
SPANS = st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 25)), max_size=4)


def pauses_of(begun: date, spans: list[tuple[int, int]]) -> list[Pause]:
    return [Pause(begun + DAY * first, begun + DAY * (first + lasts)) for first, lasts in spans]


def counted(begun: date, number: int, pauses: list[Pause], *, working: bool) -> date:
    """The slow way: day after day, those that count."""
    day = begun
    while number:
        day += DAY
        is_still = any(one.from_on <= day < one.to_on for one in pauses if one.to_on)
        number -= not is_still and (not working or working_days.is_working(day))
    return day


@PATIENT
@given(BEGUN, NUMBERS, SPANS)
def test_working_days_are_those_on_which_it_did_not_stand_still(begun, number, spans):
    pauses = pauses_of(begun, spans)

    due = rules.pushed(begun, Time(number, Unit.WORKING_DAYS), pauses, FAR)

    assert due == counted(begun, number, pauses, working=True)


@PATIENT
@given(BEGUN, NUMBERS, SPANS)
def test_days_are_those_on_which_it_did_not_stand_still(begun, number, spans):
    pauses = pauses_of(begun, spans)

    due = rules.pushed(begun, Time(number, Unit.DAYS), pauses, FAR)

    assert due == counted(begun, number, pauses, working=False)


@PATIENT
@given(BEGUN, st.integers(1, 18), SPANS)
def test_a_pause_never_makes_anything_due_sooner(begun, months, spans):
    for unit in Unit:
        time = Time(months, unit)
        assert rules.pushed(begun, time, pauses_of(begun, spans), FAR) >= time.after(begun)


@PATIENT
@given(BEGUN, NUMBERS, st.integers(0, 20), st.integers(0, 20))
def test_two_pauses_that_touch_push_as_one(begun, number, first, second):
    middle, last = begun + DAY * first, begun + DAY * (first + second)
    for unit in Unit:
        time = Time(number, unit)
        assert rules.pushed(begun, time, [Pause(begun, middle), Pause(middle, last)], FAR) == rules.pushed(
            begun, time, [Pause(begun, last)], FAR
        )


@PATIENT
@given(BEGUN, NUMBERS, st.integers(1, 30))
def test_a_pause_that_is_not_over_pushes_up_to_today(begun, number, lasts):
    today = begun + DAY * lasts
    for unit in Unit:
        time = Time(number, unit)
        assert rules.pushed(begun, time, [Pause(begun)], today) == rules.pushed(begun, time, [Pause(begun, today)], FAR)


@pytest.mark.parametrize(
    ("begun", "time", "pauses", "due"),
    [
        (date(2024, 3, 27), Time(2, Unit.WORKING_DAYS), [], date(2024, 4, 2)),  # over Easter
        (date(2024, 2, 26), Time(5, Unit.WORKING_DAYS), [], date(2024, 3, 4)),  # over a leap day
        (date(2024, 1, 31), Time(1, Unit.MONTHS), [], date(2024, 2, 29)),
        (date(2024, 1, 1), Time(6, Unit.MONTHS), [Pause(date(2024, 3, 1), date(2024, 3, 31))], date(2024, 7, 31)),
        (date(2026, 3, 27), Time(2, Unit.DAYS), [], date(2026, 3, 29)),  # the clocks go forward that night
        (date(2024, 1, 8), Time(2, Unit.WORKING_DAYS), [Pause(date(2024, 1, 13), date(2024, 2, 1))], date(2024, 1, 10)),
    ],
)
def test_days_due_as_rows(begun, time, pauses, due):
    assert rules.pushed(begun, time, pauses, FAR) == due


@pytest.mark.parametrize(
    ("done", "today", "is_late"),
    [
        (None, date(2024, 1, 10), False),
        (None, date(2024, 1, 11), True),
        (date(2024, 1, 10), date(2024, 6, 1), False),
        (date(2024, 1, 11), date(2024, 6, 1), True),
    ],
)
def test_it_is_late_after_its_day_and_not_on_it(done, today, is_late):
    due = Due(rules.SCREEN, date(2024, 1, 3), date(2024, 1, 10), done)

    assert due.is_late(today) is is_late


def test_one_is_said_in_the_singular():
    assert [Time(1, Unit.MONTHS).words, Time(2, Unit.WORKING_DAYS).words] == ["1 month", "2 working days"]
