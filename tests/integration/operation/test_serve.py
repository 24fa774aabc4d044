"""The two sites and the worker stand or fall together."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from goldenthread.config import gunicorn_settings
from goldenthread.config.supervise import Part, stand_together
from tests.conftest import Served, free_port

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Running:
    process: subprocess.Popen[bytes]
    public: int
    workspace: int
    told: Path

    def children(self) -> dict[str, int]:
        """The parts that run, by what they are called, with their process ids."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        found = {}
        for pid in listed:
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            named = re.search(r"wsgi_(\w+)|config\.(worker)", " ".join(words))
            if named:
                found[named.group(1) or named.group(2)] = int(pid)
        return found


@contextmanager
def serving(data: Path, tmp_path: Path, *more: str) -> Iterator[Running]:
    public, workspace, told = free_port(), free_port(), tmp_path / "told"
    command = [sys.executable, "-m", "goldenthread", "serve", "--data", str(data), "--workers", "1", *more]
    command += ["--public-address", f"127.0.0.1:{public}", "--workspace-address", f"localhost:{workspace}"]
    with told.open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
    try:
        yield Running(process, public, workspace, told)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=60)


def until(question: object, seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_both_sites_answer_and_the_worker_is_at_work(served: Served):
    assert urllib.request.urlopen(f"{served.public}/health/", timeout=10).read() == b"ok\n"

    def is_well() -> bool:
        try:
            return b'"status": "ok"' in urllib.request.urlopen(f"{served.workspace}/health/", timeout=10).read()
        except urllib.error.HTTPError:
            return False

    assert until(is_well)


def test_it_says_where_and_stops_when_it_is_told(demo_data: Path, tmp_path: Path):
    with serving(demo_data, tmp_path) as running:
        assert until(lambda: answers(running.public) and answers(running.workspace))
        assert until(lambda: "Stop with" in running.told.read_text())
        assert sorted(running.children()) == ["public", "worker", "workspace"]

        running.process.send_signal(signal.SIGTERM)

        assert running.process.wait(timeout=40) == 0
        assert (answers(running.public), answers(running.workspace)) == (False, False)
        told = running.told.read_text()
        assert f"The public site is at http://127.0.0.1:{running.public}/" in told
        assert f"The workspace is at http://localhost:{running.workspace}/" in told


@pytest.mark.parametrize("part", ["public", "workspace", "worker"])
def test_when_one_dies_all_stop_and_it_is_said(demo_data: Path, tmp_path: Path, part: str):
    with serving(demo_data, tmp_path) as running:
        assert until(lambda: answers(running.public) and answers(running.workspace) and len(running.children()) == 3)
        names = {"public": "The public site", "workspace": "The workspace", "worker": "The worker"}

        os.kill(running.children()[part], signal.SIGKILL)

        assert running.process.wait(timeout=40) == 1
        assert f"{names[part]} was killed by signal 9, so everything is being stopped." in running.told.read_text()
        assert until(lambda: (answers(running.public), answers(running.workspace)) == (False, False))


def test_when_the_parent_is_killed_nothing_is_left_behind(demo_data: Path, tmp_path: Path):
    with serving(demo_data, tmp_path) as running:
        assert until(lambda: answers(running.public) and answers(running.workspace) and len(running.children()) == 3)
        left = list(running.children().values())

        running.process.kill()

        assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))
        assert (answers(running.public), answers(running.workspace)) == (False, False)


def test_one_part_may_be_served_by_itself(demo_data: Path, tmp_path: Path):
    with serving(demo_data, tmp_path, "--only", "worker") as running:
        assert until(lambda: list(running.children()) == ["worker"])
        assert (answers(running.public), answers(running.workspace)) == (False, False)


def test_an_address_that_is_taken_is_said(demo_data: Path, tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "goldenthread", "serve", "--data", str(demo_data)]
        command += [
            "--workspace-address",
            f"localhost:{taken.getsockname()[1]}",
            "--address",
            f"127.0.0.1:{free_port()}",
        ]

        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert answer.returncode == 1
    assert answer.stderr.endswith("Stop it, or choose another with --workspace-address.\n")


def test_a_part_that_ends_by_itself_is_told_with_its_exit_code(capfd: pytest.CaptureFixture[str]):
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    ends = Part("The one that ends", [sys.executable, "-c", "raise SystemExit(3)"], os.environ)
    stays = Part("The one that stays", [sys.executable, "-c", "import time; time.sleep(60)"], os.environ)
    try:
        code = stand_together([ends, stays], ready=lambda: None)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    assert code == 1
    assert "The one that ends stopped by itself (exit code 3), so everything" in capfd.readouterr().err


def test_gunicorn_accepts_little_and_believes_nobody():
    assert gunicorn_settings.limit_request_line <= 4094
    assert gunicorn_settings.limit_request_fields <= 60
    assert gunicorn_settings.umask == 0o077
    assert gunicorn_settings.accesslog is None
    assert gunicorn_settings.forwarded_allow_ips == "127.0.0.255"
