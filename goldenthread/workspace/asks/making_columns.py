"""The columns of a table while its question is set out: a handful of boxes each, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from goldenthread.asks import making
from goldenthread.asks.definitions import Ask
from goldenthread.workspace.asks.making_lines import lines_of, listed

MOST = 12
BEGUN = 2
COUNT = "how_many_columns"
TAKES = [(one.value, making.KINDS[one]) for one in (Ask.NUMBER, Ask.TEXT, Ask.DATE, Ask.YES_NO, Ask.CHOICE)]


def _name(number: int, what: str) -> str:
    return f"column_{number}_{what}"


def as_they_are(question: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a question as the boxes show them."""
    columns = question.get("columns", ())
    numbers = {one["key"]: place for place, one in enumerate(columns, start=1)}
    shown: dict[str, Any] = {COUNT: max(len(columns), BEGUN)}
    for number, one in enumerate(columns, start=1):
        shown[_name(number, "words")] = one["words"]
        shown[_name(number, "takes")] = one.get("takes") or question.get("cell") or Ask.NUMBER.value
        shown[_name(number, "unit")] = one.get("unit", "")
        shown[_name(number, "choices")] = lines_of(_offered(question, one))
        shown[_name(number, "part_of")] = str(numbers.get(one.get("part_of", ""), ""))
    return shown


def _offered(question: Mapping[str, Any], column: Mapping[str, Any]) -> Sequence[Mapping[str, str]]:
    """What a column lets one choose from: its own, or the whole table's."""
    found: Sequence[Mapping[str, str]] = column.get("choices") or question.get("choices") or ()
    return found


def how_many(sent: Any, initial: Mapping[str, Any]) -> int:
    """How many columns the page shows."""
    said = str(sent.get(COUNT, "")) if sent is not None else str(initial.get(COUNT, BEGUN))
    return min(max(int(said) if said.isdecimal() and len(said) < 3 else BEGUN, 1), MOST)


def fill(form: Any) -> None:
    """Put the boxes of each column on the page."""
    count = how_many(form.data if form.is_bound else None, form.initial)
    form.column_count = count
    for number in range(1, count + 1):
        others = [(str(one), f"Column {one}") for one in range(1, count + 1) if one != number]
        boxes: dict[str, forms.Field] = {
            "words": forms.CharField(label="What it is called", required=False, max_length=200),
            "takes": forms.ChoiceField(label="What its cells take", required=False, choices=TAKES),
            "unit": forms.CharField(
                label="What is counted", required=False, max_length=40, help_text="Of numbers. Such as: people."
            ),
            "choices": forms.CharField(
                label="Answers to choose from, one a line", required=False, widget=forms.Textarea(attrs={"rows": 3})
            ),
            "part_of": forms.ChoiceField(
                label="It counts a part of", required=False, choices=[("", "No other column"), *others]
            ),
        }
        form.fields.update({_name(number, what): field for what, field in boxes.items()})


def boxes(form: Any) -> list[tuple[int, list[BoundField]]]:
    """The boxes of each column, by its number."""
    return [
        (number, [form[name] for name in form.fields if name.startswith(f"column_{number}_")])
        for number in range(1, getattr(form, "column_count", 0) + 1)
    ]


def clean(form: Any, cleaned: dict[str, Any]) -> None:
    """Put what the boxes come to into `columns`; say of each what is wrong."""
    was = list(form.was.get("columns", ()))
    made: dict[int, dict[str, Any]] = {}
    for number in range(1, form.column_count + 1):
        words = cleaned.get(_name(number, "words"), "")
        if not words:
            if any(cleaned.get(_name(number, what)) for what in ("unit", "choices", "part_of")):
                form.add_error(_name(number, "words"), f"Say what column {number} is called, or empty its other boxes")
            continue
        made[number] = _column(form, number, cleaned, was[number - 1] if number <= len(was) else {})
    _named(form, made, was)
    if not made and not form.errors:
        form.add_error(_name(1, "words"), "Say what the first column is called")
    for number, column in made.items():
        _part(form, number, column, made, cleaned.get(_name(number, "part_of"), ""))
    cleaned["columns"] = [_said(column) for column in made.values()]


def _column(form: Any, number: int, cleaned: Mapping[str, Any], was: Mapping[str, Any]) -> dict[str, Any]:
    takes = Ask(cleaned.get(_name(number, "takes")) or Ask.NUMBER)
    column: dict[str, Any] = {"key": was.get("key", ""), "words": cleaned[_name(number, "words")], "takes": takes.value}
    if takes is Ask.NUMBER and cleaned.get(_name(number, "unit")):
        column["unit"] = cleaned[_name(number, "unit")]
    if takes is Ask.CHOICE:
        try:
            text = cleaned.get(_name(number, "choices"), "")
            words = f"Write at least two answers for column {number}, one a line"
            column["choices"] = listed(text, _offered(form.was, was), least=2, words=words)
        except forms.ValidationError as error:
            form.add_error(_name(number, "choices"), error)
    return column


def _named(form: Any, made: dict[int, dict[str, Any]], was: Sequence[Mapping[str, Any]]) -> None:
    """Give each new column a short name; no two may be called the same."""
    taken = {one["key"] for one in was}
    seen: set[str] = set()
    for number, column in made.items():
        if column["words"].casefold() in seen:
            form.add_error(
                _name(number, "words"), f"Two columns are called “{column['words']}”. Give each its own name"
            )
        seen.add(column["words"].casefold())
        column["key"] = column["key"] or making.key_for(column["words"], taken)
        taken.add(column["key"])


def _part(form: Any, number: int, column: dict[str, Any], made: Mapping[int, dict[str, Any]], whole: str) -> None:
    if not whole:
        return
    other = made.get(int(whole))
    if other is None or {column["takes"], other["takes"]} != {Ask.NUMBER.value}:
        form.add_error(_name(number, "part_of"), f"Column {number} can only be a part of another column of numbers")
        return
    column["part_of"] = other["key"]


def _said(column: Mapping[str, Any]) -> dict[str, Any]:
    """A cell takes a number unless the column says otherwise."""
    return {name: value for name, value in column.items() if (name, value) != ("takes", Ask.NUMBER.value)}
