"""Twenty thousand rows: queries do not grow with them, and no page is heavy."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.reviews.chronology_models import HandedInRow
from tests.factories.many_rows import ROWS, many_rows
from tests.integration.chronology.conftest import World

MOST_BYTES = 150_000
PAGES = ("chronology/", "chronology/stands-out/", "chronology/timeline/", "chronology/agencies/")
FAR = 10.0
"""Seconds: far more than a page takes on the slowest machine, and far less than one that does all rows one by one."""


def queries(world: World, page: str, **asked: str) -> int:
    with CaptureQueriesContext(connection, ) as found:  # fmt: skip
        assert world.get("manager", page, **asked).status_code == 200
    return len(found)


def test_twenty_thousand_rows_ask_no_more_of_the_database_than_a_few(world: World):
    many_rows(world.board, world.case, 150)
    before = {page: queries(world, page) for page in PAGES}
    HandedInRow.objects.all().delete()
    world.case.reviews_handedins.all().delete()
    agencies = many_rows(world.board, world.case)
    assert HandedInRow.objects.count() == ROWS

    for page in PAGES:
        begun = time.monotonic()
        assert queries(world, page) <= before[page], page
        assert time.monotonic() - begun < FAR, page
        assert len(world.get("manager", page).content) <= MOST_BYTES, page

    narrowed = {"q": "landlord 19", "agency": str(agencies[3].pk), "seen": "not_seen", "from_on-day": "1",
                "from_on-month": "2", "from_on-year": "2018"}  # fmt: skip
    page = world.get("manager", "chronology/", **narrowed)
    found = HandedInRow.objects.filter(
        agency=agencies[3], seen="not_seen", on__gte="2018-02-01", event__icontains="19"
    ).count()
    assert found > 0
    assert page.context["here"].paginator.count == found
    last = world.get("manager", "chronology/", page="200")
    assert len(last.context["lines"]) == 100
    assert len(last.content) <= MOST_BYTES


@pytest.mark.django_db
def test_the_list_is_a_hundred_rows_to_a_page(world: World):
    many_rows(world.board, world.case, 105)

    assert len(world.get("manager").context["lines"]) == 100
    assert len(world.get("manager", page="2").context["lines"]) == 5
