"""Making and ending tokens, by the operation and on the pages."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from goldenthread.api import operations, secrets
from goldenthread.api.models import Token
from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPermitted
from goldenthread.demo.rooms import tokens as demonstrated
from goldenthread.trail.models import Entry
from tests.factories import people, records
from tests.integration.api.conftest import ask

TODAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _on_a_day() -> Any:
    with clock.on(TODAY):
        yield


def someone(board: Board, role: Role, **fields: Any) -> Any:
    return people.person(f"{role}@example.example", board=board, role=role, **fields)


def by(board: Board, role: Role = Role.BOARD_MANAGER) -> Actor:
    user = someone(board, role)
    return Actor.person(user.name, user.pk)


def make(board: Board, who: Actor, **fields: Any) -> operations.Made:
    given = {"purpose": "A dashboard", "reads": "released", "last_day": TODAY + timedelta(days=30), **fields}
    agency = given.pop("agency", None) or people.agency(board, "police")
    return operations.make_token(board=board, agency=agency, by=who, **given)


@pytest.mark.parametrize("role", [Role.BOARD_MANAGER, Role.INFORMATION_GOVERNANCE])
def test_a_token_is_kept_as_a_digest_and_told_in_the_trail_without_it(board: Board, role: Role):
    made = make(board, by(board, role))
    entry = Entry.objects.get(subject_id=str(made.token.pk))

    kept = Token.objects.get()
    assert kept.digest == secrets.digest(made.secret)
    assert made.secret not in str(list(Token.objects.values()))
    assert (entry.verb, entry.after["purpose"], entry.after["begins_with"]) == ("add", "A dashboard", made.secret[:8])
    assert kept.digest not in str(entry.after)
    assert ask("token", made.secret).status_code == 200


@pytest.mark.parametrize("role", [Role.CHAIR, Role.ANALYST, Role.AGENCY_LEAD, Role.ADMINISTRATOR, Role.BOARD_OFFICER])
def test_nobody_else_makes_or_ends_one(board: Board, role: Role):
    who = by(board, role)
    token = records.make(Token, board)

    with pytest.raises(NotPermitted):
        make(board, who)
    with pytest.raises(NotPermitted):
        operations.end_token(token=token, why="Why not", by=who)
    with pytest.raises(NotPermitted):
        make(board, Actor.system("the program"))


def test_whoever_may_not_export_figures_makes_no_token_that_takes_them_out(board: Board):
    governance = someone(board, Role.INFORMATION_GOVERNANCE)
    page, at = people.signed_in(Client(), governance), f"/board/{board.slug}/tokens/new/"

    with pytest.raises(NotPermitted, match="export"):
        make(board, Actor.person(governance.name, governance.pk), reads="everything")
    assert 'value="everything"' not in page.get(at).text
    assert page.post(at, sent(board, reads="everything")).status_code == 422
    assert not Token.objects.exists()
    assert 'value="everything"' in browser(board).get(at).text


@pytest.mark.parametrize(
    ("reads", "days", "holds"),
    [
        ("released", 0, True),
        ("released", 366, True),
        ("released", 367, False),
        ("released", -1, False),
        ("everything", 92, True),
        ("everything", 93, False),
        ("nothing", 5, False),
    ],
)
def test_a_token_lasts_no_longer_than_what_it_reads_allows(board: Board, reads: str, days: int, holds: bool):
    who = by(board)

    if holds:
        assert make(board, who, reads=reads, last_day=TODAY + timedelta(days=days)).token.reads == reads
    else:
        with pytest.raises(ValidationError):
            make(board, who, reads=reads, last_day=TODAY + timedelta(days=days))
        assert not Token.objects.exists()


def test_an_agency_of_another_board_has_no_token_here(board: Board):
    with pytest.raises(ValidationError, match="from the list"):
        make(board, by(board), agency=people.agency(people.board("elsewhere"), "police"))


def test_the_same_form_sent_twice_makes_one_token(board: Board):
    key, who = uuid4(), by(board)
    make(board, who, key=key)

    with pytest.raises(AlreadyDone):
        make(board, who, key=key)
    assert Token.objects.count() == 1


def test_an_ended_token_stays_ended_and_says_who_and_why(board: Board):
    who = by(board)
    made = make(board, who)

    operations.end_token(token=made.token, why="It was found in a log", by=who)

    entry = Entry.objects.filter(subject_id=str(made.token.pk)).latest("number")
    assert (entry.verb, entry.why, entry.by_user_id) == ("end", "It was found in a log", who.user_id)
    assert ask("token", made.secret).status_code == 401
    with pytest.raises(AlreadyDone):
        operations.end_token(token=made.token, why="Again", by=who)


def test_two_tokens_never_share_a_secret():
    assert len({secrets.make() for _ in range(1000)}) == 1000
    assert all(len(secrets.make()) == 46 for _ in range(10))


def browser(board: Board, role: Role = Role.BOARD_MANAGER, **fields: Any) -> Client:
    return people.signed_in(Client(), someone(board, role, **fields))


def sent(board: Board, **fields: str) -> dict[str, str]:
    day = TODAY + timedelta(days=30)
    days = {"last_day-day": str(day.day), "last_day-month": str(day.month), "last_day-year": str(day.year)}
    agency = str(people.agency(board, "police").pk)
    return {"key": str(uuid4()), "agency": agency, "purpose": "A dashboard", "reads": "released", **days, **fields}


def test_a_manager_makes_a_token_sees_it_once_and_ends_it(board: Board):
    manager = browser(board)
    at = f"/board/{board.slug}/tokens/"
    form = sent(board)

    shown = manager.post(f"{at}new/", form)
    secret = re.search(r"gt_[\w-]{43}", shown.text)

    assert secret is not None
    assert ask("token", secret[0]).json()["purpose"] == "A dashboard"
    token = Token.objects.get()
    pages = [manager.get(at), manager.get(f"{at}{token.pk}/"), manager.post(f"{at}new/", form, follow=True)]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [secret[0] in page.text for page in pages] == [False, False, False]
    assert all(token.begins_with in page.text for page in pages)
    assert "was made already" in pages[-1].text

    assert manager.post(f"{at}{token.pk}/end/", {"why": ""}).status_code == 422
    done = manager.post(f"{at}{token.pk}/end/", {"why": "No longer needed"}, follow=True)
    assert "opens nothing any more" in done.text
    assert "No longer needed" in done.text
    assert "Ended by" not in done.text, "who ended it is told once, by name"
    assert ask("token", secret[0]).status_code == 401


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"purpose": ""}, "Enter what it is for"),
        ({"agency": ""}, "Choose the agency whose program it is"),
        ({"reads": "all"}, "from the list"),
        ({"last_day-year": "2036"}, "at most"),
        ({"last_day-day": ""}, "must include a day"),
    ],
)
def test_a_form_that_does_not_hold_says_what_to_do_and_keeps_what_was_typed(
    board: Board, wrong: dict[str, str], words: str
):
    answer = browser(board).post(
        f"/board/{board.slug}/tokens/new/", sent(board, **{"purpose": "The dashboard", **wrong})
    )

    assert answer.status_code == 422
    assert words in answer.text
    assert wrong.get("purpose", "The dashboard") in answer.text
    assert not Token.objects.exists()


def test_an_agencys_lead_sees_the_tokens_of_their_own_agency_alone(board: Board):
    police, council = people.agency(board, "police"), people.agency(board, "council")
    ours, theirs = records.make(Token, board, agency=police), records.make(Token, board, agency=council)
    lead = browser(board, Role.AGENCY_LEAD, agency=police)
    at = f"/board/{board.slug}/tokens/"

    listed = lead.get(at).text

    assert (ours.begins_with in listed, theirs.begins_with in listed) == (True, False)
    assert "Make a token" not in listed
    assert [lead.get(f"{at}{one.pk}/").status_code for one in (ours, theirs)] == [200, 404]
    assert lead.post(f"{at}{ours.pk}/end/", {"why": "Ours"}).status_code == 403


def test_the_list_asks_no_more_of_the_database_with_more_tokens(board: Board, django_assert_max_num_queries: Any):
    manager = browser(board)
    at = f"/board/{board.slug}/tokens/"
    records.make(Token, board)
    manager.get(at)
    with django_assert_max_num_queries(40) as few:
        manager.get(at)
    for _ in range(9):
        records.make(Token, board)

    with django_assert_max_num_queries(len(few.captured_queries)):
        assert manager.get(at).text.count("To draw a chart") == 10


def test_the_demonstration_has_tokens_that_nobody_can_use(board: Board):
    """One open and one ended; what opens them was made at random and is kept nowhere."""
    manager = people.person("manager@luton.example", board=board, role=Role.BOARD_MANAGER)
    people.agency(board, "example-care")

    demonstrated.finish(board, by=Actor.system("the demonstration"))
    first = set(Token.objects.values_list("digest", flat=True))
    demonstrated.finish(board, by=Actor.system("the demonstration"))

    assert sorted(one.ended_at is None for one in Token.objects.all()) == [False, False, True, True]
    assert {one.made_by_id for one in Token.objects.all()} == {manager.pk}
    assert all("Made up" in one.purpose for one in Token.objects.all())
    assert len(set(Token.objects.values_list("digest", flat=True)) - first) == 2, "each demonstration has its own"
