"""Small words that the lists of plans and registers share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.core import clock
from goldenthread.core.late import days_late, in_days
from goldenthread.core.shapes import Status


def of(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """A field's choices, as a filter lists them."""
    return [(str(value), str(words)) for value, words in choices]


def by_when(day: date | None, *, is_open: bool = True, late: str = "late") -> Status | str:
    """A day something is due; where it has passed and the thing is open, how late it is."""
    if day is None or not is_open:
        return ""
    days = days_late(day, clock.today())
    words = f"{day.day} {day:%B %Y}"
    return Status("late", f"{words}, {in_days(days)} {late}") if days else words
