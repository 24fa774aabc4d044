"""What the methods share: their refusal, numbers that are numbers, and how a number is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite

Show = Callable[[float], str]
"""How a value is written in a sentence: as a count, a share, days."""

CLOSE = 1e-9
"""Two values nearer than this, beside their own size, are the same value computed in two ways."""


class CannotSay(ValueError):
    """A method does not apply to these numbers. The text says why, and what would help."""


def number(value: float) -> str:
    """A value as in a sentence: whole numbers whole, others with one decimal, thousands parted by commas."""
    rounded = round(value, 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def percent(share: float) -> str:
    """A share from 0 to 1 as a percentage."""
    return f"{number(100 * share)}%"


def same(one: float, other: float) -> bool:
    """Whether two values are equal but for how a computer keeps them."""
    return abs(one - other) <= CLOSE * max(abs(one), abs(other))


def finite(values: Sequence[float], what: str = "value") -> tuple[float, ...]:
    """The values, as numbers.

    Raises:
        CannotSay: one is no number, or endless.
    """
    known = tuple(float(value) for value in values)
    if not all(isfinite(value) for value in known):
        raise CannotSay(f"A {what} is missing or is not a number. Leave that point out, or correct it.")
    return known


def series(values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Points in order of time; None is a point that is missing or withheld.

    Raises:
        CannotSay: a value is not a number.
    """
    return tuple(None if value is None else finite([value], "point")[0] for value in values)


def whole(count: float, what: str) -> float:
    """A count of things that happened.

    Raises:
        CannotSay: it is below 0, or no number.
    """
    if not isfinite(count) or count < 0:
        raise CannotSay(f"The number of {what} must be 0 or more. Correct it and compute again.")
    return count


def base(population: float, what: str) -> float:
    """What a count is divided by.

    Raises:
        CannotSay: it is 0 or below, or no number.
    """
    if not isfinite(population) or population <= 0:
        raise CannotSay(f"The number of {what} must be above 0. Without it there is no rate.")
    return population
