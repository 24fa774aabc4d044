"""Opening the pages of asks as somebody, and what their forms carry."""

from __future__ import annotations

import re

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.asks.models import Answer
from tests.factories.people import signed_in
from tests.factories.rooms.asks import WHOLE


def at(answer: Answer, page: str = "") -> str:
    return f"/board/ours/answers/{answer.pk}/{page}"


def as_user(user: User) -> Client:
    return signed_in(Client(), user)


def read_of(page: bytes) -> str:
    found = re.search(rb'name="read" value="([^"]*)"', page)
    assert found is not None
    return found[1].decode()


def boxes(**changed: str) -> dict[str, str]:
    return {f"q-{key}": value for key, value in {**WHOLE, **changed}.items()}
