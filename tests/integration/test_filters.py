"""The choices above lists: each opens, and narrows the list to what it says."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.boards.models import Board, Person, Seat
from goldenthread.core.access import Role
from goldenthread.core.kinds import Kind, kinds
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


@pytest.fixture
def manager(ours: Board) -> Client:
    return people.signed_in(Client(), people.person("manager@ours.example", board=ours, role=Role.BOARD_MANAGER))


@pytest.mark.parametrize("kind", list(kinds().values()), ids=lambda kind: kind.slug)
def test_every_choice_of_every_filter_opens_its_list(kind: Kind, ours: Board, manager: Client):
    records.make(kind.model, ours)

    for one in kind.filters:
        for value, _ in one.choices(ours.pk):
            assert manager.get(f"/board/ours/{kind.slug}/", {one.name: str(value)}).status_code == 200


def test_people_and_seats_are_narrowed_by_agency_and_only_by_those_there_are(ours: Board, manager: Client):
    police, health = people.agency(ours, "police"), people.agency(ours, "health")
    people.agency(ours, "fire")
    for agency, name in ((police, "Ada Police"), (health, "Ben Health")):
        Person.objects.create(board=ours, name=name, post="Lead", agency=agency, is_invented=True)
        Seat.objects.create(board=ours, agency=agency, title=f"Seat of {name}")

    for slug in ("people", "seats"):
        said = manager.get(f"/board/ours/{slug}/", {"agency": str(police.pk)}).content.decode()
        assert "Ada Police" in said
        assert "Ben Health" not in said
        assert f'value="{health.pk}"' in said
        assert ">Fire<" not in said
