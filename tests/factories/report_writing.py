"""Who writes reports in tests."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.core.actors import Actor

SYSTEM = Actor.system("make a report for a test")
SignIn = Callable[[User], Client]
"""Gives somebody a browser of their own, signed in."""


def actor(user: User) -> Actor:
    return Actor.person(user.name, user.pk)
