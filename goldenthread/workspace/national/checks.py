"""Which rules a version breaks, with the cells and the records that break them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from goldenthread.core.access import needs
from goldenthread.core.access.acts import Act
from goldenthread.national.broken import RULES, Broken, Severity
from goldenthread.national.checking import check
from goldenthread.national.definition import Key
from goldenthread.workspace.figures.entitled import reads_all_rows
from goldenthread.workspace.national.door import ROW, of_version, page, to, version_of

CELLS_NAMED = 12
RECORDS_NAMED = 50
"""How many cells and records of one broken rule are named; the line says how many there are."""
SHAPES = {Severity.ERROR: "bad", Severity.NOTICE: "info"}
WORDS = {Severity.ERROR: "Error", Severity.NOTICE: "Look at it"}


@needs(ROW, get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    """The broken rules, errors first."""
    version = version_of(request, pk)
    found = check(version, request.standing)
    opens = reads_all_rows(request.standing, request.board.pk)
    lines = [
        {
            "rule": one.rule,
            "title": one.title,
            "shape": SHAPES[one.severity],
            "severity": WORDS[one.severity],
            "words": one.words,
            "cells": _cells(request, version.pk, one),
            "more_cells": max(0, len(one.cells) - CELLS_NAMED),
            "records": one.records[:RECORDS_NAMED] if opens else (),
            "more_records": one.all_records - (RECORDS_NAMED if opens else 0),
        }
        for one in found.broken
    ]
    return page(
        request,
        "checks",
        **of_version(request, version),
        lines=lines,
        errors=sum(one.severity is Severity.ERROR for one in found.broken),
        notices=sum(one.severity is Severity.NOTICE for one in found.broken),
        rules=len(RULES),
        found=found,
        opens=opens,
    )


def _cells(request: Any, pk: UUID, broken: Broken) -> list[tuple[str, str]]:
    """Cells in words, each with the way to its table."""
    return [(_words(key), to(request, "-table", pk=pk, table=key[0])) for key in broken.cells[:CELLS_NAMED]]


def _words(key: Key) -> str:
    return ", ".join(part for part in key if part != "Total")
