"""XmR charts: which points of a series are more than its own everyday ups and downs.

The centre is the mean of the values (X). Its likely spread is taken from the mean of the moving ranges (mR), how far each
point lies from the one before: sigma is the mean range over 1.128, the limits lie three sigma either side, and a range
is too wide above 3.267 mean ranges. Source: Wheeler (1993), Understanding Variation; constants and worked example in
NIST/SEMATECH, e-Handbook of Statistical Methods, 6.3.2.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from goldenthread.scorecard.methods import signals, thresholds
from goldenthread.scorecard.methods.plain import CannotSay, Show, number, same, series
from goldenthread.scorecard.methods.signals import Rule, Side, Signal
from goldenthread.scorecard.methods.thresholds import ChartRules

D2 = 1.128
"""The mean range of two values of a normal process, in sigma."""

D4 = 3.267
"""The widest likely range of two values, in mean ranges."""


@dataclass(frozen=True)
class Step:
    """Something known that changed the process, from the point at this place (from 0) on."""

    at: int
    name: str


@dataclass(frozen=True)
class Phase:
    """A stretch of points with limits of its own, in the unit of the values. `stop` is the place after its last point."""

    start: int
    stop: int
    name: str
    """The step that began it; empty for the first."""
    baseline: int
    """How many known points the limits come from."""
    mean: float
    mean_range: float
    low: float
    high: float
    range_high: float
    provisional: bool
    """Whether the limits come from so few points that they will still move."""

    @property
    def sigma(self) -> float:
        """The likely spread of one point around the centre."""
        return self.mean_range / D2


@dataclass(frozen=True)
class XmR:
    """A series with its limits, and what stands out in it."""

    values: tuple[float | None, ...]
    ranges: tuple[float | None, ...]
    """How far each point lies from the one before it; None for the first of a phase and beside a gap."""
    phases: tuple[Phase, ...]
    signals: tuple[Signal, ...]
    wide_ranges: tuple[int, ...]
    """Places of points that lie further from the one before than the limit of ranges."""
    waiting: tuple[Step, ...]
    """Steps with too few points after them for limits of their own; the limits from before are kept."""
    rules: ChartRules

    @property
    def last(self) -> int:
        """The place of the latest known point."""
        return max(place for place, value in enumerate(self.values) if value is not None)

    @property
    def phase(self) -> Phase:
        """The phase of the latest point."""
        return self.phases[-1]

    def at(self, place: int) -> tuple[Signal, ...]:
        """The signals that a point is part of."""
        return tuple(signal for signal in self.signals if place in signal.points)


def xmr(
    values: Sequence[float | None],
    *,
    rules: ChartRules | None = None,
    baseline: int | None = None,
    steps: Sequence[Step] = (),
    lowest: float | None = None,
    highest: float | None = None,
) -> XmR:
    """The chart of a series in order of time.

    Args:
        values: one a period, None where a point is missing or withheld. A gap breaks rows of points and ranges.
        rules: when points are a signal; the standard set unless another is given.
        baseline: limits come from so many first known points of each phase; from all of them unless given.
        steps: known changes at which limits begin anew; each needs a name, so that nobody moves limits without a reason.
        lowest: what a value cannot be below, such as 0 for a count. Limits stop there.
        highest: what a value cannot be above, such as 1 for a share.

    Raises:
        CannotSay: there are too few points for limits, a point cannot be, or a step is outside the series or has no name.
    """
    known = series(values)
    least = thresholds.limits().least
    if any(_outside(value, lowest, highest) for value in known):
        raise CannotSay("A point lies outside what is possible for this measure. Correct it, then draw the limits.")
    count = sum(value is not None for value in known)
    if count < least:
        raise CannotSay(f"Limits need at least {least} points, and there are {count}. Show the points without limits.")
    if baseline is not None and baseline < least:
        raise CannotSay(f"A baseline needs at least {least} points. Choose a longer one.")
    rules = rules or thresholds.chart_rules()
    starts, waiting = _starts(known, steps, least)
    phases: list[Phase] = []
    found: list[Signal] = []
    ranges: list[float | None] = []
    wide: list[int] = []
    for (start, name), stop in zip(starts, [*(at for at, _ in starts[1:]), len(known)], strict=True):
        part = known[start:stop]
        moves = _ranges(part)
        phase = _phase(part, moves, start=start, name=name, baseline=baseline, lowest=lowest, highest=highest)
        phases.append(phase)
        ranges += moves
        found += (
            Signal(signal.rule, signal.side, tuple(start + place for place in signal.points))
            for signal in signals.find(part, [_distance(value, phase) for value in part], rules)
            if signal.rule is not Rule.HUGGING or phase.mean_range  # what never changes is not close to anything
        )
        wide += (
            start + place
            for place, move in enumerate(moves)
            if move is not None and move > phase.range_high and not same(move, phase.range_high)
        )
    return XmR(known, tuple(ranges), tuple(phases), tuple(found), tuple(wide), waiting, rules)


def _outside(value: float | None, lowest: float | None, highest: float | None) -> bool:
    if value is None:
        return False
    return (lowest is not None and value < lowest) or (highest is not None and value > highest)


def _starts(
    values: Sequence[float | None], steps: Sequence[Step], least: int
) -> tuple[list[tuple[int, str]], tuple[Step, ...]]:
    """Where phases begin, and the steps that still wait for points of their own."""
    ordered = sorted(steps, key=lambda step: step.at)
    for step in ordered:
        if not 0 < step.at < len(values):
            raise CannotSay(f"The step “{step.name}” lies outside the series. Choose a point after the first.")
        if not step.name.strip():
            raise CannotSay("A step at which limits begin anew needs a name: say what changed.")
    starts: list[tuple[int, str]] = [(0, "")]
    waiting: list[Step] = []
    for index, step in enumerate(ordered):
        stop = ordered[index + 1].at if index + 1 < len(ordered) else len(values)
        before = sum(value is not None for value in values[starts[-1][0] : step.at])
        after = sum(value is not None for value in values[step.at : stop])
        if before < least or after < least:
            waiting.append(step)
        else:
            starts.append((step.at, step.name.strip()))
    return starts, tuple(waiting)


def _ranges(values: Sequence[float | None]) -> list[float | None]:
    moves = (None if one is None or other is None else abs(other - one) for one, other in pairwise(values))
    return [None, *moves]


def _phase(
    values: Sequence[float | None],
    moves: Sequence[float | None],
    *,
    start: int,
    name: str,
    baseline: int | None,
    lowest: float | None,
    highest: float | None,
) -> Phase:
    places = [place for place, value in enumerate(values) if value is not None][:baseline]
    base = [value for value in values[: places[-1] + 1] if value is not None]
    spread = [move for move in moves[: places[-1] + 1] if move is not None]
    if not spread:
        raise CannotSay("No two known points follow each other, so there is nothing to take limits from.")
    mean, mean_range = fmean(base), fmean(spread)
    low, high = mean - 3 * mean_range / D2, mean + 3 * mean_range / D2
    return Phase(
        start=start,
        stop=start + len(values),
        name=name,
        baseline=len(base),
        mean=mean,
        mean_range=mean_range,
        low=low if lowest is None else max(low, lowest),
        high=high if highest is None else min(high, highest),
        range_high=D4 * mean_range,
        provisional=len(base) < thresholds.limits().steady,
    )


def _distance(value: float | None, phase: Phase) -> float | None:
    """How many sigma a point lies above the centre; without any spread, endlessly far or not at all."""
    if value is None:
        return None
    if same(value, phase.mean):
        return 0.0
    if phase.sigma <= 1e-9 * abs(phase.mean):
        return float("inf") if value > phase.mean else float("-inf")
    distance = (value - phase.mean) / phase.sigma
    edge = round(distance)  # a point on a line is on it, however the computer keeps it
    return float(edge) if abs(distance - edge) < 1e-9 else distance


SAID = {
    (Rule.BEYOND, Side.HIGH): "above the upper limit of {high}",
    (Rule.BEYOND, Side.LOW): "below the lower limit of {low}",
    (Rule.RUN, Side.HIGH): "one of {count} in a row above the mean of {mean}",
    (Rule.RUN, Side.LOW): "one of {count} in a row below the mean of {mean}",
    (Rule.NEAR, Side.HIGH): "one of {count} close together near the upper limit of {high}",
    (Rule.NEAR, Side.LOW): "one of {count} close together near the lower limit of {low}",
    (Rule.TREND, Side.HIGH): "one of {count} in a row that each rise",
    (Rule.TREND, Side.LOW): "one of {count} in a row that each fall",
}
CALM = "The latest {count} in a row are unusually close to the mean of {mean}: look at whether the limits still fit."
"""Points that hug the mean are no change: they say something of the limits."""


def sentence(chart: XmR, *, what: str, when: Sequence[str], show: Show = number) -> str:
    """What the chart comes to, about its latest point and the others that stand out.

    Args:
        what: the indicator, to begin the sentence: “Concerns received”.
        when: the name of each point’s period, as many as there are values.
    """
    last, value = [(place, value) for place, value in enumerate(chart.values) if value is not None][-1]
    phase, calm = chart.phase, [one for one in chart.at(last) if one.rule is Rule.HUGGING]
    here = [one for one in chart.at(last) if one.rule is not Rule.HUGGING]
    start = f"{what}: the latest point, {when[last]}, is {show(value)}"
    limits = f"{show(phase.low)} to {show(phase.high)}"
    if here:
        words = SAID[here[0].rule, here[0].side].format(
            high=show(phase.high), low=show(phase.low), mean=show(phase.mean), count=len(here[0].points)
        )
        text = f"{start}, {words}: more than everyday ups and downs."
    else:
        text = f"{start}, within the usual {limits}."
    moved = [signal for signal in chart.signals if signal not in here and signal.rule is not Rule.HUGGING]
    earlier = {place for signal in moved for place in signal.points} - {last}
    if earlier and not here:
        points = "one earlier point stands" if len(earlier) == 1 else f"{len(earlier)} earlier points stand"
        text = f"{text[:-1]}; {points} out."
    if calm and not here:
        text = f"{text} {CALM.format(count=len(calm[0].points), mean=show(phase.mean))}"
    if phase.provisional:
        text = f"{text} The limits are provisional: they come from {phase.baseline} points."
    return text
