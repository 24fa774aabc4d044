"""Another board is asked for assurance like an agency, is no member, and what it answers shows beside the issue it is about."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from goldenthread.asks import answering, deciding, links
from goldenthread.asks.models import Ask
from goldenthread.boards.models import Agency, Seat
from goldenthread.core.periods import Period
from goldenthread.plans.models import IssueOfConcern
from goldenthread.reports import records
from goldenthread.reports.document import Table
from tests.factories import people
from tests.factories.asking import Asking, as_, in_days
from tests.factories.rooms.asks import WHOLE
from tests.integration.asks.opening import as_user

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def children(ours: Asking) -> Agency:
    return people.agency(ours.board, "children", name="Children’s partnership", kind=Agency.Kind.BOARD)


def named(blocks: list[Any]) -> str:
    return " ".join(str(one.rows) for one in blocks if isinstance(one, Table))


@pytest.mark.capability("S52", "S86", "S107")
def test_assurance_is_asked_of_another_board_and_shows_beside_the_issue(ours: Asking, children: Agency):
    issue = IssueOfConcern.objects.create(
        board=ours.board, text="Young people who turn eighteen", forum="Transitions forum"
    )
    day = in_days(20)
    sent = {
        "asks_with": "training-return",
        "title": "How do you know that young people are safe?",
        "purpose": "The Board wants to be sure.",
        "asked": [str(children.pk)],
        "issue": str(issue.pk),
        "period": "",
        "due_on-day": day.day,
        "due_on-month": day.month,
        "due_on-year": day.year,
        "times_a_year": "1",
        "escalate_after_days": "14",
    }
    client = as_user(ours.manager)
    made = client.post("/board/ours/asks/new/", sent, follow=True)
    ask = Ask.objects.get()
    assert (made.status_code, ask.issue) == (200, issue)
    Ask.objects.filter(pk=ask.pk).update(form_version=ours.form())
    client.post(f"/board/ours/asks/{ask.pk}/send/")
    answer = ours.answer(ask, children)
    link = links.send(answer, to="manager@children.example", for_whom="Their manager", by=as_(ours.manager))
    answering.write(answer, WHOLE, by=links.holder(link))
    links.hand_in(link, signed_by="Their manager")

    deciding.accept(answer, by=as_(ours.manager))

    assurance = issue.assurances.get()
    assert (assurance.given_by, ask.title in assurance.text) == ("Children’s partnership", True)
    never = client.get("/board/ours/issues-of-concern/", {"assured": "never"}).content.decode()
    assert issue.text not in never


def test_another_board_is_in_no_list_of_members(ours: Asking, children: Agency):
    year = Period.parse("2023-24")

    members = named(records.blocks(ours.board, year, "members"))
    accounts = named(records.blocks(ours.board, year, "member_contributions"))

    assert ("Police" in members, "Children’s partnership" in members) == (True, False)
    assert ("Police" in accounts, "Children’s partnership" in accounts) == (True, False)


def test_another_board_holds_no_seat_and_is_no_statutory_partner(ours: Asking, children: Agency):
    with pytest.raises(ValidationError, match="holds no seat here"):
        Seat(board=ours.board, title="Children", agency=children).full_clean()
    children.is_statutory_partner = True
    with pytest.raises(ValidationError, match="no statutory partner"):
        children.full_clean()
