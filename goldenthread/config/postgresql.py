"""PostgreSQL's own dump and restore, told where to connect by the environment, so that no password is on a command line."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from goldenthread.core.errors import Refused

TABLES = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'vault') ORDER BY tablename"


def dump(out: Path) -> dict[str, int]:
    """Dump the database and count its tables' rows, both as of one instant; returns the counts."""
    import psycopg

    program = _program("pg_dump")
    with psycopg.connect(**_connection()) as reading:
        reading.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        reading.read_only = True
        instant = _one(reading, "SELECT pg_export_snapshot()")
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={instant}"]
        _run([program, *options, f"--file={out}"], "The database could not be dumped.")
        return _counts(reading)


def load(dumped: Path) -> dict[str, int]:
    """Load a dump into the empty database, whole or not at all; returns its tables' rows."""
    import psycopg

    program = _program("pg_restore")
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    database = _environment()["PGDATABASE"]
    try:
        _run([program, *options, f"--dbname={database}", str(dumped)], "The database could not be loaded.")
    except Refused:
        empty()
        raise
    with psycopg.connect(**_connection()) as reading:
        return _counts(reading)


def empty() -> None:
    """Take away everything that `load` brought. Only ever called on a database that was empty before."""
    import psycopg

    with psycopg.connect(**_connection(), autocommit=True) as emptying:
        emptying.execute("DROP SCHEMA IF EXISTS public CASCADE")
        emptying.execute("DROP SCHEMA IF EXISTS vault CASCADE")
        emptying.execute("CREATE SCHEMA public")


def refuse_unless_empty() -> None:
    """Never load over what is there.

    Raises:
        Refused: the database holds tables.
    """
    import psycopg

    with psycopg.connect(**_connection()) as reading:
        if reading.execute(TABLES).fetchone() is not None:
            raise Refused("The database holds something already. Restore into an empty one: createdb goldenthread")


def _counts(reading: Any) -> dict[str, int]:
    tables = reading.execute(TABLES).fetchall()
    return {name: int(_one(reading, f'SELECT count(*) FROM {schema}."{name}"')) for schema, name in tables}  # noqa: S608


def _one(reading: Any, question: str) -> Any:
    return reading.execute(question).fetchone()[0]


def _connection() -> dict[str, Any]:
    from django.db import connection

    kept = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    found = {name: connection.settings_dict[ours] for name, ours in kept.items()}
    return {name: value for name, value in found.items() if value}


def _environment() -> dict[str, str]:
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    return os.environ | {names[name]: str(value) for name, value in _connection().items()}


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Refused(f"{name} is not installed. On Debian: apt-get install postgresql-client")
    return found


def _run(command: list[str], failed: str) -> None:
    answer = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode:
        reason = (answer.stderr.strip().splitlines() or ["no reason given"])[0]
        raise Refused(f"{failed} PostgreSQL says: {reason}")
