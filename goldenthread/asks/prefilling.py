"""How an answer begins: with what is known already, each marked with where it came from. Free of Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from goldenthread.asks.checking import cell_question, check
from goldenthread.asks.definitions import Answers, Ask, Form, Question, Section
from goldenthread.asks.reading_numbers import plain_number
from goldenthread.asks.saying import is_empty

LAST = "last"
NAMED = "asked:numbers"
"""The mark of a list that begins with what the ask itself names."""
Find = Callable[[str], Any | None]
"""What is known by a name: a figure by its id; what the program holds of the agency, such as the actions it owns."""


def begin(
    form: Form,
    last: Answers | None,
    figures: Find,
    held: Find = lambda _: None,
    named: Sequence[Mapping[str, Any]] = (),
) -> tuple[dict[str, Any], dict[str, str]]:
    """What an answer begins with, and its marks: by question, "last", "figure:<id>", "held:<name>" or "asked:numbers".

    Args:
        last: the agency's last accepted answer to this form, in whatever version.
        figures: a figure's value for the ask's period; None where there is none or it is withheld.
        held: what the program holds of the agency already, by name.
        named: the cases that the ask itself names, such as the numbers it asks for.
    """
    answers: dict[str, Any] = {}
    marks: dict[str, str] = {}
    for question in form.questions():
        found = list(named) if question.prefill == NAMED else _found(question, last or {}, figures, held)
        value = _fitting(question, found)
        if not is_empty(value):
            answers[question.key], marks[question.key] = value, question.prefill
    return answers, marks


def _found(question: Question, last: Answers, figures: Find, held: Find) -> Any:
    source, _, name = question.prefill.partition(":")
    match source:
        case "last":
            return last.get(question.key)
        case "figure":
            value = figures(name)
            return None if value is None else plain_number(value) if question.kind is Ask.NUMBER else str(value)
        case "held":
            return held(name)
        case _:
            return None


def _fitting(question: Question, value: Any) -> Any:
    """As much of a value as the question, as it is asked now, can hold."""
    if question.kind is Ask.MATRIX and isinstance(value, Mapping):
        rows, columns = {one.key for one in question.rows}, {one.key for one in question.columns}
        kept = {row: _cells(question, cells, columns) for row, cells in value.items() if row in rows}
        return {row: cells for row, cells in kept.items() if cells}
    if question.kind is Ask.CASES and isinstance(value, list):
        known = {one.key: one for one in question.of_each}
        cases = [_case(known, case) for case in value if isinstance(case, Mapping)]
        return [case for case in cases if case]
    return value if _holds(question, value) else None


def _cells(question: Question, cells: Any, columns: set[str]) -> dict[str, Any]:
    named = {one.key: cell_question(question, one) for one in question.columns}
    given = cells if isinstance(cells, Mapping) else {}
    return {key: value for key, value in given.items() if key in columns and _holds(named[key], value)}


def _case(known: Mapping[str, Question], case: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in case.items() if key in known and _holds(known[key], value)}


def _holds(question: Question, value: Any) -> bool:
    """Whether a value, by itself, is an answer to the question."""
    if is_empty(value):
        return False
    alone = replace(question, asked_if=None, part_of="", adds_to="", prefill="")
    return not check(_only(alone), {question.key: value}).faults


def _only(question: Question) -> Form:
    return Form("one", 1, "One", "One", (Section("One", (question,)),))
