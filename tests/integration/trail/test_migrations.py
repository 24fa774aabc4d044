"""An installation of the first version, brought up to date by every migration: its trail is whole, and its tables as today's."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.installations import fresh, goldenthread, run

pytestmark = pytest.mark.xdist_group("migrations")
Environment = dict[str, str]
SETUP = """
import django
django.setup()
from django.core.management import call_command
"""
OLD = """
call_command("migrate", "trail", "0001", verbosity=0)
from django.db import connection
from django.db.migrations.loader import MigrationLoader
apps = MigrationLoader(connection).project_state([("trail", "0001_initial")]).apps
from datetime import UTC, datetime, timedelta
for number in range(3):
    apps.get_model("trail", "Entry").objects.create(
        at=datetime(2024, 5, 1, tzinfo=UTC) - timedelta(days=number), by_kind="person", by_name="Sam", verb=f"deed {number}",
        subject_kind="boards.board", subject_id="1", after={"number": number, "words": "Zoë"},
    )
"""
AS_KEPT = """
import json
from goldenthread.trail.models import Entry
print(json.dumps([[entry.number, entry.verb, entry.after["number"]] for entry in Entry.objects.all()]))
"""
REFUSED = """
from django.db import IntegrityError
from django.db.models import QuerySet
from goldenthread.trail.models import Entry
for attempt in (lambda: QuerySet(Entry).update(verb="x"), lambda: QuerySet(Entry).delete()):
    try:
        attempt()
    except IntegrityError:
        print("refused")
"""
AT_ONCE = "from goldenthread.core.fresh_database import bring_up_to_date; bring_up_to_date()"


def python(installation: Environment, program: str) -> str:
    done = run(installation, "-c", SETUP + dedent(program))
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """An installation with three entries of the first version, to which every migration since was applied."""
    with fresh(tmp_path_factory.mktemp("migrated")) as installation:
        python(installation, OLD)
        answer = goldenthread(installation, "migrate")
        assert answer.returncode == 0, answer.stderr[-2000:]
        yield installation


@pytest.mark.records
def test_entries_from_before_the_chain_are_put_in_one_in_the_order_of_their_time(migrated: Environment):
    kept: list[list[Any]] = json.loads(python(migrated, AS_KEPT))

    assert kept == [[1, "deed 2", 2], [2, "deed 1", 1], [3, "deed 0", 0]]
    assert goldenthread(migrated, "trail", "verify").stdout == "the installation: 3 entries, whole.\n"
    assert python(migrated, REFUSED).split() == ["refused", "refused"]


def database(installation: Environment) -> sqlite3.Connection:
    return sqlite3.connect(Path(installation["GOLDENTHREAD_DATA"]) / "db.sqlite3")


def shape(opened: sqlite3.Connection) -> dict[str, Any]:
    """Each table's columns, what they refer to, its indexes and constraints; the triggers; the migrations applied.

    A column that came later names its reference as a constraint, and one that was there at first does not: references are
    compared by what they refer to.
    """
    found: dict[str, Any] = {"triggers": sorted(_all(opened, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))}
    found["migrations"] = sorted(_all(opened, "SELECT app, name FROM django_migrations"))
    for name, sql in _all(opened, "SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        indexes = [
            (row[2:4], tuple(each[2] for each in _all(opened, f'PRAGMA index_info("{row[1]}")')))
            for row in _all(opened, f'PRAGMA index_list("{name}")')
        ]
        found[name] = (
            sorted(row[1:] for row in _all(opened, f'PRAGMA table_info("{name}")')),
            sorted(row[2:] for row in _all(opened, f'PRAGMA foreign_key_list("{name}")')),
            sorted(indexes, key=repr),  # an index over an expression has no column’s name
            sorted(one for one in re.findall(r'CONSTRAINT "(\w+)"', sql) if "_fk_" not in one),
        )
    return found


def _all(opened: sqlite3.Connection, asked: str) -> list[tuple[Any, ...]]:
    return opened.execute(asked).fetchall()


@pytest.mark.sqlite
def test_a_database_made_at_once_is_the_one_the_migrations_end_at(migrated: Environment, tmp_path: Path):
    with fresh(tmp_path) as empty:
        python(empty, AT_ONCE)
        at_once, one_by_one = shape(database(empty)), shape(database(migrated))

    differing = [name for name in {*at_once, *one_by_one} if at_once.get(name) != one_by_one.get(name)]
    assert (differing, len(at_once) > 100, len(at_once["triggers"]) > 0) == ([], True, True)


@pytest.mark.sqlite
def test_a_beginning_that_was_cut_off_is_begun_again(tmp_path: Path):
    """Tables stand, and nothing says which migrations were applied: nobody can have kept anything in them."""
    with fresh(tmp_path) as empty:
        python(empty, AT_ONCE)
        database(empty).executescript("DROP TABLE django_migrations; DROP TABLE boards_agency;")

        python(empty, AT_ONCE)

        assert _all(database(empty), "SELECT count(*) FROM boards_agency") == [(0,)]
        assert _all(database(empty), "SELECT count(*) FROM django_migrations")[0][0] > 50
