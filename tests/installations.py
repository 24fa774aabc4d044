"""Installations of their own, for tests whose writes must really commit: a folder with SQLite, or a new PostgreSQL database."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent


@contextlib.contextmanager
def fresh(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a new installation, empty of tables. Its database goes when the block ends."""
    environment = {**os.environ, "GOLDENTHREAD_DATA": str(folder / "data")}
    environment["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    (folder / "data").mkdir()
    address = os.environ.get("GOLDENTHREAD_DATABASE_URL")
    if address is None:
        yield environment
        return
    with _database(address) as own:
        yield {**environment, "GOLDENTHREAD_DATABASE_URL": own}


@contextlib.contextmanager
def _database(address: str) -> Iterator[str]:
    import psycopg

    name, parts = f"own_{uuid4().hex}", urlsplit(address)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def goldenthread(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an installation."""
    return run(environment, "-m", "goldenthread", *arguments)


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in an installation."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)
