"""Long work: asked for by somebody, done by the worker (or at once, where there is none), told step by step.

    @does("check-extract", title="Checking the extract")
    def check(job: Job, say: Say) -> Mapping[str, Any]:
        say(1, 2, "Opening the files")
        …
        return {"address": "/board/luton/extracts/sent/…/", "words": "The extract was checked."}

    job = start("check-extract", board=board, by=actor, payload={"checked": str(checked.pk)})

A job is done under a lock that the operating system takes from whoever is killed, so a job whose worker died is found as
soon as anybody looks, and can be started again.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django_tasks import task
from django_tasks_db import DatabaseBackend

from goldenthread.boards.models import Board
from goldenthread.core import clock, health, logs
from goldenthread.core.actors import Actor
from goldenthread.core.errors import GoldenThreadError, NotPossibleNow
from goldenthread.workspace.models import Job

Say = Callable[[int, int, str], None]
"""Tell how far the work is: this step, of so many, and what is done in it."""
Work = Callable[[Job, Say], Mapping[str, Any]]
"""The work itself. What it returns is kept as the job's result: `address` is where its page leads, `words` what came of it."""

DONE_IN = (
    "goldenthread.workspace.extracts.work",
    "goldenthread.workspace.reports.work",
    "goldenthread.workspace.year_zero.work",
)
"""The modules that say how kinds of work are done. They are imported when the first job is."""
KEPT_FOR = timedelta(days=90)
A_DAY = 24 * 3600.0
LOST = "The program that did this was stopped before it was done. What was not finished was not kept. Start it again."
OUR_FAULT = (
    "This stopped because of a fault on our side, and we have a note of it. Start it again; if it stops again, say so."
)


class Stopped(GoldenThreadError):
    """Whoever asked for the work no longer wants it."""


@dataclass(frozen=True)
class Kind:
    """A kind of long work: what its page is called, and who does it."""

    title: str
    work: Work


_kinds: dict[str, Kind] = {}


def does(kind: str, *, title: str) -> Callable[[Work], Work]:
    """Declare how a kind of long work is done."""

    def declare(work: Work) -> Work:
        _kinds[kind] = Kind(title, work)
        return work

    return declare


def of_kind(kind: str) -> Kind:
    """How a kind of work is done.

    Raises:
        LookupError: nobody declared it.
    """
    if kind not in _kinds:
        for module in DONE_IN:
            import_module(module)
    if kind not in _kinds:
        raise LookupError(f"Nothing says how “{kind}” is done; declare it with @does and name its module in DONE_IN.")
    return _kinds[kind]


def start(kind: str, *, board: Board, by: Actor, payload: Mapping[str, Any]) -> Job:
    """Ask for long work. Where no worker is there to do it, it is done before this returns."""
    of_kind(kind)
    job = Job.objects.create(
        board=board,
        kind=kind,
        payload=dict(payload),
        by_kind=by.kind,
        by_name=by.name[:200],
        by_user_id=by.user_id,
        asked_at=clock.now(),
    )
    _hand_over(job)
    job.refresh_from_db()
    return job


def again(job: Job, *, by: Actor) -> Job:
    """Start work again that failed, was lost or was stopped, or that nobody has begun.

    Raises:
        NotPossibleNow: it is being done, or is done.
    """
    find_lost(job)
    fresh = {"step": 0, "steps": 0, "words": "", "error": "", "started_at": None, "ended_at": None}
    ended = [Job.State.FAILED, Job.State.CANCELLED, Job.State.WAITING]
    changed = Job.objects.filter(pk=job.pk, state__in=ended).update(
        **fresh, state=Job.State.WAITING, stop_asked_at=None, asked_at=clock.now()
    )
    if not changed:
        raise NotPossibleNow("This is being done, or is done already. Open its page to see.")
    logs.say("job-again", job=job.kind, state=f"by {by.kind}")
    _hand_over(job)
    job.refresh_from_db()
    return job


def stop(job: Job, *, by: Actor) -> Job:
    """Stop work: at once where it waits, at its next step where it is being done."""
    now = clock.now()
    Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(state=Job.State.CANCELLED, ended_at=now)
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(stop_asked_at=now)
    logs.say("job-stop", job=job.kind, state=f"by {by.kind}")
    job.refresh_from_db()
    return job


def _hand_over(job: Job) -> None:
    """To the worker's queue; or to ourselves, where nobody reads the queue."""
    if isinstance(queued.get_backend(), DatabaseBackend) and not _a_worker_is_there():
        do(job.pk)
    else:
        queued.enqueue(str(job.pk))


def _a_worker_is_there() -> bool:
    """Whether the worker was seen a moment ago, or is at a long job now: it leaves no sign while it is."""
    at = health.last_seen("worker")
    if at is not None and clock.now() - at < health.WORKER_UNSEEN:
        return True
    find_lost()
    return Job.objects.filter(state=Job.State.RUNNING).exists()


@task
def queued(job_id: str) -> None:
    """What the worker finds in its queue."""
    find_lost()
    do(UUID(job_id))
    forget()


def do(job_id: UUID) -> None:
    """Do the work, if it still waits and nobody else is at it."""
    with _held(job_id) as is_ours:
        if not is_ours:
            return
        now = clock.now()
        waiting = Job.objects.filter(pk=job_id, state=Job.State.WAITING)
        if not waiting.update(state=Job.State.RUNNING, started_at=now, ended_at=None):
            return
        _work(Job.objects.select_related("board").get(pk=job_id))


def _work(job: Job) -> None:
    try:
        result = dict(of_kind(job.kind).work(job, _teller(job)))
    except Stopped:
        _end(job, Job.State.CANCELLED)
    except GoldenThreadError as error:
        _end(job, Job.State.FAILED, error=str(error)[:1000])
    except Exception as error:
        logs.say("job-failed", level=logging.ERROR, error=error, job=job.kind)
        _end(job, Job.State.FAILED, error=OUR_FAULT)
    else:
        _end(job, Job.State.DONE, result=result)


def _teller(job: Job) -> Say:
    """Writes how far the work is, and stops it where that was asked for."""

    def say(step: int, of: int, words: str) -> None:
        mine = Job.objects.filter(pk=job.pk)
        mine.update(step=step, steps=of, words=words[:200])
        if mine.filter(stop_asked_at__isnull=False).exists():
            raise Stopped("Stopped, as you asked.")

    return say


def _end(job: Job, state: Job.State, **said: Any) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, ended_at=clock.now(), **said)


def find_lost(job: Job | None = None) -> int:
    """Find work whose doer is gone, and say so on it; returns how much. With a job, only that one is looked at."""
    running = Job.objects.filter(state=Job.State.RUNNING)
    found = 0
    for pk in (running.filter(pk=job.pk) if job else running).values_list("pk", flat=True):
        with _held(pk) as is_ours:
            if is_ours:
                lost = running.filter(pk=pk)
                found += lost.update(state=Job.State.FAILED, ended_at=clock.now(), error=LOST)
    if found and job is not None:
        job.refresh_from_db()
    return found


def forget() -> None:
    """Forget what ended long ago, and what was sent and never loaded. A fault here must not fail the work before it."""
    from goldenthread.workspace.extracts import keeping

    try:
        with transaction.atomic():
            Job.objects.filter(ended_at__lt=clock.now() - KEPT_FOR).delete()
        open_ = {str(pk) for pk in Job.objects.filter(ended_at=None).values_list("pk", flat=True)}
        for lock in _locks().glob("*.lock"):
            if lock.stem not in open_ and clock.now().timestamp() - lock.stat().st_mtime > A_DAY:
                lock.unlink(missing_ok=True)
        keeping.forget()
    except (DatabaseError, OSError) as error:
        logs.say("forgetting-waits", level=logging.ERROR, error=error, part="worker")


def _locks() -> Path:
    folder: Path = settings.DATA.root / "jobs"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def _held(job_id: UUID) -> Iterator[bool]:
    """The lock of one job, where nobody else holds it. The operating system takes it from a process that dies.

    The file stays until long after: taken away while somebody waits at it, it could be held twice.
    """
    with (_locks() / f"{job_id}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
