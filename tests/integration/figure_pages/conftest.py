"""A Board with a year of case records, and whoever looks at its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.figures import basis
from tests.factories import figures, people


@pytest.fixture(autouse=True)
def _computed_anew() -> Iterator[None]:
    """What one test computed is not what the next one reads."""
    basis.forget()
    yield
    basis.forget()


@pytest.fixture
def board(db: None) -> Board:
    return people.board("example", is_demonstration=False)


@pytest.fixture
def year(board: Board) -> Any:
    """The extract that the Board's figures stand on, as sent by the council."""
    return figures.a_year(board, sent_by=people.agency(board, "council"))


Enter = Callable[..., Client]


@pytest.fixture
def enter(board: Board) -> Enter:
    """Come in as somebody with a role on the Board."""

    def come(role: str, **fields: Any) -> Client:
        user = people.person(f"{role.replace('_', '-')}@example.example", board=board, role=role, **fields)
        return people.signed_in(Client(), user)

    return come
