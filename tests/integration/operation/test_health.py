"""The health page says whether the installation is well, and nothing private."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import RequestFactory

from goldenthread.config.paths import DataFolder
from goldenthread.core import clock, health, outbox
from goldenthread.core.actors import Actor
from goldenthread.core.health import State
from goldenthread.core.models import LastSeen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def installation(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA = DataFolder(tmp_path)
    settings.GOLDENTHREAD_MAIL_IS_HELD = tmp_path / "MAIL-IS-HELD"
    health._kept.clear()
    yield
    health._kept.clear()


def ask() -> HttpResponse:
    return health.page(RequestFactory().get("/health/"))


def seen(part: str, ago: timedelta) -> None:
    LastSeen.objects.update_or_create(part=part, defaults={"at": clock.now() - ago})


def test_all_is_well_where_the_worker_is_at_work_and_a_backup_is_recent():
    seen("worker", timedelta(seconds=5))
    seen("backup", timedelta(days=1))

    found = health.findings(health.OF_THE_WORKSPACE)

    assert [(one.part, one.state) for one in found] == [
        (name, State.OK) for name in ("database", "migrations", "worker", "mail", "backup", "space")
    ]
    assert ask().status_code == 200


def test_without_the_worker_it_is_broken():
    seen("worker", timedelta(minutes=3))

    assert health.worker().state is State.BROKEN
    assert ask().status_code == 503


@pytest.mark.parametrize(
    ("ago", "state", "words"),
    [
        (timedelta(hours=1), State.OK, "The last backup was made today."),
        (timedelta(days=35), State.LOOK, "The last backup was made 35 days ago, which is too long."),
        (timedelta(days=34, hours=23), State.OK, "The last backup was made 34 days ago."),
    ],
)
def test_the_age_of_the_last_backup(ago: timedelta, state: State, words: str):
    seen("backup", ago)

    found = health.backup()

    assert (found.state, found.words) == (state, words)


def test_no_backup_at_all_needs_attention():
    assert health.backup().state is State.LOOK


def test_a_demonstration_needs_no_backup(tmp_path: Path):
    (tmp_path / "DEMONSTRATION").touch()

    assert health.backup().state is State.OK


@pytest.mark.parametrize(
    ("free", "state"), [(100 * 2**20, State.BROKEN), (500 * 2**20, State.LOOK), (50 * 2**30, State.OK)]
)
def test_free_space(monkeypatch: pytest.MonkeyPatch, free: int, state: State):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))

    assert health.space().state is state


def test_mail_that_is_held_or_late_needs_attention(settings: Any):
    kept = outbox.send(to=["a@agency.example"], subject="x", body="y", by=Actor.system("tests"))
    assert health.mail().state is State.OK

    type(kept).objects.filter(pk=kept.pk).update(queued_at=clock.now() - timedelta(hours=2))
    assert health.mail().words == "Messages that have waited over an hour: 1. Look at the mail server."

    settings.GOLDENTHREAD_MAIL_IS_HELD.touch()
    assert "release-mail" in health.mail().words


def test_a_database_that_does_not_answer_is_broken_and_says_no_more(monkeypatch: pytest.MonkeyPatch):
    def away() -> health.Finding:
        raise DatabaseError("connection to server at db.internal failed for user goldenthread")

    away.__name__ = "database"
    monkeypatch.setattr(health, "OF_THE_WORKSPACE", (away,))

    answer = ask()

    assert answer.status_code == 503
    assert b"The database does not answer." in answer.content
    assert b"internal" not in answer.content


@pytest.mark.parametrize(("state", "status", "words"), [(State.OK, 200, b"ok\n"), (State.BROKEN, 503, b"not ok\n")])
def test_the_public_site_says_only_whether(
    settings: Any, monkeypatch: pytest.MonkeyPatch, state: State, status: int, words: bytes
):
    settings.SITE = "public"

    def part() -> health.Finding:
        return health.Finding("part", state, "private")

    monkeypatch.setattr(health, "OF_THE_PUBLIC_SITE", (part,))

    answer = ask()

    assert (answer.status_code, answer.content) == (status, words)


def test_a_stranger_who_asks_again_and_again_costs_nothing(django_assert_num_queries: Any):
    ask()

    with django_assert_num_queries(0):
        for _ in range(100):
            ask()


def test_a_sign_is_left_at_most_every_twenty_seconds(django_assert_num_queries: Any):
    health.seen("worker")
    first = health.last_seen("worker")
    health.seen("worker")
    assert health.last_seen("worker") == first

    health.seen("worker", at=clock.now() + timedelta(seconds=30))

    assert health.last_seen("worker") != first
