"""A Board with an analyst, and a folder of its own for what is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.config.paths import DataFolder
from goldenthread.core.access.acts import Role
from tests.factories import people


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """Files go to a folder of this test."""
    folder = DataFolder(tmp_path / "installation")
    folder.root.mkdir()
    monkeypatch.setattr(django_settings, "DATA", folder)
    return folder


@pytest.fixture
def board(db: None) -> Board:
    return people.board()


@pytest.fixture
def as_role(board: Board) -> Callable[[Role], Client]:
    """A client signed in as somebody with this role on the Board."""

    def signed_in(role: Role) -> Client:
        return people.signed_in(Client(), people.person(f"{role}@example.example", board=board, role=role))

    return signed_in


@pytest.fixture
def analyst(as_role: Callable[[Role], Client]) -> Client:
    return as_role(Role.ANALYST)


@pytest.fixture
def incoming(data: DataFolder) -> Path:
    return data.root / "media" / "extracts" / "incoming"
