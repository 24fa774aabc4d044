"""Controlled rounding: every count becomes a multiple of 5 beside it, and every table still adds up. Free of Django.

A count that is a multiple of 5 stays; any other goes to the one below or the one above, so that all sums hold and the
whole moves as little as can be (zero-restricted controlled rounding, Cox and Ernst 1982, by integer programming).
"""

from __future__ import annotations

from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # it has no types
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # it has no types

from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures.disclosure_audit.solving import NODES, SECONDS
from goldenthread.figures.protection import System
from goldenthread.figures.relations import Quantity

BASE = 5


def controlled(found: System) -> dict[Quantity, float]:
    """Each count of a system, rounded.

    Raises:
        NotPossibleNow: no choice lets every table add up, or none was found in time.
    """
    cells = sorted(cell for cell in found.values if cell not in found.unprinted)
    if not cells:
        return {}
    place = {cell: number for number, cell in enumerate(cells)}
    below = np.array([BASE * (found.values[cell] // BASE) for cell in cells])
    over = np.array([found.values[cell] for cell in cells]) - below
    data, down, across, low, high = [], [], [], [], []
    for number, one in enumerate(found.sums):
        is_whole = all(part in place for part in one.parts)
        terms = [(one.total, 1), *((part, -1) for part in one.parts if part in place)]
        for cell, sign in terms:
            data.append(sign * BASE)
            down.append(number)
            across.append(place[cell])
        fixed = sum(sign * below[place[cell]] for cell, sign in terms)
        low.append(-fixed)
        high.append(-fixed if is_whole else inf)
    tie = 0.01 * np.arange(len(cells)) / len(cells)
    answer = milp(
        BASE - 2 * over + tie,
        constraints=LinearConstraint(csr_array((data, (down, across)), shape=(len(found.sums), len(cells))), low, high)
        if found.sums
        else None,
        integrality=np.ones(len(cells)),
        bounds=Bounds(np.zeros(len(cells)), (over > 0).astype(float)),
        options={"node_limit": NODES, "time_limit": SECONDS, "mip_rel_gap": 0},
    )
    if answer.status != 0 or answer.x is None:
        raise NotPossibleNow(
            "Nothing was published: these tables cannot be rounded so that all of them still add up. "
            "Choose the rule that withholds small counts, and propose them again."
        )
    rounded = below + BASE * np.rint(answer.x)
    return {cell: int(number) for cell, number in zip(cells, rounded, strict=True)}
