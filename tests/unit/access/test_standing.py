"""How the rooms say where somebody stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from goldenthread.core.access import Act, Role, Scope, Standing, provides, provides_roles, standing, standing_of

BOARD, AGENCY = UUID(int=1), UUID(int=2)
DAY = date(2024, 4, 1)


@pytest.fixture(autouse=True)
def no_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_roles", [])
    monkeypatch.setattr(standing, "_relationships", {})


def roles(user_id: UUID, day: date) -> Iterable[Any]:
    return [(BOARD, Role.CHAIR)] if day == DAY else []


def agencies(user_id: UUID, day: date) -> Iterable[UUID]:
    return [AGENCY]


def test_a_room_is_asked_once_however_often_it_registers():
    assert provides_roles(roles) is roles
    assert provides_roles(roles) is roles
    assert provides(Scope.OWN)(agencies) is agencies
    assert provides(Scope.OWN)(agencies) is agencies

    assert standing._roles == [roles]
    assert standing.providers() == {"own": 1}


def test_a_room_is_asked_of_the_day():
    provides_roles(roles)
    provides(Scope.OWN)(agencies)
    somebody: Any = SimpleNamespace(pk=UUID(int=9), is_active=True)

    found = standing_of(somebody, DAY)

    assert (found.roles, found.agencies, found.groups) == ({(BOARD, Role.CHAIR)}, {AGENCY}, frozenset())
    assert standing_of(somebody, date(2024, 4, 2)).roles == frozenset()


def test_the_disabled_hold_no_role_even_where_one_is_written():
    off = Standing(user_id=UUID(int=9), is_active=False, roles=frozenset({(BOARD, Role.CHAIR)}))

    assert (off.roles_on(BOARD), off.boards(), off.may("plans", Act.READ, BOARD)) == ((), frozenset(), False)


def test_roles_come_in_the_order_of_the_list():
    both = Standing(is_active=True, roles=frozenset({(BOARD, Role.INSPECTOR), (BOARD, Role.ANALYST)}))

    assert both.roles_on(BOARD) == (Role.ANALYST, Role.INSPECTOR)
    assert both.roles_on(None) == ()


def test_what_a_role_may_somewhere_is_asked_of_the_table():
    chair = Standing(is_active=True, roles=frozenset({(BOARD, Role.CHAIR)}))

    assert chair.may("plans", Act.APPROVE, BOARD)
    assert not chair.may("plans", Act.EDIT, BOARD)
    assert not chair.may("plans", Act.APPROVE, AGENCY)
    assert standing.SYSTEM.may("trail", Act.DELETE, BOARD)


def test_somebody_without_an_account_is_related_to_nobody():
    assert Standing().related(Scope.SELF) == frozenset()
    assert Standing(user_id=AGENCY).related(Scope.SELF) == {AGENCY}
    assert Standing(agencies=frozenset({AGENCY})).related(Scope.ALL) == frozenset()
