"""A case with people whose names are in the vault, and those who come near it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.cases.models import Case, CasePerson
from goldenthread.config.paths import DataFolder
from goldenthread.core.actors import Actor
from goldenthread.reviews.models import Review
from tests.factories import people
from tests.factories.records import make
from tests.factories.rooms.vault import WHO


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """Keys of each test's own: some of these tests break theirs, while others are at work beside them."""
    settings.DATA = DataFolder(tmp_path / "data")
    settings.DATA.make()


@dataclass
class Near:
    """The case, and somebody of each role who is named on it."""

    board: Board
    case: Case
    manager: User
    officer: User
    chair: User
    governance: User
    reviewer: User
    contributor: User
    outsider: User

    def actor(self, who: str) -> Actor:
        user = getattr(self, who)
        return Actor.person(user.name, user.pk)

    def client(self, who: str, purpose: str = "review") -> Client:
        """Somebody signed in who has said why they open the case."""
        made = people.signed_in(Client(), getattr(self, who))
        made.post(f"{self.at}why/", {"purpose": purpose, "then": ""})
        return made

    @property
    def at(self) -> str:
        return f"/board/{self.board.slug}/cases/{self.case.pk}/"

    def person(self, pseudonym: str = "Adult Q", **fields: Any) -> CasePerson:
        return CasePerson.objects.create(case=self.case, pseudonym=pseudonym, **fields)


ROLES = {
    "manager": "board_manager",
    "officer": "board_officer",
    "chair": "chair",
    "governance": "information_governance",
    "reviewer": "reviewer",
    "contributor": "agency_contributor",
}


@pytest.fixture
def near(db: None) -> Near:
    ours = people.board("ours")
    review = make(Review, ours)
    named = {}
    for who, role in ROLES.items():
        named[who] = people.person(f"{who}@ours.example", board=ours, role=role)
        people.named_on(named[who], review)
    outsider = people.person("outsider@ours.example", board=ours, role="panel_member")
    return Near(ours, Case.objects.get(pk=review.pk), **named, outsider=outsider)


@pytest.fixture
def who() -> dict[str, str]:
    """A made-up person as the form sends them."""
    sent = {name: value for name, value in WHO.items() if not name.endswith("_on")}
    return {**sent, **day("born_on", "1951-04-03"), **day("died_on", "2023-11-19")}


def day(name: str, iso: str) -> dict[str, str]:
    year, month, number = iso.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}
