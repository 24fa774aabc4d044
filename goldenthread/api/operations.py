"""What people do with tokens: make one, and end one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.api import queries, secrets
from goldenthread.api.models import Token
from goldenthread.boards.models import Agency, Board
from goldenthread.core import clock
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPermitted
from goldenthread.core.periods import Stretch
from goldenthread.trail import operations as trail
from goldenthread.trail.models import Entry

LONGEST = {Token.Reads.RELEASED: 366, Token.Reads.EVERYTHING: 92}
"""How many days a token may last at most. The more it may read, the sooner somebody must think of it again."""


@dataclass(frozen=True)
class Made:
    """A new token and its secret, which cannot be had again."""

    token: Token
    secret: str


@transaction.atomic
def make_token(
    *, board: Board, agency: Agency, purpose: str, reads: str, last_day: date, by: Actor, key: UUID | None = None
) -> Made:
    """Make a token for an agency's programs. `key` is the record's own, so that a form sent twice makes one token.

    Raises:
        NotPermitted: they may not make tokens here, may not export what this one reads, or act without an account of
            their own.
        ValidationError: a field does not hold, or the last day is past or too far away.
        AlreadyDone: this very form made a token before; its secret was shown then.
    """
    if key is not None and Token.objects.filter(pk=key).exists():
        raise AlreadyDone(
            "This token was made already, and was shown once. If it was not copied, end it and make another."
        )
    secret = secrets.make()
    token = Token(
        id=key or uuid4(),
        board=board,
        agency=agency,
        purpose=purpose,
        reads=reads,
        digest=secrets.digest(secret),
        begins_with=secrets.beginning(secret),
        made_at=clock.now(),
        made_by=_account(by),
        last_day=last_day,
    )
    if reads in Token.Reads and reads not in queries.kinds_for(standing_of_actor(by), board):
        raise NotPermitted("You may not make a token that reads every figure, because you may not export them.")
    _lasts(token)
    return Made(trail.add(token, by=by), secret)


def _lasts(token: Token) -> None:
    today = clock.today()
    if token.last_day < today:
        raise ValidationError({"last_day": "The last day must be today or later"})
    most = LONGEST.get(Token.Reads(token.reads)) if token.reads in Token.Reads else None
    if most is not None and token.last_day > today + timedelta(days=most):
        latest = today + timedelta(days=most)
        raise ValidationError(
            {"last_day": f"Such a token lasts {most} days at most: enter {latest.day} {latest:%B %Y} or a day before"}
        )


def end_token(*, token: Token, why: str, by: Actor) -> Token:
    """End a token: from this moment it opens nothing. A token that has ended stays as it is.

    Raises:
        NotPermitted: they may not end tokens here, or act without an account of their own.
        AlreadyDone: it was ended before.
    """
    with transaction.atomic():
        now = Token.objects.select_for_update().get(pk=token.pk)
        if now.ended_at is not None:
            raise AlreadyDone("This token was ended already. It opens nothing.")
        ended = {"ended_at": clock.now(), "ended_by": _account(by)}
        return trail.change(now, ended, by=by, verb="end", why=why)


def tell_of_reading(*, token: Token, period: Stretch, seal: str, by: Actor) -> None:
    """Say in the trail that a program read figures of a year, not protected: once a day for the same data."""
    today = Entry.objects.filter(
        subject_kind=Token._meta.label_lower,
        subject_id=str(token.pk),
        verb="export",
        at__gte=clock.now().replace(hour=0, minute=0, second=0, microsecond=0),
    )
    if (period.label, seal) in {
        (told.get("period"), told.get("seal")) for told in today.values_list("after", flat=True)
    }:
        return
    after = {"kind": "figures", "period": period.label, "seal": seal, "token": token.begins_with}
    trail.record("export", token, by=by, after=after)


def _account(by: Actor) -> Any:
    found = get_user_model()._default_manager.filter(pk=by.user_id, is_active=True).first() if by.user_id else None
    if found is None:
        raise NotPermitted("Tokens are made and ended by people who are signed in, each under their own name.")
    return found
