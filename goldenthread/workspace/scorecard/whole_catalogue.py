"""The whole catalogue of indicators: how each is counted and by whom, what other pages tell, and what waits for records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import needs
from goldenthread.core.access.acts import Act
from goldenthread.scorecard.catalogue import Elsewhere, Indicator, shipped
from goldenthread.workspace.navigation import ROOMS, siblings
from goldenthread.workspace.scorecard.indicator import EVERY


@dataclass(frozen=True)
class Line:
    """An indicator, the way to it, how often it is counted, and its rule in force."""

    indicator: Indicator
    address: str

    @property
    def every(self) -> str:
        over = self.indicator.over
        return f"{EVERY[self.indicator.every]}, for {over} months" if over else EVERY[self.indicator.every]

    @property
    def out_of(self) -> str:
        known = self.indicator.definition
        return known.denominator if known.unit == "percent" else ""

    @property
    def care(self) -> str:
        said = self.indicator.definition.caveat
        return "" if said == "none" else said

    @property
    def rule(self) -> str:
        newest = self.indicator.rules[-1]
        return f"{newest.version}, from {newest.valid_from}"


@dataclass(frozen=True)
class Heading:
    """The indicators under a heading. `answers` says who answers for all of them, and their source; empty where they differ."""

    title: str
    lines: list[Line]

    @property
    def answers(self) -> str:
        said = {f"{line.indicator.owner} answers for these. {line.indicator.source}" for line in self.lines}
        return said.pop() if len(said) == 1 else ""


@needs("scorecard", get=Act.READ)
def page(request: Any) -> HttpResponse:
    known, board = shipped(), request.board
    groups: dict[str, list[Line]] = {}
    for one in known.indicators.values():
        address = reverse("workspace:scorecard-indicator", kwargs={"board": board.slug, "indicator": one.id})
        groups.setdefault(known.headings[one.heading], []).append(Line(one, address))
    context = {
        "headings": [Heading(title, lines) for title, lines in groups.items()],
        "elsewhere": [(one, _way(request, one)) for one in known.elsewhere],
        "waiting": known.waiting,
        "counted": len(known.indicators),
        "siblings": siblings("scorecard-catalogue", request.standing, board),
    }
    return render(request, "workspace/scorecard/catalogue.html", context)


def _way(request: Any, one: Elsewhere) -> str:
    """The address of the figure or page that tells it; empty where that is not open to this person."""
    board, standing = request.board, request.standing
    if one.figure:
        may = standing.may("figures", Act.READ, board.pk)
        return reverse("workspace:figures-one", kwargs={"board": board.slug, "figure_id": one.figure}) if may else ""
    return next(_open(request, one.page), "")


def _open(request: Any, view: str) -> Iterator[str]:
    for room in ROOMS:
        for place in room.places:
            if place.view == view and place.is_open_to(request.standing, request.board):
                yield place.address(request.board)
