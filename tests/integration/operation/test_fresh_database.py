"""An empty database is made at once, and is the one that the migrations end at."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.installations import ROOT

SETTLED = "import django; django.setup(); from django.conf import settings; settings.DATA.make(); "
AT_ONCE = SETTLED + "from goldenthread.core.fresh_database import bring_up_to_date; bring_up_to_date()"
ONE_BY_ONE = SETTLED + "from django.core.management import call_command; call_command('migrate', verbosity=0)"


def made(folder: Path, code: str) -> sqlite3.Connection:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")}
    own = {"GOLDENTHREAD_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**kept, **own}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return sqlite3.connect(folder / "db.sqlite3")


def shape(database: sqlite3.Connection) -> dict[str, Any]:
    """Each table's columns, what they refer to, its indexes and constraints; the triggers; the migrations applied."""
    found: dict[str, Any] = {
        "triggers": sorted(_all(database, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    }
    found["migrations"] = sorted(_all(database, "SELECT app, name FROM django_migrations"))
    for name, sql in _all(database, "SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        indexes = [
            (row[2:4], tuple(each[2] for each in _all(database, f'PRAGMA index_info("{row[1]}")')))
            for row in _all(database, f'PRAGMA index_list("{name}")')
        ]
        found[name] = (
            sorted(row[1:] for row in _all(database, f'PRAGMA table_info("{name}")')),
            sorted(row[2:] for row in _all(database, f'PRAGMA foreign_key_list("{name}")')),
            sorted(indexes),
            sorted(re.findall(r'CONSTRAINT "(\w+)"', sql)),
        )
    return found


def _all(database: sqlite3.Connection, asked: str) -> list[tuple[Any, ...]]:
    return database.execute(asked).fetchall()


@pytest.mark.xdist_group("migrations")
def test_a_database_made_at_once_is_the_one_the_migrations_end_at(tmp_path: Path):
    at_once, one_by_one = (shape(made(tmp_path / name, code)) for name, code in (("a", AT_ONCE), ("b", ONE_BY_ONE)))

    differing = [name for name in {*at_once, *one_by_one} if at_once.get(name) != one_by_one.get(name)]
    assert (differing, len(at_once) > 100, len(at_once["triggers"]) > 0) == ([], True, True)


def test_a_beginning_that_was_cut_off_is_begun_again(tmp_path: Path):
    """Tables stand, and nothing says which migrations were applied: nobody can have kept anything in them."""
    made(tmp_path, AT_ONCE).executescript("DROP TABLE django_migrations; DROP TABLE boards_agency;")

    again = made(tmp_path, AT_ONCE)

    assert _all(again, "SELECT count(*) FROM boards_agency") == [(0,)]
    assert _all(again, "SELECT count(*) FROM django_migrations")[0][0] > 50
