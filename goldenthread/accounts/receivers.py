"""What follows from Django's and allauth's own signals: a sign-in begins and ends, and the trail is told."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import authentication_step_completed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from goldenthread.accounts import events, sessions
from goldenthread.accounts.models import User


@receiver(user_logged_in)
def begin(request: HttpRequest, user: User, **_: Any) -> None:
    with transaction.atomic():
        sessions.tell_started(sessions.start(request, user))


@receiver(user_logged_out)
def finish(request: HttpRequest, user: User | None, **_: Any) -> None:
    current = sessions.of(request) if user is not None else None
    if user is not None and current is not None:
        with transaction.atomic():
            sessions.end(current, "signed out")
            events.tell("signed out", user, by=events.themselves(user))


@receiver(authentication_step_completed)
def proved(request: HttpRequest, *, reauthenticated: bool = False, **_: Any) -> None:
    if reauthenticated and request.user.is_authenticated:
        sessions.prove(request)
