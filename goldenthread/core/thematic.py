"""One theme across the rooms: each room tells which of its records are about a theme, and the theme's page asks them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from goldenthread.core.access.standing import Standing


@dataclass(frozen=True)
class Mention:
    """A record that is about a theme.

    Args:
        kind: what it is, in a word or two: "Finding", "Risk", "Challenge".
        title: what it says, or what it is called.
        address: its page; "" where it has none.
        year: the financial year it belongs to, such as "2023-24"; "" where nobody knows.
        state: how it stands, in words: "Done", "Under way", "Improved".
        came_from: what it came from, such as the review's name.
        is_learning: it shows that the theme came up again, and counts in the matrix of years.
        part: where the theme's page puts it: found, done, proved, or elsewhere.
    """

    kind: str
    title: str
    address: str
    year: str
    state: str = ""
    came_from: str = ""
    is_learning: bool = False
    part: str = "elsewhere"


@dataclass(frozen=True)
class Wanted:
    """Who asks about which themes of a Board. `only` narrows it to one theme."""

    board: Any
    standing: Standing
    only: Any = None


Teller = Callable[[Wanted], Iterable[tuple[Any, Mention]]]
"""Gives (the theme's key, a record about it) for each pair; it reads only what the standing may see."""
_tellers: list[Teller] = []
_told: set[Any] = set()


def tells(*models: Any) -> Callable[[Teller], Teller]:
    """Register who knows of records about themes, and of which models. A teller narrows itself to `wanted.only`."""

    def register(teller: Teller) -> Teller:
        if teller not in _tellers:
            _tellers.append(teller)
        _told.update(models)
        return teller

    return register


def told() -> frozenset[Any]:
    """The models that some room tells of itself."""
    return frozenset(_told)


def mentions(wanted: Wanted) -> dict[Any, list[Mention]]:
    """Every record about a theme that may be seen, by the theme's key; what is latest first."""
    found: dict[Any, list[Mention]] = {}
    for teller in _tellers:
        for key, mention in teller(wanted):
            found.setdefault(key, []).append(mention)
    return {key: sorted(some, key=lambda one: one.year, reverse=True) for key, some in found.items()}
