"""A Board with a year of case records, and whoever looks at its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.figures import basis, operations
from goldenthread.figures.models import FrozenSet, ReleaseProposal
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


RELEASES = "/board/example/releases/"
WORDS = "I looked at every row, and at what is withheld."
YES = {"agrees": "yes", "words": WORDS}


def somebody(board: Board, role: str, name: str = "") -> Actor:
    user = people.person(f"{name or role}@example.example".replace("_", "-"), board=board, role=role)
    return Actor.person(user.name, UUID(str(user.pk)))


def agree(proposal: ReleaseProposal, by: Actor, *, agrees: bool = True, words: str = WORDS) -> ReleaseProposal:
    return operations.give_view(proposal=proposal, agrees=agrees, words=words, by=by)


@pytest.fixture
def data(board: Board, year: Any, tmp_path: Path) -> FrozenSet:
    """The year, frozen."""
    return figures.frozen(board, tmp_path)


@pytest.fixture
def proposal(board: Board, data: FrozenSet) -> ReleaseProposal:
    """Its figures, proposed by the analyst."""
    return operations.propose_release(frozen_set=data, by=somebody(board, "analyst"))
