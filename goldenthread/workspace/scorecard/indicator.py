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
from goldenthread.scorecard.methods import comparators, funnel
from goldenthread.scorecard.methods.comparators import Comparator
from goldenthread.scorecard.methods.plain import CannotSay
from goldenthread.scorecard.models import ComparedValue, IndicatorCommentary, KnownChange
from goldenthread.scorecard.reading import Reading, Told, read, run_sentence
from goldenthread.scorecard.series import Series
from goldenthread.scorecard.slots import Slot
from goldenthread.workspace.figures.over_time import Drawn
from goldenthread.workspace.scorecard import drawing
from goldenthread.workspace.scorecard.choosing import Asked, asked

BETTER = {"higher": "Higher is better", "lower": "Lower is better", "context": "Neither: it is for context"}
EVERY = {"month": "Monthly", "quarter": "Quarterly", "year": "Yearly"}
LATEST = 8
"""So many commentaries are shown, the newest first."""
PER = 100_000


@dataclass(frozen=True)
class Others:
    """An indicator beside other places of one year: (place, counted, value, source, definition), in words, and drawn.

    `made_up` are the places whose numbers somebody made up for a demonstration.
    """

    year: str
    lines: list[tuple[str, str, str, str, str]]
    sentences: list[str]
    chart: Drawn | None
    made_up: frozenset[str]


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
        "may_write": request.standing.may("scorecard", Act.CREATE, request.board.pk),
        "changes": _seen(request, KnownChange, known),
        "better": BETTER[known.better],
        "every": EVERY[known.every],
        "rules": known.rules[::-1],
        "figure_address": _figure_address(one, known),
        "found": None,
    }
    if sees and one.slot is not None:
        context |= _of_numbers(one, known, one.slot, _seen(request, ComparedValue, known))
    return render(request, "workspace/scorecard/indicator.html", context)


def _of_numbers(one: Asked, known: Indicator, slot: Slot, compared: list[ComparedValue]) -> dict[str, Any]:
    series = one.series()[known.id]
    changes = queries.known_changes(one.chosen.board.pk).get(known.id, [])
    found = read(known, series, slot, [Told(change.from_on, change.what) for change in changes])
    return {
        "found": found,
        "run": run_sentence(found),
        "chart": drawing.series(found),
        "lines": drawing.lines_of(found),
        "has_parts": found.unit == "percent",
        "has_limits": found.chart is not None,
        "others": _others(one, known, series, compared),
        "before": found.say(found.before.value) if found.before else "",
        "adults": _adults(found),
    }


def _adults(found: Reading) -> str:
    """About how many adults the events were; empty where no events are counted."""
    spread = found.point.spread if found.point else ()
    adults = sum(number for _, _, number in spread)
    again = sum(number for _, total, number in spread if total > 1)
    if not adults or found.point is None:
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


def _others(one: Asked, known: Indicator, series: Series, compared: list[ComparedValue]) -> Others | None:
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
    lines = [(a.name, f"{a.count:,.0f} of {a.base:,.0f}", a.said, a.source, a.definition) for a in areas]
    ours = _ours(one, known, series, newest) if per == 1 else None
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
    return Others(newest, lines, [*sentences, *reasons], chart, made_up)


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
