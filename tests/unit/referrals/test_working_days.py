"""Working days: across weekends, bank holidays, leap days and changes of the clocks."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core import working_days

DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))
PATIENT = settings(deadline=None)
"""The first look at a year’s bank holidays takes its time."""
NUMBERS = st.integers(1, 60)


@pytest.mark.parametrize(
    ("begun", "number", "due"),
    [
        (date(2024, 3, 28), 1, date(2024, 4, 2)),  # Good Friday, the weekend and Easter Monday are between
        (date(2023, 12, 22), 2, date(2023, 12, 28)),  # Christmas Day and Boxing Day
        (date(2021, 12, 24), 1, date(2021, 12, 29)),  # both given in lieu, on the Monday and the Tuesday
        (date(2022, 9, 16), 1, date(2022, 9, 20)),  # a bank holiday proclaimed for one year
        (date(2020, 5, 7), 1, date(2020, 5, 11)),  # the early May bank holiday moved to a Friday
        (date(2020, 4, 30), 2, date(2020, 5, 4)),  # and its Monday was a working day that year
        (date(2024, 2, 28), 1, date(2024, 2, 29)),  # a leap day
        (date(2024, 2, 29), 1, date(2024, 3, 1)),
        (date(2026, 3, 27), 1, date(2026, 3, 30)),  # the clocks go forward on the Sunday
        (date(2026, 10, 23), 1, date(2026, 10, 26)),  # and back
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # begun on a Saturday
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
        (date(2024, 4, 2), -1, date(2024, 3, 28)),
    ],
)
def test_days_off_are_not_counted(begun, number, due):
    assert working_days.after(begun, number) == due


@PATIENT
@given(DAYS, NUMBERS)
def test_what_is_due_is_due_on_a_working_day_and_as_many_after(begun, number):
    due = working_days.after(begun, number)

    assert working_days.is_working(due)
    assert working_days.between(begun, due) == number


@PATIENT
@given(DAYS, NUMBERS, NUMBERS)
def test_counting_on_is_counting_once(begun, first, second):
    assert working_days.after(working_days.after(begun, first), second) == working_days.after(begun, first + second)


@PATIENT
@given(DAYS, NUMBERS)
def test_beginning_a_day_later_is_never_due_sooner(begun, number):
    assert working_days.after(begun + timedelta(days=1), number) >= working_days.after(begun, number)


@PATIENT
@given(DAYS, NUMBERS)
def test_counting_back_undoes_counting_on_from_a_working_day(begun, number):
    begun = working_days.on_or_after(begun)

    assert working_days.after(working_days.after(begun, number), -number) == begun


@PATIENT
@given(DAYS, NUMBERS)
def test_a_day_on_which_the_office_is_shut_pushes_what_is_due(begun, number):
    due = working_days.after(begun, number)

    assert working_days.after(begun, number, closed={due}) == working_days.after(begun, number + 1)


@PATIENT
@given(DAYS, st.integers(1, 48))
def test_months_later_is_in_that_month_on_that_day_or_its_last(begun, months):
    due = working_days.add_months(begun, months)

    assert (due.year * 12 + due.month) - (begun.year * 12 + begun.month) == months
    assert due.day == begun.day or (due.day < begun.day and (due + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("begun", "months", "due"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
    ],
)
def test_a_short_month_ends_on_its_last_day(begun, months, due):
    assert working_days.add_months(begun, months) == due


@PATIENT
@given(st.integers(1995, 2060))
def test_every_year_has_its_eight_bank_holidays_or_up_to_two_more(year):
    weekdays = [day for day in working_days.bank_holidays(year) if day.weekday() < working_days.SATURDAY]

    assert 8 <= len(weekdays) <= 10
