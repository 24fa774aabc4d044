"""Figures that are proposed wait on the page of whoever may say what they think, and of nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.figures import operations
from tests.factories import figures, people

ASKED = "Give your view of the figures of 2023-24"


def actor(user: User) -> Actor:
    return Actor.person(user.name, UUID(str(user.pk)))


def home(user: User) -> str:
    return people.signed_in(Client(), user).get("/board/example/").content.decode()


@pytest.fixture
def team(board: Board) -> dict[str, User]:
    roles = ("analyst", "board_manager", "chair", "member")
    return {role: people.person(f"{role}@example.example".replace("_", "-"), board=board, role=role) for role in roles}


def test_proposed_figures_are_asked_of_those_who_may_say(
    board: Board, year: Any, team: dict[str, User], tmp_path: Path
):
    data = figures.frozen(board, tmp_path)
    proposal = operations.propose_release(frozen_set=data, by=actor(team["analyst"]))

    assert [role for role, user in team.items() if ASKED in home(user)] == ["board_manager", "chair"]
    assert "Two views are needed" in home(team["chair"])

    operations.give_view(proposal=proposal, agrees=True, words="Looked.", by=actor(team["board_manager"]))
    assert [role for role, user in team.items() if ASKED in home(user)] == ["chair"]
    assert "One more view is needed" in home(team["chair"])

    operations.give_view(proposal=proposal, agrees=True, words="Looked.", by=actor(team["chair"]))
    assert [role for role, user in team.items() if ASKED in home(user)] == []
