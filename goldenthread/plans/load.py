"""Hours of work against hours there are, a quarter at a time. Free of the framework: days and numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.core.periods import Period

Quarter = tuple[int, int]
"""The year a financial year starts in, and 1 to 4."""


@dataclass(frozen=True)
class Work:
    """Something to be done between two days, both included, and the hours it takes."""

    hours: int
    from_on: date
    due_on: date


def quarter_of(day: date) -> Quarter:
    """The quarter a day falls in: April to June of 2024 is (2024, 1)."""
    return Period.containing(day).starts_in, (day.month - 4) % 12 // 3 + 1


def starts(quarter: Quarter) -> date:
    year, number = quarter
    month = (3 + 3 * (number - 1)) % 12 + 1
    return date(year + (1 if number == 4 else 0), month, 1)


def ends(quarter: Quarter) -> date:
    year, number = quarter
    following = (year + 1, 1) if number == 4 else (year, number + 1)
    return starts(following) - timedelta(days=1)


def spread(work: Work) -> dict[Quarter, int]:
    """The hours of one piece of work over the quarters it lies in, by days; whole hours that add up to all of it.

    What begins after it is due is put whole into the quarter it is due in.
    """
    if work.from_on > work.due_on:
        return {quarter_of(work.due_on): work.hours}
    days = (work.due_on - work.from_on).days + 1
    found: dict[Quarter, int] = {}
    given, gone = 0, 0
    day = work.from_on
    while day <= work.due_on:
        quarter = quarter_of(day)
        last = min(ends(quarter), work.due_on)
        gone += (last - day).days + 1
        upto = work.hours * gone // days
        found[quarter] = upto - given
        given, day = upto, last + timedelta(days=1)
    return found


def total(works: Iterable[Work]) -> dict[Quarter, int]:
    """The hours of many, quarter by quarter."""
    found: dict[Quarter, int] = {}
    for one in works:
        for quarter, hours in spread(one).items():
            found[quarter] = found.get(quarter, 0) + hours
    return found
