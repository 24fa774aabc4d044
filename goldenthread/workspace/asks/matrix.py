"""Who answered what in a year: agencies by asks, in words and shapes; and what the asks cost each agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

from goldenthread.asks import burden as boxes
from goldenthread.asks import lateness, queries
from goldenthread.asks.lateness import Counts, Stands
from goldenthread.asks.models import Ask, Recipient
from goldenthread.asks.steps import AskState
from goldenthread.boards.models import Agency
from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.exports import as_csv, as_workbook
from goldenthread.core.periods import Period
from goldenthread.trail import operations as trail
from goldenthread.workspace.asks.finding import NO_SUCH_PAGE, show, to
from goldenthread.workspace.asks.lines import readable
from goldenthread.workspace.navigation import siblings

FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Line:
    """An agency, and how it stands to each ask; None where it was not asked."""

    agency: Agency
    cells: tuple[tuple[Ask, Stands | None, str], ...]
    counts: Counts


@dataclass(frozen=True)
class Matrix:
    """A year's asks, the agencies asked, and how each stands."""

    asks: tuple[Ask, ...]
    lines: tuple[Line, ...]
    totals: tuple[tuple[Ask, Counts], ...]
    counts: Counts


@dataclass(frozen=True)
class Wanted:
    """What the page was asked for: a year, a theme, one ask; each must be among what there is."""

    year: str
    years: list[tuple[str, str]]
    words: str
    theme: str
    themes: list[tuple[str, str]]
    ask: str
    asks: list[tuple[str, str]]


NOW = "Open or this year"


def wanted(request: Any, *, with_open: bool = True) -> tuple[Wanted, list[Ask]]:
    """The filters as chosen, and the asks they leave. A choice that is not offered is as none.

    Args:
        with_open: where no year is chosen, everything that is still open and this year's; otherwise this year's alone.
    """
    every = list(queries.sent(request.board, request.standing))
    this = Period.containing(clock.today()).label
    asked_in = sorted({one.period for one in every}, reverse=True)
    years = sorted({this, *asked_in}, reverse=True)
    year = request.GET.get("year", "")
    if year not in years:
        year = "" if with_open else (this if this in asked_in else (asked_in or years)[0])
    of_year = [one for one in every if one.period == year or (not year and (one.period == this or _is_open(one)))]
    offered = [("", NOW)] if with_open else []
    themes = sorted({(str(one.theme.pk), one.theme.name) for one in of_year if one.theme}, key=lambda pair: pair[1])
    theme = _chosen(request, "theme", themes)
    of_theme = [one for one in of_year if not theme or str(one.theme_id) == theme]
    asks = [(str(one.pk), one.title) for one in of_theme]
    ask = _chosen(request, "ask", asks)
    words = year or f"open now and in {this}"
    years_offered = [*offered, *((one, one) for one in years)]
    chosen = Wanted(year, years_offered, words, theme, themes, ask, asks)
    return chosen, [one for one in of_theme if not ask or str(one.pk) == ask]


def _is_open(ask: Ask) -> bool:
    return ask.stands is AskState.SENT


def _chosen(request: Any, name: str, choices: Sequence[tuple[str, str]]) -> str:
    said: str = request.GET.get(name, "")
    return said if said in {key for key, _ in choices} else ""


def matrix(request: Any, asks: Sequence[Ask]) -> Matrix:
    """How each agency stands to each of these asks. Two queries, however many there are."""
    here = Recipient.objects.filter(ask__in=asks).select_related("agency", "answer")
    found = list(visible_to(request.standing, Act.READ, here))
    by_key = {one.pk: one for one in asks}
    today, may_open = clock.today(), readable(request, asks)
    cells: dict[tuple[Any, Any], tuple[Stands, str]] = {}
    for one in found:
        one.ask = by_key[one.ask_id]
        answer = queries.answer_to(one)
        address = to(request, "answers-record", pk=answer.pk) if answer and answer.pk in may_open else ""
        cells[one.agency_id, one.ask_id] = (queries.how(one, answer, today), address)
    agencies = sorted({one.agency for one in found}, key=lambda one: (one.order, one.name))
    lines = tuple(_line(agency, asks, cells) for agency in agencies)
    totals = tuple(
        (ask, lateness.count(stands for (_, key), (stands, _) in cells.items() if key == ask.pk)) for ask in asks
    )
    return Matrix(tuple(asks), lines, totals, lateness.count(stands for stands, _ in cells.values()))


def _line(agency: Agency, asks: Sequence[Ask], cells: dict[tuple[Any, Any], tuple[Stands, str]]) -> Line:
    row = tuple((ask, *cells.get((agency.pk, ask.pk), (None, ""))) for ask in asks)
    return Line(agency, row, lateness.count(stands for _, stands, _ in row if stands))


@needs("asks", get=Act.READ)
def page(request: Any) -> HttpResponse:
    """Who answered what."""
    chosen, asks = wanted(request)
    context: dict[str, Any] = {
        "wanted": chosen,
        "matrix": matrix(request, asks),
        "may_export": request.standing.may("asks", Act.EXPORT, request.board.pk),
        "query": request.GET.urlencode(),
        "siblings": siblings("asks-matrix", request.standing, request.board),
    }
    return show(request, "matrix", **context)


@needs("asks", get=Act.EXPORT)
def export(request: Any, form: str) -> HttpResponse:
    """The same as a file: a line for each agency and ask."""
    if form not in FILES:
        raise NotFound(NO_SUCH_PAGE)
    chosen, asks = wanted(request)
    headings = ["Agency", "Ask", "Theme", "Due", "How it stands", "Days late"]
    lines = [
        [line.agency.name, ask.title, ask.theme.name if ask.theme else "", how.due_on, how.how.words, how.days_late]
        for line in matrix(request, asks).lines
        for ask, how, _ in line.cells
        if how is not None
    ]
    is_synthetic = request.board.is_demonstration
    title = f"Answers {chosen.words}"
    made = (
        as_csv(headings, lines, is_synthetic=is_synthetic)
        if form == "csv"
        else as_workbook(title, headings, lines, is_synthetic=is_synthetic)
    )
    after = {"kind": "answers by agency and ask", "rows": len(lines), "form": form}
    trail.record("export", request.board, by=actor_of(request), after=after)
    response = HttpResponse(made, content_type=FILES[form])
    response["Content-Disposition"] = f'attachment; filename="{slugify(title)}-{clock.today().isoformat()}.{form}"'
    return response


@dataclass(frozen=True)
class Cost:
    """What one ask costs: boxes to fill, agencies, times a year, and all of them together."""

    ask: Ask
    boxes: int
    agencies: int
    address: str

    @property
    def in_all(self) -> int:
        return self.boxes * self.agencies * self.ask.times_a_year


@needs("asks", get=Act.READ)
def burden(request: Any) -> HttpResponse:
    """What a year's asks cost agencies, largest first, and what each agency carries.

    Rounds of one ask are counted once, by the last of them, as often as it is asked in a year.
    """
    chosen, asks = wanted(request, with_open=False)
    earlier = {one.follows_id for one in asks}
    asks = [one for one in asks if one.pk not in earlier]
    here = Recipient.objects.filter(ask__in=asks, exempt_at=None).select_related("agency")
    found = list(visible_to(request.standing, Act.READ, here))
    costs = [
        Cost(
            one,
            boxes.fields(one.form),
            sum(each.ask_id == one.pk for each in found),
            to(request, "asks-record", pk=one.pk),
        )
        for one in asks
    ]
    by_ask = {one.ask.pk: one for one in costs}
    carried: dict[Agency, list[int]] = {}
    for each in found:
        cost = by_ask[each.ask_id]
        carried.setdefault(each.agency, []).append(cost.boxes * cost.ask.times_a_year)
    context: dict[str, Any] = {
        "wanted": chosen,
        "costs": sorted(costs, key=lambda one: (-one.in_all, one.ask.title)),
        "total": sum(one.in_all for one in costs),
        "carried": sorted(
            ((agency, len(all_), sum(all_)) for agency, all_ in carried.items()), key=lambda one: (-one[2], one[0].name)
        ),
        "siblings": siblings("asks-burden", request.standing, request.board),
    }
    return show(request, "burden", **context)
