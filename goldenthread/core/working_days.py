"""Working days in England: not Saturdays, Sundays or bank holidays. Free of a framework.

Bank holidays come from the library `holidays`, which others keep right: also those proclaimed for one year, and those given in
lieu. Days are days of the calendar, so that no change of the clocks can move them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import holidays

from goldenthread.core.days import months_after

SATURDAY = 5
_ONE = timedelta(days=1)
_NONE: Collection[date] = ()


@lru_cache(maxsize=400)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year, those given in lieu of one at a weekend among them."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working(day: date, *, closed: Collection[date] = _NONE) -> bool:
    """Whether people are at work that day. `closed`: further days on which a Board's office is shut."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year) and day not in closed


def after(day: date, number: int, *, closed: Collection[date] = _NONE) -> date:
    """The working day that comes so many working days after a day; the day itself is never counted.

    What begins on a day off counts from the next working day on: one working day after a Saturday is Monday. None after
    a day is that day, or where it is a day off, the next working day.
    """
    if number < 0:
        return _before(day, -number, closed)
    if number == 0:
        return on_or_after(day, closed=closed)
    found = day
    for _ in range(number):
        found = on_or_after(found + _ONE, closed=closed)
    return found


def _before(day: date, number: int, closed: Collection[date]) -> date:
    found = day
    for _ in range(number):
        found -= _ONE
        while not is_working(found, closed=closed):
            found -= _ONE
    return found


def on_or_after(day: date, *, closed: Collection[date] = _NONE) -> date:
    """That day, or where it is a day off, the next working day."""
    while not is_working(day, closed=closed):
        day += _ONE
    return day


def between(first: date, last: date, *, closed: Collection[date] = _NONE) -> int:
    """How many working days after `first` the day `last` is: what `after` would have to be given. Negative where it is before."""
    if last < first:
        return -between(last, first, closed=closed)
    return sum(is_working(first + timedelta(days=one), closed=closed) for one in range(1, (last - first).days + 1))


def add_months(day: date, months: int) -> date:
    """So many months later: the same day of that month, or its last day where it has no such day (31 August: 28 February)."""
    return months_after(day, months)
