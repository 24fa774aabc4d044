"""The themes that agencies report on: which have indicators, what else is wanted, and whose records it would take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.boards.themes import Theme
from goldenthread.core.access import needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.shapes import Status
from goldenthread.figures import wording
from goldenthread.figures.kinds import stands
from goldenthread.figures.measures import PlannedMeasure
from goldenthread.scorecard.catalogue import Indicator, Waiting, shipped
from goldenthread.workspace.navigation import siblings


@dataclass(frozen=True)
class OfTheme:
    """A theme with its indicators (each with the way to it), what waits for records, and measures wanted (with their state)."""

    name: str
    indicators: list[tuple[Indicator, str]]
    waiting: list[Waiting]
    wanted: list[tuple[PlannedMeasure, str, Status]]

    @property
    def state(self) -> Status:
        if self.indicators:
            return Status("good", "Has indicators")
        return Status("ring", "Waits for records")


@needs("scorecard", get=Act.READ)
def page(request: Any) -> HttpResponse:
    board = request.board
    themes = list(Theme.objects.filter(board=board, is_of_the_scorecard=True))
    wanted = visible_to(request.standing, Act.READ, PlannedMeasure.objects.filter(board=board).select_related("theme"))
    by_theme: dict[str, list[PlannedMeasure]] = {}
    for one in wanted:
        by_theme.setdefault(one.theme.slug if one.theme else "", []).append(one)
    slugs = {theme.slug for theme in themes}
    found = [_of_theme(board.slug, theme.name, theme.slug, by_theme.get(theme.slug, [])) for theme in themes]
    rest = [one for slug, those in by_theme.items() if slug not in slugs for one in those]
    context = {
        "themes": found,
        "covered": sum(bool(one.indicators) for one in found),
        "in_words": wording.in_words(sum(bool(one.indicators) for one in found)).capitalize(),
        "rest": _wanted(board.slug, rest),
        "rest_waiting": [one for one in shipped().waiting if one.theme not in slugs],
        "may_write": request.standing.may("scorecard", Act.CREATE, board.pk),
        "siblings": siblings("scorecard-themes", request.standing, board),
    }
    return render(request, "workspace/scorecard/themes.html", context)


def _of_theme(board: str, name: str, slug: str, wanted: list[PlannedMeasure]) -> OfTheme:
    known = shipped()
    own = [one for one in known.indicators.values() if one.theme == slug]
    addresses = [
        (one, reverse("workspace:scorecard-indicator", kwargs={"board": board, "indicator": one.id})) for one in own
    ]
    return OfTheme(name, addresses, [one for one in known.waiting if one.theme == slug], _wanted(board, wanted))


def _wanted(board: str, those: list[PlannedMeasure]) -> list[tuple[PlannedMeasure, str, Status]]:
    return [
        (one, reverse("workspace:measures-record", kwargs={"board": board, "pk": one.pk}), stands(one)) for one in those
    ]
