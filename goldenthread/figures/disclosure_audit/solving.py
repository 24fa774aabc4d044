"""Whether a count could be this or that, by integer programming (HiGHS). Free of Django.

Cells that no row ties together are asked about apart. Every answer is checked with whole numbers. A question that the
solver does not settle within its bounds of nodes and seconds raises, so that nothing is published unsettled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # it has no types
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # it has no types

from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures.disclosure_audit.knowledge import Cell, Knowledge, Row

NODES = 20_000
"""Branches of one question. The bound that decides: the same on every machine."""
SECONDS = 20.0
"""Of one question. Many times what a question needs; it ends a solver that hangs."""
NEAR = 1e-6

UNFINISHED = (
    "Nothing was published: it could not be worked out in time whether a small number can be told from these figures. "
    "Merge some of the categories of {figure}, or release fewer figures, and propose them again."
)


class Unfinished(NotPossibleNow):
    """The audit came to no end within its bounds."""


@dataclass(frozen=True)
class Effort:
    """The bounds of one question."""

    nodes: int = NODES
    seconds: float = SECONDS


@dataclass
class Part:
    """Cells that hang together, and the rows that tie them."""

    cells: list[Cell]
    low: np.ndarray
    high: np.ndarray
    matrix: csr_array
    row_low: np.ndarray
    row_high: np.ndarray
    place: dict[Cell, int]
    seen: dict[Cell, set[int]] = field(default_factory=dict)
    """Small values that some answer already gave to a cell: they are possible."""


class Solver:
    """Answers questions about what is known. `asked` counts the questions put to the solver."""

    def __init__(self, known: Knowledge, effort: Effort | None = None) -> None:
        self.known, self.effort, self.asked = known, effort or Effort(), 0
        self._of: dict[Cell, Part] = {}
        self._parts = [self._part(cells, rows) for cells, rows in _apart(known)]

    def fits_together(self) -> bool:
        """Whether any numbers at all fit what is known."""
        for row in self.known.settled():
            if all(self.known.is_known(cell) for cell in row.terms):
                total = sum(times * self.known.low[cell] for cell, times in row.terms.items())
                if not row.low - NEAR <= total <= row.high + NEAR:
                    return False
        return all(self._solve(part, None, 0) for part in self._parts)

    def could_be(self, cell: Cell, value: int) -> bool:
        """Whether this count could be this number.

        Raises:
            Unfinished: it could not be settled within the bounds.
        """
        found = self.known.one(cell)
        if not self.known.low[found] <= value <= self.known.high[found]:
            return False
        part = self._of.get(found)
        if part is None or value in part.seen.get(found, ()):
            return True
        return self._solve(part, found, value)

    def beside(self, cell: Cell) -> list[Cell]:
        """The cells not known that hang together with this one."""
        part = self._of.get(self.known.one(cell))
        return part.cells if part else []

    def _part(self, cells: list[Cell], rows: list[Row]) -> Part:
        place = {cell: number for number, cell in enumerate(cells)}
        data, across, down, low, high = [], [], [], [], []
        for number, row in enumerate(rows):
            fixed = 0.0
            for cell, times in row.terms.items():
                if cell in place:
                    data.append(times)
                    down.append(number)
                    across.append(place[cell])
                else:
                    fixed += times * self.known.low[cell]
            low.append(row.low - fixed)
            high.append(row.high - fixed)
        part = Part(
            cells,
            np.array([self.known.low[cell] for cell in cells], dtype=float),
            np.array([self.known.high[cell] for cell in cells], dtype=float),
            csr_array((data, (down, across)), shape=(len(rows), len(cells)), dtype=float),
            np.array(low, dtype=float),
            np.array(high, dtype=float),
            place,
        )
        self._of.update(dict.fromkeys(cells, part))
        return part

    def _solve(self, part: Part, cell: Cell | None, value: int) -> bool:
        self.asked += 1
        low, high = part.low.copy(), part.high.copy()
        if cell is not None:
            low[part.place[cell]] = high[part.place[cell]] = value
        answer = milp(
            np.zeros(len(part.cells)),
            constraints=LinearConstraint(part.matrix, part.row_low, part.row_high),
            integrality=np.ones(len(part.cells)),
            bounds=Bounds(low, high),
            options={"node_limit": self.effort.nodes, "time_limit": self.effort.seconds, "disp": False},
        )
        if answer.status == 2:
            return False
        if answer.status == 0 and answer.x is not None and self._holds(part, np.rint(answer.x), low, high):
            for one, number in zip(part.cells, np.rint(answer.x), strict=True):
                part.seen.setdefault(one, set()).add(int(number))
            return True
        raise Unfinished(UNFINISHED.format(figure=(cell or part.cells[0]).figure))

    def _holds(self, part: Part, numbers: np.ndarray, low: np.ndarray, high: np.ndarray) -> bool:
        sums = part.matrix @ numbers
        is_within = bool(np.all(numbers >= low) and np.all(numbers <= high))
        return is_within and bool(np.all(sums >= part.row_low - NEAR) and np.all(sums <= part.row_high + NEAR))


def _apart(known: Knowledge) -> Iterable[tuple[list[Cell], list[Row]]]:
    """Cells not known by print that rows tie together, and those rows, in an order that never changes."""
    leads: dict[Cell, Cell] = {}

    def lead(cell: Cell) -> Cell:
        while leads.setdefault(cell, cell) != cell:
            leads[cell] = leads[leads[cell]]
            cell = leads[cell]
        return cell

    rows = []
    for row in known.settled():
        free = sorted(cell for cell in row.terms if not known.is_known(cell))
        if free:
            rows.append((free[0], row))
            for cell in free:
                leads[lead(cell)] = lead(free[0])
    cells: dict[Cell, list[Cell]] = {}
    for cell in sorted(leads):
        cells.setdefault(lead(cell), []).append(cell)
    of: dict[Cell, list[Row]] = {}
    for first, row in rows:
        of.setdefault(lead(first), []).append(row)
    return [(cells[one], of[one]) for one in sorted(cells)]


def possible(solver: Solver, cell: Cell, values: Iterable[int]) -> frozenset[int]:
    """Which of these numbers a count could be."""
    return frozenset(value for value in values if solver.could_be(cell, value))
