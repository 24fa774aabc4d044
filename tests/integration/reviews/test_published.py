"""A review that was published, and of which nobody knows the day, or only the year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.core.access import Role
from goldenthread.reviews.models import Review
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"published_on": date(2022, 4, 1), "published_precision": "year"}, "2022-23"),
        ({"is_published": True}, "Yes, but the day is not known"),
    ],
)
@pytest.mark.capability("S70")
def test_a_published_review_is_not_under_way_however_little_is_known(ours: Board, known: dict[str, Any], said: str):
    review = records.make(Review, ours, **known)
    client = people.signed_in(Client(), people.person("m@ours.example", board=ours, role=Role.BOARD_MANAGER))

    page = client.get(f"/board/ours/reviews/{review.pk}/").content.decode()

    assert said in page
    assert "Under way" not in page
    assert "Under way" not in client.get("/board/ours/reviews/").content.decode().split("<tbody>")[1]


def test_the_form_takes_a_review_published_on_no_known_day(ours: Board):
    review = records.make(Review, ours)
    client = people.signed_in(Client(), people.person("m@ours.example", board=ours, role=Role.BOARD_MANAGER))
    address = f"/board/ours/reviews/{review.pk}/change/"

    assert "It is published, and nobody knows when" in client.get(address).content.decode()
