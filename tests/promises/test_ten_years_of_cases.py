"""Ten years of cases make no page slow or long: every page of a case, and every page of the Board that tells of cases."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from goldenthread.core.kinds import kinds
from tests.factories import case_hall, heavy_cases, places, walk  # noqa: F401  (places says what to put in addresses)
from tests.factories.addresses import every_address
from tests.factories.case_hall import Hall, Room
from tests.factories.walk import Address

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.xdist_group("ten-years")]
QUERIES_OF_A_LIST, QUERIES, QUERIES_OF_HOME, LONGEST = 24, 50, 140, 200_000
HOMES = {"", "to-do/"}
"""They ask every room once what it wants done; that does not grow."""
FOLDERS = (
    "cases",
    "review",
    "referral",
    "panel",
    "pathway",
    "position",
    "escalation",
    "provider",
    "after-action",
    "search",
)
"""How addresses begin that tell of cases without being in one."""
FILES = ("export", "take-away", "print")
"""So many rows leave a case only with a second person: elsewhere it is tested that they then do."""
MORE = 4
"""Queries a page may need for the second row that it did not for the first, such as what hangs on it."""

Measured = tuple[int, int]


def opened(hall: Hall, address: Address, room: Room) -> Any:
    if address.is_in_a_case:
        return hall.get(hall.insider, address, room)
    return hall.client(hall.insider).get(room.path(address))


def asked(hall: Hall, address: Address, room: Room) -> Measured:
    """How many questions a page asks of the database, and how long it is."""
    reset_queries()
    with CaptureQueriesContext(connection) as found:
        page = opened(hall, address, room)
        body = b"".join(page.streaming_content) if page.streaming else page.content  # type: ignore[attr-defined]
    assert page.status_code == 200, (address.route, page.status_code)
    return len(found), len(body)


def of_the_board(hall: Hall) -> list[tuple[Address, Room]]:
    """The pages of the Board that tell of cases, and that the insider may open."""
    found = []
    for one in every_address():
        is_one = one.is_of_a_board and not one.is_in_a_case and one.takes("GET")
        if not is_one or "export" in one.route or not (one.below in HOMES or one.folder.startswith(FOLDERS)):
            continue
        with case_hall.undrawn():
            if opened(hall, one, hall.rooms[0]).status_code == 200:
                found.append((one, hall.rooms[0]))
    return found


def is_list(address: Address) -> bool:
    return address.below.removeprefix("cases/<uuid:case>/").removesuffix("/") in kinds()


def most_of(address: Address) -> int:
    if address.below in HOMES:
        return QUERIES_OF_HOME
    return QUERIES_OF_A_LIST if is_list(address) else QUERIES


def test_ten_years_of_cases_make_no_page_slow_or_long():
    hall = case_hall.build(with_everybody=False)
    pages = [*hall.shown(), *of_the_board(hall)]
    pages = [
        (one, room)
        for one, room in pages
        if "export" not in one.route and "take-away" not in one.route and "print" not in one.route
    ]
    before = {one.route: asked(hall, one, room) for one, room in pages}

    added = heavy_cases.fill(hall)
    cache.clear()
    after = {one.route: asked(hall, one, room) for one, room in pages}

    of = {one.route: one for one, _ in pages}
    assert {route: count for route, (count, _) in after.items() if count > most_of(of[route])} == {}
    grown = {route: (before[route][0], count) for route, (count, _) in after.items() if count > before[route][0] + MORE}
    assert grown == {}
    assert {route: size for route, (_, size) in after.items() if is_list(of[route]) and size > LONGEST} == {}
    assert (len(after) > 200, sum(number == heavy_cases.OF_EACH for number in added.values()) > 100) == (True, True)
