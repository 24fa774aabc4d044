"""The figures that speak of a theme, year by year, each with the way along its thread: only what was released is read.

Which figures those are stands with the themes themselves, and in the measures that were chosen for what was asked about one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldenthread.boards import beginning
from goldenthread.boards.themes import Theme
from goldenthread.core.access import Act
from goldenthread.figures import wording
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.models import PublishedRelease
from goldenthread.figures.published import Release
from goldenthread.figures.store import from_json, releases_of_years
from goldenthread.learning.models import Measure
from goldenthread.workspace.learning import seen

MOST = 8
"""More than so many years do not fit on a page: the latest are shown, and a figure's own page has them all."""


@dataclass(frozen=True)
class OverYears:
    """One figure: its title, its page, and (what it was, where that year can be followed) for each year; "" where it was none."""

    title: str
    address: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class Figures:
    """The figures of a theme, under the years in which one of them was released."""

    years: list[str]
    lines: list[OverYears]


def of_theme(request: Any, theme: Theme) -> Figures | None:
    """What figures say of a theme; None where no figure speaks of it, or this person may not read figures."""
    if not request.standing.may("figures", Act.READ, request.board.pk):
        return None
    names = [name for name in _names(request, theme) if name.partition("#")[0] in all_definitions()]
    if not names:
        return None
    kept = releases_of_years(request.board).order_by("period")
    labels = sorted(set(kept.values_list("period", flat=True)))[-MOST:]
    latest = {label: PublishedRelease.objects.filter(board=request.board, period=label).first() for label in labels}
    releases = {label: from_json(one.contents) for label, one in latest.items() if one is not None}
    lines = [line for name in names if (line := _line(request, name, releases)) is not None]
    return Figures(list(releases), lines) if lines else None


def _names(request: Any, theme: Theme) -> list[str]:
    """What is said to speak of the theme, then what was chosen as a measure of something asked about it; each once."""
    chosen = Measure.objects.filter(board=request.board, kind=Measure.Kind.FIGURE, recommendation__themes=theme)
    measured = seen.seen(request, chosen).order_by("figure").values_list("figure", flat=True)
    return list(dict.fromkeys([*beginning.figures_of(theme.slug), *measured]))


def _line(request: Any, name: str, releases: dict[str, Release]) -> OverYears | None:
    """One figure over the years; None where none of them holds it."""
    figure_id, _, row = name.partition("#")
    definition = all_definitions()[figure_id]
    address = reverse("workspace:figures-one", kwargs={"board": request.board.slug, "figure_id": figure_id})
    cells, title = [], definition.title
    for label, release in releases.items():
        found = release.figures.get(figure_id)
        value = found.value if found else None
        if row:
            one = next((each for each in found.rows if each.key == row), None) if found else None
            value, title = (one.value, f"{definition.title}: {one.label}") if one else (None, title)
        words = wording.say(value, definition.unit, in_table=True) if value is not None else ""
        cells.append((words, f"{address}?year={label}" if words else ""))
    return OverYears(title, address, cells) if any(words for words, _ in cells) else None
