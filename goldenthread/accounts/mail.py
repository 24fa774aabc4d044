"""The few letters that accounts send. Links are made from the installation's own address, never from a request's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from goldenthread.accounts.models import User


def link(path: str) -> str:
    return f"{settings.GOLDENTHREAD_WORKSPACE_URL.rstrip('/')}{path}"


def letter(kind: str, to: str, **said: Any) -> EmailMessage:
    """A letter of a kind, from `account/mail/<kind>.txt`: its first line is the subject."""
    text = render_to_string(f"account/mail/{kind}.txt", {"site": link("/"), **said})
    subject, _, body = text.strip().partition("\n")
    return EmailMessage(subject=subject.strip(), body=body.strip() + "\n", to=[to])


def send(kind: str, user: User, **said: Any) -> None:
    """Send a letter. It waits in the outbox, in the transaction of what it tells of: neither is saved without the other."""
    letter(kind, user.email, person=user, **said).send()
