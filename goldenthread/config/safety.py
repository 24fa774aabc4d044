"""What is refused at the start: an installation that could lose, leak or lie says so before it answers anybody."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goldenthread.config import choices
from goldenthread.config.choices import Chosen
from goldenthread.config.paths import DataFolder
from goldenthread.core.errors import Refused

LEAST_FREE = 200 * 1024 * 1024
MOUNTS = Path("/proc/mounts")


def refuse_unsafe_start() -> None:
    """Look at the choices, the folder, the settings and the database, and start only if nothing is wrong.

    Raises:
        Refused: something is; a sentence for each.
    """
    from django.conf import settings
    from django.db import connection

    wrong = choices.unknown(os.environ)
    wrong += folder_problems(settings.DATA, settings.CHOSEN)
    wrong += settings_problems({name: getattr(settings, name) for name in LOOKED_AT})
    if not wrong:
        from goldenthread.core import safe_database

        wrong += safe_database.problems(connection)
        wrong += demonstration_problems(settings.CHOSEN)
        connection.close()
    if wrong:
        raise Refused("\n".join(wrong))


def folder_problems(folder: DataFolder, chosen: Chosen, mounts: str | None = None) -> list[str]:
    """What is wrong with the data folder: who may read it, whether it can be written, what it stands on."""
    root = folder.root
    if not root.is_dir():
        return [f"There is no data folder at {root}. Make one with: goldenthread migrate --data {root}"]
    wrong = [*_readable_by_others(folder), *_unwritable(folder)]
    if chosen.is_production and folder.is_demonstration:
        wrong.append(f"{root} holds a demonstration. Choose another folder for real work: GOLDENTHREAD_DATA.")
    if chosen["DAY"] and not folder.is_demonstration:
        wrong.append("GOLDENTHREAD_DAY holds the calendar still, which only a demonstration may. Take it away.")
    if not chosen["SECRET_KEY"]:
        wrong += _key_problems(folder)
    if not chosen["DATABASE_URL"]:
        from goldenthread.core.safe_database import is_networked

        listed = MOUNTS.read_text(encoding="utf-8") if mounts is None and MOUNTS.exists() else mounts or ""
        if is_networked(listed, str(root)):
            wrong.append(
                f"{root} is on a network filesystem, where SQLite's locks do not hold. Use a local disk, or PostgreSQL."
            )
    if shutil.disk_usage(root).free < LEAST_FREE:
        wrong.append(f"There is under {LEAST_FREE // 2**20} MB free where {root} is. Make room first.")
    return wrong


def _key_problems(folder: DataFolder) -> list[str]:
    file = folder.secret_key_file
    if not file.is_file():
        where = f"There is no secret key: neither GOLDENTHREAD_SECRET_KEY nor {file}."
        return [f"{where} “goldenthread migrate” makes one; for an installation that had one, take it from its backup."]
    key = file.read_text(encoding="utf-8").strip()
    if len(key) < choices.SHORTEST_KEY:
        return [f"The secret key in {file} is shorter than {choices.SHORTEST_KEY} characters. Make a longer one."]
    return []


def _readable_by_others(folder: DataFolder) -> list[str]:
    wrong = []
    kept_keys = sorted(folder.keys.rglob("*")) if folder.keys.is_dir() else []
    for path in (folder.root, folder.keys, *kept_keys):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            mode = "700" if path.is_dir() else "600"
            wrong.append(f"{path} can be read by others on this machine. Close it with: chmod {mode} {path}")
    return wrong


def _unwritable(folder: DataFolder) -> list[str]:
    """Try it: permissions alone do not tell of a read-only disk."""
    probe = folder.root / f".can-write-{os.getpid()}"
    try:
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError:
        return [f"{folder.root} cannot be written to by the user this runs as. Give it the folder: chown -R."]
    return []


LOOKED_AT = (
    "DEBUG", "ALLOWED_HOSTS", "SECRET_KEY", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "IS_PRODUCTION", "PASSWORD_HASHERS",
)  # fmt: skip
SLOW_HASHERS = ("Scrypt", "Argon2")


def settings_problems(settings: Mapping[str, Any]) -> list[str]:
    """What is wrong with Django's own settings, for an installation with a settings module of its own."""
    wrong = []
    if settings["DEBUG"]:
        wrong.append("DEBUG is on: an error page would show the data of whoever met it. Turn it off.")
    if any("*" in host or host.startswith(".") for host in settings["ALLOWED_HOSTS"]):
        wrong.append(
            "ALLOWED_HOSTS has a pattern: a stranger's host name would go into links and mail. Name each host."
        )
    if len(settings["SECRET_KEY"]) < choices.SHORTEST_KEY or settings["SECRET_KEY"].startswith("django-insecure"):
        wrong.append(f"SECRET_KEY must be at least {choices.SHORTEST_KEY} random characters.")
    if not any(name in settings["PASSWORD_HASHERS"][0] for name in SLOW_HASHERS):
        wrong.append("PASSWORD_HASHERS must begin with scrypt or Argon2: others are guessed too fast.")
    if not settings["SESSION_COOKIE_HTTPONLY"]:
        wrong.append("SESSION_COOKIE_HTTPONLY is off: a script could take a person's session. Turn it on.")
    if settings["IS_PRODUCTION"]:
        for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"):
            if not settings[name]:
                wrong.append(f"{name} is off in production: a cookie or a page could go over the wire in the clear.")
    return wrong


def demonstration_problems(chosen: Chosen) -> list[str]:
    """A demonstration's Board among real ones: its people are invented and their passwords are known."""
    from django.db import DatabaseError

    from goldenthread.boards.models import Board

    try:
        planted = chosen.is_production and Board.objects.filter(is_demonstration=True).exists()
    except DatabaseError:
        return ["The database is not up to date. Run: goldenthread migrate"]
    if planted:
        return ["The database holds a demonstration's Board, which must not be in production. Begin with an empty one."]
    return []
