"""What each member did is asked for once: by the ask for its annual report, or else by a return on the Board's page."""

from __future__ import annotations

import pytest

from goldenthread.core import clock
from goldenthread.core.access import standing_of
from goldenthread.core.todo import Asked, things
from goldenthread.plans.models import MemberContribution
from tests.factories.asking import Asking, asking

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ours() -> Asking:
    return asking()


def chores(ours: Asking) -> list[str]:
    standing = standing_of(ours.lead)
    found = things(Asked(ours.lead.pk, standing, ours.board, clock.today()))
    return [one.what for one in found if one.what.startswith("Write what")]


def test_an_agency_that_is_asked_for_its_annual_report_is_not_asked_twice(ours: Asking):
    for period in ("2023-24", "2024-25"):
        MemberContribution.objects.create(agency=ours.police, period=period)
    before = chores(ours)

    ours.sent(form_version=ours.form(slug="annual-member-report"), period="2024-25")

    assert len(before) == 2
    assert [one for one in before if "2023-24" in one] == chores(ours)
