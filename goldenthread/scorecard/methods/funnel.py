"""Funnel plots: which areas differ from all of them together by more than their size explains.

Every area has its value and its size; limits around the average are wide for small areas and narrow for large ones. A
point outside the 95% limits is worth a look, one outside the 99.8% limits stands out. Nobody is ranked. Source:
Spiegelhalter (2005), Statistics in Medicine 24. Limits of shares are those of Wilson’s range turned round, limits of rates
those of Byar’s, so that a point is outside exactly when its own range leaves the average out. Where areas differ among
themselves by more than chance anyway, limits are widened (Spiegelhalter 2005, Quality and Safety in Health Care 14).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, sqrt

from goldenthread.figures.statistics import Z95, Z998, byar
from goldenthread.scorecard.methods.comparators import Comparator
from goldenthread.scorecard.methods.plain import CannotSay, number, percent

TAIL = 0.1
"""The part of areas at either end, rounded up, whose distance counts only as far as the next one’s (winsorising)."""


class Stands(StrEnum):
    """Where an area lies."""

    FAR_ABOVE = "far above"
    ABOVE = "above"
    WITHIN = "within"
    BELOW = "below"
    FAR_BELOW = "far below"


@dataclass(frozen=True)
class Point:
    """One area: its value in the plot’s unit, its size, and where it lies."""

    name: str
    base: float
    value: float
    stands: Stands


@dataclass(frozen=True)
class Limits:
    """The limits for an area of this size, in the plot’s unit."""

    base: float
    far_low: float
    low: float
    high: float
    far_high: float


@dataclass(frozen=True)
class Funnel:
    """Areas around their average. Shares are from 0 to 1, rates in `per` people."""

    average: float
    per: int
    points: tuple[Point, ...]
    lines: tuple[Limits, ...]
    """The limits for sizes from the smallest area to the largest, to draw."""
    dispersion: float
    """How much more areas differ than chance makes them, as a factor on the variance."""
    widened: bool
    """Whether limits were widened by it."""
    year: str
    source: str
    definition: str


def funnel(areas: Sequence[Comparator], *, target: float | None = None, lines: int = 40) -> Funnel:
    """The funnel plot of areas of one year, source and definition.

    Args:
        target: what areas are held against, in the plot’s unit; the average of all of them unless given.
        lines: for so many sizes limits are computed to be drawn.

    Raises:
        CannotSay: there are fewer than three areas, a name twice, or they are not like for like; or the average is
            none or all, so that no limits exist.
    """
    _check(areas)
    first = areas[0]
    per = first.per
    centre = sum(area.count for area in areas) / sum(area.base for area in areas) if target is None else target / per
    if centre <= 0 or (per == 1 and centre >= 1):
        raise CannotSay("The average is none or all, so there are no limits. Show the areas in a table.")
    dispersion = _dispersion([_distance(area, centre) for area in areas])
    widened = dispersion > 1 + 2 * sqrt(2 / len(areas))
    wide = sqrt(dispersion) if widened else 1.0
    sizes = _sizes([area.base for area in areas], lines)
    return Funnel(
        average=centre * per,
        per=per,
        points=tuple(Point(area.name, area.base, area.value, _stands(area, centre, wide)) for area in areas),
        lines=tuple(_limits(size, centre, per, wide) for size in sizes),
        dispersion=dispersion,
        widened=widened,
        year=first.year,
        source=first.source,
        definition=first.definition,
    )


def _check(areas: Sequence[Comparator]) -> None:
    if len(areas) < 3:
        raise CannotSay("A funnel plot needs at least three areas. Show the numbers in a table.")
    if len({area.name for area in areas}) < len(areas):
        raise CannotSay("An area is named twice. Keep one number for each.")
    for what in ("year", "source", "definition", "per"):
        if len({getattr(area, what) for area in areas}) > 1:
            raise CannotSay(
                f"The areas differ in their {'unit' if what == 'per' else what}. Choose those that share it."
            )


def _distance(area: Comparator, centre: float) -> float:
    """How many standard errors an area lies above the centre."""
    spread = centre * (1 - centre) if area.per == 1 else centre
    return (area.count / area.base - centre) / sqrt(spread / area.base)


def _dispersion(distances: Sequence[float]) -> float:
    """The mean square of the distances, the outermost drawn in to the edge of a tenth at either end."""
    ordered = sorted(distances)
    cut = min(ceil(TAIL * len(ordered)), (len(ordered) - 1) // 2)
    low, high = ordered[cut], ordered[-1 - cut]
    return sum(min(max(distance, low), high) ** 2 for distance in ordered) / len(ordered)


def _stands(area: Comparator, centre: float, wide: float) -> Stands:
    for z, above, below in ((Z998, Stands.FAR_ABOVE, Stands.FAR_BELOW), (Z95, Stands.ABOVE, Stands.BELOW)):
        if area.per == 1:
            distance = _distance(area, centre)
            if abs(distance) > z * wide:
                return above if distance > 0 else below
        else:
            likely, expected = byar(area.count, z * wide), centre * area.base
            if likely.low > expected:
                return above
            if likely.high < expected:
                return below
    return Stands.WITHIN


def _sizes(bases: Sequence[float], count: int) -> list[float]:
    """Sizes from the smallest area to the largest, each as many times the one before."""
    low, high = min(bases), max(bases)
    if count < 2 or low == high:
        return [low] if low == high else [low, high]
    step = (high / low) ** (1 / (count - 1))
    return [*(low * step**place for place in range(count - 1)), high]


def _limits(size: float, centre: float, per: int, wide: float) -> Limits:
    pairs = []
    for z in (Z998 * wide, Z95 * wide):
        if per == 1:
            width = z * sqrt(centre * (1 - centre) / size)
            pairs.append((max(0.0, centre - width), min(1.0, centre + width)))
        else:
            low, high = counts_around(centre * size, z)
            pairs.append((low / size * per, high / size * per))
    (far_low, far_high), (low, high) = pairs
    return Limits(size, far_low, low, high, far_high)


def counts_around(expected: float, z: float = Z95) -> tuple[float, float]:
    """The counts at whose Byar range an expected count lies just at the edge: the limits of a rate, as counts."""
    low = 0.0 if byar(0, z).high >= expected else _solve(lambda count: byar(count, z).high - expected, 0.0, expected)
    start = max(expected, 1.0)
    high = _solve(
        lambda count: byar(count, z).low - expected, expected, 2 * start + 4 * z * z + 8 * z * sqrt(start) + 8
    )
    return low, high


def _solve(rises: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function is 0, between two places on either side of it, by halving."""
    for _ in range(200):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        if rises(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def sentence(found: Funnel, *, what: str, ours: str = "") -> str:
    """Where our area lies, how many stand out, and the year and source of it all."""

    def show(value: float) -> str:
        return percent(value) if found.per == 1 else f"{number(value)} in {found.per:,}"

    far = sum(point.stands in {Stands.FAR_ABOVE, Stands.FAR_BELOW} for point in found.points)
    text = f"{what}: the average of {len(found.points)} areas is {show(found.average)} ({found.year}, {found.source})"
    mine = next((point for point in found.points if point.name == ours), None)
    if mine is not None:
        place = {
            Stands.WITHIN: "which its size explains",
            Stands.ABOVE: "above the average by a little more than its size explains; worth a look",
            Stands.BELOW: "below the average by a little more than its size explains; worth a look",
            Stands.FAR_ABOVE: "far above the average",
            Stands.FAR_BELOW: "far below the average",
        }[mine.stands]
        text = f"{text}. {mine.name} has {show(mine.value)}, {place}"
    stand = "no area stands out" if not far else "1 area stands out" if far == 1 else f"{far} areas stand out"
    text = f"{text}; {stand}."
    if found.widened:
        text = f"{text} Areas differ by more than chance in general, so the limits are widened."
    return text
