"""What referrals name together."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.boards.models import Board
from goldenthread.core.access import Role
from goldenthread.reviews.models import Referral, ReferralFactor
from goldenthread.reviews.queries import circumstances_together
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def referral(board: Board, *named: str, on: date = date(2023, 6, 1)) -> Referral:
    made = records.make(Referral, board, received_on=on) if on != date(2024, 1, 1) else records.make(Referral, board)
    for one in named:
        ReferralFactor.objects.create(referral=made, factor=one)
    return made


@pytest.fixture
def board() -> Board:
    return people.board("example")


@pytest.mark.capability("S9")
def test_pairs_are_counted_once_a_referral(board: Board):
    referral(board, "Self-neglect", "Alcohol or drugs", "Homelessness")
    referral(board, "Self-neglect", "Alcohol or drugs")
    referral(board)

    found = circumstances_together(Referral.objects.all())

    assert found.referrals == 3
    assert found.each == [("Alcohol or drugs", 2), ("Self-neglect", 2), ("Homelessness", 1)]
    assert (found.both("Self-neglect", "Alcohol or drugs"), found.both("Homelessness", "Self-neglect")) == (2, 1)
    assert found.both("Self-neglect", "Self-neglect") == 2
    assert found.by_number == [(0, 1), (2, 1), (3, 1)]


def test_the_page_counts_one_year_and_only_this_board(board: Board):
    referral(board, "Self-neglect", "Homelessness")
    referral(board, "Domestic abuse", on=date(2022, 6, 1))
    referral(people.board("other"), "Modern slavery")
    client = people.signed_in(Client(), people.person("m@example.example", board=board, role=Role.BOARD_MANAGER))

    every = client.get("/board/example/referrals/circumstances/").content.decode()
    year = client.get("/board/example/referrals/circumstances/", {"year": "2023-24"}).content.decode()

    assert ("Domestic abuse" in every, "Modern slavery" in every) == (True, False)
    assert ("Homelessness" in year, "Domestic abuse" in year) == (True, False)


def test_a_referral_that_is_still_being_written_is_not_counted(board: Board):
    referral(board, "Self-neglect")
    writing = referral(board, "Modern slavery")
    Referral.objects.filter(pk=writing.pk).update(state="draft")
    client = people.signed_in(Client(), people.person("m@example.example", board=board, role=Role.BOARD_MANAGER))

    page = client.get("/board/example/referrals/circumstances/").content.decode()

    assert ("Self-neglect" in page, "Modern slavery" in page) == (True, False)


def test_a_year_without_referrals_is_said_so(board: Board):
    client = people.signed_in(Client(), people.person("m@example.example", board=board, role=Role.BOARD_MANAGER))

    answer = client.get("/board/example/referrals/circumstances/", {"year": "1999-00"})

    assert "Choose a year from the list." in answer.content.decode()


def test_queries_do_not_grow_with_referrals(board: Board):
    client = people.signed_in(Client(), people.person("m@example.example", board=board, role=Role.BOARD_MANAGER))
    counts = []
    for more in (2, 20):
        for _ in range(more):
            referral(board, "Self-neglect", "Homelessness")
        client.get("/board/example/referrals/circumstances/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/board/example/referrals/circumstances/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
