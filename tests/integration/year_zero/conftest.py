"""A small Board to bring spreadsheets in to."""

from __future__ import annotations

import pytest

from goldenthread.boards.models import Board
from tests.factories.bringing_in import small_board


@pytest.fixture
def board(db: None) -> Board:
    return small_board("example")
