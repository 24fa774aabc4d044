"""What registers of services and strategies ask of the office: a check that is due, or a link nobody has tried for a year."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Role, standing_of
from goldenthread.core.todo import Asked, things
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def board() -> Board:
    return people.board("example")


def asked_of(user: User, board: Board) -> dict[str, str]:
    found = things(Asked(user.pk, standing_of(user), board, clock.today()))
    return {one.what: one.why for one in found}


@pytest.mark.capability("S30", "S100")
def test_a_service_is_to_be_checked_when_its_day_comes_or_its_link_is_stale(board: Board):
    today = clock.today()
    link = "https://help.example/"
    for name, given in {
        "Due": {"review_on": today},
        "Never tried": {"link": link},
        "Long ago": {"link": link, "checked_on": today - timedelta(days=400)},
        "Fresh": {"link": link, "checked_on": today, "review_on": today + timedelta(days=200)},
        "Nothing to check": {},
    }.items():
        board.services.create(name=name, audience="Adults", **given)
    officer = people.person("o@example.example", board=board, role=Role.BOARD_OFFICER)
    member = people.person("m@example.example", board=board, role=Role.MEMBER)

    told = asked_of(officer, board)

    assert {one for one in told if one.startswith("Check the service")} == {
        "Check the service: Due", "Check the service: Never tried", "Check the service: Long ago",
    }  # fmt: skip
    assert told["Check the service: Never tried"] == "Nobody has tried its link yet."
    assert not [one for one in asked_of(member, board) if one.startswith("Check the service")]


def test_a_strategy_of_others_is_looked_at_again_on_its_day(board: Board):
    board.external_strategies.create(name="Carers strategy", led_by="The council", review_on=clock.today())
    board.external_strategies.create(name="Later strategy", led_by="The council")
    officer = people.person("o@example.example", board=board, role=Role.BOARD_OFFICER)

    told = asked_of(officer, board)

    assert "Look again at: Carers strategy" in told
    assert "Look again at: Later strategy" not in told
