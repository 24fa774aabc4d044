"""Themes across the rooms: how often each came up by year, and for one, what was found, done and proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.boards.themes import Theme
from goldenthread.core.access import allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.thematic import Mention, Wanted, mentions
from goldenthread.figures.wording import in_words
from goldenthread.learning.kinds_of_proof import judged
from goldenthread.learning.models import DataNeeded, NextStep, ThemeAssurance
from goldenthread.workspace.learning import figures_of_themes, seen
from goldenthread.workspace.navigation import siblings

PARTS = (
    ("found", "What was found", "No review, audit or other source has found anything about it yet."),
    ("done", "What was asked and done", "No recommendation, action, ask or part of the plan is about it yet."),
    ("proved", "What was proved", "Nobody has measured yet whether anything changed."),
    ("elsewhere", "Where else it comes up", "No risk, challenge or other record carries it."),
)
MOST = 60
"""More than so many records of a part are not listed on one page."""


@dataclass(frozen=True)
class Line:
    """One theme of the matrix: in how many sources it came up, year by year."""

    theme: Theme
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


def sources_by_year(found: list[Mention]) -> dict[str, int]:
    """In how many sources a theme came up, by year; a source that says it ten times counts once."""
    pairs = {(one.year, one.came_from) for one in found if one.is_learning}
    years: dict[str, int] = {}
    for year, _ in pairs:
        years[year] = years.get(year, 0) + 1
    return years


@needs("learning", get=Act.READ)
def over_years(request: Any) -> HttpResponse:
    """Themes by years: in how many sources each came up."""
    board = request.board
    found = mentions(Wanted(board, request.standing))
    counted = {key: sources_by_year(some) for key, some in found.items()}
    years = sorted({year for by_year in counted.values() for year in by_year if year})
    unknown = any("" in by_year for by_year in counted.values())
    columns = [*years, *([""] if unknown else [])]
    themes = Theme.objects.filter(board=board, pk__in=[key for key, some in counted.items() if some])
    lines = [Line(one, tuple(counted[one.pk].get(year, 0) for year in columns)) for one in themes]
    lines.sort(key=lambda line: -line.total)
    context = {
        "columns": [year or "Year not known" for year in columns],
        "lines": lines,
        "lede": _lede(lines, years),
        "siblings": siblings("theme-years", request.standing, board),
        "may_open_themes": request.standing.may("plans", Act.READ, board.pk),
    }
    return render(request, "workspace/learning/theme_years.html", context)


def _lede(lines: list[Line], years: list[str]) -> str:
    if not lines:
        return "No source of learning carries a theme yet. Tick themes where you add reviews, audits and findings."
    often = [line.theme.name for line in lines if line.total > 1]
    if not often:
        return "No theme has come up in more than one source."
    first = lines[0]
    return (
        f"{first.theme.name} came up most: in {in_words(first.total)} sources{f' since {years[0]}' if years else ''}."
    )


@needs("plans", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    one: Theme = seen.one(request, "themes", pk)
    found = mentions(Wanted(request.board, request.standing, one)).get(one.pk, [])
    by_year = sources_by_year(found)
    views = seen.seen(request, ThemeAssurance.objects.filter(theme=one)).select_related("day")
    latest = views.first()
    context: dict[str, Any] = {
        "one": one,
        "parts": [_part(found, *part) for part in PARTS],
        "figures": figures_of_themes.of_theme(request, one),
        "years": sorted((year, number) for year, number in by_year.items() if year),
        "lede": _sentence(by_year),
        "latest": latest,
        "judged": judged(latest) if latest else None,
        "steps": _steps(request, latest),
        "data": _data(request, latest),
        "may_change": allow(request.standing, Act.EDIT, one),
        "may_judge": seen.may(request, "evaluation", Act.CREATE),
        "sees_years": seen.may(request, "learning", Act.READ),
        "entries": seen.entries(request, one),
    }
    return seen.page(request, "theme", "themes", **context)


def _part(found: list[Mention], name: str, words: str, empty: str) -> dict[str, Any]:
    some = [one for one in found if one.part == name]
    return {"words": words, "name": name, "empty": empty, "lines": some[:MOST], "more": max(0, len(some) - MOST)}


def _sentence(by_year: dict[str, int]) -> str:
    total, years = sum(by_year.values()), [year for year in by_year if year]
    if not total:
        return "It has not come up in a review, an audit or another source of learning yet."
    times = "one source" if total == 1 else f"{in_words(total)} sources"
    over = f", over {in_words(len(years))} years" if len(years) > 1 else ""
    return f"It came up in {times} of learning{over}."


def _steps(request: Any, latest: ThemeAssurance | None) -> list[NextStep]:
    if latest is None:
        return []
    return list(seen.seen(request, NextStep.objects.filter(assurance=latest)).select_related("principle"))


def _data(request: Any, latest: ThemeAssurance | None) -> list[DataNeeded]:
    if latest is None:
        return []
    return list(seen.seen(request, DataNeeded.objects.filter(assurance=latest)).select_related("agency"))
