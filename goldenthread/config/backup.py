"""Making a backup: the database as it is at one instant, then every file, in one sealed archive with a list of hashes."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from goldenthread import __version__
from goldenthread.config import postgresql
from goldenthread.config.sealed import Sealing
from goldenthread.core import clock
from goldenthread.core.errors import Refused

FORMAT = 1
MANIFEST = "MANIFEST.json"
SQLITE_MEMBER = "database.sqlite3"
POSTGRESQL_MEMBER = "database.pgdump"
FILES = "files"
COMPUTED = "computed"
"""Figures kept so that nobody waits for them: they are computed again from what the backup holds."""
LEFT_OUT = ("db.sqlite3", "db.sqlite3-journal", "db.sqlite3-wal", "db.sqlite3-shm", "MAIL-IS-HELD")
BLOCK = 1024 * 1024


@dataclass
class Made:
    """A backup that was made: what is in it."""

    file: Path
    files: int
    rows: int
    bytes: int


@dataclass
class Contents:
    """The archive being written, and the list of what is in it."""

    tar: tarfile.TarFile
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, path: Path) -> None:
        """Add a file as it is now; one that grows meanwhile is kept as long as it was."""
        with path.open("rb") as source:
            info = tarfile.TarInfo(name)
            info.size, info.mode = os.fstat(source.fileno()).st_size, 0o600
            hashed = Hashed(source, info.size)
            try:
                self.tar.addfile(info, cast(IO[bytes], hashed))
            except OSError as error:
                raise Refused(f"{path} could not be read to its end. Nothing was kept; try again.") from error
        self.members[name] = {"bytes": info.size, "sha256": hashed.digest.hexdigest()}

    def finish(self, about: dict[str, Any]) -> None:
        text = json.dumps(about | {"members": self.members}, indent=1, sort_keys=True).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(text), 0o600
        self.tar.addfile(info, io.BytesIO(text))
        self.tar.close()


class Hashed:
    """A file that is hashed as it is read, up to a length."""

    def __init__(self, source: IO[bytes], length: int) -> None:
        self.source, self.left = source, length
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        block = self.source.read(wanted)
        self.left -= len(block)
        self.digest.update(block)
        return block


def make(out: Path, passphrase: str) -> Made:
    """Back up the installation that Django is looking at. People may go on working meanwhile.

    Raises:
        Refused: the file is there already, or something could not be read.
    """
    from django.conf import settings

    if out.exists():
        raise Refused(f"{out} is there already. Choose another name: a backup is never written over.")
    root: Path = settings.DATA.root
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f"{out.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        with _private(partial) as file, tempfile.TemporaryDirectory(prefix=".backup-", dir=root) as scratch:
            made = _write(file, passphrase, root, Path(scratch))
        partial.rename(out)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _settle(out.parent)
    return Made(out, len(made.members) - 1, sum(made.rows.values()), out.stat().st_size)


@dataclass
class Written:
    members: dict[str, dict[str, Any]]
    rows: dict[str, int]


def _write(file: IO[bytes], passphrase: str, root: Path, scratch: Path) -> Written:
    sealing = Sealing(file, passphrase)
    with tarfile.open(fileobj=cast(IO[bytes], sealing), mode="w|", bufsize=BLOCK) as tar:
        contents = Contents(tar)
        engine, rows = _database(contents, scratch)
        for path in _files(root):
            with contextlib.suppress(FileNotFoundError):  # taken away since we looked: no longer part of it
                contents.add(f"{FILES}/{path.relative_to(root).as_posix()}", path)
        contents.finish(
            {
                "format": FORMAT,
                "made_at": clock.now().isoformat(timespec="seconds"),
                "version": __version__,
                "engine": engine,
                "rows": rows,
                "root": str(root),
            }
        )
    sealing.finish()
    file.flush()
    os.fsync(file.fileno())
    return Written(contents.members, rows)


def _database(contents: Contents, scratch: Path) -> tuple[str, dict[str, int]]:
    """The database as it is at one instant, and how many rows each table then has."""
    from django.db import connection

    if connection.vendor == "sqlite":
        copy = scratch / SQLITE_MEMBER
        _copy_sqlite(Path(str(connection.settings_dict["NAME"])), copy)
        contents.add(SQLITE_MEMBER, copy)
        return "sqlite", count_sqlite(copy)
    dump = scratch / POSTGRESQL_MEMBER
    rows = postgresql.dump(dump)
    contents.add(POSTGRESQL_MEMBER, dump)
    return "postgresql", rows


def _copy_sqlite(source: Path, copy: Path) -> None:
    """By SQLite's own backup, in one step, so that a writer waits a moment and nothing is half written."""
    with _private(copy):
        pass
    reading, writing = sqlite3.connect(source, timeout=60), sqlite3.connect(copy)
    with contextlib.closing(reading), contextlib.closing(writing):
        reading.backup(writing, pages=-1)


def count_sqlite(database: Path) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reading:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        tables = [name for (name,) in reading.execute(named)]
        return {name: reading.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608


def _files(root: Path) -> Iterator[Path]:
    """Every file of the data folder but the database's own and what is half made.

    Raises:
        Refused: a link stands in the folder; what it leads to would be missing from the backup.
    """
    for path in sorted(root.rglob("*")):
        below = path.relative_to(root)
        if (
            below.parts[0].startswith((".backup-", ".can-write-"))
            or below.parts[0] == COMPUTED
            or str(below) in LEFT_OUT
            or path.suffix == ".partial"
        ):
            continue
        if path.is_symlink():
            raise Refused(f"{path} is a link. Put the folder itself there, so that the backup holds everything.")
        if path.is_file():
            yield path


@contextlib.contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        yield opened


def _settle(folder: Path) -> None:
    """Make the new name last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
