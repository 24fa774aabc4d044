"""When something in a chronology happened, as exactly as it is known. Free of Django.

Times are as the record says them: those of the clock on the wall, Europe/London. Nothing is worked out in hours, so that the
nights on which clocks change are days like any other.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, time
from enum import StrEnum

MINUTES = 24 * 60 + 1
"""So many places a day has in the order of things: one for each minute, and one before them for what has no time."""


class Precision(StrEnum):
    """How exactly a day is known. Stored; never renamed."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    RANGE = "range"
    MONTH = "month"
    YEAR = "year"


WORDS = {
    Precision.EXACT: "Exactly",
    Precision.APPROXIMATE: "About then",
    Precision.RANGE: "From one day to another",
    Precision.MONTH: "Only the month",
    Precision.YEAR: "Only the year",
}
LOOSE = frozenset({Precision.MONTH, Precision.YEAR})
"""What is known by its month or year alone says nothing of any one day."""
HAS_TIME = frozenset({Precision.EXACT, Precision.APPROXIMATE})


def order(on: date, at: time | None) -> int:
    """Where a row stands among the others: by its day, then its time; what has no time comes before what has one."""
    return on.toordinal() * MINUTES + (0 if at is None else at.hour * 60 + at.minute + 1)


def span(on: date, precision: str, until: date | None = None) -> tuple[date, date]:
    """The first and the last day on which it may have happened."""
    match precision:
        case Precision.RANGE:
            return on, max(on, until or on)
        case Precision.MONTH:
            return on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1])
        case Precision.YEAR:
            return date(on.year, 1, 1), date(on.year, 12, 31)
        case _:
            return on, on


def begins(on: date, precision: str) -> date:
    """The day a row is kept under: what is known by its month or year stands at its beginning."""
    return span(on, precision)[0]


def said(on: date, precision: str, *, at: time | None = None, until: date | None = None) -> str:
    """When it happened, in words that promise no more than is known: "About 3 March 2024", "In March 2024"."""
    match precision:
        case Precision.YEAR:
            return f"In {on.year}"
        case Precision.MONTH:
            return f"In {on:%B %Y}"
        case Precision.RANGE if until is not None and until != on:
            return f"{_day(on)} to {_day(until)}"
    words = _day(on) if at is None else f"{_day(on)}, {at:%H:%M}"
    return f"About {words}" if precision == Precision.APPROXIMATE else words


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
