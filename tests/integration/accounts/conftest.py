"""Sign-in happens at a fixed moment that tests can move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from pytest_django import Settings
from time_machine import Traveller

NOW = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Traveller]:
    """Ten in the morning of a Wednesday in June, and it stays so until a test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Making a password slow to guess makes it slow to test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
