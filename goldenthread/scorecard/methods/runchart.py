"""Run charts: whether a series moved at all, told from its median alone.

Nothing is assumed of the values but their order. Signals are a shift (six in a row on one side of the median), a trend
(five in a row that each rise or fall), and too few or too many runs. A point far from all others is left to judgement: a
rule of arithmetic for it is what limits of an XmR chart are for. Sources: Perla, Provost and Murray (2011), BMJ Quality
and Safety 20; for the number of runs Wald and Wolfowitz (1940), tabled by Swed and Eisenhart (1943).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import comb
from statistics import median

from goldenthread.scorecard.methods import thresholds
from goldenthread.scorecard.methods.plain import CannotSay, Show, number, same, series
from goldenthread.scorecard.methods.signals import Side
from goldenthread.scorecard.methods.thresholds import RunRules


class Movement(StrEnum):
    """What a run chart can show."""

    SHIFT = "shift"
    TREND = "trend"
    FEW_RUNS = "few_runs"
    MANY_RUNS = "many_runs"


@dataclass(frozen=True)
class Moved:
    """One movement, and the places (from 0) of the points that make it; none for a number of runs."""

    movement: Movement
    side: Side
    points: tuple[int, ...]


@dataclass(frozen=True)
class RunChart:
    """A series with its median, in the unit of the values."""

    values: tuple[float | None, ...]
    median: float
    useful: int
    """Points that are not on the median."""
    runs: int
    """Stretches of points on one side of the median."""
    fewest: int
    most: int
    """From how many to how many runs chance alone gives, but for one time in forty either way."""
    longest: int
    """The longest run, in useful points."""
    moved: tuple[Moved, ...]
    rules: RunRules


def run_chart(
    values: Sequence[float | None], *, baseline: int | None = None, rules: RunRules | None = None
) -> RunChart:
    """The run chart of a series in order of time.

    A point on the median neither lengthens a shift nor ends it, and a point equal to the one before neither lengthens a
    trend nor ends it. A gap ends both, since nobody knows what was there.

    Args:
        values: one a period; None where a point is missing or withheld.
        baseline: the median comes from so many first known points; from all unless given.
        rules: how long a shift and a trend are, and how rare a number of runs.

    Raises:
        CannotSay: there are too few points.
    """
    rules = rules or thresholds.run_rules()
    points = series(values)
    known = [value for value in points if value is not None]
    if len(known) < rules.least:
        raise CannotSay(
            f"A run chart needs at least {rules.least} points, and there are {len(known)}. Show the points in a table."
        )
    if baseline is not None and baseline < 1:
        raise CannotSay("A baseline needs at least one point. Choose a longer one.")
    middle = float(median(known[:baseline]))
    sides = [_side(value, middle) for value in points]
    useful = [side for side in sides if side]
    lengths = [len(list(row)) for _, row in groupby(useful)]
    above = sum(side > 0 for side in useful)
    fewest, most = usual_runs(above, len(useful) - above, rules.tail)
    moved = [*_shifts(sides, rules.shift), *_trends(points, rules.trend)]
    if useful and len(lengths) < fewest:
        moved.append(Moved(Movement.FEW_RUNS, Side.NEITHER, ()))
    if useful and len(lengths) > most:
        moved.append(Moved(Movement.MANY_RUNS, Side.NEITHER, ()))
    return RunChart(
        points, middle, len(useful), len(lengths), fewest, most, max(lengths, default=0), tuple(moved), rules
    )


def usual_runs(above: int, below: int, tail: float = 0.025) -> tuple[int, int]:
    """The fewest and the most runs that chance gives for so many points above and below, but for `tail` either way."""
    if not above or not below:
        return (min(1, above + below),) * 2
    chances = _chances(above, below)
    fewest, total = 2, 0.0
    for runs, chance in chances:
        total += chance
        if total > tail:
            fewest = runs
            break
    most, total = chances[-1][0], 0.0
    for runs, chance in reversed(chances):
        total += chance
        if total > tail:
            most = runs
            break
    return fewest, most


def _chances(above: int, below: int) -> list[tuple[int, float]]:
    """How likely each number of runs is, when every order of the points is as likely as another."""
    orders = comb(above + below, above)
    found = []
    for runs in range(2, 2 * min(above, below) + 2):
        half = runs // 2
        if runs % 2:
            ways = comb(above - 1, half) * comb(below - 1, half - 1) + comb(above - 1, half - 1) * comb(below - 1, half)
        else:
            ways = 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
        found.append((runs, ways / orders))
    return found


def _side(value: float | None, middle: float) -> int | None:
    if value is None:
        return None
    return 0 if same(value, middle) else (1 if value > middle else -1)


def _shifts(sides: Sequence[int | None], length: int) -> Iterator[Moved]:
    row: list[int] = []
    current = 0
    for place, side in enumerate([*sides, None]):
        if side == 0:
            continue
        if side is None or side != current:
            if len(row) >= length:
                yield Moved(Movement.SHIFT, Side.HIGH if current > 0 else Side.LOW, tuple(row))
            row, current = [], side or 0
        if side is not None:
            row.append(place)


def _trends(values: Sequence[float | None], length: int) -> Iterator[Moved]:
    row: list[int] = []
    direction = 0
    for place, value in enumerate([*values, None]):
        before = values[row[-1]] if row else None
        if value is not None and before is not None and same(value, before):
            continue
        way = 0 if value is None or before is None else (1 if value > before else -1)
        if way and way == direction:
            row.append(place)
            continue
        if len(row) >= length and direction:
            yield Moved(Movement.TREND, Side.HIGH if direction > 0 else Side.LOW, tuple(row))
        row = [] if value is None else ([row[-1], place] if way else [place])
        direction = way


def sentence(chart: RunChart, *, what: str, when: Sequence[str], show: Show = number) -> str:
    """What the run chart comes to: what moved and from when to when, or that nothing did."""
    if not chart.moved:
        return f"{what}: nothing but everyday ups and downs around the middle value of {show(chart.median)}."
    parts = []
    for moved in chart.moved:
        count = len(moved.points)
        if moved.movement is Movement.FEW_RUNS:
            parts.append(
                f"it crosses the middle more seldom than chance would ({chart.runs} runs, at least {chart.fewest} usual)"
            )
        elif moved.movement is Movement.MANY_RUNS:
            parts.append(
                f"it crosses the middle more often than chance would ({chart.runs} runs, at most {chart.most} usual)"
            )
        else:
            span = f"from {when[moved.points[0]]} to {when[moved.points[-1]]}"
            if moved.movement is Movement.SHIFT:
                side = "above" if moved.side is Side.HIGH else "below"
                parts.append(f"{count} points in a row are {side} the middle value of {show(chart.median)}, {span}")
            else:
                way = "rises" if moved.side is Side.HIGH else "falls"
                parts.append(f"it {way} {count} points in a row, {span}")
    return f"{what}: {'; '.join(parts)}. That is more than chance."
