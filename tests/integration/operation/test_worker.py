"""The worker sends what waits, and being killed at any moment loses nothing and sends nothing under another name."""

from __future__ import annotations

import email
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.operation.test_first_steps import BOARD, command

ROOT = Path(__file__).resolve().parents[3]
MESSAGES, KILLS = 40, 8
QUEUE = f"""
from goldenthread.core.command import start_django; start_django()
from django.db import transaction
from goldenthread.core import outbox
from goldenthread.core.actors import Actor
with transaction.atomic():
    for number in range({MESSAGES}):
        outbox.send(to=[f"person{{number}}@agency.example"], subject=f"Number {{number}}", body="x", by=Actor.system("test"))
"""
DELIVER = """
from datetime import timedelta
from goldenthread.core.command import start_django; start_django()
from goldenthread.core import outbox
outbox.WAITS = (timedelta(0),)
print("ready", flush=True)
while outbox.deliver(): pass
print("done", flush=True)
"""


def python(code: str, data: Path) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")}
    environment = kept | {"GOLDENTHREAD_DATA": str(data), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    answer = command(tmp_path / "data", "migrate")
    assert answer.returncode == 0, answer.stderr
    return tmp_path / "data"


def left(data: Path) -> list[tuple[str, str]]:
    """To whom, and under which id, each message left."""
    found = [email.message_from_bytes(file.read_bytes()) for file in (data / "outbox").glob("*.eml")]
    return sorted((str(one["To"]), str(one["Message-ID"])) for one in found)


def kept(data: Path) -> dict[str, str]:
    with closing(sqlite3.connect(data / "db.sqlite3")) as reading:
        rows = reading.execute("SELECT recipients, message_id FROM core_outgoingmail").fetchall()
    return {message_id: recipients.strip('[]"') for recipients, message_id in rows}


def test_a_worker_killed_again_and_again_loses_no_message(data: Path):
    assert python(QUEUE, data).wait(timeout=60) == 0
    wanted = sorted((to, message_id) for message_id, to in kept(data).items())
    chance, killed = random.Random(7), 0

    for _ in range(KILLS):
        worker = python(DELIVER, data)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.12))
        worker.send_signal(signal.SIGKILL)
        killed += worker.wait() == -signal.SIGKILL
    last = python(DELIVER, data)
    last.communicate(timeout=60)

    assert killed >= KILLS // 2
    assert len(wanted) == MESSAGES
    assert left(data) == wanted


def test_a_served_worker_sends_an_invitation(data: Path):
    assert command(data, "create-board", *BOARD).returncode == 0
    invited = command(data, "create-user", "--email", "asha@council.example", "--name", "Asha Patel")
    assert invited.returncode == 0, invited.stderr
    assert left(data) == []
    words = [sys.executable, "-m", "goldenthread", "serve", "--data", str(data), "--only", "worker"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")}

    worker = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while not left(data) and time.monotonic() < end:
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait(timeout=60)

    assert [to for to, _ in left(data)] == ["asha@council.example"]
