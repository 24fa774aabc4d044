"""One indicator: what it asks, its series and limits, what the Board makes of it, other places, and how it is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.figures.sight import WORDS
from goldenthread.scorecard import queries
from goldenthread.scorecard.catalogue import Indicator, shipped
from goldenthread.scorecard.methods import comparators, funnel, thresholds
from goldenthread.scorecard.methods.comparators import Comparator
from goldenthread.scorecard.methods.plain import CannotSay, number, percent
from goldenthread.scorecard.models import ComparedValue, IndicatorCommentary, KnownChange
from goldenthread.scorecard.reading import Reading, Told, read, run_sentence
from goldenthread.scorecard.series import Series
from goldenthread.scorecard.slots import Slot
from goldenthread.workspace.figures.over_time import Drawn
from goldenthread.workspace.scorecard import drawing, rates
from goldenthread.workspace.scorecard.choosing import Asked, asked
from goldenthread.workspace.scorecard.rates import AsRates

BETTER = {"higher": "Higher is better", "lower": "Lower is better", "context": "Neither: it is for context"}
EVERY = {"month": "Monthly", "quarter": "Quarterly", "year": "Yearly"}
LATEST = 8
"""So many commentaries are shown, the newest first."""
PER = 100_000


@dataclass(frozen=True)
class Others:
    """An indicator beside other places of one year: in words, drawn, and as lines.

    A line is (place, counted, value, likely range, source, definition). `made_up` are the places whose numbers somebody made up
    for a demonstration.
    """

    year: str
    lines: list[tuple[str, str, str, str, str, str]]
    sentences: list[str]
    chart: Drawn | None
    made_up: frozenset[str]
    are_rates: bool


@needs("scorecard", get=Act.READ)
def page(request: Any, indicator: str) -> HttpResponse:
    known = shipped().indicator(indicator)
    one = asked(request)
    sees = one.sees(known) and one.slot is not None
    context: dict[str, Any] = {
        "asked": one,
        "chosen": one.chosen,
        "slot": one.slot,
        "indicator": known,
        "heading": shipped().headings[known.heading],
        "list_address": reverse("workspace:scorecard", kwargs={"board": one.chosen.board.slug}) + one.query(),
        "care": WORDS[one.chosen.sight],
        "commentaries": _commentaries(request, known),
        "may_bring_in": request.standing.may("imports", Act.CREATE, request.board.pk),
        "may_write": request.standing.may("scorecard", Act.CREATE, request.board.pk),
        "changes": _seen(request, KnownChange, known),
        "better": BETTER[known.better],
        "every": EVERY[known.every],
        "rules": known.rules[::-1],
        "figure_address": _figure_address(one, known),
        "found": None,
    }
    if sees and one.slot is not None:
        series = one.series()[known.id]
        among = rates.of(request, one, known, series)
        context |= _of_numbers(one, known, one.slot, series)
        context |= {"among": among, "others": _others(one, known, series, _seen(request, ComparedValue, known), among)}
    return render(request, "workspace/scorecard/indicator.html", context)


def _of_numbers(one: Asked, known: Indicator, slot: Slot, series: Series) -> dict[str, Any]:
    changes = queries.known_changes(one.chosen.board.pk).get(known.id, [])
    found = read(known, series, slot, [Told(change.from_on, change.what) for change in changes])
    return {
        "found": found,
        "run": run_sentence(found),
        "chart": drawing.series(found),
        "lines": drawing.lines_of(found),
        "has_parts": found.unit == "percent",
        "has_limits": found.chart is not None,
        "before": found.say(found.before.value) if found.before else "",
        "adults": _adults(found),
    }


def _adults(found: Reading) -> str:
    """About how many adults the events were; empty where no events are counted."""
    spread = found.point.spread if found.point else ()
    adults = sum(number for _, _, number in spread)
    again = sum(number for _, total, number in spread if total > 1)
    if not again or found.point is None:
        return ""
    return (
        f"They are about {adults:,} different adults, {again:,} of whom come up more than once. What happens again to one "
        "adult is not independent, so the likely range is that much wider."
    )


def _commentaries(request: Any, known: Indicator) -> list[IndicatorCommentary]:
    return _seen(request, IndicatorCommentary, known)[:LATEST]


def _seen(request: Any, model: Any, known: Indicator) -> list[Any]:
    """What this person may read of what stands beside an indicator."""
    return list(visible_to(request.standing, Act.READ, model.objects.filter(board=request.board, indicator=known.id)))


def _figure_address(one: Asked, known: Indicator) -> str:
    """The way to the figure it follows, and from there to its records; empty where only the scorecard asks it."""
    if not known.figure_id:
        return ""
    kwargs = {"board": one.chosen.board.slug, "figure_id": known.figure_id}
    return reverse("workspace:figures-one", kwargs=kwargs) + one.chosen.query()


def _others(
    one: Asked, known: Indicator, series: Series, compared: list[ComparedValue], among: AsRates | None
) -> Others | None:
    """Other places of the newest year for which somebody entered any, no later than the year of the page."""
    year = one.chosen.period
    values = [value for value in compared if value.period <= year.label]
    if not values or known.definition.unit not in {"percent", "count"}:
        return None
    newest = values[0].period
    those = [value for value in values if value.period == newest]
    per = 1 if known.definition.unit == "percent" else PER
    areas, reasons = [], []
    for value in those:
        try:
            areas.append(
                Comparator(value.place, newest, value.source, value.definition, value.numerator, value.denominator, per)
            )
        except CannotSay as reason:
            reasons.append(str(reason))
    lines = [_line(area) for area in areas]
    ours = _ours(one, known, series, newest) if per == 1 else _our_rate(one, known, newest, among)
    own = {value.place for value in those if value.is_ours}
    others = [area for area in areas if area.name not in own]
    sentences = (
        [comparators.sentence(comparators.beside(ours, area), what=known.title) for area in others] if ours else []
    )
    chart = None
    try:
        found = funnel.funnel(areas)
    except CannotSay as reason:
        reasons.append(str(reason))
    else:
        mine = next((value.place for value in those if value.is_ours), "")
        text = funnel.sentence(found, what=known.title, ours=mine)
        chart = drawing.funnel(found, ours=mine, title=f"{known.title}: places by their size", sentence=text)
        sentences = [text]
    made_up = frozenset(value.place for value in those if value.is_synthetic)
    return Others(newest, lines, [*_few(areas), *sentences, *reasons], chart, made_up, per == PER)


def _line(area: Comparator) -> tuple[str, str, str, str, str, str]:
    low, high = comparators.likely_range(area)
    show = percent if area.per == 1 else number
    value = show(area.value)
    counted = f"{area.count:,.0f} of {area.base:,.0f}"
    return (area.name, counted, value, f"{show(low)} to {show(high)}", area.source, area.definition)


def _few(areas: list[Comparator]) -> list[str]:
    """The flag for places whose numbers are so small that they jump by chance; before anything else is said of them."""
    needs = thresholds.small()
    few = [area.name for area in areas if (area.base < needs.base if area.per == 1 else area.count < needs.count)]
    if not few:
        return []
    said = f"come from fewer than {needs.base}" if areas[0].per == 1 else f"count fewer than {needs.count}"
    return [f"Take care: {len(few)} of {len(areas)} places {said} and can jump by chance ({', '.join(few)})."]


def _ours(one: Asked, known: Indicator, series: Series, year: str) -> Comparator | None:
    """Our own value of a year, added up from its quarters; None where a quarter is not known."""
    points = [point for point in series.quarters if point.slot.year.label == year]
    if len(points) != 4 or known.over or any(point.value is None for point in points):
        return None
    top = sum(point.numerator or 0 for point in points)
    base = sum(point.denominator or 0 for point in points)
    board = one.chosen.board
    definition = f"{known.definition.numerator}, of {known.definition.denominator}"
    return Comparator(board.name, year, "our own records", definition, top, base) if base else None


def _our_rate(one: Asked, known: Indicator, year: str, among: AsRates | None) -> Comparator | None:
    """Our own rate of a year, where it is known who lives here."""
    if among is None or among.found is None or among.year != year:
        return None
    crude = among.found.crude
    definition = f"{known.definition.numerator}, for 100,000 adults"
    return Comparator(one.chosen.board.name, year, "our own records", definition, crude.count, crude.base, PER)
