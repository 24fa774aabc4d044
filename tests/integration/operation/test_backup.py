"""A backup is made while people work, and brings everything back: every row, every file, and the keys."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import binaries, server

pytestmark = pytest.mark.xdist_group("backup")
ROOT = Path(__file__).resolve().parents[3]
PASSPHRASE = "three random words"


def command(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")}
    return subprocess.run(
        [sys.executable, "-m", "goldenthread", *map(str, words)],
        cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def guarded(folder: Path, words: str = PASSPHRASE) -> Path:
    file = folder / "passphrase"
    file.write_text(words + "\n")
    file.chmod(0o600)
    return file


@pytest.fixture(scope="module")
def passphrase(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return guarded(tmp_path_factory.mktemp("guarded"))


@pytest.fixture(scope="module")
def standing(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's data in a folder of its own, with mail that left as a file. Tests only look at it."""
    copied = tmp_path_factory.mktemp("standing") / "installation"
    shutil.copytree(demo_data, copied)
    with closing(sqlite3.connect(copied / "db.sqlite3")) as moving:
        moving.execute("UPDATE figures_frozenset SET folder = replace(folder, ?, ?)", [str(demo_data), str(copied)])
        moving.commit()
    (copied / "outbox" / "2026-01-01T000000-one.eml").write_text("Subject: one\n\nWords.\n")
    return copied


@pytest.fixture
def installation(standing: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(standing, tmp_path / "installation"))


def back_up(data: Path, out: Path, passphrase: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return command("backup", "--data", data, "--out", out, "--passphrase-file", passphrase, **environment)


def restore(
    file: Path, data: Path, passphrase: Path, *more: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return command("restore", file, "--data", data, "--passphrase-file", passphrase, *more, **environment)


def rows(database: Path) -> dict[str, list[Any]]:
    """Every row of every table but the sign of the backup itself, wherever the folder stands."""
    with closing(sqlite3.connect(database)) as reading:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        tables = [name for (name,) in reading.execute(named) if name != "core_lastseen"]
        found = {name: sorted(map(repr, reading.execute(f'SELECT * FROM "{name}"'))) for name in tables}  # noqa: S608
    return {name: _without_place(values, database.parent) for name, values in found.items()}


def _without_place(values: list[str], folder: Path) -> list[str]:
    return [value.replace(str(folder), "HERE") for value in values]


def files(data: Path) -> dict[str, str]:
    found = [
        path for path in sorted(data.rglob("*")) if path.is_file() and not path.name.startswith(("db.sqlite3", "MAIL"))
    ]
    return {str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.fixture(scope="module")
def made(standing: Path, tmp_path_factory: pytest.TempPathFactory, passphrase: Path) -> Path:
    """A backup of it."""
    out = tmp_path_factory.mktemp("backups") / "one.gtb"
    answer = back_up(standing, out, passphrase)
    assert answer.returncode == 0, answer.stderr
    return out


@pytest.fixture(scope="module")
def brought_back(made: Path, tmp_path_factory: pytest.TempPathFactory, passphrase: Path) -> Path:
    """The same, restored somewhere else."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "data"
    answer = restore(made, elsewhere, passphrase)
    assert (answer.returncode, "all proved" in answer.stdout) == (0, True), answer.stderr
    return elsewhere


def test_everything_comes_back(standing: Path, brought_back: Path):
    before, after = rows(standing / "db.sqlite3"), rows(brought_back / "db.sqlite3")

    assert [name for name in before if before[name] != after.get(name)] == []
    assert (files(brought_back), after.keys()) == (files(standing), before.keys())
    assert sum(map(len, after.values())) > 10_000
    assert (brought_back / "keys" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert brought_back.stat().st_mode & 0o777 == 0o700


def test_what_comes_back_sends_no_mail_until_it_is_released(brought_back: Path):
    assert (brought_back / "MAIL-IS-HELD").exists()

    released = command("release-mail", "--data", brought_back)

    assert not (brought_back / "MAIL-IS-HELD").exists()
    assert released.stdout.startswith("Mail leaves again.")


def test_frozen_data_are_found_in_their_new_place(brought_back: Path):
    with closing(sqlite3.connect(brought_back / "db.sqlite3")) as reading:
        folders = [Path(folder) for (folder,) in reading.execute("SELECT folder FROM figures_frozenset")]

    assert folders
    assert [folder for folder in folders if not (folder.is_dir() and folder.is_relative_to(brought_back))] == []


def test_nothing_readable_is_in_it(standing: Path, made: Path):
    content = made.read_bytes()
    key = (standing / "keys" / "secret-key").read_bytes().strip()

    assert [word for word in (b"SQLite format 3", b"ustar", b"Luton", b"manifest", key) if word in content] == []
    assert made.stat().st_mode & 0o777 == 0o600


def test_a_backup_made_while_somebody_writes_is_of_one_moment(installation: Path, tmp_path: Path, passphrase: Path):
    """Each deed writes to two tables; in a backup both are there, or neither."""
    database = installation / "db.sqlite3"
    stop = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        with closing(sqlite3.connect(database, timeout=60, isolation_level=None)) as writing:
            writing.execute("CREATE TABLE deed (number integer primary key)")
            writing.execute("CREATE TABLE told (number integer primary key)")
            while not stop.is_set():
                writing.execute("BEGIN IMMEDIATE")
                writing.execute("INSERT INTO deed VALUES (?)", [written])
                writing.execute("INSERT INTO told VALUES (?)", [written])
                writing.execute("COMMIT")
                written += 1
                time.sleep(0.002)

    writer = threading.Thread(target=write)
    writer.start()
    outs = [tmp_path / f"{number}.gtb" for number in range(2)]
    made = [back_up(installation, out, passphrase) for out in outs]
    stop.set()
    writer.join()

    counts = []
    for number, out in enumerate(outs):
        answer = restore(out, tmp_path / f"restored-{number}", passphrase)
        assert (made[number].returncode, answer.returncode) == (0, 0), made[number].stderr + answer.stderr
        with closing(sqlite3.connect(tmp_path / f"restored-{number}" / "db.sqlite3")) as reading:
            deeds = reading.execute("SELECT count(*) FROM deed").fetchone()[0]
            assert deeds == reading.execute("SELECT count(*) FROM told").fetchone()[0]
            counts.append(deeds)
    assert 0 < counts[0] < counts[1] <= written


def test_a_flipped_byte_is_found_and_nothing_is_written(made: Path, tmp_path: Path, passphrase: Path):
    content = made.read_bytes()
    elsewhere = tmp_path / "elsewhere"

    for place in (30, len(content) // 3, len(content) // 2, len(content) - 1):
        changed = bytearray(content)
        changed[place] ^= 0x10
        (tmp_path / "changed.gtb").write_bytes(bytes(changed))
        answer = restore(tmp_path / "changed.gtb", elsewhere, passphrase)

        assert (answer.returncode, elsewhere.exists()) == (1, False)
        assert "This backup is damaged" in answer.stderr
        assert "Traceback" not in answer.stderr
    assert [one.name for one in tmp_path.iterdir() if "being-restored" in one.name] == []


def test_one_that_was_cut_off_is_found(made: Path, tmp_path: Path, passphrase: Path):
    (tmp_path / "cut.gtb").write_bytes(made.read_bytes()[:-100])

    answer = restore(tmp_path / "cut.gtb", tmp_path / "elsewhere", passphrase)

    assert (answer.returncode, (tmp_path / "elsewhere").exists()) == (1, False)


def test_a_wrong_passphrase_is_said(made: Path, tmp_path: Path):
    answer = restore(made, tmp_path / "elsewhere", guarded(tmp_path, "three other words"))

    assert (answer.returncode, answer.stderr.startswith("The passphrase is wrong")) == (1, True)


def test_it_is_never_restored_over_something(made: Path, standing: Path, passphrase: Path):
    before = files(standing)

    answer = restore(made, standing, passphrase)

    assert (answer.returncode, files(standing)) == (1, before)
    assert "holds something, so nothing was restored over it" in answer.stderr


def test_a_backup_is_never_written_over(made: Path, standing: Path, passphrase: Path):
    before = made.read_bytes()

    answer = back_up(standing, made, passphrase)

    assert (answer.returncode, made.read_bytes() == before) == (1, True)


def test_a_trail_that_was_touched_is_found(installation: Path, tmp_path: Path, passphrase: Path):
    with closing(sqlite3.connect(installation / "db.sqlite3")) as touching:
        for (name,) in touching.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            touching.execute(f'DROP TRIGGER "{name}"')
        touching.execute("UPDATE trail_entry SET by_name = 'somebody else' WHERE number = 2")
        touching.commit()
    out = tmp_path / "touched.gtb"
    assert back_up(installation, out, passphrase).returncode == 0

    refused = restore(out, tmp_path / "elsewhere", passphrase)
    accepted = restore(out, tmp_path / "elsewhere", passphrase, "--accept-broken-trail")

    assert (refused.returncode, accepted.returncode) == (1, 0), accepted.stderr
    assert "The trail in this backup does not hold" in refused.stderr


def test_a_link_in_the_folder_is_said(installation: Path, tmp_path: Path, passphrase: Path):
    (installation / "media" / "elsewhere").symlink_to(tmp_path)

    answer = back_up(installation, tmp_path / "one.gtb", passphrase)

    assert (answer.returncode, "is a link" in answer.stderr) == (1, True)
    assert [one.name for one in tmp_path.iterdir() if "gtb" in one.name] == []


@pytest.mark.parametrize(
    ("text", "mode", "words"), [("three random words", 0o644, "read by others"), ("short", 0o600, "12")]
)
def test_a_passphrase_that_guards_nothing_is_refused(standing: Path, tmp_path: Path, text: str, mode: int, words: str):
    passphrase = guarded(tmp_path, text)
    passphrase.chmod(mode)

    answer = back_up(standing, tmp_path / "one.gtb", passphrase)

    assert (answer.returncode, words in answer.stderr) == (1, True)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of these tests' own."""
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with server() as address:
        yield address


def test_everything_comes_back_on_postgresql(postgresql: str, tmp_path: Path, passphrase: Path):
    import psycopg

    maintenance = postgresql.rpartition("/")[0] + "/postgres"
    one, other = (postgresql.rpartition("/")[0] + f"/{name}" for name in ("one", "other"))
    with psycopg.connect(maintenance, autocommit=True) as making:
        making.execute("CREATE DATABASE one")
        making.execute("CREATE DATABASE other")
    here, there = tmp_path / "here", tmp_path / "there"
    begun = {"GOLDENTHREAD_DATABASE_URL": one}
    assert command("migrate", "--data", here, **begun).returncode == 0
    board = ("--slug", "anywhere", "--name", "Anywhere Board", "--area", "Anywhere", "--authority", "Anywhere Council")
    assert command("create-board", *board, "--data", here, **begun).returncode == 0
    out = tmp_path / "one.gtb"

    backed_up = back_up(here, out, passphrase, **begun)
    over_itself = restore(out, there, passphrase, **begun)
    restored = restore(out, there, passphrase, GOLDENTHREAD_DATABASE_URL=other)

    assert backed_up.returncode == 0, backed_up.stderr
    assert (over_itself.returncode, "holds something already" in over_itself.stderr) == (1, True)
    assert restored.returncode == 0, restored.stderr
    assert _postgresql_rows(other) == _postgresql_rows(one)
    assert files(there) == files(here)
    assert command("trail", "verify", "--data", there, GOLDENTHREAD_DATABASE_URL=other).returncode == 0


def _postgresql_rows(address: str) -> dict[str, list[str]]:
    """Every row of every table, but the sign of the backup itself, which was left after it."""
    import psycopg

    with psycopg.connect(address) as reading:
        listed = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'vault')"
        found = {
            name: sorted(map(repr, reading.execute(f'SELECT * FROM {schema}."{name}"').fetchall()))  # noqa: S608
            for schema, name in reading.execute(listed).fetchall()
        }
    assert "vault_identity" in found
    assert len(found) > 50
    return {name: rows for name, rows in found.items() if name != "core_lastseen"}
