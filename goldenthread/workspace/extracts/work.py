"""How the long work on extracts is done: checking, loading, freezing. A worker runs it; it may be started again at any time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
from django.conf import settings
from django.urls import reverse

from goldenthread.casework import keeping as rows_kept
from goldenthread.casework import operations as casework
from goldenthread.casework.check import check_into
from goldenthread.casework.contract import SHEETS
from goldenthread.casework.findings import Checked, Finding, Severity
from goldenthread.casework.models import Extract
from goldenthread.casework.reading import tables
from goldenthread.core import clock
from goldenthread.core.access import require
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.periods import Period
from goldenthread.figures import operations as figures
from goldenthread.figures.models import FrozenSet
from goldenthread.workspace.extracts import grouping, keeping, operations
from goldenthread.workspace.extracts.models import CheckedExtract
from goldenthread.workspace.jobs import Say, does
from goldenthread.workspace.models import Job


def _checked(job: Job) -> CheckedExtract:
    return CheckedExtract.objects.select_related("board", "agency").get(pk=job.payload["checked"])


def _must_be_here(checked: CheckedExtract) -> None:
    """Raises:
    NotPossibleNow: it was thrown away meanwhile, or its files are gone.
    """
    if not checked.is_open or not keeping.files_of(checked).is_dir():
        raise NotPossibleNow("The files of this extract are not here any more. Send them again.")


def _page(checked: CheckedExtract) -> str:
    return reverse("workspace:extracts-sent", kwargs={"board": checked.board.slug, "pk": checked.pk})


@does(operations.CHECK, title="Checking the extract")
def check(job: Job, say: Say) -> Mapping[str, Any]:
    """Check what was sent, and keep the answer beside it. What is refused is not kept at all."""
    checked = _checked(job)
    if checked.state != CheckedExtract.State.SENT:
        return {"address": _page(checked)}
    _must_be_here(checked)
    connection = tables.connect()
    try:
        say(1, 3, "Reading the files and asking every rule of every row")
        found = check_into(connection, keeping.files_of(checked), said=checked.about)
        say(2, 3, "Counting which rows can be used")
        left_out = _left_out(connection, found)
    finally:
        connection.close()
    say(3, 3, "Sorting what was found")
    _keep_answer(checked, found, left_out)
    return {"address": _page(checked)}


def _left_out(connection: duckdb.DuckDBPyConnection, found: Checked) -> int:
    """How many rows would be left out with every fault accepted: those that break a rule, and what hangs on them."""
    errors = found.of(Severity.ERROR)
    if not errors:
        return 0
    rows_kept.leave_out(connection, errors)
    present = [sheet for sheet in SHEETS if sheet.file in found.rows]
    left = sum(_count(connection, sheet.name) for sheet in present)
    return sum(found.rows.values()) - left


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    counted = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 (our own tables)
    return int(counted[0]) if counted else 0


def _keep_answer(checked: CheckedExtract, found: Checked, left_out: int) -> None:
    about, refused = found.about, found.of(Severity.REFUSED)
    checked.authority = about.authority[:200]
    checked.period_from, checked.period_to, checked.taken_on = about.period_from, about.period_to, about.taken_on
    checked.is_synthetic = about.synthetic
    checked.rows = found.rows
    checked.refusals = [{"message": _plain(checked, one), "remedy": one.remedy, "row": one.row} for one in refused]
    by_file = grouping.faulty_rows(found)
    checked.counts = {
        "errors": len(found.of(Severity.ERROR)),
        "faulty_rows": sum(by_file.values()),
        "by_file": by_file,
        "left_out": left_out,
        "notices": len(found.of(Severity.NOTICE)),
    }
    if refused:
        checked.state, checked.ended_at = CheckedExtract.State.REFUSED, clock.now()
    else:
        checked.state = CheckedExtract.State.CHECKED
        keeping.write_answer(checked, found.findings, grouping.groups(found))
    waiting = CheckedExtract.objects.filter(pk=checked.pk, state=CheckedExtract.State.SENT)
    names = (
        "authority",
        "period_from",
        "period_to",
        "taken_on",
        "is_synthetic",
        "rows",
        "refusals",
        "counts",
        "state",
        "ended_at",
    )
    waiting.update(**{name: getattr(checked, name) for name in names})
    if refused:
        keeping.discard(checked)


def _plain(checked: CheckedExtract, refusal: Finding) -> str:
    """What is said of a refusal, without the place where the files stand."""
    return refusal.message.replace(f"{keeping.files_of(checked)}/", "")


@does(operations.LOAD, title="Loading the extract")
def load(job: Job, say: Say) -> Mapping[str, Any]:
    """Load what was checked, whole or not at all, and delete the files. Done twice, it changes nothing the second time."""
    checked = _checked(job)
    if checked.state == CheckedExtract.State.LOADED and checked.extract_id:
        return {"address": _of_extract(checked, checked.extract_id)}
    _must_be_here(checked)
    require(job.actor, Act.CREATE, Extract(board=checked.board, sent_by=checked.agency))
    say(1, 3, "Reading which faults were accepted")
    accept = keeping.named(checked, job.payload.get("accept", ()))
    say(2, 3, "Checking every row again and loading all of them together")
    loaded = casework.load(
        keeping.files_of(checked),
        board=checked.board,
        by=job.actor,
        said=checked.about,
        accept=accept,
        why=job.payload.get("why", ""),
        sent_by=checked.agency,
    )
    CheckedExtract.objects.filter(pk=checked.pk).update(
        state=CheckedExtract.State.LOADED, ended_at=clock.now(), extract=loaded.extract
    )
    keeping.discard(checked)
    words = "The extract was loaded, and its files were deleted."
    if not loaded.is_new:
        words = "This extract is loaded already, word for word. Nothing was changed, and the files were deleted."
    return {"address": _of_extract(checked, loaded.extract.pk), "extract": str(loaded.extract.pk), "words": words}


def _of_extract(checked: CheckedExtract, extract_id: Any) -> str:
    return reverse("workspace:extracts-record", kwargs={"board": checked.board.slug, "pk": extract_id})


@does(operations.FREEZE, title="Freezing the data")
def freeze(job: Job, say: Say) -> Mapping[str, Any]:
    """Freeze a year. The same data again give the same seal, and nothing new."""
    require(job.actor, Act.CREATE, FrozenSet(board=job.board))
    period = Period.parse(job.payload["period"])
    before = set(FrozenSet.objects.filter(board=job.board).values_list("pk", flat=True))
    say(1, 2, f"Gathering all that is recorded for {period}")
    saved = figures.freeze(board=job.board, period=period, out=settings.DATA.frozen, by=job.actor)
    say(2, 2, "Proving the seal")
    address = reverse("workspace:frozen-sets-record", kwargs={"board": job.board.slug, "pk": saved.pk})
    words = (
        f"The data for {period} are frozen."
        if saved.pk not in before
        else "Nothing has changed since these data were frozen."
    )
    return {"address": address, "words": words}
