"""A Board with a released year, and programs that hold tokens of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldenthread.api import secrets
from goldenthread.api.models import Token
from goldenthread.boards.models import Board
from goldenthread.figures import basis, disclosure, frozen, store
from tests.factories import figures, people, records

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def _computed_anew() -> Iterator[None]:
    basis.forget()
    yield
    basis.forget()


@pytest.fixture
def board(db: None) -> Board:
    return people.board("example", is_demonstration=False)


@pytest.fixture
def year(board: Board, tmp_path: Path) -> Any:
    """A year that was frozen and released: two concerns name self-neglect, and that is withheld."""
    figures.a_year(board)
    made = figures.frozen(board, tmp_path)
    release = disclosure.release(frozen.read(Path(made.folder)), figures.YEAR)
    store.save_release(release, board=board, by=figures.SYSTEM)
    return made


@pytest.fixture
def given(board: Board) -> Callable[..., str]:
    """Give a program a token; returns the secret."""

    def give(reads: str = "released", **fields: Any) -> str:
        secret = secrets.make()
        records.make(Token, board, secret=secret, reads=reads, **fields)
        return secret

    return give


def ask(address: str, secret: str = "", **headers: Any) -> Any:
    """Ask the interface as a program does."""
    shown = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client().get(f"/api/v1/{address}", headers={**shown, **headers})
