"""A version beside others: last year's locked return, what was published of councils, and the locked version of its year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from goldenthread.core.access import needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.periods import Period
from goldenthread.national import definition, differences, laid_out, queries
from goldenthread.national.definition import Key
from goldenthread.national.differences import Moved
from goldenthread.national.models import PublishedReturn
from goldenthread.workspace.figures.entitled import reads_all_rows
from goldenthread.workspace.national.door import NO_SUCH, ROW, of_version, page, said, to, values_of, version_of
from goldenthread.workspace.national.tables import query_of

MOST_BESIDE = 3
"""How many councils stand beside a version at once: more columns than fit a page are compared by nobody."""
CELLS_SHOWN = 200
"""How many cells that differ are listed; a page of more is read by nobody."""


@needs(ROW, get=Act.READ)
def compare(request: Any, pk: UUID) -> HttpResponse:
    """Every cell of one table beside last year's locked return and beside other councils; `table` chooses it."""
    version = version_of(request, pk)
    year = Period.parse(version.period)
    tables = definition.load(year.label).tables
    chosen = request.GET.get("table", next(iter(tables)))
    if chosen not in tables:
        raise NotFound(NO_SUCH)
    last = queries.locked(request.board, year.previous(), request.standing)
    published = queries.published(request.board, year, request.standing)
    beside = _chosen(request, published)
    before = values_of(last) if last is not None else {}
    others = [(one, _published(one)) for one in queries.filled(beside)]
    address = to(request, "-compare", pk=version.pk)
    kept = "".join(f"&council={one.pk}" for one in beside) if len(published) > MOST_BESIDE else ""
    return page(
        request,
        "compare",
        **of_version(request, version),
        last=last,
        last_address=to(request, "-version", pk=last.pk) if last is not None else "",
        published=beside,
        to_choose=[(one, one in beside) for one in published] if len(published) > MOST_BESIDE else [],
        most_beside=MOST_BESIDE,
        table=tables[chosen],
        tables=[(name, table.title, f"{address}?table={name}{kept}", name == chosen) for name, table in tables.items()],
        grids=_grids(year, chosen, values_of(version), before, others, has_last=last is not None),
    )


def _chosen(request: Any, published: list[PublishedReturn]) -> list[PublishedReturn]:
    """The councils to stand beside the version: those of the address, or the first ones, and never more than fit a page."""
    asked = set(request.GET.getlist("council"))
    found = [one for one in published if str(one.pk) in asked] or published
    return found[:MOST_BESIDE]


def _published(one: PublishedReturn) -> dict[Key, Any]:
    return {(cell[0], cell[1], cell[2], cell[3]): cell[4] for cell in one.cells}


def _grids(
    year: Period,
    table: str,
    values: Mapping[Key, Any],
    before: Mapping[Key, Any],
    others: list[tuple[PublishedReturn, dict[Key, Any]]],
    *,
    has_last: bool,
) -> list[dict[str, Any]]:
    """For each grid of the table, a line a cell: its row and column, now, last year, the change, and each council's."""
    found: list[dict[str, Any]] = []
    for grid in laid_out.grids(year.label, table):
        lines = []
        for line in grid.lines:
            for column, cell in zip(grid.columns, line.cells, strict=True):
                if cell is None:
                    continue
                now = values.get(cell.key)
                was = before.get(cell.key) if has_last else None
                cells = [said(now)]
                if has_last:
                    cells += [said(was) if cell.key in before else "no such cell", change(was, now)]
                cells += [said(held[cell.key]) if cell.key in held else "not in the file" for _, held in others]
                label = line.label if column == "Number" else f"{line.label}, {column}"
                lines.append((label, cells))
        found.append({"title": grid.title, "lines": lines})
    heads = ["This version"]
    if has_last:
        heads += [year.previous().label, "Change"]
    heads += [one.council for one, _ in others]
    for grid_ in found:
        grid_["heads"] = heads
        grid_["lines"] = [(label, list(zip(heads, cells, strict=True))) for label, cells in grid_["lines"]]
    return found


def change(was: Any, now: Any) -> str:
    """How a value changed: by how many, and by what share where the earlier is not nought."""
    if not isinstance(was, int) or not isinstance(now, int):
        return ""
    if was == now:
        return "the same"
    by = f"{'+' if now > was else '−'}{abs(now - was):,}"
    return by if not was else f"{by} ({'+' if now > was else '−'}{abs(now - was) / was:.0%})"


@needs(ROW, get=Act.READ)
def differing(request: Any, pk: UUID) -> HttpResponse:
    """What differs from the locked version of the same year, and why."""
    version = version_of(request, pk)
    locked = queries.locked(request.board, Period.parse(version.period), request.standing)
    if locked is None or locked.pk == version.pk:
        words = "This version is the locked one." if locked else f"No version of {version.period} is locked yet."
        return page(request, "differences", **of_version(request, version), nothing=words)
    found = differences.between(locked, version)
    opens = reads_all_rows(request.standing, request.board.pk) and found.records is not None
    return page(
        request,
        "differences",
        **of_version(request, version),
        locked=locked,
        locked_address=to(request, "-version", pk=locked.pk),
        found=found,
        cells=[
            {
                "table": f"{one.key[0]}, {one.key[1]}",
                "row": _row(one.key),
                "was": said(one.was),
                "now": said(one.now),
                "change": change(one.was, one.now),
                "address": to(request, "-why", pk=version.pk) + query_of(one.key) if opens else "",
            }
            for one in found.cells[:CELLS_SHOWN]
        ],
        more=max(0, len(found.cells) - CELLS_SHOWN),
        records=[_moved(one) for one in found.records or () if one.count],
    )


def _row(key: Key) -> str:
    return key[2] if key[3] == laid_out.TOTAL else f"{key[2]}, {key[3]}"


def _moved(one: Moved) -> dict[str, Any]:
    columns: dict[str, int] = {}
    for names in one.changed.values():
        for name in names:
            columns[name] = columns.get(name, 0) + 1
    listed = sorted(columns.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "sheet": one.sheet,
        "added": len(one.added),
        "gone": len(one.gone),
        "changed": len(one.changed),
        "columns": [(name.replace("_", " "), count) for name, count in listed],
    }
