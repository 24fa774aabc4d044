"""Dates as sentences say them, no more exactly than they are known."""

from __future__ import annotations

from datetime import date

from goldenthread.core.periods import Period


def say(day: date, precision: str = "day") -> str:
    """ "9 September 2024", "September 2024" or "2023-24"."""
    if precision == "year":
        return Period.containing(day).label
    if precision == "month":
        return f"{day:%B %Y}"
    return f"{day.day} {day:%B %Y}"
