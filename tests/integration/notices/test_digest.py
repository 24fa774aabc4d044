"""The daily e-mail: one a day at most, at set steps, to those who still work with the Board, and nothing of an adult in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core import clock, notices, outbox
from goldenthread.core.access import Role
from goldenthread.core.models import OutgoingMail
from goldenthread.core.notices import Way, notice_kind, tell
from goldenthread.learning.models import Action
from goldenthread.workspace.notices import digest
from goldenthread.workspace.notices.models import DigestSent, Notice, Preference
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]
DUE = date(2026, 6, 15)
SECRET = "Ring Mrs Invented about her son"


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


@pytest.fixture
def lead(ours: Board) -> User:
    return people.person("lead@ours.example", board=ours, role=Role.AGENCY_LEAD, agency=people.agency(ours))


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Go to a day at nine in the morning, and let the worker do its round."""

    def go(day: date, hour: int = 9) -> int:
        now = datetime(day.year, day.month, day.day, hour, tzinfo=clock.LONDON)
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", lambda: day)
        return digest.send_due()

    return go


def action(on_: Board, **fields: Any) -> Action:
    made: Action = records.make(Action, on_, **{"text": SECRET, "agency": people.agency(on_), "due_on": DUE, **fields})
    return made


def sent_on(on: Any, days: range) -> list[int]:
    """The days, counted from the day it is due, on which an e-mail was made."""
    found = []
    for day in days:
        before = OutgoingMail.objects.count()
        on(DUE + timedelta(day))
        if OutgoingMail.objects.count() > before:
            found.append(day)
    return found


def test_a_thing_is_named_at_its_steps_and_not_daily(ours: Board, lead: User, on: Any):
    action(ours)

    assert sent_on(on, range(-12, 60)) == [-7, 0, 1, 7, 14, 28, 56]


def test_what_has_no_day_is_named_once_when_it_arises(ours: Board, lead: User, on: Any):
    action(ours, due_on=None)

    assert sent_on(on, range(20)) == [0]
    assert "Say how far an action of Police is\n" in bytes(OutgoingMail.objects.get().message).decode().replace(
        "\r", ""
    )

    action(ours, due_on=None, text="Another")
    assert sent_on(on, range(20, 40)) == [20]


def test_a_step_that_fell_while_the_worker_was_away_is_named_when_it_is_back(ours: Board, lead: User, on: Any):
    action(ours)
    on(DUE)

    assert sent_on(on, range(9, 16)) == [9, 14]


def test_it_says_a_few_words_and_a_link_and_nothing_that_was_typed(ours: Board, lead: User, on: Any):
    one = action(ours)
    on(DUE + timedelta(3))

    kept = OutgoingMail.objects.get()
    text = bytes(kept.message).decode()
    assert kept.recipients == ["lead@ours.example"]
    assert "Say how far an action of Police is: 3 days late" in text
    assert f"/board/ours/actions/{one.pk}/how-far/" in text
    assert "List-Unsubscribe: <" in text
    assert "/board/ours/notices/choices/" in text
    assert "Invented" not in text


def test_one_e_mail_a_day_however_often_the_worker_looks(ours: Board, lead: User, on: Any):
    action(ours)

    looked = [on(DUE, hour=hour) for hour in (6, 8, 9, 17)]

    assert looked == [0, 1, 0, 0]
    assert OutgoingMail.objects.count() == 1
    assert DigestSent.objects.count() == 1


def test_a_worker_that_dies_midway_leaves_neither_half(
    ours: Board, lead: User, on: Any, monkeypatch: pytest.MonkeyPatch
):
    action(ours)

    def dies(**_: Any) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(outbox, "send", dies)
        on(DUE)
    assert (DigestSent.objects.count(), OutgoingMail.objects.count()) == (0, 0)

    on(DUE)
    assert (DigestSent.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_two_workers_at_once_send_one(ours: Board, lead: User, on: Any, monkeypatch: pytest.MonkeyPatch):
    action(ours)
    on(DUE)
    monkeypatch.setattr(digest, "_not_looked_at", lambda day: [lead])  # the other read the list before we kept the day

    assert on(DUE) == 0
    assert OutgoingMail.objects.count() == 1


def test_leavers_closed_accounts_and_demonstrations_get_none(ours: Board, on: Any):
    police = people.agency(ours)
    people.person("closed@ours.example", board=ours, role=Role.AGENCY_LEAD, agency=police, is_active=False)
    people.person("left@ours.example", board=ours, role=Role.AGENCY_LEAD, agency=police, to_on=DUE - timedelta(1))
    shown = people.board("shown", is_demonstration=True)
    people.person("shown@shown.example", board=shown, role=Role.AGENCY_LEAD, agency=people.agency(shown))
    action(ours)
    action(shown)

    on(DUE)

    assert not OutgoingMail.objects.exists()


def test_nobody_is_told_of_what_they_may_not_see(ours: Board, lead: User, on: Any):
    action(ours, agency=people.agency(ours, "fire"))

    on(DUE)

    assert not OutgoingMail.objects.exists()
    assert DigestSent.objects.get().things == 0


def test_notices_come_with_it_once_and_not_when_read(ours: Board, lead: User, on: Any):
    kind = notice_kind("try-escalated", "Something was escalated", way=Way.DIGEST)
    try:
        on(DUE - timedelta(1))
        tell(kind, board=ours, to=[lead.pk], words="An answer was escalated", address="/board/ours/actions/")
        tell(kind, board=ours, to=[lead.pk], words="This was read", address="/board/ours/meetings/")
        Notice.objects.filter(words="This was read").update(read_at=clock.now())
        on(DUE)
        on(DUE + timedelta(1))
    finally:
        notices._kinds.pop("try-escalated")

    text = bytes(OutgoingMail.objects.get().message).decode()
    assert "An answer was escalated" in text
    assert "This was read" not in text


def test_whoever_wants_none_gets_none_and_the_link_leads_to_where_they_say_so(ours: Board, lead: User, on: Any):
    action(ours)
    client = people.signed_in(Client(), lead)

    chosen = client.get("/board/ours/notices/choices/").context["form"].fields["due"].choices
    Preference.objects.create(user=lead, kind="due", way=Way.PAGE)
    on(DUE)

    assert [way for way, _ in chosen] == ["digest", "page"]
    assert not OutgoingMail.objects.exists()
