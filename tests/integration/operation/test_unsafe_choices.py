"""An installation that is not safe to run says so, in a sentence each, before it answers anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldenthread.config import choices, safety
from goldenthread.config.paths import DEMONSTRATION, DataFolder
from goldenthread.core import clock, safe_database
from goldenthread.core.errors import Refused

ROOT = Path(__file__).resolve().parents[3]
KEY = "kZ3vQ8wL1xN5bR7tY2uJ4mC6pF9sD0gHaEiOqXzVyWnUrTlKjB"
GOOD = {
    "GOLDENTHREAD_PRODUCTION": "yes",
    "GOLDENTHREAD_DATA": "/var/lib/goldenthread",
    "GOLDENTHREAD_SECRET_KEY": KEY,
    "GOLDENTHREAD_PUBLIC_URL": "https://board.example.org",
    "GOLDENTHREAD_WORKSPACE_URL": "https://work.board.example.org",
    "GOLDENTHREAD_PROXY": "127.0.0.1",
    "GOLDENTHREAD_MAIL": "smtp+starttls://sender:word@mail.example.org:587",
    "GOLDENTHREAD_MAIL_FROM": "thread@board.example.org",
}

BAD: dict[str, tuple[dict[str, str | None], str]] = {
    "a short key": ({"SECRET_KEY": "short"}, "at least 50 random characters"),
    "a key of one letter": ({"SECRET_KEY": "a" * 60}, "at least 50 random characters"),
    "Django's example key": ({"SECRET_KEY": "django-insecure-" + KEY}, "at least 50 random characters"),
    "any host": ({"PUBLIC_HOSTS": "*"}, "must name each host in full"),
    "a pattern of hosts": ({"WORKSPACE_HOSTS": ".example.org"}, "must name each host in full"),
    "hosts that are none": ({"WORKSPACE_HOSTS": "a.example.org,,"}, "with commas between them"),
    "the workspace by http": ({"WORKSPACE_URL": "http://work.example.org"}, "must begin with https://"),
    "the public site by http": ({"PUBLIC_URL": "http://board.example.org"}, "must begin with https://"),
    "both on one host": ({"WORKSPACE_URL": "https://board.example.org:8443"}, "a host name of its own"),
    "both on one host by a list": ({"PUBLIC_HOSTS": "work.board.example.org"}, "a host name of its own"),
    "an address with a path": ({"PUBLIC_URL": "https://board.example.org/sab"}, "without a path"),
    "an address with a password": ({"PUBLIC_URL": "https://me:word@board.example.org"}, "without a path, a query or"),
    "an address that is none": ({"PUBLIC_URL": "board.example.org"}, "must be an address"),
    "no proxy": ({"PROXY": None}, "Set GOLDENTHREAD_PROXY"),
    "any proxy": ({"PROXY": "*"}, "the proxy's own IP addresses"),
    "every address as a proxy": ({"PROXY": "::"}, "not every address"),
    "no HSTS": ({"HSTS_DAYS": "0"}, "must not be 0 in production"),
    "HSTS that is no number": ({"HSTS_DAYS": "a year"}, "whole number of days"),
    "mail without TLS": ({"MAIL": "smtp://sender:word@mail.example.org:25"}, "must use TLS"),
    "mail by an unknown way": ({"MAIL": "mail.example.org"}, "must be “files”, or an address"),
    "no sender": ({"MAIL_FROM": None}, "Set GOLDENTHREAD_MAIL_FROM"),
    "two senders": ({"MAIL_FROM": "a@example.org, b@example.org"}, "must be one e-mail address"),
    "no folder": ({"DATA": None}, "Set GOLDENTHREAD_DATA"),
    "production that is neither yes nor no": ({"PRODUCTION": "maybe"}, "must be yes or no"),
    "not production, for others to reach": ({"PRODUCTION": "no"}, "asks for GOLDENTHREAD_PRODUCTION=yes"),
    "a day that is none": ({"DAY": "2023-02-29"}, "must be a day such as"),
    "a database of another kind": ({"DATABASE_URL": "mysql://db/goldenthread"}, "must read postgresql://"),
    "a database without a name": ({"DATABASE_URL": "postgresql://db/"}, "must read postgresql://"),
    "a journal of another kind": ({"SQLITE_JOURNAL": "memory"}, "must be truncate or wal"),
    "a secret in a file that is not there": ({"SECRET_KEY_FILE": "/nowhere/at/all"}, "cannot be read"),
}


def given(changes: dict[str, str | None]) -> dict[str, str]:
    named = GOOD | {f"GOLDENTHREAD_{name}": value for name, value in changes.items()}
    return {name: value for name, value in named.items() if value is not None}


def test_a_safe_installation_is_not_refused():
    chosen = choices.read(GOOD)

    assert chosen.is_production
    assert chosen.hosts("public") == ["board.example.org"]


def test_nothing_chosen_is_the_demonstration_on_loopback():
    chosen = choices.read({})

    assert (chosen.is_production, chosen.hosts("public"), chosen.hosts("workspace")) == (
        False,
        ["127.0.0.1"],
        ["localhost"],
    )


@pytest.mark.parametrize(("changes", "words"), BAD.values(), ids=BAD.keys())
def test_an_unsafe_choice_is_refused(changes: dict[str, str | None], words: str):
    with pytest.raises(Refused, match=words):
        choices.read(given(changes))


def test_there_are_more_than_twenty_unsafe_choices():
    assert len(BAD) > 20


def test_every_fault_is_said_at_once():
    with pytest.raises(Refused) as refused:
        choices.read(given({"SECRET_KEY": "short", "MAIL": "smtp://mail.example.org", "PUBLIC_HOSTS": "*"}))

    assert len(str(refused.value).splitlines()) == 3


def test_a_secret_is_never_repeated_in_a_refusal():
    with pytest.raises(Refused) as refused:
        choices.read(given({"SECRET_KEY": "hunter2", "MAIL": "smtp://sender:hunter2@mail.example.org"}))

    assert "hunter2" not in str(refused.value)


def test_a_misspelt_setting_is_said():
    assert choices.unknown({"GOLDENTHREAD_HSOTS": "x", "GOLDENTHREAD_DATA": "y"}) == [
        "GOLDENTHREAD_HSOTS is not a setting. See docs/reference/settings.md for those there are."
    ]


def test_a_secret_may_stand_in_a_file_that_only_its_owner_reads(tmp_path: Path):
    file = tmp_path / "key"
    file.write_text(KEY + "\n")
    file.chmod(0o600)

    assert choices.read(given({"SECRET_KEY": None, "SECRET_KEY_FILE": str(file)}))["SECRET_KEY"] == KEY

    file.chmod(0o640)
    with pytest.raises(Refused, match="can be read by others"):
        choices.read(given({"SECRET_KEY": None, "SECRET_KEY_FILE": str(file)}))


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    made.make()
    return made


FROM_FOLDER = choices.read(given({"SECRET_KEY": None}))


def test_a_fresh_folder_is_safe(folder: DataFolder):
    assert safety.folder_problems(folder, FROM_FOLDER, mounts="") == []


@pytest.mark.parametrize("which", ["root", "keys", "secret_key_file"])
@pytest.mark.parametrize("mode", [0o040, 0o004, 0o010])
def test_what_others_could_read_is_refused(folder: DataFolder, which: str, mode: int):
    path: Path = getattr(folder, which)
    path.chmod(path.stat().st_mode | mode)

    (problem,) = safety.folder_problems(folder, FROM_FOLDER, mounts="")

    assert f"{path} can be read by others" in problem


def test_a_missing_key_is_refused(folder: DataFolder):
    folder.secret_key_file.unlink()

    (problem,) = safety.folder_problems(folder, FROM_FOLDER, mounts="")

    assert problem.startswith("There is no secret key")


def test_a_short_key_in_the_folder_is_refused(folder: DataFolder):
    folder.secret_key_file.write_text("short")

    (problem,) = safety.folder_problems(folder, FROM_FOLDER, mounts="")

    assert "shorter than 50 characters" in problem


def test_a_demonstration_is_refused_in_production(folder: DataFolder):
    (folder.root / "DEMONSTRATION").touch()

    assert safety.folder_problems(folder, choices.read({}), mounts="") == []
    (problem,) = safety.folder_problems(folder, FROM_FOLDER, mounts="")
    assert "holds a demonstration" in problem


def test_a_folder_on_a_disk_that_cannot_be_written_is_refused(folder: DataFolder, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: Any) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "write_bytes", refuse)

    (problem,) = safety.folder_problems(folder, FROM_FOLDER, mounts="")

    assert "cannot be written to" in problem


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "9p", "fuse.sshfs"])
def test_sqlite_on_a_network_filesystem_is_refused(folder: DataFolder, kind: str):
    mounts = f"/dev/sda1 / ext4 rw 0 0\nserver:/share {folder.root.parent} {kind} rw 0 0\n"

    (problem,) = safety.folder_problems(folder, FROM_FOLDER, mounts=mounts)

    assert "network filesystem" in problem


def test_a_local_folder_beside_a_network_filesystem_is_not(folder: DataFolder):
    mounts = f"/dev/sda1 / ext4 rw 0 0\nserver:/share {folder.root.parent}2 nfs rw 0 0\n"

    assert safety.folder_problems(folder, FROM_FOLDER, mounts=mounts) == []


def test_a_missing_folder_is_refused(tmp_path: Path):
    (problem,) = safety.folder_problems(DataFolder(tmp_path / "none"), FROM_FOLDER)

    assert "goldenthread migrate" in problem


SAFE = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["work.example.org"],
    "SECRET_KEY": KEY,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31536000,
    "IS_PRODUCTION": True,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DEBUG", True, "DEBUG is on"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS has a pattern"),
        ("ALLOWED_HOSTS", [".example.org"], "ALLOWED_HOSTS has a pattern"),
        ("SECRET_KEY", "short", "SECRET_KEY must be"),
        ("SECRET_KEY", "django-insecure-" + KEY, "SECRET_KEY must be"),
        ("SESSION_COOKIE_SECURE", False, "SESSION_COOKIE_SECURE is off"),
        ("CSRF_COOKIE_SECURE", False, "CSRF_COOKIE_SECURE is off"),
        ("SESSION_COOKIE_HTTPONLY", False, "SESSION_COOKIE_HTTPONLY is off"),
        ("SECURE_SSL_REDIRECT", False, "SECURE_SSL_REDIRECT is off"),
        ("SECURE_HSTS_SECONDS", 0, "SECURE_HSTS_SECONDS is off"),
        ("PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"], "must begin with scrypt or Argon2"),
    ],
)
def test_an_unsafe_settings_module_is_refused(name: str, value: Any, words: str):
    assert safety.settings_problems(SAFE) == []
    (problem,) = safety.settings_problems(SAFE | {name: value})
    assert words in problem


SOUND = {"journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "busy_timeout": 20000}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("journal_mode", "memory", "journal_mode is memory"),
        ("journal_mode", "off", "journal_mode is off"),
        ("journal_mode", "wal", "can corrupt a database"),
        ("synchronous", 1, "synchronous is below FULL"),
        ("synchronous", 0, "synchronous is below FULL"),
        ("foreign_keys", 0, "foreign_keys is off"),
        ("busy_timeout", 0, "waits under 5 seconds"),
    ],
)
def test_an_unsafe_sqlite_is_refused(name: str, value: Any, words: str):
    assert safe_database.sqlite_problems(SOUND, (3, 40, 1)) == []
    (problem,) = safe_database.sqlite_problems(SOUND | {name: value}, (3, 40, 1))
    assert words in problem


def test_a_trusted_schema_is_refused_where_sqlite_can_do_without(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(safe_database, "can_distrust_schema", lambda: True)

    (problem,) = safe_database.sqlite_problems(SOUND | {"trusted_schema": 1}, (3, 53, 0))

    assert "trusted_schema is on" in problem


@pytest.mark.parametrize(
    ("version", "has_it"),
    [
        ((3, 6, 23), False), ((3, 7, 0), True), ((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False),
        ((3, 45, 0), True), ((3, 50, 6), True), ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)  # fmt: skip
def test_the_versions_with_the_wal_fault(version: tuple[int, int, int], has_it: bool):
    assert safe_database.has_the_wal_fault(version) is has_it
    assert bool(safe_database.sqlite_problems(SOUND | {"journal_mode": "wal"}, version)) is has_it


DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_checksums": "on"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("fsync", "off"), ("synchronous_commit", "off"), ("synchronous_commit", "local"), ("full_page_writes", "off")],
)
def test_an_unsafe_postgresql_is_refused(name: str, value: str):
    assert safe_database.postgresql_problems(DURABLE) == []
    (problem,) = safe_database.postgresql_problems(DURABLE | {name: value})
    assert name in problem


@pytest.mark.demo
@pytest.mark.parametrize(
    "changes",
    [
        {"GOLDENTHREAD_SECRET_KEY": "short"},
        {"GOLDENTHREAD_HSOTS": "board.example.org"},
        {"GOLDENTHREAD_PUBLIC_HOSTS": "localhost"},
        {"GOLDENTHREAD_MAIL": "smtp://mail.example.org"},
        GOOD,
    ],
    ids=["a short key", "a misspelt name", "one host for both", "mail in the clear", "a demonstration as real"],
)
def test_serve_does_not_start_unsafely(changes: dict[str, str], demo_data: Path):
    command = [sys.executable, "-m", "goldenthread", "serve", "--data", str(demo_data)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")}

    answer = subprocess.run(
        command, cwd=ROOT, env=kept | changes, capture_output=True, text=True, check=False, timeout=60
    )

    assert (answer.returncode, answer.stdout) == (1, "")
    assert "Traceback" not in answer.stderr
    assert answer.stderr.strip().endswith(".")


def test_only_a_demonstration_may_hold_the_calendar_still(folder: DataFolder):
    chosen = choices.read({"GOLDENTHREAD_DAY": "2024-03-12"})

    refused = safety.folder_problems(folder, chosen)
    (folder.root / DEMONSTRATION).touch(mode=0o600)
    allowed = safety.folder_problems(folder, chosen)

    assert [one for one in refused if "calendar" in one] == [
        "GOLDENTHREAD_DAY holds the calendar still, which only a demonstration may. Take it away."
    ]
    assert [one for one in allowed if "calendar" in one] == []


def test_a_held_clock_stays_on_its_day():
    clock.hold(date(2024, 3, 31))
    try:
        held = (clock.today(), clock.now().date())
    finally:
        clock.hold(None)

    assert held == (date(2024, 3, 31), date(2024, 3, 31))
    assert clock.today() > date(2024, 3, 31)
