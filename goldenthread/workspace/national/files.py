"""A version as files: every cell, the values as the national rule would publish them, and the workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.national import definition
from goldenthread.national.cells import HEADER
from goldenthread.national.definition import Key
from goldenthread.national.models import ReturnVersion
from goldenthread.national.publish import published
from goldenthread.trail.operations import record
from goldenthread.workspace.national.books import workbook_of
from goldenthread.workspace.national.door import ROW, values_of, version_of

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(ROW, get=Act.EXPORT)
def every_cell(request: Any, pk: UUID) -> HttpResponse:
    """Every cell, small numbers included."""
    version = version_of(request, pk)
    return _sent(request, version, _as_csv(values_of(version).items()), "cells-not-for-publication.csv")


@needs(ROW, get=Act.EXPORT)
def as_published(request: Any, pk: UUID) -> HttpResponse:
    """Every cell by the national rule: 0 to 4 withheld, the rest to the nearest five."""
    version = version_of(request, pk)
    cells = published(values_of(version), definition.load(version.period))
    return _sent(request, version, _as_csv(cells.items()), "published.csv")


@needs(ROW, get=Act.EXPORT)
def workbook(request: Any, pk: UUID) -> HttpResponse:
    """The tables laid out for copying into the collection's template, with comments and signatures."""
    version = version_of(request, pk)
    return _sent(request, version, workbook_of(version, request.standing), "not-for-publication.xlsx")


def _as_csv(cells: Iterable[tuple[Key, Any]]) -> bytes:
    """The five columns; LF, no mark, an empty value where nothing was supplied. Labels are the return's own, so safe to open."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([*key, "" if value is None else value] for key, value in cells)
    return out.getvalue().encode()


def _sent(request: Any, version: ReturnVersion, made: bytes, name: str) -> HttpResponse:
    """The file, told to the trail before it leaves."""
    what, _, form = name.rpartition(".")
    after = {
        "kind": "the national return",
        "what": what,
        "period": version.period,
        "version": version.number,
        "form": form,
    }
    record("export", version, by=actor_of(request), after=after)
    response = HttpResponse(made, content_type=KINDS[form])
    synthetic = "synthetic-" if version.is_synthetic else ""
    called = f"{synthetic}national-return-{version.period}-version-{version.number}-{name}"
    response["Content-Disposition"] = f'attachment; filename="{called}"'
    return response
