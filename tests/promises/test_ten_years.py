"""Ten years of a Board's records make its pages neither slow nor long: every address of a Board, as its manager."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.core.access import Role
from goldenthread.core.kinds import kinds
from tests.factories import people, places, records, walk  # noqa: F401  (places says what to put in addresses)
from tests.factories.walk import Address, Land
from tests.promises import test_access

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.xdist_group("ten-years")]
ROWS = 60
"""Of each kind: a list then has a second page, and what hangs on one record fills more than one."""
QUERIES_OF_A_LIST, QUERIES, QUERIES_OF_HOME, LONGEST = 24, 50, 120, 150_000
"""The first page, and the page of everything to do, ask every room, so that they need more than any other; it does not grow."""
HOME, TO_DO = "board/<slug:board>/", "board/<slug:board>/to-do/"
BY_KIND = {"board/<slug:board>/trail/mine/"}
"""A page of entries asks once for each kind of record that they are about: there are more kinds after than before."""
MORE = 3
"""Queries a page may need for the second row that it did not for the first, such as what hangs on it."""


def opened(client: Client, land: Land, address: Address) -> tuple[int, int]:
    """How many queries a page needs, and how long it is, once it was opened before."""
    path = land.path(address)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(path)
    return len(queries), len(b"".join(page) if page.streaming else page.content)  # type: ignore[arg-type]


def pages(land: Land) -> list[Address]:
    """Every address of a Board that its manager may open, but for files to take away."""
    manager = land.who(Role.BOARD_MANAGER, "near")
    found = [one for one in test_access.of_boards() if "export" not in one.route]
    return [one for one in found if walk.declared(land, manager, one, "GET") == {walk.OPEN}]


def made_many(model: type[Model], land: Land) -> int:
    """How many more records of a kind there are now: of some, a Board can have only a few."""
    for number in range(ROWS):
        try:
            with transaction.atomic():
                records.make(model, land.here)
        except IntegrityError:
            return number
    return ROWS


def test_ten_years_make_no_page_slow_or_long():
    land = walk.land()
    client = people.signed_in(Client(), land.who(Role.BOARD_MANAGER, "near").user)
    for kind in kinds().values():
        land.near_record(kind.model)
    before = {one.route: opened(client, land, one) for one in pages(land)}

    many = [kind.slug for kind in kinds().values() if made_many(kind.model, land) == ROWS]
    cache.clear()
    after: dict[str, Any] = {one.route: opened(client, land, one) for one in pages(land)}

    lists = {f"board/<slug:board>/{slug}/" for slug in kinds()}
    most = {route: QUERIES_OF_A_LIST if route in lists else QUERIES for route in after}
    most[HOME] = most[TO_DO] = QUERIES_OF_HOME
    assert {route: count for route, (count, _) in after.items() if count > most[route]} == {}
    assert {
        route: (before[route][0], count)
        for route, (count, _) in after.items()
        if route in before and count > before[route][0] + MORE and route not in BY_KIND
    } == {}
    assert {route: size for route, (_, size) in after.items() if route in lists | {HOME} and size > LONGEST} == {}
    assert (len(many) > len(kinds()) - 8, len(after) > 200) == (True, True)
