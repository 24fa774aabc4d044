"""A Board with people of different roles, and an installation of its own for what must really commit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, AgencyMembership, Board, RoleHeld
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from tests.installations import fresh


@pytest.fixture
def board(db: None) -> Board:
    return Board.objects.create(slug="example", name="Example Board", short_name="EB", area="Example", authority="X")


def somebody(board: Board, role: Role, *, name: str, agency: Agency | None = None) -> Actor:
    """A person who holds a role on a Board, and works for an agency."""
    user = User.objects.create_user(f"{name.split(maxsplit=1)[0].lower()}@people.example", name=name)
    RoleHeld.objects.create(user=user, board=board, role=role, from_on=date(2020, 1, 1))
    if agency is not None:
        AgencyMembership.objects.create(user=user, agency=agency, from_on=date(2020, 1, 1))
    return Actor.person(user.name, UUID(str(user.pk)))


@pytest.fixture
def manager(board: Board) -> Actor:
    """May add, change and take away the Board's agencies, seats and groups."""
    return somebody(board, Role.BOARD_MANAGER, name="Morgan Example")


@pytest.fixture
def officer(board: Board) -> Actor:
    """May add and change them, and not take away."""
    return somebody(board, Role.BOARD_OFFICER, name="Oli Example")


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation with a database of its own, of the kind this run is on."""
    with fresh(tmp_path) as environment:
        yield environment
