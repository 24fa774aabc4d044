"""Numbers and days as people type them. Free of Django."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

MEASURED = {"percent", "pounds", "hours", "days", "weeks", "months", "years", "minutes", ""}
"""Units that may have decimals; whatever else is counted is counted in whole numbers."""
_NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,6})?")


def number(typed: Any) -> Decimal | None:
    """A number as it was typed: "1,250", "£4.50", "62%". None where it is none."""
    if isinstance(typed, bool) or typed is None:
        return None
    said = str(typed).strip().replace("−", "-").removeprefix("£").removesuffix("%").strip()
    return Decimal(said.replace(",", "")) if _NUMBER.fullmatch(said) else None


def plain_number(typed: Any) -> str:
    """A number as it is kept: no commas, no unit, no point that says nothing. What is no number stays as it was typed."""
    read = number(typed)
    if read is None:
        return str(typed).strip()
    said = f"{read:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def is_counted(unit: str) -> bool:
    """Whether a number of this unit is whole."""
    return unit not in MEASURED


MONTHS = [f"{date(2024, month, 1):%B}".lower() for month in range(1, 13)]
_WRITTEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ ./-]+([A-Za-z]{3,9}|\d{1,2})[ ,./-]+(\d{4}|\d{2})")
CENTURY_TURNS = 70
"""A year of two figures is of this century below it, and of the last from it on."""


def day_written(text: str) -> date | None:
    """A day as people write it: 31 March 2024, 31/3/2024, 1/4/26, 2024-03-31. None where it is none."""
    try:
        return date.fromisoformat(text[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", text) else _written(text)
    except ValueError:
        return None


def _written(text: str) -> date | None:
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = found.groups()
    named = [place for place, name in enumerate(MONTHS, start=1) if name.startswith(month.lower())]
    if month.isdecimal():
        named = [int(month)]
    return date(_year(year), named[0], int(day)) if len(named) == 1 else None


def _year(said: str) -> int:
    year = int(said)
    if len(said) == 2:
        year += 2000 if year < CENTURY_TURNS else 1900
    if not 1900 <= year <= 2199:
        raise ValueError
    return year


def day(typed: Any) -> date | None:
    try:
        return date.fromisoformat(str(typed)) if isinstance(typed, str) else None
    except ValueError:
        return None
