"""Forums and panels are reviewed again and again, and an overdue review is told."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from django.test import Client

from goldenthread.core import clock
from goldenthread.core.days import months_after
from goldenthread.plans.models import Forum
from tests.factories.people import board, person, signed_in
from tests.factories.records import make

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.mark.capability("S77")
def test_a_forum_is_reviewed_every_six_months_and_is_late_when_it_is_not():
    ours = board("ours")
    manager = signed_in(Client(), person("m@ours.example", board=ours, role="board_manager"))
    forum = make(Forum, ours, name="Complex case panel", review_on=clock.today() - timedelta(40))

    home = manager.get("/board/ours/").content.decode()
    assert "Review: Complex case panel" in home
    assert "40 days late" in home

    held = clock.today() - timedelta(1)
    given = {"name": forum.name, "review_every_months": "6"}
    given |= {f"reviewed_on-{part}": str(getattr(held, part)) for part in ("day", "month", "year")}
    form = manager.get(f"/board/ours/forums/{forum.pk}/change/").content.decode()
    read = re.search(r'name="read" value="([^"]*)"', form)
    assert read is not None
    given["read"] = html.unescape(read[1])
    assert manager.post(f"/board/ours/forums/{forum.pk}/change/", given).status_code == 302

    forum.refresh_from_db()
    assert forum.review_on == months_after(held, 6)
    assert "Review: Complex case panel" not in manager.get("/board/ours/").content.decode()


def test_months_after_the_end_of_a_long_month_end_with_a_short_one():
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 1, 15), 12) == date(2027, 1, 15)
