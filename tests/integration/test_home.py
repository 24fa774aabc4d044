"""First pages: what each sort of person reads there, and that it costs no more as records grow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.learning.models import Action, Recommendation
from goldenthread.plans.models import BoardRisk
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


def home(ours: Board, role: Role, **fields: Any) -> str:
    user = people.person(f"{role.value}@ours.example", board=ours, role=role, **fields)
    return people.signed_in(Client(), user).get("/board/ours/").content.decode()


def fill(ours: Board, many: int) -> None:
    today = clock.today()
    for number in range(many):
        agency = people.agency(ours, "police")
        records.make(Action, ours, text=f"Late {number}", due_on=today - timedelta(9), agency=agency)
        records.make(Action, ours, text=f"Soon {number}", due_on=today + timedelta(3), agency=agency)
        records.make(BoardRisk, ours, title=f"Grave {number}", likelihood=5, impact=5)
        records.make(Recommendation, ours, text=f"Helped {number}", status="implemented", difference="Fewer falls")


def test_the_chair_reads_what_is_late_worrying_challenged_and_changed(ours: Board):
    fill(ours, 1)

    page = home(ours, Role.CHAIR)

    assert "One thing is late and one risk is worrying" in page
    assert "If you do one thing this week: ask about “Late 0”. It is 9 days late." in page
    for heading, line in {"Late": "Late 0", "Worrying": "Grave 0", "Changed because of it": "Helped 0"}.items():
        assert heading in page
        assert line in page
    assert "No challenge is open" in page
    assert "Of 1 recommendations said to be done, 1 say what difference it made." in page


def test_the_business_unit_reads_whom_to_chase_and_the_next_two_weeks(ours: Board):
    fill(ours, 1)

    page = home(ours, Role.BOARD_MANAGER)

    assert "Chase today" in page
    assert "Late 0" in page
    assert "Next two weeks" in page
    assert "Soon 0" in page


def test_an_agency_reads_only_its_own(ours: Board):
    fill(ours, 1)

    page = home(ours, Role.AGENCY_LEAD, agency=people.agency(ours, "fire"))

    assert "Late 0" not in page
    assert "Your agency has nothing to do today" in page


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BOARD_MANAGER, Role.AGENCY_LEAD, Role.MEMBER])
def test_a_first_page_asks_no_more_as_records_grow(ours: Board, role: Role):
    client = people.signed_in(
        Client(), people.person("who@ours.example", board=ours, role=role, agency=people.agency(ours, "police"))
    )

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/board/ours/").status_code == 200
        return len(caught)

    fill(ours, 2)
    asked()
    few = asked()
    fill(ours, 12)

    assert asked() == few
