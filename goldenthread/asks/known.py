"""What an answer begins with: last time's, the Board's figures, and what the program holds of the agency already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goldenthread.asks import prefilling, queries
from goldenthread.asks.models import Answer
from goldenthread.boards.models import Agency
from goldenthread.core import measured

Held = Callable[[Agency], Any]
_held: dict[str, Held] = {}


def holds(name: str) -> Callable[[Held], Held]:
    """Register what the program holds of an agency under a name: a form's question says `prefill: held:<name>`."""

    def register(held: Held) -> Held:
        _held[name] = held
        return held

    return register


def begin(answer: Answer) -> tuple[dict[str, Any], dict[str, str]]:
    """What a new answer begins with, and where each part came from."""
    ask, agency = answer.recipient.ask, answer.recipient.agency
    last = queries.before(answer)

    def figure(name: str) -> Any:
        found = measured.read(ask.board, name, ask.year)
        return found.value if found else None

    def held(name: str) -> Any:
        return _held[name](agency) if name in _held else None

    return prefilling.begin(ask.form, last.data if last else None, figure, held)


def source_in_words(mark: str) -> str:
    """Where something filled in came from, for the page."""
    if mark == prefilling.LAST:
        return "Filled in from your last answer"
    if mark.startswith("board:"):
        return f"Filled in from the answer you gave to {mark.removeprefix('board:')}"
    if mark.startswith("figure:"):
        known = measured.title_of(mark.removeprefix("figure:"))
        return f"Filled in from the Board’s figure “{known}”"
    return "Filled in from the Board’s own records"
