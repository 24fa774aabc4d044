"""One table of a version, laid out as people know it, with its comments; and its cells held against the template."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.periods import Period
from goldenthread.national import definition, laid_out, queries, saying
from goldenthread.national.compute import OF_REVIEWS
from goldenthread.national.definition import CellDefinition, Key
from goldenthread.national.models import ReturnVersion
from goldenthread.national.steps import Status
from goldenthread.workspace.figures.entitled import reads_all_rows
from goldenthread.workspace.national.door import (
    ROW,
    may,
    of_version,
    page,
    said,
    table_of,
    to,
    values_of,
    version_of,
    year_of,
)
from goldenthread.workspace.national.forms import CommentForm

NARROW = 3
"""Up to so many columns are stacked on a phone; more slide sideways within their own frame."""
NAMES = ("table", "type", "row", "column")


def query_of(key: Key) -> str:
    """A cell in an address."""
    return "?" + urlencode(dict(zip(NAMES, key, strict=True)))


def key_in(request: Any) -> Key:
    """The cell that an address names; it may not be one of the year's."""
    table, kind, row, column = (request.GET.get(name, "")[:200] for name in NAMES)
    return table, kind, row, column


@needs(ROW, get=Act.READ, post=Act.CREATE)
def one(request: Any, pk: UUID, table: str) -> HttpResponse:
    """A table of a version; whoever works on the return writes a comment here."""
    version = version_of(request, pk)
    year = Period.parse(version.period)
    known = table_of(year, table)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        saying.comment(board=request.board, period=year, table=table, text=text, by=actor_of(request))
        messages.success(request, "The comment is kept.")
        return HttpResponseRedirect(to(request, "-table", pk=version.pk, table=table))
    names = list(definition.load(year.label).tables)
    place = names.index(table)
    return page(
        request,
        "table",
        status=422 if request.method == "POST" else 200,
        **of_version(request, version),
        table=known,
        grids=_grids(request, version, year, table),
        grades=_grades(year, table),
        comments=_comments(request, version, year, table),
        is_empty=table in OF_REVIEWS and all(values_of(version).get(cell.key) is None for cell in _cells(year, table)),
        is_locked=version.status == Status.LOCKED,
        form=form if may(request, Act.CREATE) and version.status != Status.LOCKED else None,
        template_address=to(request, "-template", period=year.label, table=table) if may(request, Act.CREATE) else "",
        before=_beside(request, version, names, place - 1),
        after=_beside(request, version, names, place + 1),
    )


def _beside(request: Any, version: ReturnVersion, names: list[str], place: int) -> tuple[str, str]:
    if not 0 <= place < len(names):
        return "", ""
    return names[place], to(request, "-table", pk=version.pk, table=names[place])


def _grids(request: Any, version: ReturnVersion, year: Period, table: str) -> list[dict[str, Any]]:
    values = values_of(version)
    ticks = queries.ticks(request.board, year, table, request.standing)
    opens = reads_all_rows(request.standing, request.board.pk)
    records = to(request, "-records", pk=version.pk)

    def shown(cell: CellDefinition | None) -> dict[str, Any] | None:
        if cell is None:
            return None
        value, tick = values.get(cell.key), ticks.get(cell.key)
        return {
            "value": said(value),
            "address": records + query_of(cell.key) if opens and value else "",
            "grade": cell.evidence.value,
            "tick": tick if tick is not None and tick.is_confirmed else None,
        }

    return [
        {
            "title": grid.title,
            "columns": grid.columns,
            "is_narrow": len(grid.columns) <= NARROW,
            "lines": [
                (line.label, [(name, shown(cell)) for name, cell in zip(grid.columns, line.cells, strict=True)])
                for line in grid.lines
            ],
        }
        for grid in laid_out.grids(year.label, table)
    ]


def _cells(year: Period, table: str) -> tuple[CellDefinition, ...]:
    return definition.load(year.label).of_table(table)


def _grades(year: Period, table: str) -> list[tuple[str, str, int]]:
    cells = _cells(year, table)
    counted = [(one.value, one.words, sum(cell.evidence is one for cell in cells)) for one in definition.Evidence]
    return [one for one in counted if one[2]]


def _comments(request: Any, version: ReturnVersion, year: Period, table: str) -> list[dict[str, Any]]:
    """Comments with who wrote them; of a locked version, those that it was locked with."""
    if version.status == Status.LOCKED:
        return [{"text": text} for text in version.comments.get(table, ())]
    written = queries.comments(request.board, year, request.standing).get(table, [])
    return [{"text": one.text, "by": one.written_by.name, "at": one.written_at} for one in reversed(written)]


@needs(ROW, get=Act.CREATE, post=Act.CREATE)
def template(request: Any, period: str, table: str) -> HttpResponse:
    """Tick the cells of a table that are as the collection's own template has them."""
    year = year_of(period)
    known = table_of(year, table)
    cells = _cells(year, table)
    if request.method == "POST":
        chosen = set(request.POST.getlist("cell"))
        is_all = "all" in request.POST
        ticked = {cell.key: is_all or str(place) in chosen for place, cell in enumerate(cells)}
        made = saying.tick(board=request.board, period=year, table=table, ticked=ticked, by=actor_of(request))
        words = f"{len(made)} cells of {table} are kept as you ticked them." if made else "Nothing was changed."
        messages.success(request, words)
        return HttpResponseRedirect(to(request, "-year", period=year.label))
    ticks = queries.ticks(request.board, year, table)
    places = {cell.key: place for place, cell in enumerate(cells)}

    def box(cell: CellDefinition | None) -> dict[str, Any] | None:
        if cell is None:
            return None
        tick = ticks.get(cell.key)
        return {
            "place": places[cell.key],
            "grade": cell.evidence.value,
            "tick": tick if tick is not None and tick.is_confirmed else None,
            "words": f"{cell.enquiry_type}: {cell.category}, {cell.subcategory}",
        }

    grids = [
        {
            "title": grid.title,
            "columns": grid.columns,
            "is_narrow": len(grid.columns) <= NARROW,
            "lines": [(line.label, [box(cell) for cell in line.cells]) for line in grid.lines],
        }
        for grid in laid_out.grids(year.label, table)
    ]
    return page(
        request,
        "template",
        period=year,
        table=known,
        count=len(cells),
        grids=grids,
        grades=_grades(year, table),
        year_address=to(request, "-year", period=year.label),
        last=max((one for one in ticks.values()), key=lambda one: one.said_at, default=None),
    )
