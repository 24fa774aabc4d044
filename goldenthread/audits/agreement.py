"""How far two gradings of the same work agree: Cohen's kappa, plain or weighted, with its likely range. Free of Django.

Cohen 1960 and 1968; the error of the estimate as Fleiss, Cohen and Everitt 1969 give it. The library that has it asks for four
others and five seconds to begin, so the sums stand here and the tests hold them equal to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959964
FEWEST = 20
"""Below so many pairs chance plays too great a part: counts alone are shown."""

Table = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Agreement:
    """How far own and agreed grades were the same.

    Args:
        pairs: grades that both have, on the scale.
        same: of those, the ones that are alike.
        better, worse: agreed as better, or as worse, than the agency's own.
        kappa, low, high: None where chance cannot be taken out: nothing was graded, or everything alike.
    """

    pairs: int
    same: int
    better: int
    worse: int
    kappa: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_enough(self) -> bool:
        return self.pairs >= FEWEST and self.kappa is not None

    @property
    def words(self) -> str:
        """What it comes to, in a sentence or two."""
        if not self.pairs:
            return "No grade has been agreed yet that an agency had given itself."
        said = f"The agreed grade was the agency’s own {self.same} times in {self.pairs}."
        if self.better or self.worse:
            said += f" It was better {_times(self.better)} and worse {_times(self.worse)}."
        if self.pairs < FEWEST:
            return f"{said} {self.pairs} are too few to say how much of that is chance."
        if self.kappa is None or self.low is None or self.high is None:
            return f"{said} All used one grade, so chance cannot be told from agreement."
        return (
            f"{said} Beyond chance, agreement is {_signed(self.kappa)} (likely range {_signed(self.low)} to "
            f"{_signed(self.high)}; {self.pairs} pairs of grades), where 1 is complete and 0 is what chance alone would give."
        )


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def of(pairs: Sequence[tuple[int, int]], size: int, *, is_ordered: bool = True) -> Agreement:
    """Agreement over pairs of places on a scale of so many grades: (own, agreed), best first.

    Where grades have an order, being one apart counts for less than being far apart (linear weights).
    """
    table = [[0] * size for _ in range(size)]
    for own, agreed in pairs:
        table[own][agreed] += 1
    same = sum(own == agreed for own, agreed in pairs)
    better = sum(agreed < own for own, agreed in pairs)
    counted = (len(pairs), same, better, len(pairs) - same - better)
    found = kappa(table, is_ordered=is_ordered)
    if found is None:
        return Agreement(*counted)
    value, error = found
    return Agreement(*counted, value, max(-1.0, value - Z95 * error), min(1.0, value + Z95 * error))


def kappa(table: Table, *, is_ordered: bool) -> tuple[float, float] | None:
    """Kappa and its standard error, from how often each grade of the one met each of the other; None where it has no meaning."""
    size, total = len(table), sum(map(sum, table))
    if not total:
        return None
    share = [[count / total for count in row] for row in table]
    own = [sum(row) for row in share]
    agreed = [sum(row[place] for row in share) for place in range(size)]
    weight = [[_weight(i, j, size, is_ordered=is_ordered) for j in range(size)] for i in range(size)]
    cells = [(i, j) for i in range(size) for j in range(size)]
    seen = sum(weight[i][j] * share[i][j] for i, j in cells)
    chance = sum(weight[i][j] * own[i] * agreed[j] for i, j in cells)
    if 1 - chance < 1e-12:
        return None
    by_own = [sum(agreed[j] * weight[i][j] for j in range(size)) for i in range(size)]
    by_agreed = [sum(own[i] * weight[i][j] for i in range(size)) for j in range(size)]
    spread = sum(
        share[i][j] * (weight[i][j] * (1 - chance) - (by_own[i] + by_agreed[j]) * (1 - seen)) ** 2 for i, j in cells
    )
    spread -= (seen * chance - 2 * chance + seen) ** 2
    return (seen - chance) / (1 - chance), sqrt(max(spread, 0.0) / total) / (1 - chance) ** 2


def _weight(own: int, agreed: int, size: int, *, is_ordered: bool) -> float:
    if not is_ordered or size < 2:
        return float(own == agreed)
    return 1 - abs(own - agreed) / (size - 1)
