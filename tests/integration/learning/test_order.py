"""Recommendations stand by their source, the latest first, in its own numbering."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.core.access import Role
from goldenthread.learning.models import Recommendation, Source
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def test_recommendations_stand_by_source_and_number():
    ours = people.board("ours")
    for title, day in (("Older", date(2024, 1, 1)), ("Newer", date(2025, 1, 1))):
        source = records.make(Source, ours, title=title, ended_on=day)
        for order in (2, 1):
            fields = {"number": str(order), "order": order, "text": f"{title} asks {order}"}
            records.make(Recommendation, ours, source=source, **fields)
    client = people.signed_in(Client(), people.person("m@ours.example", board=ours, role=Role.BOARD_MANAGER))

    page = client.get("/board/ours/recommendations/").content.decode()

    places = [page.index(f"{title} asks {number}") for title in ("Newer", "Older") for number in (1, 2)]
    assert places == sorted(places)
