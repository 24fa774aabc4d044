"""What every test may ask for: the demonstration, built once a run, and its public site."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

os.environ["GOLDENTHREAD_DATA"] = tempfile.mkdtemp(prefix="goldenthread-tests-")
ROOT = Path(__file__).resolve().parent.parent


DEMONSTRATION = {"demo_folder", "demo_data", "demo_out", "site"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the built demonstration share a worker, and can be told apart: it stands on SQLite."""
    for item in items:
        if DEMONSTRATION & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.demo)


def pytest_unconfigure() -> None:
    shutil.rmtree(os.environ["GOLDENTHREAD_DATA"], ignore_errors=True)


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


@pytest.fixture(scope="session")
def site(demo_data: Path) -> Iterator[str]:
    """The address of the demonstration's public site, served as it is served for people."""
    port = free_port()
    command = [sys.executable, "-m", "goldenthread", "serve", "--data", str(demo_data)]
    server = subprocess.Popen(
        [*command, "--address", f"127.0.0.1:{port}"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _wait_until_it_answers(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            assert server.stderr is not None
            pytest.fail(f"The site did not start: {server.stderr.read().decode()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("The site did not answer in thirty seconds.")


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
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
