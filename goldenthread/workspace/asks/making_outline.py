"""A form of the Board's own as its page lists it: each part with its questions, what each takes, and when it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.asks import making
from goldenthread.asks.definitions import Ask
from goldenthread.asks.making_models import MadeForm
from goldenthread.core import measured
from goldenthread.workspace.asks.finding import to


@dataclass(frozen=True)
class Line:
    """A question: its words, what it takes and what holds of it, the way to change it, and those it repeats."""

    key: str
    words: str
    kind: str
    notes: tuple[str, ...]
    address: str
    inner: tuple[Line, ...] = ()
    repeats: str = ""
    add_inner: str = ""
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class PartAsked:
    """A part, with its questions and the way to change it and to add to it."""

    number: int
    title: str
    intro: str
    lines: tuple[Line, ...]
    address: str
    add: str
    is_first: bool
    is_last: bool


def outline(request: Any, made: MadeForm) -> list[PartAsked]:
    """Every part of a form."""
    count = len(made.sections)
    every = list(making.questions(made.sections))
    return [
        PartAsked(
            number,
            part["title"],
            part.get("intro", ""),
            _lines(request, made, part["questions"], every, is_first=number == 1, is_last=number == count),
            to(request, "made-forms-part", pk=made.pk, number=number),
            to(request, "made-forms-question-new", pk=made.pk, number=number),
            number == 1,
            number == count,
        )
        for number, part in enumerate(made.sections, start=1)
    ]


def _lines(
    request: Any,
    made: MadeForm,
    asked: Sequence[making.Question],
    among: Sequence[making.Question],
    *,
    within: str = "",
    is_first: bool = True,
    is_last: bool = True,
) -> tuple[Line, ...]:
    found = []
    for place, one in enumerate(asked):
        key = f"{within}.{one['key']}" if within else one["key"]
        repeats = one["kind"] == Ask.CASES
        inner = one.get("of_each", [])
        found.append(
            Line(
                key,
                one["words"],
                making.KINDS[Ask(one["kind"])],
                tuple(_notes(one, among)),
                to(request, "made-forms-question", pk=made.pk, key=key),
                _lines(request, made, inner, inner, within=one["key"]) if repeats else (),
                one.get("one_case", "case") if repeats else "",
                to(request, "made-forms-question-of-each", pk=made.pk, key=key) if repeats else "",
                is_first and place == 0,
                is_last and place == len(asked) - 1,
            )
        )
    return tuple(found)


def _notes(one: making.Question, among: Sequence[making.Question]) -> list[str]:
    """What holds of a question beyond its words."""
    found = [f"in {one['unit']}"] if one.get("unit") else []
    found += [] if one.get("is_required", True) else ["may be left"]
    prefill = one.get("prefill", "")
    if prefill == "last":
        found.append("begins with last time’s answer")
    elif prefill.startswith("figure:"):
        found.append(f"begins with the Board’s figure “{measured.title_of(prefill.removeprefix('figure:'))}”")
    elif prefill:
        found.append("begins with what the Board holds")
    condition = one.get("asked_if")
    on = next((each for each in among if condition and each["key"] == condition["question"]), None)
    if condition and on:
        said = dict(making.answers_of(on))
        answers = " or ".join(f"“{said.get(key, key)}”" for key in condition["is_one_of"])
        found.append(f"only if {answers} is said to “{on['words']}”")
    return found
