"""What people do with an extract they were sent, before it counts: send, throw away, load with named exceptions, freeze."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from goldenthread.boards.models import Agency, Board
from goldenthread.casework.models import Extract
from goldenthread.core import clock
from goldenthread.core.access import require
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.figures.models import FrozenSet
from goldenthread.trail.operations import record
from goldenthread.workspace import jobs
from goldenthread.workspace.extracts import keeping, queries
from goldenthread.workspace.extracts.models import CheckedExtract
from goldenthread.workspace.extracts.receiving import Part, shown
from goldenthread.workspace.models import Job

CHECK, LOAD, FREEZE = "check-extract", "load-extract", "freeze-period"


def send(
    parts: Sequence[Part],
    *,
    names: Iterable[str | None],
    said: Mapping[str, Any],
    key: UUID,
    board: Board,
    agency: Agency | None,
    by: Actor,
    back: str = "",
) -> tuple[CheckedExtract, Job]:
    """Keep what somebody sent and have it checked. The same form sent twice is kept once.

    Raises:
        NotPermitted: they may not send an extract here, or not for this agency.
        Refused: a file is damaged; nothing was kept.
        NotPossibleNow: the form is another's.
    """
    checked = CheckedExtract(id=key, board=board, agency=agency, sent_at=clock.now(), sent_by=by.name[:200])
    require(by, Act.CREATE, checked)
    there = CheckedExtract.objects.filter(pk=key).first()
    if there is not None:
        return _sent_already(there, board, by)
    checked.file_names = [shown(name) for name in names]
    checked.said = dict(said)
    keeping.store(checked, parts)
    try:
        with transaction.atomic():
            checked.save(force_insert=True)
            record("send an extract", checked, by=by, after={"files": checked.file_names})
    except BaseException:
        keeping.discard(checked)
        raise
    return checked, jobs.start(CHECK, board=board, by=by, payload={"checked": str(checked.pk), "back": back})


def _sent_already(there: CheckedExtract, board: Board, by: Actor) -> tuple[CheckedExtract, Job]:
    job = Job.objects.filter(kind=CHECK, board=board, payload__checked=str(there.pk), by_user_id=by.user_id).first()
    if there.board_id != board.pk or there.sent_by != by.name[:200] or job is None:
        raise NotPossibleNow("This could not be sent. Open a new form and send it again.")
    return there, job


@transaction.atomic
def throw_away(checked: CheckedExtract, *, by: Actor) -> CheckedExtract:
    """Delete what was sent and its check. What was loaded before stays as it is.

    Raises:
        NotPermitted: they could not have sent it.
        NotPossibleNow: it is at work, or already loaded or gone.
    """
    require(by, Act.CREATE, checked)
    now = _still_open(checked)
    if (job := queries.open_job(now)) is not None:
        raise NotPossibleNow(f"{jobs.of_kind(job.kind).title} is not done yet. Stop that first, or wait for it.")
    now.state, now.ended_at = CheckedExtract.State.THROWN_AWAY, clock.now()
    now.save(update_fields=["state", "ended_at"])
    record("throw an extract away", now, by=by)
    transaction.on_commit(lambda: keeping.discard(now))
    return now


def _still_open(checked: CheckedExtract) -> CheckedExtract:
    now = CheckedExtract.objects.select_for_update().get(pk=checked.pk)
    if not now.is_open:
        raise NotPossibleNow(f"This extract is not waiting any more: {now.get_state_display().lower()}.")
    return now


def load(checked: CheckedExtract, *, accept: Iterable[str] = (), why: str = "", by: Actor, back: str = "") -> Job:
    """Have a checked extract loaded. Every fault still in it must be among `accept`, by the key of its group, with a reason.

    Raises:
        NotPermitted: they may not load it.
        NotPossibleNow: it is not checked yet, or a fault was not accepted.
        Refused: faults are accepted without a reason.
    """
    require(by, Act.CREATE, Extract(board_id=checked.board_id, sent_by_id=checked.agency_id))
    now = CheckedExtract.objects.get(pk=checked.pk)
    if now.state != CheckedExtract.State.CHECKED:
        raise NotPossibleNow(f"Only a checked extract can be loaded. This one is: {now.get_state_display().lower()}.")
    accepted = set(accept)
    left = [one for one in keeping.groups_of(now) if one["severity"] == "error" and one["key"] not in accepted]
    if left:
        raise NotPossibleNow(f"Nothing was loaded. Not accepted: {left[0]['heading']}. Put them right, or accept them.")
    if accepted and not why.strip():
        raise Refused("Say why these rows are left out.")
    running = queries.open_job(now)
    if running is not None:
        return running
    payload = {"checked": str(now.pk), "accept": sorted(accepted), "why": why.strip(), "back": back}
    return jobs.start(LOAD, board=now.board, by=by, payload=payload)


def freeze(board: Board, period: Period, *, by: Actor, back: str = "") -> Job:
    """Have a Board's data for a year frozen.

    Raises:
        NotPermitted: they may not.
    """
    require(by, Act.CREATE, FrozenSet(board=board))
    return jobs.start(FREEZE, board=board, by=by, payload={"period": period.label, "back": back})
