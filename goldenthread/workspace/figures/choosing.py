"""Which year and which data a page of figures is about, and what this person sees of each figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.http import QueryDict

from goldenthread.boards.models import Board
from goldenthread.casework.queries import current_extracts
from goldenthread.core import clock
from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import Period, Stretch
from goldenthread.figures import basis, wording
from goldenthread.figures.basis import Basis
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Definition
from goldenthread.figures.models import FrozenSet, PublishedRelease
from goldenthread.figures.published import PublishedFigure, Release
from goldenthread.figures.sight import Sight, sees_in_full, sight_of
from goldenthread.figures.store import from_json, releases_of_years

NO_SUCH_YEAR = "There are no figures for that year. Choose a year from the list of figures."


@dataclass(frozen=True)
class Shown:
    """A figure as one person sees it. `figure` is None where nothing of it was released yet."""

    definition: Definition
    figure: PublishedFigure | None
    is_in_full: bool
    published: PublishedFigure | None

    @property
    def published_otherwise(self) -> bool:
        """Whether what was released reads otherwise than what is shown here."""
        return self.figure is not None and self.published is not None and differs(self.figure, self.published)


@dataclass(frozen=True)
class Chosen:
    """The year and the data of a page, for one person."""

    board: Board
    years: tuple[Period, ...]
    period: Period
    bases: tuple[Basis, ...]
    basis: Basis
    release: Release | None
    sight: Sight

    def query(self, **more: str) -> str:
        """The choice as it stands in addresses."""
        said = QueryDict(mutable=True)
        said.update({"period": self.period.label, "data": self.basis.name})
        said.update({name: value for name, value in more.items() if value})
        return f"?{said.urlencode()}"

    @property
    def others(self) -> list[dict[str, str]]:
        """The data it could be from instead, each with the way there."""
        others = [one for one in self.bases if one.name != self.basis.name]
        return [{"words": one.words, "query": replace(self, basis=one).query()} for one in others]

    def shown(self, figure_id: str) -> Shown:
        """One figure as this person sees it.

        Raises:
            NotFound: there is no such figure.
        """
        definition = all_definitions().get(figure_id)
        if definition is None:
            raise NotFound("There is no such figure.")
        return self._shown(definition, self._in_full())

    def every(self) -> list[Shown]:
        full = self._in_full()
        return [self._shown(definition, full) for definition in all_definitions().values()]

    def _in_full(self) -> Mapping[str, PublishedFigure]:
        return {} if self.sight is Sight.RELEASED else basis.in_full(self.basis, self.period)

    def _shown(self, definition: Definition, full: Mapping[str, PublishedFigure]) -> Shown:
        published = self.release.figures.get(definition.id) if self.release else None
        if not sees_in_full(self.sight, definition):
            return Shown(definition, published, is_in_full=False, published=published)
        return Shown(definition, self._compared(full[definition.id]), is_in_full=True, published=published)

    def _compared(self, figure: PublishedFigure) -> PublishedFigure:
        """The figure without a comparison where the data do not hold the year before: none is not 0."""
        if self.period.previous() in basis.years_of(self.basis, figure.id):
            return figure
        return replace(figure, previous=None, change=None)


def choose(request: Any, *also: str) -> Chosen:
    """What the page's address asks for. Without a choice: the latest year with figures, and its newest data.

    Raises:
        NotFound: no such year or data.
        Refused: the address asks for something pages of figures do not know.
    """
    unknown = set(request.GET) - {"period", "data", *also}
    if unknown:
        raise Refused(f"Figures cannot be asked for “{min(unknown)[:40]}”. Use the boxes on the page.")
    board = request.board
    years, period = _year(board, request.GET.get("period", ""))
    every = tuple(basis.bases(board, period))
    asked = request.GET.get("data", "")
    found = next((one for one in every if one.name == asked), None) if asked else every[0]
    if found is None:
        raise NotFound("There is no such data for that year.")
    sight = sight_of(request.standing, board.pk)
    return Chosen(board, years, period, every, found, released(board, period), sight)


def _year(board: Board, asked: str) -> tuple[tuple[Period, ...], Period]:
    years = years_of(board)
    if not asked:
        return years, _usual(board, years)
    found = next((year for year in years if year.label == asked), None)
    if found is None:
        raise NotFound(NO_SUCH_YEAR)
    return years, found


def years_of(board: Board) -> tuple[Period, ...]:
    """The years for which there may be figures, newest first: of extracts, frozen sets, and the last that is over."""
    found = {Period.containing(clock.today()).previous()}
    found |= {Period.parse(label) for label in FrozenSet.objects.filter(board=board).values_list("period", flat=True)}
    for first, last in current_extracts(board).values_list("period_from", "period_to"):
        start, end = Period.containing(first).starts_in, Period.containing(last).starts_in
        found |= {Period(year) for year in range(start, end + 1)}
    return tuple(sorted(found, reverse=True))


def usual_year(board: Board) -> Period:
    """The year that a page of figures opens with."""
    return _usual(board, years_of(board))


def _usual(board: Board, years: tuple[Period, ...]) -> Period:
    """The year whose figures people are most likely to want: the last released or frozen, else the latest with records."""
    periods = [
        *releases_of_years(board).values_list("period", flat=True)[:1],
        *FrozenSet.objects.filter(board=board).values_list("period", flat=True)[:1],
    ]
    known = [Period.parse(label) for label in periods]
    last = current_extracts(board).order_by("-period_to").values_list("period_to", flat=True).first()
    return max(known) if known else (Period.containing(last) if last else years[0])


def released(board: Board, period: Stretch) -> Release | None:
    """What the Board last published for a year, or quarters of one, read once."""
    found = PublishedRelease.objects.filter(board=board, period=period.label).only("pk").first()
    return _released(str(found.pk)) if found else None


@lru_cache(maxsize=16)
def _released(pk: str) -> Release:
    return from_json(PublishedRelease.objects.get(pk=pk).contents)


def said(figure: PublishedFigure | None) -> str:
    """A figure's value as a list says it: the number, its mark, or how many rows it has."""
    if figure is None:
        return ""
    if figure.rows and figure.value.value is None:
        return f"{len(figure.rows)} rows"
    return wording.say(figure.value, figure.definition.unit, in_table=True)


def before(figure: PublishedFigure | None) -> str:
    if figure is None or figure.previous is None:
        return ""
    return wording.say(figure.previous, figure.definition.unit, in_table=True)


def differs(one: PublishedFigure, other: PublishedFigure) -> bool:
    """Whether two figures read otherwise anywhere: their value, or a row."""
    rows = [(row.key, row.numerator, row.value) for row in one.rows]
    return (one.value, sorted(rows, key=str)) != (
        other.value,
        sorted(((row.key, row.numerator, row.value) for row in other.rows), key=str),
    )


def published_words(shown: Shown) -> str:
    """What was released of a figure, in a few words."""
    if shown.published is None:
        return ""
    withheld = sum(row.numerator.is_withheld or row.value.is_withheld for row in shown.published.rows)
    if withheld:
        return f"{withheld} of {len(shown.published.rows)} rows withheld"
    return said(shown.published)
