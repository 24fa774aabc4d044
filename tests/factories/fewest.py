"""The fewest counts that must be withheld beside the small ones, found exactly: what the program's choice is measured by.

A reader knows the printed counts, that sums hold, and that a withheld count is not 0. A choice is safe if each number from
1 to 4 stays possible for each small count, and two of them for what is printed nowhere. The fewest are found by implicit
hitting sets: a choice that is not safe is grown until nothing can be added and it still is not; one of what is then left
must be withheld by every safe choice; and the next choice is the smallest that meets all such demands (integer programming).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from goldenthread.figures.protection import System
from goldenthread.figures.relations import Quantity

SMALL = (1, 2, 3, 4)


@dataclass
class Fewest:
    """Asks about a system of counts. `asked` counts the questions."""

    found: System
    asked: int = 0
    demands: list[set[Quantity]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._of: set[Quantity] = set()
        self._seen: dict[Quantity, set[int]] = {}
        self.cells = sorted(self.found.values)
        self.place = {cell: number for number, cell in enumerate(self.cells)}
        data, down, across = [], [], []
        for number, one in enumerate(self.found.sums):
            for cell, sign in ((one.total, 1), *((part, -1) for part in one.parts)):
                data.append(sign)
                down.append(number)
                across.append(self.place[cell])
        self.sums = csr_array((data, (down, across)), shape=(len(self.found.sums), len(self.cells)), dtype=float)
        values = self.found.values
        self.small = [cell for cell in self.cells if values[cell] in SMALL]
        self.must = {cell for cell in self.small if cell not in self.found.unprinted}
        self.free = [
            cell
            for cell in self.cells
            if cell not in self.found.unprinted and cell not in self.must and values[cell] > 0
        ]

    def could_be(self, cell: Quantity, value: int, hidden: set[Quantity]) -> bool:
        if hidden != self._of:
            self._of, self._seen = set(hidden), {}
        if value in self._seen.get(cell, ()):
            return True
        self.asked += 1
        low, high = np.zeros(len(self.cells)), np.full(len(self.cells), 10_000.0)
        for one, number in self.place.items():
            if one in hidden:
                low[number] = 1
            elif one not in self.found.unprinted:
                low[number] = high[number] = self.found.values[one]
        low[self.place[cell]] = high[self.place[cell]] = value
        limits = LinearConstraint(self.sums, 0, 0)
        size = len(self.cells)
        answer = milp(np.zeros(size), constraints=limits, integrality=np.ones(size), bounds=Bounds(low, high))
        if answer.success:
            for one, number in self.place.items():
                self._seen.setdefault(one, set()).add(round(answer.x[number]))
        return bool(answer.success)

    def told(self, hidden: set[Quantity]) -> tuple[Quantity, tuple[int, ...]] | None:
        """A small count of which too little stays possible, and the numbers that are ruled out; None if all are safe."""
        for cell in self.small:
            out = tuple(value for value in SMALL if not self.could_be(cell, value, hidden))
            if len(out) > (2 if cell in self.found.unprinted else 0):
                return cell, out
        return None

    def _is_told(self, cell: Quantity, out: tuple[int, ...], hidden: set[Quantity]) -> bool:
        if cell in self.found.unprinted:
            return sum(self.could_be(cell, value, hidden) for value in SMALL) < 2
        return not self.could_be(cell, out[-1], hidden)

    def choose(self) -> set[Quantity] | None:
        """The fewest counts to withhold beside the small ones; None where no choice is safe."""
        if self.told(self.must | set(self.free)) is not None:
            return None
        while True:
            chosen = self._meet()
            found = self.told(self.must | chosen)
            if found is None:
                return chosen
            cell, out = found
            kept = set(chosen)
            for one in self.free:
                if one not in kept and self._is_told(cell, out, self.must | kept | {one}):
                    kept.add(one)
            self.demands.append(set(self.free) - kept)

    def _meet(self) -> set[Quantity]:
        """The fewest counts of which each demand has one."""
        if not self.demands:
            return set()
        place = {cell: number for number, cell in enumerate(self.free)}
        rows = np.zeros((len(self.demands), len(self.free)))
        for number, demand in enumerate(self.demands):
            for cell in demand:
                rows[number, place[cell]] = 1
        size = len(self.free)
        answer = milp(
            np.ones(size), constraints=LinearConstraint(rows, 1, np.inf), integrality=np.ones(size), bounds=Bounds(0, 1)
        )
        return {cell for cell in self.free if answer.x[place[cell]] > 0.5}
