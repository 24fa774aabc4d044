"""The database: SQLite in the data folder, or PostgreSQL by address."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import unquote, urlsplit

from goldenthread.config.paths import DataFolder
from goldenthread.core.errors import Refused

SAFE_PRAGMAS = "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
"""A commit that was acknowledged survives a power cut. Not WAL: before SQLite 3.51.3 it has a fault."""


def sqlite(folder: DataFolder) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder.database),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SAFE_PRAGMAS},
    }


def postgresql(address: str) -> dict[str, Any]:
    """Read postgresql://user:password@host:port/name.

    Raises:
        Refused: the address is not one of PostgreSQL, or names no database.
    """
    parts = urlsplit(address)
    name = parts.path.lstrip("/")
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise Refused("GOLDENTHREAD_DATABASE_URL must read postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


def chosen(folder: DataFolder, address: str | None) -> dict[str, Any]:
    return postgresql(address) if address else sqlite(folder)


def sqlite_version() -> str:
    return sqlite3.sqlite_version
