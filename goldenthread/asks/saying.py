"""An answer in words, as a page, a document and a history print it. Free of Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.asks.definitions import Ask, Choice, Column, Question
from goldenthread.asks.reading_numbers import number

NOTHING = "Not answered"


def in_words(question: Question, value: Any) -> str:
    """What was answered, in words. Tables and cases are told line by line."""
    if is_empty(value):
        return NOTHING
    if question.kind is Ask.MATRIX:
        return "\n".join(_row(question, row, value) for row in question.rows if value.get(row.key)) or NOTHING
    if question.kind is Ask.CASES:
        return "\n".join(_case(question, place, one) for place, one in enumerate(value, start=1))
    return plainly(question.kind, value, choices=question.choices, unit=question.unit)


def cell_in_words(question: Question, column: Column, value: Any) -> str:
    return plainly(question.takes(column), value, choices=question.choices_of(column), unit=column.unit)


def plainly(kind: Ask, value: Any, *, choices: Sequence[Choice] = (), unit: str = "") -> str:
    """One value in words."""
    if is_empty(value):
        return NOTHING
    match kind:
        case Ask.NUMBER:
            return number_in_words(value, unit)
        case Ask.DATE:
            return day_in_words(value)
        case Ask.YES_NO:
            return {"yes": "Yes", "no": "No"}.get(str(value), str(value))
        case Ask.CHOICE:
            return _chosen(choices, value)
        case Ask.CHOICES:
            return "; ".join(_chosen(choices, one) for one in value)
        case Ask.FILE:
            return str(value.get("name", "")) if isinstance(value, Mapping) else str(value)
        case _:
            return str(value)


def is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | Mapping | list | tuple) and not value)


def number_in_words(value: Any, unit: str = "") -> str:
    read = number(value)
    if read is None:
        return str(value)
    said = f"{read:,f}".replace("-", "−")
    if unit == "pounds":
        return f"£{said}"
    if unit == "percent":
        return f"{said}%"
    return f"{said} {unit}".strip()


def day_in_words(value: Any) -> str:
    try:
        return f"{date.fromisoformat(str(value)):%-d %B %Y}"
    except ValueError:
        return str(value)


def _chosen(choices: Sequence[Choice], key: Any) -> str:
    return next((one.words for one in choices if one.key == key), str(key))


def _row(question: Question, row: Choice, value: Mapping[str, Any]) -> str:
    cells = value[row.key]
    told = [
        f"{column.words}: {cell_in_words(question, column, cells[column.key])}"
        for column in question.columns
        if not is_empty(cells.get(column.key))
    ]
    return f"{row.words}: {'; '.join(told)}"


def _case(question: Question, place: int, case: Mapping[str, Any]) -> str:
    told = [
        f"{one.words}: {in_words(one, case[one.key])}" for one in question.of_each if not is_empty(case.get(one.key))
    ]
    return f"{question.one_case[:1].upper()}{question.one_case[1:]} {place}: {'; '.join(told) or NOTHING}"


def total(values: Sequence[Any]) -> Decimal | None:
    """The sum of typed numbers; None where one of them is none."""
    read = [number(one) for one in values]
    return None if None in read else sum((one for one in read if one is not None), Decimal(0))
