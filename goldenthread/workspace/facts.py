"""A fact about the place on its own page: beside those that say the same of other years and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.safestring import SafeString

from goldenthread.boards.models import ContextFact
from goldenthread.core import clock
from goldenthread.core.access import needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.kinds import named
from goldenthread.core.periods import Period
from goldenthread.figures.compared import Compared, beside
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Snapshot
from goldenthread.figures.published import PublishedFigure, PublishedNumber
from goldenthread.reports import charts, compared
from goldenthread.reports.document import Cell, Table
from goldenthread.workspace import records


@dataclass(frozen=True)
class Shown:
    """What stands below a fact: the sentence, the table, and the chart where there are several years."""

    sentence: str
    columns: list[str]
    lines: list[tuple[str, list[tuple[str, str]]]]
    title: str
    subtitle: str = ""
    wide: str = ""
    narrow: str = ""


@needs("governance", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    """A fact, and what it is to be compared with."""
    found: Any = records.one_of(request, named("facts"), pk)
    seen = visible_to(request.standing, Act.READ, ContextFact.objects.filter(board=request.board))
    among = [(one, float(one.value)) for one in seen]
    set_beside = beside(found, among, own_place=request.board.area)
    shown = _shown(set_beside) if len(set_beside.points) > 1 else None
    return records.show(request, named("facts"), found, template="facts/fact", shown=shown, code=found.code)


def _shown(set_beside: Compared) -> Shown:
    table = compared.table(set_beside)
    words = (set_beside.sentence(), table.columns, _lines(table), table.caption)
    if not set_beside.is_drawn:
        return Shown(*words)
    chart = compared.chart(set_beside, _as_kept())
    wide, narrow = (
        SafeString(charts.svg(chart, width, unique=f"fact-{name}"))
        for width, name in ((charts.WIDE, "w"), (charts.NARROW, "n"))
    )
    return Shown(*words[:3], chart.title, chart.subtitle, wide, narrow)


def _lines(table: Table) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each line of the table: what it is about, and its cells with their headings."""
    return [(_text(first), [*zip(table.columns[1:], map(_text, cells), strict=True)]) for first, *cells in table.rows]


def _text(cell: Cell) -> str:
    return "".join(run.text for run in cell.inlines)


def _as_kept() -> PublishedFigure:
    """The figure of the facts as they are kept today, for the drawing."""
    none = PublishedNumber(None, "z")
    period = Period.containing(clock.today()).label
    taken = Snapshot("live", "", period, "0" * 64, clock.now(), is_synthetic=False)
    definition = all_definitions()[compared.FACTS]
    return PublishedFigure(definition, period, none, None, none, None, None, (), None, None, taken)
