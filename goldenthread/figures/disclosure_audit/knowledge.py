"""What a reader can write down: whole numbers from 0 up, the bounds that print puts on them, and how they hang together.

Every count that was published, or that follows from published ones, is a cell. A row says that a sum of cells, each times
a whole number, lies between two bounds. Two names of one count are one cell. Free of Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil, floor, inf
from typing import NamedTuple

from goldenthread.core.errors import NotPossibleNow


class Cell(NamedTuple):
    """A count: of which period, in which state of the data, and which one of a figure."""

    period: str
    seal: str
    figure: str
    key: str
    part: str


class Contradiction(NotPossibleNow):
    """What was published does not fit together, so nothing can be said of it."""


@dataclass(frozen=True)
class Row:
    """A sum of cells between two bounds."""

    terms: Mapping[Cell, float]
    low: float
    high: float


@dataclass
class Knowledge:
    """Cells with their bounds, and rows. Bounds are whole numbers, 0 or more."""

    low: dict[Cell, float] = field(default_factory=dict)
    high: dict[Cell, float] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    same: dict[Cell, Cell] = field(default_factory=dict)

    def one(self, cell: Cell) -> Cell:
        """The cell that stands for all names of this count."""
        while cell in self.same:
            cell = self.same[cell]
        return cell

    def __contains__(self, cell: Cell) -> bool:
        return self.one(cell) in self.low

    def add(self, cell: Cell, low: float = 0, high: float = inf) -> Cell:
        """Know of a count that it lies between two bounds, beside whatever is known of it already.

        Raises:
            Contradiction: no number is left for it.
        """
        found = self.one(cell)
        self.low[found] = max(self.low.get(found, 0), ceil(low - 1e-9))
        self.high[found] = min(self.high.get(found, inf), floor(high + 1e-9) if high < inf else inf)
        if self.low[found] > self.high[found]:
            raise Contradiction(
                f"Nothing was published: {cell.figure} is printed in {cell.period} with two values that cannot both be true. "
                "Compute the figures again; if it stays, tell whoever looks after the installation."
            )
        return found

    def are_same(self, one: Cell, other: Cell) -> None:
        """Know that two names are names of one count."""
        first, second = self.one(one), self.one(other)
        if first == second or first not in self.low or second not in self.low:
            return
        low, high = self.low.pop(second), self.high.pop(second)
        self.same[second] = first
        self.add(first, low, high)

    def tie(self, terms: Mapping[Cell, float], low: float = 0, high: float = 0) -> None:
        """Know that a sum lies between two bounds; nothing is said where one of its cells is unknown."""
        if all(cell in self for cell in terms):
            self.rows.append(Row(dict(terms), low, high))

    def settled(self) -> Iterable[Row]:
        """The rows with each count under its one name; those that say nothing are left out."""
        for row in self.rows:
            terms: dict[Cell, float] = {}
            for cell, times in row.terms.items():
                terms[self.one(cell)] = terms.get(self.one(cell), 0) + times
            yield Row({cell: times for cell, times in terms.items() if times}, row.low, row.high)

    def holding(self, cells: Iterable[Cell]) -> set[Cell]:
        """The counts that are not 0 because these are not: the wholes of which they are parts, and the wholes of those."""
        found = {self.one(cell) for cell in cells}
        wholes = []
        for row in self.settled():
            plus = [cell for cell, times in row.terms.items() if times > 0]
            if row.low >= 0 and len(plus) == 1:
                wholes.append((plus[0], {cell for cell, times in row.terms.items() if times < 0}))
        while more := {whole for whole, parts in wholes if parts & found} - found:
            found |= more
        return found

    def is_known(self, cell: Cell) -> bool:
        """Whether print alone says exactly what this count is."""
        found = self.one(cell)
        return self.low.get(found, 0) == self.high.get(found, inf)
