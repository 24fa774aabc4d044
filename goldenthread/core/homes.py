"""What a person's first page tells beside what they have to do: rooms tell its parts, as far as the person may see them.

    @tells_of("late")
    def answers(asked: Asked) -> Told:
        …
        return Told(lines, count)

A part is what several rooms tell of it, put together. Each asks a question or two, whatever the number of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from goldenthread.core.shapes import Status
from goldenthread.core.todo import Asked

Part = Literal["late", "worrying", "challenged", "changed", "coming"]
"""Past its day; what may go wrong; what was asked of whom; what is different now; what has its day soon."""
SHOWN = 5


@dataclass(frozen=True)
class Line:
    """One line: what, where it is, how it stands, and more about it, such as who it waits for. `on` puts it in order."""

    words: str
    address: str
    state: Status | None = None
    more: str = ""
    on: date | None = None

    @property
    def row(self) -> tuple[str, str, Status | None, str]:
        return self.words, self.address, self.state, self.more


@dataclass(frozen=True)
class Told:
    """What one room tells of a part: its first lines, how many there are in all, and a sentence with a way to all of them."""

    lines: list[Line]
    count: int
    sentence: str = ""
    address: str = ""
    address_words: str = ""


@dataclass(frozen=True)
class Whole:
    """A part, as all rooms together tell it."""

    lines: list[Line]
    count: int
    tellers: list[Told] = field(default_factory=list)

    @property
    def has_sentences(self) -> bool:
        return any(one.sentence for one in self.tellers)

    @property
    def rows(self) -> list[tuple[str, str, Status | None, str]]:
        return [line.row for line in self.lines]


Teller = Callable[[Asked], Told | None]
_tellers: dict[str, list[Teller]] = {}


def tells_of(part: Part) -> Callable[[Teller], Teller]:
    """Register who tells of a part."""

    def register(teller: Teller) -> Teller:
        known = _tellers.setdefault(part, [])
        if teller not in known:
            known.append(teller)
        return teller

    return register


def told(part: Part, asked: Asked, most: int = SHOWN, until: date | None = None) -> Whole:
    """A part as this person may see it, in order of its days; what has none keeps the order in which it was told.

    Args:
        most: how many lines.
        until: leave out what has a later day.
    """
    parts = [one for one in (teller(asked) for teller in _tellers.get(part, [])) if one is not None]
    lines = sorted(
        (line for one in parts for line in one.lines if until is None or line.on is None or line.on <= until),
        key=lambda line: (line.on is None, line.on or date.max),
    )
    return Whole(lines[:most], sum(one.count for one in parts), parts)


def first(found: Iterable[Any], most: int = SHOWN) -> tuple[list[Any], int]:
    """The first few of what was fetched, and how many there are."""
    every = list(found)
    return every[:most], len(every)
