"""How the report's long work is done: a draft is kept, and files are built from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.reports import keeping, numbers
from goldenthread.reports.models import Draft, Report
from goldenthread.workspace.jobs import Say, does
from goldenthread.workspace.models import Job
from goldenthread.workspace.reports.drafts import BUILD
from goldenthread.workspace.reports.finding import at


@does(BUILD, title="Building the annual report")
def build(job: Job, say: Say) -> Mapping[str, Any]:
    """Keep the report as a draft, unless the newest draft says the same, and build the files that were asked for."""
    report = Report.objects.select_related("board").get(pk=job.payload["report"], board=job.board)
    say(1, 2, "Keeping the report as a draft")
    draft = _as_it_stands(report) or keeping.keep(report=report, by=job.actor, why=job.payload.get("why", ""))
    say(2, 2, f"Building the files of draft {draft.number}")
    keeping.build(draft=draft, formats=job.payload["formats"], by=job.actor)
    return {"address": at(report, "drafts"), "words": f"The files of draft {draft.number} were built."}


def _as_it_stands(report: Report) -> Draft | None:
    """The newest draft, where the report still says the same."""
    newest = report.drafts.select_related("report__board").first()
    if newest is None or not newest.is_released:
        return None
    return newest if keeping.is_as_kept(newest, numbers.of(report).release) else None
