"""How far two gradings of the same work agree: Cohen's kappa, plain or weighted, with its likely range. Free of Django.

The sums are statsmodels' (Cohen 1960 and 1968; the range as Fleiss, Cohen and Everitt 1969 give it). It takes seconds to
load, so it is loaded only when there are grades enough to ask it about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

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
        kappa, low, high: None where chance cannot be taken out: too little was graded, or everything alike.
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
    if len(pairs) < FEWEST:
        return Agreement(*counted)
    found = kappa(table, is_ordered=is_ordered)
    return Agreement(*counted) if found is None else Agreement(*counted, *found)


def kappa(table: Table, *, is_ordered: bool) -> tuple[float, float, float] | None:
    """Kappa and its likely range, from how often each grade of the one met each of the other; None where it has no meaning.

    It has none where nothing was graded, and where both used one and the same grade throughout: then nothing is left that
    chance could not have done.
    """
    used = {place for i, row in enumerate(table) for j, count in enumerate(row) if count for place in (i, j)}
    if len(used) < 2:
        return None
    import numpy as np
    from statsmodels.stats.inter_rater import cohens_kappa

    with np.errstate(divide="ignore", invalid="ignore"):
        found = cohens_kappa(np.asarray(table), wt="linear" if is_ordered else None)
    value, low, high = (float(one) for one in (found.kappa, found.kappa_low, found.kappa_upp))
    if not isfinite(low):
        low = high = value  # no spread at all, which rounding leaves a hair below nothing
    return value, max(-1.0, low), min(1.0, high)
