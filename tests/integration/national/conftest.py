"""A Board with a year of case records, and whoever works on its national return."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from tests.factories import figures, people

YEAR = Period(2023)
CONCERNS = ("SG1f", "Safeguarding Concerns", "Total Number of Safeguarding Concerns", "Total")
HEADER = "TABLE_REFERENCE,ENQUIRY_TYPE,CATEGORY,SUBCATEGORY,VALUE\n"


def at(name: str, **kwargs: Any) -> str:
    return reverse(f"workspace:national-return{name}", kwargs={"board": "example", **kwargs})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def board(db: None) -> Board:
    return people.board("example", is_demonstration=False)


@pytest.fixture
def year(board: Board) -> Any:
    """Forty concerns of 2023-24, thirty of the year before, and ten section 42 enquiries of 2023-24."""
    made = figures.a_year(board)
    for name in [f"C{number}" for number in range(10)]:
        figures.enquiries(made, [name], concern_ids=[name])
    return made


Enter = Callable[..., Client]


@pytest.fixture
def enter(board: Board) -> Enter:
    """Come in as somebody with a role on the Board."""

    def come(role: str, **fields: Any) -> Client:
        return people.signed_in(Client(), _user(board, role, **fields))

    return come


Act_ = Callable[..., Actor]


@pytest.fixture
def actor(board: Board) -> Act_:
    """Act as somebody with a role on the Board."""

    def who(role: str, **fields: Any) -> Actor:
        user = _user(board, role, **fields)
        return Actor.person(user.name, user.pk)

    return who


def _user(board: Board, role: str, *, name: str = "") -> Any:
    called = name or role.replace("_", "-")
    return people.person(f"{called}@example.example", board=board, role=role)
