"""What must be true of every database connection, read back from the database itself and not from our settings."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING, Any

from goldenthread.core.errors import Refused

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

READ_BACK = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
POSTGRESQL_READ_BACK = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums")
FULL = 2
PATIENCE_MS = 5000
NETWORKED = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs", "fuse.glusterfs"}


def has_the_wal_fault(version: tuple[int, ...]) -> bool:
    """Whether this SQLite can lose a WAL that two connections reset at once (3.7.0 to 3.51.2, mended in two older lines)."""
    mended = (version[:2] == (3, 44) and version >= (3, 44, 6)) or (version[:2] == (3, 50) and version >= (3, 50, 7))
    return (3, 7, 0) <= version < (3, 51, 3) and not mended


@cache
def can_distrust_schema() -> bool:
    """Whether this SQLite holds JSON columns with trusted_schema off: some builds count JSON_VALID among unsafe functions."""
    with closing(sqlite3.connect(":memory:")) as probe:
        try:
            probe.execute("PRAGMA trusted_schema=OFF")
            probe.execute("CREATE TABLE probe (value TEXT CHECK (JSON_VALID(value)))")
            probe.execute("INSERT INTO probe VALUES ('{}')")
        except sqlite3.Error:
            return False
    return True


def read_back(connection: BaseDatabaseWrapper) -> dict[str, Any]:
    """What the database says of this connection, by name."""
    with connection.cursor() as cursor:
        found = {}
        if connection.vendor == "sqlite":
            for name in READ_BACK:
                row = cursor.execute(f"PRAGMA {name}").fetchone()
                found[name] = row[0]
        else:
            for name in POSTGRESQL_READ_BACK:
                cursor.execute(f"SHOW {name}")
                found[name] = cursor.fetchone()[0]
    return found


def sqlite_problems(found: Mapping[str, Any], version: tuple[int, ...]) -> list[str]:
    """What is unsafe about an SQLite connection; nothing when an acknowledged commit survives a power cut."""
    wrong = []
    mode = str(found["journal_mode"]).lower()
    if mode not in {"truncate", "wal"}:
        wrong.append(f"SQLite's journal_mode is {mode}; it must be truncate.")
    if mode == "wal" and has_the_wal_fault(version):
        number = ".".join(map(str, version))
        wrong.append(f"SQLite {number} can corrupt a database in WAL mode. Use truncate, or SQLite 3.51.3 or later.")
    if int(found["synchronous"]) < FULL:
        wrong.append("SQLite's synchronous is below FULL: a power cut would lose what people were told is saved.")
    if int(found["foreign_keys"]) != 1:
        wrong.append("SQLite's foreign_keys is off: records could point at nothing.")
    if int(found["trusted_schema"]) != 0 and can_distrust_schema():
        wrong.append("SQLite's trusted_schema is on: a planted database file could run functions.")
    if int(found["busy_timeout"]) < PATIENCE_MS:
        wrong.append(f"SQLite waits under {PATIENCE_MS // 1000} seconds for its turn: people would see errors.")
    return wrong


def postgresql_problems(found: Mapping[str, Any]) -> list[str]:
    """What is unsafe about a PostgreSQL server, as this connection sees it."""
    wrong = []
    if found["fsync"] != "on":
        wrong.append("PostgreSQL's fsync is off: a power cut would corrupt the database. Set fsync = on.")
    if found["synchronous_commit"] in {"off", "local"}:
        wrong.append(
            f"PostgreSQL's synchronous_commit is {found['synchronous_commit']}: a crash would lose what people were told "
            "is saved. Set synchronous_commit = on."
        )
    if found["full_page_writes"] != "on":
        wrong.append("PostgreSQL's full_page_writes is off: a power cut would tear pages. Set full_page_writes = on.")
    return wrong


def problems(connection: BaseDatabaseWrapper) -> list[str]:
    """What is unsafe about this connection. A database that lives in memory has no power cut to survive."""
    if connection.vendor != "sqlite":
        return postgresql_problems(read_back(connection))
    found = read_back(connection)
    if str(found["journal_mode"]).lower() == "memory" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        return []
    return sqlite_problems(found, sqlite3.sqlite_version_info)


def refuse_unsafe_connection(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Read back each SQLite connection as it opens: a pragma that does not hold is ignored by SQLite in silence.

    Raises:
        Refused: it is unsafe to write through this connection.
    """
    if connection.vendor == "sqlite" and connection.alias == "default" and (wrong := problems(connection)):
        logging.getLogger("goldenthread.database").error("unsafe-connection")
        connection.close()
        raise Refused("\n".join(wrong))


def is_networked(mounts: str, path: str) -> bool:
    """Whether a path stands on a network filesystem, by the text of /proc/mounts: SQLite's locks do not hold there."""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        holds = path == point or path.startswith(point.rstrip("/") + "/")
        if holds and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind in NETWORKED
