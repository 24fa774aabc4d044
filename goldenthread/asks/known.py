"""What an answer begins with: last time's, the Board's figures, and what the program holds of the agency already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from goldenthread.asks import prefilling, queries
from goldenthread.asks.definitions import Ask, Question
from goldenthread.asks.models import Answer
from goldenthread.asks.models import Ask as Asked
from goldenthread.asks.saying import in_words, is_empty, number_in_words
from goldenthread.core import measured

Held = Callable[[Answer], Any]
_held: dict[str, Held] = {}
SUGGESTED = "suggested"
"""In what is held of a case: what the record says that the agency is to say itself. It is shown, and never filled in."""


def holds(name: str) -> Callable[[Held], Held]:
    """Register what the program holds for an answer under a name: a form's question says `prefill: held:<name>`."""

    def register(held: Held) -> Held:
        _held[name] = held
        return held

    return register


def begin(answer: Answer) -> tuple[dict[str, Any], dict[str, str]]:
    """What a new answer begins with, and where each part came from."""
    ask = answer.recipient.ask
    last = queries.before(answer)

    def figure(name: str) -> Any:
        found = measured.read(ask.board, name, ask.year)
        return found.value if found else None

    return prefilling.begin(
        ask.form, last.data if last else None, figure, lambda name: held(answer, name), named_numbers(ask)
    )


def named_numbers(ask: Asked) -> list[dict[str, Any]]:
    """The numbers an ask names, as the cases of a list: what is counted, over the days of the ask."""
    days = {"from_on": ask.covers_from, "to_on": ask.covers_to}
    said = {key: day.isoformat() for key, day in days.items() if day}
    return [{"what": line.strip(), **said} for line in ask.numbers.splitlines() if line.strip()]


def held(answer: Answer, name: str) -> Any:
    """What the program holds for an answer under a name; None where nobody knows it."""
    return _held[name](answer) if name in _held else None


def suggested(answer: Answer, question: Question) -> dict[tuple[int, str], str]:
    """What the record says of the cases of a list, by the case's place and the key of what is asked of it, in words.

    A case is known again by the text it began with; one that was reworded is the agency's own.
    """
    source, _, name = question.prefill.partition(":")
    texts = [one.key for one in question.of_each if one.kind is Ask.TEXT]
    if question.kind is not Ask.CASES or source != "held" or not texts:
        return {}
    asked = {one.key: one for one in question.of_each}
    by_text = {one.get(texts[0]): one.get(SUGGESTED, {}) for one in held(answer, name) or []}
    given = answer.data.get(question.key)
    return {
        (place, key): in_words(asked[key], value)
        for place, case in enumerate(given if isinstance(given, list) else [], start=1)
        if isinstance(case, Mapping)
        for key, value in by_text.get(case.get(texts[0]), {}).items()
        if key in asked
    }


def source_in_words(mark: str, question: Question | None = None, value: Any = None) -> str:
    """Where something filled in came from, for the page. Of a number that is held here, the number too."""
    if mark == prefilling.LAST:
        return "Filled in from your last answer"
    if mark.startswith("board:"):
        return f"Filled in from the answer you gave to {mark.removeprefix('board:')}"
    if question is not None and question.kind is Ask.NUMBER:
        where = f", from “{measured.title_of(mark.removeprefix('figure:'))}”" if mark.startswith("figure:") else ""
        return f"We hold {number_in_words(value, question.unit)}{where}"
    if mark.startswith("figure:"):
        return f"Filled in from the Board’s figure “{measured.title_of(mark.removeprefix('figure:'))}”"
    if mark == prefilling.NAMED:
        return "Filled in from what the Board asks for"
    return "Filled in from the Board’s own records"


def figure_in_words(answer: Answer, question: Question) -> str:
    """Of an empty box that a figure of the Board begins: that there is none for the year, or what it is by now.

    A figure that came after the agency was asked is not put into its answer; one that was withheld is not told.
    """
    source, _, name = question.prefill.partition(":")
    if source != "figure" or not is_empty(answer.data.get(question.key)):
        return ""
    ask = answer.recipient.ask
    found = measured.read(ask.board, name, ask.year)
    if found is None or found.value is None:
        return f"The Board has no figure “{measured.title_of(name)}” for {ask.year.label} to fill in here, so it begins empty."
    return f"The Board’s figure “{measured.title_of(name)}” for {ask.year.label} is {found.words}."
