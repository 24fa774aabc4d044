"""A review that is worked on: its people, signed in and with a purpose said, and forms sent as a browser sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import Case, CaseAgency
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.reviews import operations
from goldenthread.reviews.models import Review
from tests.factories import people, records
from tests.factories.entering import enter, says

CONSOLE = Actor("console", "tests")


@dataclass
class Room:
    """A Board with one review, and whoever is asked to come in."""

    board: Board
    review: Review
    clients: dict[str, Client] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.review.pk)

    @property
    def below(self) -> str:
        return f"/board/{self.board.slug}/cases/{self.case.pk}/"

    @property
    def police(self) -> Agency:
        return records.agency_of(self.board)

    def who(self, name: str, role: Role, part: str = "panel") -> Client:
        """Somebody with a role, named on the review, who has said why they come."""
        if name not in self.clients:
            self.users[name] = people.person(f"{name}@{self.board.slug}.example", board=self.board, role=role)
            client = people.signed_in(Client(), self.users[name])
            self.clients[name] = enter(client, self.users[name], self.case, part=part)
        return self.clients[name]

    def of_agency(self, name: str, agency: Agency, role: Role = Role.AGENCY_LEAD) -> Client:
        """The lead of an agency that takes part, who has said why they come."""
        self.users[name] = people.person(
            f"{name}@{self.board.slug}.example", board=self.board, role=role, agency=agency
        )
        CaseAgency.objects.get_or_create(case=self.case, agency=agency)
        self.clients[name] = says(people.signed_in(Client(), self.users[name]), self.case)
        return self.clients[name]

    def add(self, client: Client, slug: str, **values: Any) -> Any:
        """Send the form of a new record."""
        return client.post(f"{self.below}{slug}/new/", sent(**{"key": str(uuid4()), **values}))

    def again(self) -> Review:
        """The review as it is now."""
        return Review.objects.get(pk=self.review.pk)


def sent(**values: Any) -> dict[str, Any]:
    """Values as a form sends them: a day in three boxes."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, date):
            found |= {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}
        else:
            found[name] = value
    return found


def room(slug: str = "ours", **fields: Any) -> Room:
    board = people.board(slug)
    review = Review(**{"board": board, "pseudonym": "Adult Q", "kind": "single", "people": 1, **fields})
    return Room(board, operations.begin(review, by=CONSOLE))
