"""A case that somebody cannot see changes no byte of what they see: paired worlds, alike but for what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest

from goldenthread.accounts.models import User
from goldenthread.cases.models import CasePerson
from goldenthread.core.access import Act, Role, allow, standing_of
from goldenthread.workspace import navigation
from goldenthread.workspace.cases import naming
from tests.factories import case_hall, places, records, walk  # noqa: F401  (places says what to put in addresses)
from tests.factories.addresses import every_address
from tests.factories.case_hall import Hall, Room
from tests.factories.walk import Address

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hall-of-cases")]
TURNS = 84
"""Each page falls to one role in so many turns."""


def pages(hall: Hall, turn: int) -> list[tuple[Address, Room]]:
    """Pages of the cases somebody is near, and the Board’s own; the trail grows by itself with every reading."""
    own = [one for one in every_address() if one.is_of_a_board and one.takes("GET") and not one.is_in_a_case]
    plain = [(one, hall.rooms[0]) for one in own if not one.parameters]
    every = [pair for pair in [*hall.shown(), *plain] if "trail" not in pair[0].route and "log" not in pair[0].route]
    return case_hall.share(every, TURNS, turn)


def seen(hall: Hall, user: User, pairs: list[tuple[Address, Room]]) -> dict[str, Any]:
    return {address.route: walk.whole(hall.get(user, address, room)) for address, room in pairs}


def hide(hall: Hall, user: User) -> int:
    """Everything of another case that they may not know of: people, files, rows, who is named, who opened it."""
    room = hall.others[0]
    made = case_hall.fill(room, unseen_by=user) + case_hall.fill(room, unseen_by=user)
    for label in sorted(case_hall.WHO_COMES_NEAR):
        model = next(one for one in case_hall.material() if one._meta.label_lower == label)
        one = records.make(model, hall.here, case=room.case)
        if allow(standing_of(user), Act.KNOW, one):
            one.delete()
        else:
            made += 1
    return made


def changed_by_the_hidden(hall: Hall, user: User, pairs: list[tuple[Address, Room]]) -> tuple[int, list[str]]:
    before = seen(hall, user, pairs)
    made = hide(hall, user)
    after = seen(hall, user, pairs)
    return made, [route for route, answer in before.items() if answer != after[route]]


@pytest.mark.parametrize("role", list(Role))
def test_what_is_hidden_changes_no_byte(hall: Hall, role: Role):
    place = list(Role).index(role)

    made, differing = changed_by_the_hidden(hall, hall.users[role, "near"], pages(hall, 6 * place))

    assert differing == []
    assert made > 30


@contextmanager
def a_count_of_all_cases() -> Iterator[None]:
    """A page that tells how many people are in cases, of all the Board’s."""
    told = navigation.siblings

    def counts(here: str, standing: Any, board: Any) -> Any:
        number = CasePerson.objects.filter(case__board=board).count()
        return [*told(here, standing, board), navigation.Link(f"{number} people", "/", False)]

    with mock.patch.object(naming, "siblings", counts):
        yield


def test_a_count_of_what_is_hidden_would_be_noticed(hall: Hall):
    waiting = [(one, hall.rooms[0]) for one in every_address() if one.below == "cases/waiting/"]
    with a_count_of_all_cases():
        assert changed_by_the_hidden(hall, hall.users[Role.BOARD_MANAGER, "near"], waiting)[1] != []
