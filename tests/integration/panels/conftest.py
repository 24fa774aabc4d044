"""A Board with a panel, two agencies and the people around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.actors import Actor
from goldenthread.panels import paneling
from goldenthread.panels.models import Panel, PanelCase, PanelCriterion, PanelMember
from tests.factories import people, records  # noqa: F401  (records first: the rooms need each other)
from tests.factories.entering import says

SEEN = date(2024, 3, 1)


@dataclass
class Place:
    """A Board, its panel, and who is there."""

    board: Board
    council: Agency
    fire: Agency
    panel: Panel
    users: dict[str, User] = field(default_factory=dict)

    def by(self, who: str) -> Actor:
        return Actor.person(self.users[who].name, self.users[who].pk)

    def client(self, who: str, case: Model | None = None, why: str = Purpose.PANEL) -> Client:
        """Somebody's client; given a case, they have said why they open it."""
        client = people.signed_in(Client(), self.users[who])
        return says(client, case, why) if case is not None else client  # type: ignore[arg-type]  # a case or its head

    def address(self, case: Model, rest: str = "") -> str:
        return f"/board/{self.board.slug}/cases/{case.pk}/{rest}"


@pytest.fixture
def place(db: None) -> Place:
    board = people.board("ours")
    council, fire = people.agency(board, "council"), people.agency(board, "fire")
    panel = Panel.objects.create(
        board=board, name="High-risk panel", sort="high_risk", what_for="Adults at high risk", quorum=2
    )
    PanelCriterion.objects.create(panel=panel, text="Other ways were tried")
    made = Place(board, council, fire, panel)
    given: list[tuple[str, str, Agency | None]] = [
        ("manager", "board_manager", None),
        ("second", "board_manager", None),
        ("officer", "board_officer", None),
        ("ig", "information_governance", None),
        ("chair", "chair", None),
        ("panel_chair", "panel_chair", council),
        ("panel_member", "panel_member", fire),
        ("worker", "agency_contributor", council),
        ("lead", "agency_lead", fire),
        ("council_lead", "agency_lead", council),
        ("outsider", "agency_lead", people.agency(board, "seventh")),
    ]
    for name, role, agency in given:
        made.users[name] = people.person(
            f"{name.replace('_', '-')}@ours.example", board=board, role=role, agency=agency
        )
    return made


@pytest.fixture
def seated(place: Place) -> Place:
    """The panel has a chair and a member, named by two people."""
    for who, part in (("panel_chair", "chair"), ("panel_member", "panel")):
        seat = PanelMember(panel=place.panel, user=place.users[who], part=part, from_on=SEEN)
        paneling.agree(paneling.ask_to_name(seat, by=place.by("manager")), by=place.by("second"))
    return place


Refer = Callable[..., PanelCase]


@pytest.fixture
def refer(seated: Place) -> Refer:
    def made(**fields: Any) -> PanelCase:
        given = {"called": "Adult M", "reason": "Visits were turned away", "consent": "given", **fields}
        head = PanelCase(board=seated.board, panel=seated.panel, agency=seated.council, **given)
        return paneling.refer(head, by=seated.by("worker"))

    return made
