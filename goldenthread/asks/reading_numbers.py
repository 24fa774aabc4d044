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


def day(typed: Any) -> date | None:
    try:
        return date.fromisoformat(str(typed)) if isinstance(typed, str) else None
    except ValueError:
        return None
