"""What every test may ask for: the demonstration, built once a run, and its two sites."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from goldenthread.config.paths import DataFolder

os.environ["GOLDENTHREAD_DATA"] = tempfile.mkdtemp(prefix="goldenthread-tests-")
ROOT = Path(__file__).resolve().parent.parent
settings.register_profile("house", deadline=None)  # how long a thing takes is told by benchmarks, not by tests
settings.load_profile("house")
DataFolder.from_environment().make()  # with its keys, before anybody beside asks for them


RECORDS = {"db", "transactional_db", "django_db_setup"}
DEMONSTRATION = {"demo_folder", "demo_data", "demo_out", "served", "site", "workspace_site"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the built demonstration can be told apart, as it stands on SQLite; so can all that touch records."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if DEMONSTRATION & asked:
            item.add_marker(pytest.mark.demo)
        is_of_installations = item.path.parent.name == "trail" or item.path.name in {"test_backup.py", "test_outbox.py"}
        if RECORDS & asked or item.get_closest_marker("django_db") or is_of_installations:
            item.add_marker(pytest.mark.records)


def pytest_unconfigure() -> None:
    shutil.rmtree(os.environ["GOLDENTHREAD_DATA"], ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _the_trail_steps_aside_between_tests() -> Iterator[None]:
    """Tests that commit are followed by an emptied database. The trail refuses that, so its triggers step aside for it."""
    from django.core.management.commands.flush import Command
    from django.db import connections

    from goldenthread.trail import triggers

    empty = Command.handle

    def emptied(self: Command, **options: object) -> None:
        connection = connections[str(options["database"])]
        triggers.remove(connection)
        try:
            empty(self, **options)
        finally:
            triggers.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Command, "handle", emptied)
        yield


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds a built demonstration: `data/` and `out/`. Built once, whatever the number of workers."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if is_worker else base) / "demonstration"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            command = [sys.executable, "-m", "goldenthread", "demo", "--no-serve"]
            places = ["--data", str(folder / "data"), "--out", str(folder / "out")]
            made = subprocess.run([*command, *places], cwd=ROOT, capture_output=True, text=True, check=False)
            assert made.returncode == 0, made.stdout + made.stderr
            (folder / "built").write_text(made.stdout)
    return folder


@pytest.fixture(scope="session")
def demo_data(demo_folder: Path) -> Path:
    """The demonstration's data folder."""
    return demo_folder / "data"


@pytest.fixture(scope="session")
def demo_out(demo_folder: Path) -> Path:
    """The demonstration's annual report: `annual-report.html`, `.pdf` and `.docx`."""
    return demo_folder / "out"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Served:
    """The demonstration's two sites, served as they are served for people."""

    public: str
    workspace: str


@pytest.fixture(scope="session")
def served(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration served by `goldenthread serve`: both sites and the worker, until the tests are done."""
    public, workspace = f"127.0.0.1:{free_port()}", f"localhost:{free_port()}"
    told = tmp_path_factory.mktemp("served") / "told"
    command = [sys.executable, "-m", "goldenthread", "serve", "--data", str(demo_data), "--workers", "1"]
    command += ["--address", public, "--workspace-address", workspace]
    with told.open("wb") as said:
        server = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
    try:
        for address in (f"http://{public}/robots.txt", f"http://{workspace}/health/"):
            _wait_until_it_answers(address, server, told)
        yield Served(f"http://{public}", f"http://{workspace}")
    finally:
        server.terminate()
        server.wait(timeout=60)


@pytest.fixture(scope="session")
def site(served: Served) -> str:
    """The address of the demonstration's public site."""
    return served.public


@pytest.fixture(scope="session")
def workspace_site(served: Served) -> str:
    """The address of the demonstration's workspace: on localhost, because a cookie is sent to every port of a host."""
    return served.workspace


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes], told: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail(f"The sites did not start: {told.read_text()}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer in a minute: {told.read_text()}")


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        expect.set_options(timeout=20_000)  # two cores run three programs at once
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
