"""Shares of one breakdown, told alike: those that stand beside each other are printed to the same place."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.figures import wording
from goldenthread.figures.published import PublishedFigure, PublishedRow

NONE = "[z]"


def share(figure: PublishedFigure, row: PublishedRow) -> float | None:
    """A row's share in percent: its value where the figure is one of shares, otherwise its part of the whole."""
    if figure.definition.unit == "percent":
        return row.value.value
    if row.numerator.value is None or row.denominator is None or not row.denominator.value:
        return None
    return 100 * row.numerator.value / row.denominator.value


def say(figure: PublishedFigure, row: PublishedRow, *, in_table: bool = False) -> str:
    """A row's share as it is printed, or the mark or the words that stand in its place."""
    found = share(figure, row)
    if found is not None:
        return to_place(found, place(figure))
    if figure.definition.unit == "percent":
        return wording.say(row.value, "percent", in_table=in_table)
    return NONE if in_table else wording.say(row.numerator, "percent")


def place(figure: PublishedFigure) -> int:
    """How many decimals the shares of a figure have."""
    return decimals(found for row in figure.rows if (found := share(figure, row)) is not None)


def decimals(beside: Iterable[float]) -> int:
    """Shares below 20 have one decimal, so that they can be told apart; beside a larger one all are whole.

    A share below one gives all of them a decimal: it would be printed as nought or as one.
    """
    shares = [abs(one) for one in beside]
    if all(float(one).is_integer() for one in shares):
        return 0
    is_small = any(0 < one < 1 for one in shares)
    return 1 if is_small or max(shares) < 20 else 0


def to_place(value: float, places: int) -> str:
    sign = wording.MINUS if value < 0 else ""
    return f"{sign}{abs(value):.{places}f}%"
