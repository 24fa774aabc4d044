"""What figures a room below them may name and read: those who know them say so here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from goldenthread.core.periods import Period


@dataclass(frozen=True)
class Known:
    """A figure that can be chosen as a measure: its short name, its title and its unit; whether it is one number a year."""

    name: str
    title: str
    unit: str
    is_one_value: bool = True


@dataclass(frozen=True)
class Reading:
    """A figure's value in a year, as the last release or draft says it, and where it can be followed back."""

    value: Decimal | None
    words: str
    address: str = ""


Names = Callable[[], Iterable[Known]]
Reads = Callable[[Any, str, Period], Reading | None]
_names: list[Names] = []
_reads: list[Reads] = []


def names_figures(names: Names) -> Names:
    """Register who knows which figures there are."""
    if names not in _names:
        _names.append(names)
    return names


def reads_figures(reads: Reads) -> Reads:
    """Register who can read a figure of a Board for a year; None where there is no value."""
    if reads not in _reads:
        _reads.append(reads)
    return reads


def figures() -> dict[str, Known]:
    """Every figure that can be named, by its short name."""
    return {one.name: one for names in _names for one in names()}


def title_of(name: str) -> str:
    """A figure's title; its short name where nobody knows it."""
    known = figures().get(name)
    return known.title if known else name


def read(board: Any, name: str, period: Period) -> Reading | None:
    """What a figure of a Board was in a year, as far as somebody can say."""
    return next((found for reads in _reads if (found := reads(board, name, period)) is not None), None)
