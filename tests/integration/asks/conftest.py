"""An ask that went to the police, for tests of what becomes of its answer."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.asks.models import Answer
from tests.factories.asking import Asking, asking


@pytest.fixture
def ours(db: Any) -> Asking:
    return asking()


@pytest.fixture
def answer(ours: Asking) -> Answer:
    return ours.answer(ours.sent())
