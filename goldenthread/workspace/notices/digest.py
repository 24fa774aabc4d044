"""The daily e-mail: at most one a day to each person, with what falls due and what they were told of.

Whether somebody's day was looked at is a record of its own, kept in the transaction in which the e-mail is: a worker that dies
leaves both or neither, and two workers cannot send twice. What was named at a step is not named again until its next step.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from goldenthread.accounts.mail import link
from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.boards.standing import RoleHeld
from goldenthread.core import clock, logs, outbox
from goldenthread.core.access import standing_of
from goldenthread.core.days import said
from goldenthread.core.due_steps import order, step
from goldenthread.core.notices import Way, notice_kind
from goldenthread.core.todo import Asked, Thing, things
from goldenthread.workspace.notices.keeping import BY, ways
from goldenthread.workspace.notices.models import DigestSent, Notice

NOT_BEFORE = time(7, 0)
AT_ONCE = 20
"""How many people are looked at before the worker goes back to its other work."""
REMEMBERED = timedelta(days=400)
DUE = notice_kind(
    "due", "Something you have to do falls due, or is late", way=Way.DIGEST, choices=(Way.DIGEST, Way.PAGE)
)


@dataclass(frozen=True)
class Line:
    """One line of the e-mail: the program's own words, when it is or was due, and where it is."""

    words: str
    when: str
    link: str
    step: str


@dataclass(frozen=True)
class Part:
    """What the e-mail says of one Board."""

    board: Board
    due: list[Line]
    told: list[Notice]
    links: list[tuple[str, str]]

    @property
    def count(self) -> int:
        return len(self.due) + len(self.told)


def send_due(now: datetime | None = None) -> int:
    """Send today's e-mail to those who have had none; says how many were looked at. Call it as often as you like."""
    here = (now or clock.now()).astimezone(clock.LONDON)
    if here.time() < NOT_BEFORE:
        return 0
    looked_at = 0
    for user in _not_looked_at(here.date())[:AT_ONCE]:
        try:
            _look_at(user, here.date())
        except IntegrityError:
            continue  # another worker was first
        except Exception as error:
            logs.say("daily-mail-waits", level=logging.ERROR, error=error, part="mail")
            continue
        looked_at += 1
    return looked_at


def _not_looked_at(day: date) -> list[User]:
    """People with an open account and a role today on a Board that is no demonstration, whose day nobody looked at."""
    held = RoleHeld.objects.on(day).filter(board__is_demonstration=False).values("user_id")
    done = DigestSent.objects.filter(day_on=day).values("user_id")
    accounts = get_user_model()._default_manager
    return list(accounts.filter(is_active=True, pk__in=held).exclude(pk__in=done).order_by("pk"))


@transaction.atomic
def _look_at(user: User, day: date) -> DigestSent:
    """Keep that this day was looked at, and the e-mail with it where there is something to say.

    Raises:
        IntegrityError: it was looked at already.
    """
    kept = DigestSent.objects.create(user=user, day_on=day)
    parts, named = gather(user, day)
    kept.named, kept.things = named, sum(part.count for part in parts)
    if kept.things:
        told = [notice.pk for part in parts for notice in part.told]
        Notice.objects.filter(pk__in=told).update(mailed_on=day)
        kept.mail = _send(user, parts, day)
    kept.save(update_fields=["named", "things", "mail"])
    return kept


def gather(user: User, day: date) -> tuple[list[Part], dict[str, str]]:
    """What today's e-mail says, by Board; and what is due, each with the step at which it was last named."""
    standing = standing_of(user)
    before = _named_before(user.pk, day)
    wants_due = ways(DUE, {user.pk}).get(user.pk, DUE.way) is Way.DIGEST
    named: dict[str, str] = {}
    parts = []
    for board in Board.objects.filter(pk__in=standing.boards(), is_demonstration=False).order_by("name"):
        due = _due(Asked(user.pk, standing, board, day), before, named) if wants_due else []
        told = list(_told(user, board))
        if due or told:
            parts.append(Part(board, due, told, [(one.words, link(one.address)) for one in told]))
    return parts, named


def _named_before(user_id: UUID, day: date) -> dict[str, str]:
    earlier = DigestSent.objects.filter(user=user_id, day_on__lt=day, day_on__gte=day - REMEMBERED)
    found: dict[str, str] = earlier.values_list("named", flat=True).first() or {}
    return found


def _due(asked: Asked, before: dict[str, str], named: dict[str, str]) -> list[Line]:
    """What is at a step at which it was not named yet. Everything that is at a step is remembered."""
    found = []
    for thing in things(asked):
        at = step(thing.due_on, asked.today)
        if not at:
            continue
        key = _key(thing)
        named[key] = at
        if before.get(key) != at:
            when = _when(thing.due_on, asked.today)
            found.append(Line(thing.in_mail or thing.button, when, link(thing.address), at))
    return sorted(found, key=lambda line: order(line.step))


def _key(thing: Thing) -> str:
    """A thing as it is remembered: its page and its day, and nothing of what it says."""
    return sha256(f"{thing.address} {thing.due_on}".encode()).hexdigest()[:16]


def _when(due_on: date | None, day: date) -> str:
    if due_on is None:
        return ""
    late = (day - due_on).days
    if late > 0:
        return f"{late} {'day' if late == 1 else 'days'} late"
    return "due today" if late == 0 else f"due on {said(due_on)}"


def _told(user: User, board: Board) -> Iterable[Notice]:
    """What they wanted to hear of with the daily e-mail, and have neither read nor been sent."""
    waiting = Notice.objects.filter(user=user, board=board, way=Way.DIGEST, read_at=None, mailed_on=None)
    return waiting.order_by("made_at", "pk")


def _send(user: User, parts: list[Part], day: date) -> str:
    choices = link(reverse("workspace:notices-choices", kwargs={"board": parts[0].board.slug}))
    count = sum(part.count for part in parts)
    body = render_to_string(
        "workspace/notices/mail/digest.txt",
        {"person": user, "parts": parts, "count": count, "day": said(day), "choices": choices},
    )
    where = parts[0].board.name if len(parts) == 1 else "your Boards"
    subject = f"{count} {'thing' if count == 1 else 'things'} for you from {where}"
    headers = {"List-Unsubscribe": f"<{choices}>"}
    return outbox.send(to=[user.email], subject=subject, body=body, by=BY, headers=headers).message_id
