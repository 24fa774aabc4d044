"""A group that meets, and the people who run it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board, Group, Seat
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.meetings.models import Meeting
from tests.factories import people, records


@dataclass
class World:
    """A Board with a group, three agencies with seats, and one person in each role that matters here."""

    board: Board
    group: Group
    agencies: dict[str, Agency]
    users: dict[Role, User] = field(default_factory=dict)

    def by(self, role: Role) -> Actor:
        return Actor.person(self.users[role].name, self.users[role].pk)

    def client(self, role: Role) -> Client:
        return people.signed_in(Client(), self.users[role])

    def meeting(self, on: date = date(2024, 3, 12), **fields: Any) -> Meeting:
        made = records.make(Meeting, self.board, group=self.group, held_on=on, **fields)
        return Meeting.objects.select_related("group__board").get(pk=made.pk)

    def at(self, address: str) -> str:
        return f"/board/{self.board.slug}/{address}"


@pytest.fixture
def world(db: Any) -> World:
    board = people.board("here")
    group = people.group(board)
    agencies = {slug: people.agency(board, slug) for slug in ("council", "icb", "police")}
    for one in agencies.values():
        Seat.objects.create(board=board, agency=one, title=one.name)
    made = World(board, group, agencies)
    for role in (Role.BOARD_MANAGER, Role.BOARD_OFFICER, Role.CHAIR, Role.MEMBER, Role.AGENCY_CONTRIBUTOR,
                 Role.AGENCY_LEAD, Role.INFORMATION_GOVERNANCE):  # fmt: skip
        near = {"agency": agencies["police"]} if role in {Role.AGENCY_LEAD, Role.AGENCY_CONTRIBUTOR} else {}
        made.users[role] = people.person(
            f"{role}@here.example".replace("_", "-"), board=board, role=role, groups=[group], **near
        )
    return made
