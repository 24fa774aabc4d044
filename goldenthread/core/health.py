"""Whether the installation is well, in plain words, and nothing private: for a person, a monitor or a load balancer."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from goldenthread.core import clock, outbox
from goldenthread.core.marks import public
from goldenthread.core.models import LastSeen

WORKER_UNSEEN = timedelta(minutes=2)
A_LONG_TASK = timedelta(hours=2)
BACKUP_IS_OLD = timedelta(days=35)
LITTLE_SPACE = 1024**3
NO_SPACE = 200 * 1024**2
ASKED_AGAIN_AFTER = 5.0
SIGN_EVERY = timedelta(seconds=20)


class State(StrEnum):
    OK = "ok"
    LOOK = "needs attention"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """What was found of one part."""

    part: str
    state: State
    words: str


def seen(part: str, at: datetime | None = None) -> None:
    """Leave a sign that a part was at work just now; a sign fresh enough is left alone."""
    now = at or clock.now()
    if LastSeen.objects.filter(part=part, at__gt=now - SIGN_EVERY, at__lte=now).exists():
        return
    LastSeen.objects.update_or_create(part=part, defaults={"at": now})


def last_seen(part: str) -> datetime | None:
    return LastSeen.objects.filter(part=part).values_list("at", flat=True).first()


def database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Finding("database", State.OK, "The database answers.")


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return Finding("migrations", State.BROKEN, "The database is not up to date. Run: goldenthread migrate")
    return Finding("migrations", State.OK, "The database is up to date.")


def worker() -> Finding:
    at = last_seen("worker")
    if at is not None and clock.now() - at < WORKER_UNSEEN:
        return Finding("worker", State.OK, "The worker is at work.")
    if _is_busy():
        return Finding("worker", State.OK, "The worker is busy with a long task.")
    return Finding("worker", State.BROKEN, "The worker has not been seen. Mail and long work wait until it is started.")


def _is_busy() -> bool:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.running().filter(started_at__gt=clock.now() - A_LONG_TASK).exists()


def backup() -> Finding:
    if settings.DATA.is_demonstration:
        return Finding("backup", State.OK, "A demonstration needs no backup.")
    at = last_seen("backup")
    if at is None:
        return Finding("backup", State.LOOK, "There has been no backup. Make one with: goldenthread backup")
    days = (clock.now() - at).days
    said = "today" if days == 0 else "1 day ago" if days == 1 else f"{days} days ago"
    if clock.now() - at > BACKUP_IS_OLD:
        return Finding("backup", State.LOOK, f"The last backup was made {said}, which is too long.")
    return Finding("backup", State.OK, f"The last backup was made {said}.")


def mail() -> Finding:
    if outbox.is_held():
        return Finding("mail", State.LOOK, "Mail is held after a restore. Release it with: goldenthread release-mail")
    late = outbox.waiting().filter(queued_at__lt=clock.now() - timedelta(hours=1)).count()
    if late:
        return Finding("mail", State.LOOK, f"Messages that have waited over an hour: {late}. Look at the mail server.")
    return Finding("mail", State.OK, "Mail leaves.")


def space() -> Finding:
    free = shutil.disk_usage(settings.DATA.root).free
    if free < NO_SPACE:
        return Finding("space", State.BROKEN, "There is next to no disk space.")
    if free < LITTLE_SPACE:
        return Finding("space", State.LOOK, f"Disk space is short: {free // 2**20} MB.")
    return Finding("space", State.OK, f"Disk space is enough: {free // 2**30} GB.")


OF_THE_WORKSPACE: tuple[Callable[[], Finding], ...] = (database, migrations, worker, mail, backup, space)
OF_THE_PUBLIC_SITE: tuple[Callable[[], Finding], ...] = (database, migrations, space)
NOT_FOUND_OUT = {"database": "The database does not answer."}

_kept: dict[str, tuple[float, list[Finding]]] = {}


def findings(checks: tuple[Callable[[], Finding], ...]) -> list[Finding]:
    """Each part's finding. A check that cannot be made is itself a finding."""
    return [_made(check) for check in checks]


def _made(check: Callable[[], Finding]) -> Finding:
    name = check.__name__
    try:
        return check()
    except (DatabaseError, OSError):
        return Finding(name, State.BROKEN, NOT_FOUND_OUT.get(name, "This could not be found out."))


def _recent(site: str) -> list[Finding]:
    """As found within the last seconds: a stranger may ask as often as they like."""
    now = time.monotonic()
    if site not in _kept or now - _kept[site][0] > ASKED_AGAIN_AFTER:
        _kept[site] = (now, findings(OF_THE_PUBLIC_SITE if site == "public" else OF_THE_WORKSPACE))
    return _kept[site][1]


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """200 while nothing is broken, else 503. The public site says only which; the workspace says what."""
    found = _recent(settings.SITE)
    is_broken = any(one.state is State.BROKEN for one in found)
    status = 503 if is_broken else 200
    if settings.SITE == "public":
        answer: HttpResponse = HttpResponse(
            "not ok\n" if is_broken else "ok\n", content_type="text/plain", status=status
        )
    else:
        parts = {one.part: {"state": one.state.value, "says": one.words} for one in found}
        answer = JsonResponse({"status": "not ok" if is_broken else "ok", "parts": parts}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
