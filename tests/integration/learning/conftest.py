"""A Board with a recommendation, an action of the police that answers it, and people who work there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.boards.models import Agency, Board
from goldenthread.core.actors import Actor
from goldenthread.learning.models import Action, Recommendation, Source
from tests.factories import people, records


@dataclass
class Room:
    board: Board
    police: Agency
    source: Source
    asked: Recommendation
    action: Action

    def actor(self, role: str, name: str = "", **more: Any) -> Actor:
        user = people.person(f"{name or role}@ours.example", board=self.board, role=role, **more)
        return Actor.person(user.name, user.pk)

    def client(self, role: str, **more: Any) -> Client:
        return people.signed_in(Client(), people.person(f"{role}@ours.example", board=self.board, role=role, **more))


@pytest.fixture
def room(db: Any) -> Room:
    board = people.board("ours")
    police = people.agency(board, "police")
    source = records.make(Source, board, title="Adult Q", ended_on=date(2023, 6, 1))
    asked = records.make(
        Recommendation, board, source=source, number="3a", text="Ask the adult first", status="accepted"
    )
    action = records.make(Action, board, recommendation=asked, agency=police, owner="Sergeant", due_on=date(2024, 5, 1))
    return Room(board, police, source, asked, action)
