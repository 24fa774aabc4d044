"""The worker: does queued tasks one after another, sends mail, and leaves a sign that it is there.

Mail has a thread of its own, so that a long task never holds up somebody's invitation.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

from goldenthread.core.command import start_django
from goldenthread.core.errors import GoldenThreadError

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

LOOK_EVERY = 1.0
MAIL_EVERY = 2.0
FORGET_EVERY = 3600.0
DAILY_MAIL_EVERY = 60.0
WARM_EVERY = 20.0


def main() -> int:
    """Work until told to stop. Told during a task, it finishes that first."""
    start_django()
    from goldenthread.config import safety

    try:
        safety.refuse_unsafe_start()
    except GoldenThreadError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    os.umask(0o077)
    worker = _worker()
    worker.configure_signals()
    threading.Thread(target=_send_mail, name="mail", daemon=True).start()
    while worker.running:
        _round(worker)
    return 0


def _worker() -> Worker:
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["*"],
        interval=LOOK_EVERY,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def _round(worker: Worker) -> None:
    """Leave the sign, do what is queued, compute figures beforehand, rest. A database that is away for a while is waited for."""
    from django.db import DatabaseError

    from goldenthread.core import health, logs

    try:
        health.seen("worker")
        worker.run()
        if worker.running:
            _warm_figures()
    except DatabaseError as error:
        logs.say("worker-waits-for-the-database", level=logging.ERROR, error=error, part="worker")
        time.sleep(LOOK_EVERY * 5)
    if worker.running:
        time.sleep(LOOK_EVERY)


_warm_at = [0.0]


def _warm_figures() -> None:
    """Now and then, compute the figures that pages open with, where data came that nobody has computed from."""
    from goldenthread.workspace.figures import warming

    if time.monotonic() >= _warm_at[0]:
        warming.warm_all()
        _warm_at[0] = time.monotonic() + WARM_EVERY


def _send_mail() -> None:
    """Make the daily e-mails and send what waits, for as long as the process lives."""
    from django.db import close_old_connections

    from goldenthread.asks import chasing, reminding_by_link
    from goldenthread.cases import openings
    from goldenthread.core import logs, outbox
    from goldenthread.workspace.notices import digest

    forget_at = daily_at = 0.0
    while True:
        try:
            outbox.deliver()
            if time.monotonic() >= daily_at and not digest.send_due():
                reminding_by_link.send_due()
                daily_at = time.monotonic() + DAILY_MAIL_EVERY
            if time.monotonic() >= forget_at:
                outbox.forget()
                chasing.tell_chairs()
                openings.escalate_due(by=chasing.BY)
                forget_at = time.monotonic() + FORGET_EVERY
        except Exception as error:
            logs.say("mail-waits", level=logging.ERROR, error=error, part="mail")
            time.sleep(MAIL_EVERY * 5)
        close_old_connections()
        time.sleep(MAIL_EVERY)


if __name__ == "__main__":
    sys.exit(main())
