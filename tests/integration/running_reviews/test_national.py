"""What is beyond a Board's reach: taken to the region, then the nation, with what came back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.core.access import Role
from goldenthread.learning.models import Recommendation
from goldenthread.reviews.models import NationalIssue
from tests.factories import people, records
from tests.factories.reviewing import room, sent

pytestmark = [pytest.mark.django_db, pytest.mark.records]
FIRST = date(2024, 3, 1)


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


def of(board: Board, role: Role, name: str = "m") -> Client:
    return people.signed_in(Client(), people.person(f"{name}@ours.example", board=board, role=role))


def add(client: Client, board: Board, **values: Any) -> Any:
    asked = values.pop("recommendation", None) or records.make(Recommendation, board)
    said = {"issue": "Who pays for advocacy", "why": "Only the law can say.", "through": "The regional network"}
    given = {"key": str(uuid4()), "recommendation": str(asked.pk), "regional_on": FIRST, **said, **values}
    return client.post(f"/board/{board.slug}/national-issues/new/", sent(**given))


def test_it_is_kept_with_whom_it_was_taken_through_and_why(ours: Board):
    manager = of(ours, Role.BOARD_MANAGER)

    assert add(manager, ours).status_code == 302

    page = manager.get(f"/board/ours/national-issues/{NationalIssue.objects.get().pk}/").content.decode()
    assert "Only the law can say." in page
    assert "The regional network" in page
    assert "With the regional network" in page


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        ({}, "With the regional network"),
        ({"national_on": FIRST}, "With the national network"),
        ({"national_on": FIRST, "referred_on": FIRST, "bodies": "The department"}, "With the body it was referred to"),
        ({"answered_on": FIRST, "answer": "It will be looked at."}, "Answered, not told yet"),
        ({"answered_on": FIRST, "answer": "No.", "told_on": FIRST}, "Answered, and told"),
    ],
)
def test_its_days_say_how_far_it_has_come(ours: Board, days: dict[str, Any], stands: str):
    one = records.make(NationalIssue, ours, regional_on=FIRST)
    NationalIssue.objects.filter(pk=one.pk).update(**days)

    assert NationalIssue.objects.get().stands.words == stands


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"answered_on": FIRST}, "Say what came back."),
        ({"referred_on": FIRST}, "Say whom it was referred to."),
        ({"national_on": date(2024, 2, 29)}, "before the day it was taken to the regional network"),
        ({"why": ""}, "Enter why it is beyond our reach"),
    ],
)
def test_what_cannot_be_is_refused_in_words(ours: Board, values: dict[str, Any], said: str):
    answer = add(of(ours, Role.BOARD_MANAGER), ours, **values)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not NationalIssue.objects.exists()


@pytest.mark.parametrize("state", ["open", "answered", "told"])
def test_the_list_is_narrowed_by_how_far_each_has_come(ours: Board, state: str):
    days: dict[str, dict[str, Any]] = {
        "open": {},
        "answered": {"answered_on": FIRST, "answer": "No."},
        "told": {"answered_on": FIRST, "answer": "No.", "told_on": FIRST},
    }
    for name, fields in days.items():
        one = records.make(NationalIssue, ours)
        NationalIssue.objects.filter(pk=one.pk).update(issue=f"Issue {name}", regional_on=FIRST, **fields)

    page = of(ours, Role.BOARD_MANAGER).get(f"/board/ours/national-issues/?state={state}").content.decode()

    assert [name for name in days if f"Issue {name}" in page] == [state]


def test_whoever_stands_aside_from_the_review_sees_nothing_of_it():
    where = room()
    asked = records.make(Recommendation, where.board, source=where.review.source)
    one = records.make(NationalIssue, where.board, recommendation=asked)
    chair = where.who("chair", Role.CHAIR, "decider")
    address = f"/board/{where.board.slug}/national-issues/{one.pk}/"
    before = chair.get(address).status_code

    people.stands_aside(where.users["chair"], where.review)

    assert (before, chair.get(address).status_code) == (200, 404)


def test_a_chair_reads_it_and_writes_nothing(ours: Board):
    assert add(of(ours, Role.CHAIR), ours).status_code == 403
