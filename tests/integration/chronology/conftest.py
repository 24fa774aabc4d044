"""A review with two agencies that take part and a third that does not, and the people around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import Case, CaseAgency, CasePerson
from goldenthread.core.access import Role
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.actors import Actor
from goldenthread.reviews.models import Review
from tests.factories import people, records
from tests.factories.entering import enter, says


@dataclass
class World:
    """Everybody around one review; each has a browser of their own, and has said why they open the case."""

    board: Board
    case: Case
    adult: CasePerson
    police: Agency
    care: Agency
    users: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def at(self, page: str = "chronology/") -> str:
        return f"/board/{self.board.slug}/cases/{self.case.pk}/{page}"

    def get(self, who: str, where: str = "chronology/", **asked: Any) -> Any:
        return self.clients[who].get(self.at(where), asked)

    def post(self, who: str, page: str, said: dict[str, Any] | None = None) -> Any:
        return self.clients[who].post(self.at(page), said or {})

    def by(self, who: str) -> Actor:
        return Actor.person(self.users[who].name, self.users[who].pk)


@pytest.fixture
def world(db: None) -> World:
    board = people.board("ours")
    case = Case.objects.get(pk=records.make(Review, board).pk)
    adult = CasePerson.objects.create(case=case, pseudonym="Adult Q")
    police, care, other = (people.agency(board, one) for one in ("police", "care", "other"))
    made = World(board, case, adult, police, care)
    for one in (police, care):
        CaseAgency.objects.create(case=case, agency=one, from_on=people.SINCE)
    roles = {
        "manager": (Role.BOARD_MANAGER, None),
        "reviewer": (Role.REVIEWER, None),
        "panel": (Role.PANEL_MEMBER, None),
        "chair": (Role.CHAIR, None),
        "police": (Role.AGENCY_LEAD, police),
        "care": (Role.AGENCY_LEAD, care),
        "writer": (Role.AGENCY_CONTRIBUTOR, police),
        "other": (Role.AGENCY_LEAD, other),
        "outside": (Role.BOARD_MANAGER, None),
    }
    for name, (role, agency) in roles.items():
        user = people.person(f"{name}@ours.example", board=board, role=role, agency=agency)
        client = people.signed_in(Client(), user)
        made.users[name], made.clients[name] = user, client
        if name in {"manager", "reviewer", "panel", "chair", "writer"}:
            enter(client, user, case, part="agency" if name == "writer" else "panel")
        else:
            says(client, case, Purpose.REVIEW)
    return made


def row(**said: Any) -> dict[str, Any]:
    """What a form says of a row."""
    given = {
        "on-day": "5",
        "on-month": "3",
        "on-year": "2024",
        "precision": "exact",
        "source_record": "Visit notes",
        "event": "An officer called.",
        "seen": "alone",
        "weight": "routine",
        "keeping": "open",
    }
    return given | said
