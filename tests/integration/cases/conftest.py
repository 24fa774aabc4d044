"""A case with people around it: who is named, whose agency takes part, who stands aside, and who is none of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core.access import Role
from goldenthread.reviews.models import Review
from tests.factories import people, records


@dataclass
class Around:
    """Somebody of each sort, by what they are to the case."""

    board: Board
    case: Case
    agency: Agency
    users: dict[str, User]

    def client(self, who: str) -> Client:
        return people.signed_in(Client(), self.users[who])

    @property
    def inside(self) -> str:
        return f"/board/{self.board.slug}/cases/{self.case.pk}/"

    @property
    def cases(self) -> str:
        return f"/board/{self.board.slug}/cases/"


WHO: dict[str, Role] = {
    "manager": Role.BOARD_MANAGER,
    "other manager": Role.BOARD_MANAGER,
    "officer": Role.BOARD_OFFICER,
    "chair": Role.CHAIR,
    "governance": Role.INFORMATION_GOVERNANCE,
    "other governance": Role.INFORMATION_GOVERNANCE,
    "panellist": Role.PANEL_MEMBER,
    "reviewer": Role.REVIEWER,
    "inspector": Role.INSPECTOR,
    "lead": Role.AGENCY_LEAD,
    "seventh lead": Role.AGENCY_LEAD,
    "contributor": Role.AGENCY_CONTRIBUTOR,
    "administrator": Role.ADMINISTRATOR,
    "editor": Role.EDITOR,
    "analyst": Role.ANALYST,
    "member": Role.MEMBER,
}


@pytest.fixture
def around(db: Any) -> Around:
    on = people.board("luton")
    case = Case.objects.get(pk=records.make(Review, on).pk)
    records.make(CasePerson, on, case=case, pseudonym="Adult Juniper")
    police, hospice = people.agency(on, "police"), people.agency(on, "hospice")
    case.agencies.create(agency=police, from_on=people.SINCE)
    users = {
        name: people.person(
            f"{name.replace(' ', '.')}@luton.example",
            board=on,
            role=role,
            agency=hospice if name == "seventh lead" else police if role.value.startswith("agency") else None,
        )
        for name, role in WHO.items()
    }
    people.named_on(users["manager"], case, "coordinator")
    people.named_on(users["panellist"], case, "panel")
    return Around(on, case, police, users)
