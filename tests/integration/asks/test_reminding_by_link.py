"""Whoever answers by a link is reminded by letter, once at each step before and after the day, and nobody else is."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from goldenthread.asks import chasing, links, reminding_by_link
from goldenthread.asks.link_models import LinkState
from goldenthread.asks.models import Answer, Ask
from goldenthread.asks.reminder_models import Reminder
from goldenthread.core.models import OutgoingMail
from tests.factories import people
from tests.factories.asking import Asking, as_, asking

pytestmark = [pytest.mark.django_db, pytest.mark.records]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DUE_IN = 20


@pytest.fixture
def ours():
    with time_machine.travel(NOON, tick=False):
        yield asking()


def _asked(ours: Asking) -> Answer:
    """An answer of an agency without accounts, due in twenty days, for which a link was sent."""
    housing = people.agency(ours.board, "housing")
    ask = ours.sent(housing, ours.health, due_on=(NOON + timedelta(DUE_IN)).date())
    answer = ours.answer(ask, housing)
    links.send(answer, to="lead@housing.example", for_whom="Their lead", by=as_(ours.manager))
    return answer


def _on(day: int, *, hour: int = 12) -> int:
    """How many were reminded on a day, counted from the one on which it was asked."""
    at = NOON.replace(hour=hour) + timedelta(day)
    with time_machine.travel(at, tick=False):
        return reminding_by_link.send_due()


def test_a_letter_leaves_once_at_each_step(ours: Asking):
    _asked(ours)

    left = [day for day in range(DUE_IN + 60) for _ in range(3) if _on(day)]

    assert [day - DUE_IN for day in left] == [-7, 0, 1, 7, 14, 28, 56]


def test_the_letter_says_how_it_stands_and_its_link_opens(ours: Asking):
    answer = _asked(ours)
    first = answer.links.get()

    _on(DUE_IN + 1)

    mail = OutgoingMail.objects.latest("queued_at")
    words = bytes(mail.message).decode().replace("=\r\n", "")
    way = re.search(r"/answer/[\w-]+/", words)
    assert mail.recipients == ["lead@housing.example"]
    assert "That is 1 day ago, and the answer has not been handed in." in " ".join(words.split())
    first.refresh_from_db()
    assert first.state() is LinkState.WITHDRAWN
    assert way is not None
    with time_machine.travel(NOON + timedelta(DUE_IN + 1), tick=False):
        assert Client().get(way.group()).status_code == 200
    assert Reminder.objects.get().told == "Their lead, lead@housing.example"


def test_nobody_is_woken_early_or_told_twice_after_the_board_told_them(ours: Asking):
    answer = _asked(ours)

    assert _on(DUE_IN - 7, hour=6) == 0
    with time_machine.travel(NOON + timedelta(DUE_IN + 2), tick=False):
        chasing.remind(answer, by=as_(ours.manager))
    assert [_on(DUE_IN + day) for day in (2, 3, 7)] == [0, 0, 1]


def test_the_letter_that_brought_the_link_has_said_it_already(ours: Asking):
    answer = _asked(ours)
    with time_machine.travel(NOON + timedelta(DUE_IN - 5), tick=False):
        links.send(answer, to="lead@housing.example", for_whom="Their lead", by=as_(ours.manager))

    assert [_on(DUE_IN + day) for day in (-5, -1, 0)] == [0, 0, 1]


@pytest.mark.parametrize("why", ["closed", "exempt", "handed in", "demonstration"])
def test_what_needs_no_answer_is_not_asked_for(ours: Asking, why: str):
    answer = _asked(ours)
    ask = answer.recipient.ask
    match why:
        case "closed":
            Ask.objects.filter(pk=ask.pk).update(state="closed", closed_at=NOON, closed_by="Ada")
        case "exempt":
            recipient = type(answer.recipient).objects.filter(pk=answer.recipient.pk)
            recipient.update(exempt_kind="other", exempt_why="Not its work", exempt_at=NOON, exempt_by="Ada")
        case "handed in":
            Answer.objects.filter(pk=answer.pk).update(state="submitted", is_open=False)
        case _:
            type(ours.board).objects.filter(pk=ours.board.pk).update(is_demonstration=True)

    assert [_on(DUE_IN + day) for day in (-7, 0, 7)] == [0, 0, 0]


def test_an_agency_with_accounts_has_its_daily_mail_and_no_letter(ours: Asking):
    ask = ours.sent(ours.police, due_on=(NOON + timedelta(DUE_IN)).date())
    links.send(ours.answer(ask), to="lead@police.example", for_whom="Their lead", by=as_(ours.manager))

    assert [_on(DUE_IN + day) for day in (-7, 0, 7)] == [0, 0, 0]
