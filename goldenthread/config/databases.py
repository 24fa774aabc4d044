"""The database: SQLite in the data folder, or PostgreSQL by address."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import unquote, urlsplit

from goldenthread.config.paths import DataFolder
from goldenthread.core.errors import Refused
from goldenthread.core.safe_database import can_distrust_schema

KEPT_OPEN_SECONDS = 60


def safe_pragmas(journal: str) -> str:
    """A commit that was acknowledged survives a power cut. Not WAL, unless chosen: before SQLite 3.51.3 it has a fault."""
    pragmas = f"PRAGMA journal_mode={journal.upper()}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    pragmas += " PRAGMA secure_delete=ON;"  # what was taken away leaves no bytes in the file
    return f"{pragmas} PRAGMA trusted_schema=OFF;" if can_distrust_schema() else pragmas


def sqlite(folder: DataFolder, journal: str = "truncate") -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder.database),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": safe_pragmas(journal)},
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
        "CONN_MAX_AGE": KEPT_OPEN_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c search_path=public,vault"
        },  # identities of people in cases stand in a schema of their own
    }


def chosen(folder: DataFolder, address: str | None, journal: str = "truncate") -> dict[str, Any]:
    return postgresql(address) if address else sqlite(folder, journal)


def sqlite_version() -> str:
    return sqlite3.sqlite_version
