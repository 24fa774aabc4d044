"""Days as people write them in forms: three boxes, and errors that say which is missing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.core.periods import Period

_MONTHS = (
    "jan january",
    "feb february",
    "mar march",
    "apr april",
    "may",
    "jun june",
    "jul july",
    "aug august",
    "sep sept september",
    "oct october",
    "nov november",
    "dec december",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
PARTS = ("day", "month", "year")


class DayInput(forms.Widget):
    """Three boxes; keeps what was typed, whether or not it is a day."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}-{part}", "")).strip() for part in PARTS]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)

    @staticmethod
    def boxes(value: Any) -> list[str]:
        """What stands in the boxes for a value: a date, an ISO date, what was typed, or nothing.

        Text that is no ISO date stands nowhere: an address may carry anything.
        """
        if isinstance(value, str):
            value = _iso(value)
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return list(value) if value else ["", "", ""]


class DayField(forms.Field):
    """A day. `words` names it in errors: "Date received must include a month"."""

    widget = DayInput

    def __init__(self, *, words: str = "", **kwargs: Any) -> None:
        self.words = words
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = DayInput.boxes(value) if isinstance(value, str) else list(value)
        if not any(typed):
            return None
        missing = [part for part, said in zip(PARTS, typed, strict=True) if not said]
        if missing:
            raise ValidationError(f"{self.words or 'The date'} must include a {' and a '.join(missing)}")
        return self._day(*typed)

    def _day(self, day: str, month: str, year: str) -> date:
        try:
            found = date(int(year), MONTHS.get(month.lower()) or int(month), int(day))
        except (ValueError, OverflowError) as error:
            raise ValidationError(f"{self.words or 'The date'} must be a real date, such as 27 3 2024") from error
        if not 1900 <= found.year <= 2199:
            raise ValidationError(f"{self.words or 'The date'} must have a year of four figures, such as 2024")
        return found

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return DayInput.boxes(initial) != DayInput.boxes(data)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def months_after(day: date, months: int) -> date:
    """So many months later; where that month is too short, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def as_known(day: date | None, precision: str) -> str:
    """A day as exactly as it is known: "27 March 2024", "March 2024", or "2023-24" where only the year is known."""
    if day is None:
        return ""
    if precision == "year":
        return Period.containing(day).label
    return f"{day:%B %Y}" if precision == "month" else f"{day.day} {day:%B %Y}"


def said(day: date) -> str:
    """A day as a sentence says it: "Tuesday 12 March 2024"."""
    return f"{day:%A} {day.day} {day:%B %Y}"
