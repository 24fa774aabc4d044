"""A flag to raise before anybody reads a trend: so many points of a series are made of so few that they jump by chance.

A count of nine can be five or seventeen next time without anything having changed. Thresholds are data, beside this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.scorecard.methods import thresholds
from goldenthread.scorecard.methods.plain import CannotSay
from goldenthread.scorecard.methods.thresholds import Small


class Trust(StrEnum):
    """Whether a trend can be read."""

    READABLE = "readable"
    WITH_CARE = "with care"
    NOT_YET = "not yet"


@dataclass(frozen=True)
class Flag:
    """Whether a trend can be read, and the places (from 0) of the points that are small or withheld."""

    trust: Trust
    points: tuple[int, ...]
    total: int
    needs: Small
    shares: bool
    """Whether the points are shares of a base."""


def flag(
    counts: Sequence[float | None], bases: Sequence[float | None] | None = None, *, needs: Small | None = None
) -> Flag:
    """Which points of a series are small: a count below the threshold, or a share of too small a base.

    Args:
        counts: how many in each period; None where it is withheld, which is small too.
        bases: what each count is a share of, when it is one. Then the base decides, and not how many of it there were.

    Raises:
        CannotSay: there are no points, or as many bases as counts are not given.
    """
    needs = needs or thresholds.small()
    if not counts:
        raise CannotSay("There are no points to look at.")
    if bases is not None and len(bases) != len(counts):
        raise CannotSay("Each point needs its own base. Give as many bases as counts.")
    looked_at, least = (counts, needs.count) if bases is None else (bases, needs.base)
    points = tuple(place for place, value in enumerate(looked_at) if value is None or value < least)
    part = len(points) / len(counts)
    trust = Trust.READABLE if not points else Trust.NOT_YET if part >= needs.doubtful else Trust.WITH_CARE
    return Flag(trust, points, len(counts), needs, bases is not None)


def sentence(found: Flag, *, what: str, period: str = "quarter") -> str:
    """What to bear in mind before reading the series; empty when there is nothing."""
    if found.trust is Trust.READABLE:
        return ""
    small = f"come from fewer than {found.needs.base}" if found.shares else f"are below {found.needs.count}"
    points = f"{len(found.points)} of {found.total} points {small}"
    if found.trust is Trust.NOT_YET:
        return f"{what}: {points}, so no trend can be read here. Look at longer periods than a {period}."
    return f"{what}: {points} and can jump by chance. Read no trend into a single {period}."
