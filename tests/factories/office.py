"""An installation that people open in a browser on one day after another, as a journey plays them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, _wait_until_it_answers, free_port
from tests.factories.filling_in import fill, save
from tests.factories.personas import as_persona


class Office:
    """The installation, opened on one day after another, for one person after another."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.site = self.public = ""

    @contextmanager
    def on(self, day: str) -> Iterator[None]:
        """Both sites as they are on a day."""
        public, workspace = f"127.0.0.1:{free_port()}", f"localhost:{free_port()}"
        command = [sys.executable, "-m", "goldenthread", "serve", "--data", str(self.folder), "--workers", "1"]
        told = self.folder.parent / f"told-{day}"
        with told.open("wb") as said:
            server = subprocess.Popen(
                [*command, "--address", public, "--workspace-address", workspace],
                cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, env={**os.environ, "GOLDENTHREAD_DAY": day},
            )  # fmt: skip
        try:
            _wait_until_it_answers(f"http://{workspace}/health/", server, told)
            self.site, self.public = f"http://{workspace}", f"http://{public}"
            yield
        finally:
            server.terminate()
            server.wait(timeout=60)

    @contextmanager
    def as_(self, persona: str) -> Iterator[Page]:
        context, page = as_persona(self.browser, self.site, persona)
        context.set_default_timeout(60_000)
        yield page
        context.close()

    def go(self, page: Page, path: str) -> None:
        page.goto(f"{self.site}/board/luton/{path}")

    def add(self, page: Page, slug: str, button: str = "Save", **values: object) -> None:
        """A new record, through its form."""
        self.go(page, f"{slug}/new/")
        fill(page, **values)
        save(page, button)

    def report(self, deed: str, *more: str) -> subprocess.CompletedProcess[str]:
        """`goldenthread report` on the year's report."""
        command = [sys.executable, "-m", "goldenthread", "report", deed, "--board", "luton", "--period", "2023-24"]
        where = ["--data", str(self.folder), *more]
        return subprocess.run([*command, *where], cwd=ROOT, capture_output=True, text=True, check=False)


def words(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())
