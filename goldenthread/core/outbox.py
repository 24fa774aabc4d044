"""Mail that is not lost: kept with the deed it tells of, and sent afterwards by the worker until it has left.

Django's own `send_mail` comes here too (`EMAIL_BACKEND`), so a sign-in message stands or falls with its transaction.
A message keeps its Message-ID however often it is tried, so that one sent twice can be told for the same.
"""

from __future__ import annotations

import email
import logging
import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection as database
from django.db import transaction
from django.db.models import QuerySet

from goldenthread.core import clock, logs
from goldenthread.core.actors import Actor
from goldenthread.core.models import OutgoingMail

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long after each attempt the next one is; the last again and again."""
GIVE_UP_AFTER = timedelta(days=3)
FORGET_AFTER = timedelta(days=30)


def send(
    *, to: Sequence[str], subject: str, body: str, by: Actor, headers: Mapping[str, str] | None = None
) -> OutgoingMail:
    """Keep a message to be sent. It leaves only if the transaction it is part of is kept.

    Raises:
        BadHeaderError: the subject or an address holds a line break.
    """
    message = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, list(to), headers=dict(headers or {}))
    return _keep(message, by_name=by.name)


def _keep(message: EmailMessage, by_name: str = "") -> OutgoingMail:
    host = urlsplit(settings.GOLDENTHREAD_WORKSPACE_URL).hostname
    message.extra_headers["Message-ID"] = f"<{uuid4()}@{host}>"
    whole = message.message()  # refuses a header with a line break in it
    now = clock.now()
    return OutgoingMail.objects.create(
        message_id=message.extra_headers["Message-ID"],
        sender=message.from_email,
        recipients=message.recipients(),
        message=whole.as_bytes(linesep="\r\n"),  # type: ignore[call-arg]
        by_name=by_name,
        queued_at=now,
        next_attempt_at=now,
    )


class Backend(BaseEmailBackend):
    """Django's way in: what it is asked to send is kept."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        kept = [_keep(message) for message in email_messages if message.recipients()]
        return len(kept)


class Exactly(Message):
    """A message that is sent as the bytes it was kept as: laid out again, it could differ from one attempt to the next."""

    def __init__(self, kept: bytes) -> None:
        super().__init__()
        self.kept = kept
        self["Message-ID"] = email.message_from_bytes(kept)["Message-ID"]

    def as_bytes(self, *_: object, **__: object) -> bytes:
        return self.kept


class Kept(EmailMessage):
    """A kept message, as a delivering backend wants it: the same bytes that were kept."""

    def __init__(self, mail: OutgoingMail) -> None:
        super().__init__(from_email=mail.sender, to=mail.recipients)
        self.mail = mail

    def message(self, **_: object) -> Exactly:  # type: ignore[override]
        return Exactly(bytes(self.mail.message))


def is_held() -> bool:
    """Whether mail waits because this is a restored copy that nobody has released yet."""
    return Path(settings.GOLDENTHREAD_MAIL_IS_HELD).exists()


def waiting() -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(sent_at__isnull=True, given_up_at__isnull=True)


def deliver(limit: int = 50) -> int:
    """Send what is due, one by one, and say how many left. What fails is tried again later."""
    if is_held():
        return 0
    left = 0
    for _ in range(limit):
        mail = _claim()
        if mail is None:
            break
        left += _try(mail)
    return left


def _claim() -> OutgoingMail | None:
    """Take the next message that is due, and set its next attempt before this one: a kill in between loses nothing."""
    with transaction.atomic():
        due = waiting().filter(next_attempt_at__lte=clock.now())
        mail = due.select_for_update(skip_locked=database.features.has_select_for_update_skip_locked).first()
        if mail is None:
            return None
        mail.attempts += 1
        mail.next_attempt_at = clock.now() + WAITS[min(mail.attempts, len(WAITS)) - 1]
        mail.save(update_fields=["attempts", "next_attempt_at"])
        return mail


def _try(mail: OutgoingMail) -> bool:
    way = settings.GOLDENTHREAD_MAIL_LEAVES_BY
    try:
        get_connection(way, **settings.GOLDENTHREAD_MAIL_SERVER).send_messages([Kept(mail)])
    except Exception as error:
        given_up = clock.now() if clock.now() - mail.queued_at > GIVE_UP_AFTER else None
        OutgoingMail.objects.filter(pk=mail.pk).update(given_up_at=given_up)
        level = logging.ERROR if given_up else logging.WARNING
        logs.say("mail-did-not-leave", level=level, error=error, message_id=mail.message_id, attempt=mail.attempts)
        return False
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=clock.now(), message=b"")
    logs.say("mail-left", message_id=mail.message_id, attempt=mail.attempts)
    return True


def forget(now: datetime | None = None) -> int:
    """Take away what left or was given up a month ago; says how many."""
    before = (now or clock.now()) - FORGET_AFTER
    old = OutgoingMail.objects.filter(sent_at__lt=before) | OutgoingMail.objects.filter(given_up_at__lt=before)
    return old.delete()[0]


class Files(BaseEmailBackend):
    """Writes each message as a file in the outbox folder. The same message again replaces its own file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.GOLDENTHREAD_OUTBOX)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            whole = message.message()
            own = str(whole["Message-ID"]).strip("<>").partition("@")[0]
            queued = message.mail.queued_at if isinstance(message, Kept) else clock.now()
            _write(folder / f"{queued:%Y-%m-%dT%H%M%S}-{own}.eml", whole.as_bytes())
        return len(email_messages)


def _write(file: Path, content: bytes) -> None:
    partial = file.with_suffix(".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    partial.replace(file)
