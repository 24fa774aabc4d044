"""Bringing a backup back: everything is proved in a folder of its own before it takes the installation's place."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from goldenthread.config import backup
from goldenthread.config.sealed import DAMAGED, Reading, opened
from goldenthread.core.command import start_django
from goldenthread.core.errors import Refused

BLOCK = 1024 * 1024
HELD_WORDS = (
    "This is a restored copy, so it writes to nobody yet. When it is the one people use: goldenthread release-mail\n"
)


@dataclass(frozen=True)
class Restored:
    """A backup that was brought back."""

    made_at: datetime
    files: int
    rows: int
    entries: int
    was_brought_up_to_date: bool


@dataclass(frozen=True)
class Unpacked:
    """A proved archive: what its own list says of it."""

    about: dict[str, Any]
    member: str

    @property
    def engine(self) -> str:
        return str(self.about["engine"])


def restore(file: Path, data: Path, passphrase: str, *, accept_broken_trail: bool = False) -> Restored:
    """Restore into an empty place. Until the last moment nothing stands there; after it, everything does.

    Raises:
        Refused: the place holds something, the passphrase is wrong, the backup is damaged, or its trail does not hold.
    """
    data = data.resolve()
    _refuse_unless_empty(data)
    fresh = data.with_name(f"{data.name}.being-restored")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, mode=0o700)
    try:
        unpacked = _unpack(file, passphrase, fresh)
        restored = _bring_back(unpacked, fresh, data, accept_broken_trail=accept_broken_trail)
        (fresh / "MAIL-IS-HELD").write_text(HELD_WORDS, encoding="utf-8")
        _settle(fresh)
        with contextlib.suppress(FileNotFoundError):
            data.rmdir()
        fresh.rename(data)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return restored


def _refuse_unless_empty(data: Path) -> None:
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise Refused(f"{data} holds something, so nothing was restored over it. Choose an empty folder, or a new one.")


def _unpack(file: Path, passphrase: str, fresh: Path) -> Unpacked:
    """Write what the archive holds to the folder, and compare each member with the list, which comes last."""
    found: dict[str, dict[str, Any]] = {}
    about: dict[str, Any] | None = None
    with _open(file) as source:
        pieces = opened(source, passphrase)
        try:
            stream = io.BufferedReader(Reading(pieces), BLOCK)
            with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|", bufsize=BLOCK) as tar:
                for info in tar:
                    body = tar.extractfile(info) if info.isfile() else None
                    if body is None or about is not None:
                        raise Refused(DAMAGED)
                    if info.name == backup.MANIFEST:
                        about = json.loads(body.read())
                    else:
                        found[info.name] = _write(body, _place(info.name, fresh))
            for _ in pieces:
                pass  # to the last piece, which proves that nothing is cut off
        except (tarfile.TarError, ValueError, EOFError):
            raise Refused(DAMAGED) from None
    return _proved(about, found)


@contextlib.contextmanager
def _open(file: Path) -> Iterator[IO[bytes]]:
    try:
        source = file.open("rb")
    except OSError as error:
        raise Refused(f"{file} cannot be read. Is that where the backup is?") from error
    with source:
        yield source


def _proved(about: dict[str, Any] | None, found: dict[str, dict[str, Any]]) -> Unpacked:
    if about is None or about.get("members") != found:
        raise Refused(DAMAGED)
    if about.get("format") != backup.FORMAT:
        raise Refused(f"Golden Thread {about.get('version')} made this backup in a newer form. Restore it with that.")
    member = {"sqlite": backup.SQLITE_MEMBER, "postgresql": backup.POSTGRESQL_MEMBER}.get(str(about.get("engine")), "")
    if member not in found:
        raise Refused(DAMAGED)
    return Unpacked(about, member)


def _place(name: str, fresh: Path) -> Path:
    """Where a member goes. A name that leads elsewhere was not written by us."""
    path = PurePosixPath(name)
    if name in {backup.SQLITE_MEMBER, backup.POSTGRESQL_MEMBER}:
        return fresh / ("db.sqlite3" if name == backup.SQLITE_MEMBER else f".{name}")
    if path.is_absolute() or ".." in path.parts or path.parts[0] != backup.FILES or len(path.parts) < 2:
        raise Refused(DAMAGED)
    return fresh.joinpath(*path.parts[1:])


def _write(body: IO[bytes], to: Path) -> dict[str, Any]:
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, length = hashlib.sha256(), 0
    descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as writing:
        while block := body.read(BLOCK):
            digest.update(block)
            length += len(block)
            writing.write(block)
        writing.flush()
        os.fsync(writing.fileno())
    return {"bytes": length, "sha256": digest.hexdigest()}


def _bring_back(unpacked: Unpacked, fresh: Path, data: Path, *, accept_broken_trail: bool) -> Restored:
    """Make the database answer from the fresh folder, and prove it: its own integrity, its rows, its trail."""
    start_django(fresh)
    from django.db import connections

    rows = _sqlite(fresh) if unpacked.engine == "sqlite" else _postgresql(unpacked, fresh)
    try:
        if rows != unpacked.about["rows"]:
            raise Refused(DAMAGED)
        was_behind = _bring_up_to_date()
        entries = _prove_trail(accept_broken_trail=accept_broken_trail)
        _say_where_files_are(unpacked, data)
    except BaseException:
        if unpacked.engine == "postgresql":
            from goldenthread.config import postgresql

            connections.close_all()
            postgresql.empty()
        raise
    connections.close_all()
    made_at = datetime.fromisoformat(unpacked.about["made_at"])
    return Restored(made_at, len(unpacked.about["members"]) - 1, sum(rows.values()), entries, was_behind)


def _sqlite(fresh: Path) -> dict[str, int]:
    from django.db import connection

    if connection.vendor != "sqlite":
        raise Refused("This backup is of an SQLite database. Restore it without GOLDENTHREAD_DATABASE_URL.")
    with contextlib.closing(sqlite3.connect(fresh / "db.sqlite3")) as reading:
        try:
            is_whole = reading.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            is_joined = not reading.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError:
            raise Refused(DAMAGED) from None
    if not (is_whole and is_joined):
        raise Refused("The database in this backup was damaged before the backup was made. Use an older one.")
    return backup.count_sqlite(fresh / "db.sqlite3")


def _postgresql(unpacked: Unpacked, fresh: Path) -> dict[str, int]:
    from django.db import connection

    from goldenthread.config import postgresql

    if connection.vendor != "postgresql":
        raise Refused("This backup is of a PostgreSQL database. Name an empty one in GOLDENTHREAD_DATABASE_URL.")
    postgresql.refuse_unless_empty()
    dumped = fresh / f".{unpacked.member}"
    rows = postgresql.load(dumped)
    dumped.unlink()
    return rows


def _bring_up_to_date() -> bool:
    """Migrate a backup of an older version; refuse one of a newer."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    strange = executor.loader.applied_migrations.keys() - executor.loader.graph.nodes.keys() - _replaced(executor)
    if strange:
        raise Refused("A newer Golden Thread made this backup. Install that version, and restore with it.")
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0)
    return True


def _replaced(executor: Any) -> set[tuple[str, str]]:
    return {old for migration in executor.loader.replacements.values() for old in migration.replaces}


def _prove_trail(*, accept_broken_trail: bool) -> int:
    """Walk every chain; says how many entries hold."""
    from goldenthread.trail import verify

    walked = [verify.walk(chain) for chain in verify.chains()]
    wrong = [problem.words for one in walked for problem in one.problems]
    if wrong and not accept_broken_trail:
        raise Refused(
            f"The trail in this backup does not hold: {wrong[0]} Nothing was restored. Try an older backup; or, once two "
            "people have agreed to it, restore with --accept-broken-trail."
        )
    return sum(one.entries for one in walked)


def _say_where_files_are(unpacked: Unpacked, data: Path) -> None:
    """Frozen data are found by a whole path; it follows the folder to its new place."""
    from goldenthread.figures.models import FrozenSet

    old = str(unpacked.about["root"]).rstrip("/") + "/"
    if old == f"{data}/":
        return
    for kept in FrozenSet.objects.filter(folder__startswith=old):
        moved = str(data / kept.folder[len(old) :])
        FrozenSet.objects.filter(pk=kept.pk).update(folder=moved)


def _settle(folder: Path) -> None:
    """Make every name in the folder last through a power cut."""
    for path in [folder, *(one for one in folder.rglob("*") if one.is_dir())]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
