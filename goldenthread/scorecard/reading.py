"""What an indicator says in a period: its value, how sure it is, and whether it moved by more than chance. Free of Django.

A flag for small numbers comes before anything is said of a trend. Where points overlap, or there are too few, no limits are
drawn, and the reason is said instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.figures import wording
from goldenthread.figures.statistics import Range, byar, wilson
from goldenthread.scorecard.catalogue import Indicator
from goldenthread.scorecard.methods import repeats, runchart, small, variation, xmr
from goldenthread.scorecard.methods.plain import CannotSay, Show
from goldenthread.scorecard.methods.runchart import RunChart
from goldenthread.scorecard.methods.signals import Rule
from goldenthread.scorecard.methods.small import Trust
from goldenthread.scorecard.methods.variation import Better, Change
from goldenthread.scorecard.methods.xmr import Step, XmR
from goldenthread.scorecard.series import Point, Series
from goldenthread.scorecard.slots import Slot, previous

SHOWN = {"month": 24, "quarter": 20, "year": 10}
"""So many points are shown, and read, up to the period asked for."""
OVERLAP = "Each point covers {months} months, so neighbours share most of theirs: no limits are drawn."
NO_VALUE = "There is no value for this period."
TOO_FEW = "Too few to say"


@dataclass(frozen=True)
class Told:
    """Something known that changed an indicator from a day on."""

    from_on: date
    what: str


@dataclass(frozen=True)
class Reading:
    """An indicator in one period.

    `shape` and `state` are the status; `sentence` is the change in words; `care` is what to bear in mind first, empty where
    nothing is; `trace` are the points of the chart, oldest first, and `chart` its limits, where they can be drawn.
    """

    indicator: Indicator
    point: Point | None
    before: Point | None
    likely: Range | None
    shape: str
    state: str
    sentence: str
    care: str
    trace: tuple[Point, ...]
    chart: XmR | None
    run: RunChart | None

    @property
    def unit(self) -> str:
        return self.indicator.definition.unit

    def say(self, value: float | None) -> str:
        """A value as it is printed; the mark of what is not available where there is none."""
        return wording.MARKS["x"] if value is None else said(self.indicator, value)

    @property
    def value(self) -> str:
        return self.say(self.point.value if self.point else None)

    @property
    def parts(self) -> str:
        """What a share was made of: “91 of 742”."""
        point = self.point
        if self.unit != "percent" or point is None or point.numerator is None or point.denominator is None:
            return ""
        return f"{wording.whole(point.numerator)} of {wording.whole(point.denominator)}"

    @property
    def range(self) -> str:
        if self.likely is None:
            return ""
        return f"{said(self.indicator, self.likely.low)} to {said(self.indicator, self.likely.high)}"

    @property
    def leaves_limits(self) -> bool:
        """Whether the latest point is a signal, of which somebody should say what it means."""
        return self.shape in {"good", "bad", "info"}


def said(indicator: Indicator, value: float) -> str:
    """A value of an indicator in its unit."""
    unit = indicator.definition.unit
    if unit == "days":
        return wording.number(round(value), "days")
    return wording.number(round(value) if unit == "count" else value, unit)


def read(indicator: Indicator, series: Series, slot: Slot, told: Sequence[Told] = ()) -> Reading:
    """What an indicator says in a quarter. What is counted by year says what its last whole year said.

    Args:
        slot: the quarter.
        told: known changes, at which limits begin anew.
    """
    points = {"month": series.months, "quarter": series.quarters, "year": series.years}[indicator.every]
    trace = tuple(point for point in points if point.slot.end <= slot.end)[-SHOWN[indicator.every] :]
    point = series.at(slot) if indicator.every != "year" else (trace[-1] if trace else None)
    before = series.at(previous(point.slot)) if point else None
    likely = _likely(indicator, point)
    if point is None or point.value is None:
        return Reading(indicator, point, before, None, "ring", "Not known", NO_VALUE, "", trace, None, None)
    care, trust = _care(indicator, trace)
    if trust is Trust.NOT_YET:
        shape, state, text = "ring", TOO_FEW, "Counts this small jump by chance."
        return Reading(indicator, point, before, likely, shape, state, text, care, trace, None, None)
    if indicator.over:
        text = OVERLAP.format(months=indicator.over)
        return Reading(indicator, point, before, likely, "ring", "No limits", text, care, trace, None, None)
    return _with_chart(Reading(indicator, point, before, likely, "", "", "", care, trace, None, None), told)


def _with_chart(found: Reading, told: Sequence[Told]) -> Reading:
    """The reading with limits, as far as there are points for them, and what they say of the latest."""
    one = found.indicator
    values = [point.value for point in found.trace]
    names = [point.slot.short for point in found.trace]
    highest = 100 if found.unit == "percent" else None
    parts = {name: getattr(found, name) for name in found.__dataclass_fields__}
    try:
        chart = xmr.xmr(values, steps=_steps(found.trace, told), lowest=0, highest=highest)
    except CannotSay as reason:
        return Reading(**{**parts, "shape": "ring", "state": TOO_FEW, "sentence": f"{str(reason).split('. ')[0]}."})
    latest = variation.variation(chart, Better(one.better))
    shape, state = _state(latest.change, latest.rule)
    text = _without_title(xmr.sentence(chart, what=one.title, when=names, show=_beside_latest(found)), one)
    text = text.replace("The latest point, ", "").replace(", is ", ": ", 1)
    try:
        run = runchart.run_chart(values)
    except CannotSay:
        run = None
    return Reading(**{**parts, "shape": shape, "state": state, "sentence": text, "chart": chart, "run": run})


def _beside_latest(found: Reading) -> Show:
    """How a value and its limits are said: a limit that would read as the value itself is said with one decimal."""
    one, latest = found.indicator, next((at.value for at in reversed(found.trace) if at.value is not None), None)

    def show(value: float) -> str:
        plain = said(one, value)
        if latest is None or value == latest or plain != said(one, latest) or found.unit not in {"count", "days"}:
            return plain
        finer = (wording.number(round(value, places), one.definition.unit) for places in (1, 2))
        return next((words for words in finer if words != plain), plain)

    return show


def _state(change: Change, rule: Rule | None) -> tuple[str, str]:
    """The status of the latest point, as shape and words."""
    match change:
        case Change.IMPROVING:
            return "good", "Better than chance"
        case Change.WORSENING:
            return "bad", "Worse than chance"
        case Change.CHANGING:
            return "info", "A lasting change" if rule in {Rule.RUN, Rule.TREND} else "More than chance"
    return "ring", "No clear change"


def _without_title(text: str, one: Indicator) -> str:
    rest = text.removeprefix(f"{one.title}: ")
    return f"{rest[:1].upper()}{rest[1:]}"


def run_sentence(found: Reading) -> str:
    """What the run chart says; empty where there are too few points for one."""
    if found.run is None:
        return ""
    names = [point.slot.short for point in found.trace]
    one = found.indicator
    text = runchart.sentence(found.run, what=one.title, when=names, show=lambda value: said(one, value))
    return _without_title(text, one)


def _steps(trace: Sequence[Point], told: Sequence[Told]) -> list[Step]:
    """Known changes as places in the trace: each at the first point that begins on its day or later."""
    found = {}
    for change in told:
        place = next((place for place, point in enumerate(trace) if point.slot.start >= change.from_on), 0)
        if place:
            found[place] = Step(place, change.what)
    return list(found.values())


def _care(indicator: Indicator, trace: Sequence[Point]) -> tuple[str, Trust]:
    """The flag for small numbers of a series that counts adults. Of days, and of what the Board does itself, there is none."""
    known = [point for point in trace if point.value is not None]
    if not indicator.is_about_adults or indicator.definition.unit not in {"count", "percent"} or not known:
        return "", Trust.READABLE
    is_share = indicator.definition.unit == "percent"
    flag = small.flag(
        [point.numerator for point in known], [point.denominator for point in known] if is_share else None
    )
    text = small.sentence(flag, what=indicator.title, period=indicator.every)
    return _without_title(text, indicator), flag.trust


def _likely(indicator: Indicator, point: Point | None) -> Range | None:
    """The likely range of a number about adults, with repeats about one adult taken as what they are: not independent."""
    if point is None or point.numerator is None or not indicator.is_about_adults:
        return None
    unit = indicator.definition.unit
    if unit == "count":
        events = [total for _, total, adults in point.spread for _ in range(adults)]
        return repeats.counted(events).likely_events if events else byar(point.numerator)
    if unit != "percent" or not point.denominator:
        return None
    pairs = [(yes, total) for yes, total, adults in point.spread for _ in range(adults)]
    found = repeats.share(pairs).likely if len(pairs) > 1 else wilson(point.numerator, point.denominator)
    return Range(100 * found.low, 100 * found.high)
