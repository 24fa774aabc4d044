"""Dates as sentences say them, no more exactly than they are known."""

from __future__ import annotations

import calendar
import re
from datetime import date

from goldenthread.core.periods import Period


def say(day: date, precision: str = "day") -> str:
    """ "9 September 2024", "September 2024" or "2023-24"."""
    if precision == "year":
        return Period.containing(day).label
    if precision == "month":
        return f"{day:%B %Y}"
    return f"{day.day} {day:%B %Y}"


MONTHS = list(calendar.month_name)[1:]
_DAY = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(MONTHS)})(?: (\d{{4}}))?")
_YEAR = re.compile(r"\d{4}")


def for_machines(words: str) -> str:
    """The first date in the words as HTML's `datetime` wants it: "2024-03-31", "2023-11", "03-31" or "2023"."""
    found = _DAY.search(words)
    if found:
        month = f"{MONTHS.index(found[2]) + 1:02d}"
        parts = [found[3], month, f"{int(found[1]):02d}" if found[1] else None]
        return "-".join(part for part in parts if part)
    year = _YEAR.search(words)
    return year[0] if year else ""
