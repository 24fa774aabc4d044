"""Long spreadsheets are brought in, and undone, by the worker. Either is whole or not at all, so it may be started again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from goldenthread.core.errors import NotFound
from goldenthread.workspace.jobs import Say, does
from goldenthread.workspace.models import Job
from goldenthread.workspace.year_zero import operations, telling
from goldenthread.workspace.year_zero.models import SpreadsheetImport

BRING_IN, UNDO = "bring-in-spreadsheet", "undo-spreadsheet"


def _of(job: Job) -> SpreadsheetImport:
    found = SpreadsheetImport.objects.filter(board=job.board, pk=job.payload["spreadsheet"]).first()
    if found is None:
        raise NotFound("The file was thrown away meanwhile. Choose it again.")
    return found


def _page(sheet: SpreadsheetImport) -> str:
    return reverse("workspace:year-zero-one", kwargs={"board": sheet.board.slug, "key": sheet.pk})


@does(BRING_IN, title="Bringing in your spreadsheet")
def bring_in(job: Job, say: Say) -> Mapping[str, Any]:
    """Make and change the records, each with its entry in the trail."""
    say(1, 1, "Adding and changing the records; until all are done, none can be seen")
    sheet = operations.bring_in(_of(job), all_or_nothing=bool(job.payload["all_or_nothing"]), by=job.actor)
    return {"address": _page(sheet), "words": telling.result(sheet)}


@does(UNDO, title="Undoing a spreadsheet")
def undo(job: Job, say: Say) -> Mapping[str, Any]:
    """Take away and put back, each with its entry in the trail."""
    say(1, 1, "Taking away what was added, and putting back what was changed")
    return {"address": _page(operations.undo(_of(job), by=job.actor))}
