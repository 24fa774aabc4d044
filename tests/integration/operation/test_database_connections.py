"""Every connection is what the design says, as the database itself tells it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper

from goldenthread.config import databases
from goldenthread.config.paths import DataFolder
from goldenthread.core import safe_database
from goldenthread.core.errors import Refused

pytestmark = pytest.mark.django_db


def connect(settings: dict[str, Any]) -> DatabaseWrapper:
    whole = {
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
        "TIME_ZONE": None,
    }
    return DatabaseWrapper(whole | settings, alias="default")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


def test_a_connection_reads_back_as_the_design_says(folder: DataFolder):
    connection = connect(databases.sqlite(folder))

    found = safe_database.read_back(connection)

    assert found | {"trusted_schema": None} == {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": None,
        "busy_timeout": 20000,
    }
    assert found["trusted_schema"] == (0 if safe_database.can_distrust_schema() else 1)
    connection.close()


def test_writing_begins_by_taking_its_turn(folder: DataFolder):
    assert databases.sqlite(folder)["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_wal_is_refused_on_a_version_with_its_fault(folder: DataFolder):
    connection = connect(databases.sqlite(folder, journal="wal"))

    if safe_database.has_the_wal_fault(sqlite3.sqlite_version_info):
        with pytest.raises(Refused, match="can corrupt a database in WAL mode"):
            connection.connect()
    else:
        connection.connect()
    connection.close()


@pytest.mark.parametrize("pragma", ["synchronous=OFF", "synchronous=NORMAL", "foreign_keys=OFF", "journal_mode=MEMORY"])
def test_a_connection_that_was_made_unsafe_is_refused(folder: DataFolder, pragma: str):
    settings = databases.sqlite(folder)
    settings["OPTIONS"]["init_command"] += f" PRAGMA {pragma};"

    with pytest.raises(Refused, match=pragma.partition("=")[0]):
        connect(settings).connect()


def test_what_was_taken_away_leaves_no_bytes(folder: DataFolder):
    connection = connect(databases.sqlite(folder))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE told (words text)")
        cursor.execute("INSERT INTO told VALUES ('Rosalind Penhaligon')")
        assert b"Rosalind" in folder.database.read_bytes()

        cursor.execute("DELETE FROM told")
    connection.close()

    assert b"Rosalind" not in folder.database.read_bytes()


def test_the_database_of_these_tests_is_read_back_too():
    from django.db import connection

    found = safe_database.read_back(connection)

    assert set(found) in ({*safe_database.READ_BACK}, {*safe_database.POSTGRESQL_READ_BACK})
