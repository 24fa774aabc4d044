"""Asking the rule: at the door of a page, and from an operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core.access import (
    NOBODY,
    SYSTEM,
    Act,
    Role,
    actor_of,
    asking,
    needs,
    of_request,
    require,
    standing_of_actor,
)
from goldenthread.core.access.asking import needs_of
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPermitted
from goldenthread.core.marks import mark_of
from goldenthread.plans.models import BoardRisk
from tests.factories import people, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Board:
    return people.board("here")


@pytest.fixture
def there() -> Board:
    return people.board("there")


def request(user: Any, method: str = "GET") -> HttpRequest:
    made: Any = RequestFactory().generic(method, "/")
    made.user = user
    return made  # type: ignore[no-any-return]


def page(name: str | None = "risk_register", **acts: Act) -> Callable[..., HttpResponse]:
    """A page that answers with what it was told of the Board."""

    @needs(name, **(acts or {"get": Act.READ, "post": Act.EDIT}))
    def show(asked: Any, **rest: Any) -> HttpResponse:
        return HttpResponse(f"{asked.board.slug} {bool(asked.standing.roles)} {rest}")

    return show


def somebody(role: Role, on: Board, **fields: Any) -> User:
    return people.person(f"{role}@{on.slug}.example", board=on, role=role, **fields)


def test_the_door_opens_and_tells_the_page_where_it_is(here: Board):
    answer = page()(request(somebody(Role.CHAIR, here)), board="here", number=3)

    assert answer.content.decode() == "here True {'number': 3}"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_and_changing_are_asked_apart(here: Board, method: str):
    chair = somebody(Role.CHAIR, here)

    assert page()(request(chair, method), board="here").status_code == 200
    with pytest.raises(NotPermitted, match="not part of your role"):
        page()(request(chair, "POST"), board="here")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_role_that_never_may_is_told_so(here: Board, method: str):
    with pytest.raises(NotPermitted):
        page()(request(somebody(Role.EDITOR, here), method), board="here")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_somebody_of_another_board_finds_nothing(here: Board, there: Board, method: str):
    stranger = somebody(Role.BOARD_MANAGER, there)

    with pytest.raises(NotFound) as refused:
        page()(request(stranger, method), board="here")
    with pytest.raises(NotFound) as unknown:
        page()(request(stranger, method), board="nowhere")
    assert str(refused.value) == str(unknown.value)


@pytest.mark.parametrize("who", ["anonymous", "leaver"])
def test_strangers_and_leavers_find_nothing(here: Board, who: str):
    leaver = somebody(Role.CHAIR, here, is_active=False)
    user = {"anonymous": AnonymousUser(), "leaver": leaver}[who]

    with pytest.raises(NotFound):
        page()(request(user), board="here")


def test_methods_a_page_does_not_have_are_not_answered(here: Board):
    chair = somebody(Role.CHAIR, here)

    assert page()(request(chair, "DELETE"), board="here").headers["Allow"] == "HEAD, GET, POST"
    assert page("risk_register", post=Act.EDIT)(request(chair, "HEAD"), board="here").headers["Allow"] == "POST"
    assert page("risk_register", get=Act.READ)(request(chair, "POST"), board="here").status_code == 405


def test_a_page_without_a_row_asks_only_for_a_role_on_the_board(here: Board):
    answer = page(None, get=Act.READ)(request(somebody(Role.ADMINISTRATOR, here)), board="here")

    assert answer.status_code == 200


def test_a_door_carries_what_it_asks_and_is_for_people_who_are_signed_in():
    wanted = needs_of(page())

    assert wanted is not None
    assert (wanted.name, wanted.act("GET"), wanted.act("HEAD"), wanted.act("POST"), wanted.act("PUT")) == (
        "risk_register",
        Act.READ,
        Act.READ,
        Act.EDIT,
        None,
    )
    assert mark_of(page()) == "signed_in"
    assert needs_of(lambda: None) is None


def test_standing_is_worked_out_once_for_a_request(here: Board, django_assert_num_queries: Any):
    asked = request(somebody(Role.CHAIR, here))
    first = of_request(asked)

    with django_assert_num_queries(0):
        assert of_request(asked) is first


def test_a_board_is_found_by_its_short_address(here: Board, monkeypatch: pytest.MonkeyPatch):
    assert asking.board_named("here") == here
    assert asking.board_named("nowhere") is None

    monkeypatch.setattr(asking, "_board_named", [])

    assert asking.board_named("here") is None


def test_a_request_without_a_person_stands_nowhere():
    assert of_request(request(AnonymousUser())) == NOBODY
    assert of_request(RequestFactory().get("/")) == NOBODY


def test_an_operation_is_refused_in_words_that_tell_nothing(here: Board):
    risk = records.make(BoardRisk, here, title="Something nobody should hear")
    chair = somebody(Role.CHAIR, here)

    with pytest.raises(NotPermitted) as refused:
        require(actor_of(request(chair)), Act.EDIT, risk)

    assert str(refused.value) == "You may not change this. If you should be able to, ask the Board’s manager."


def test_an_operation_that_somebody_may_do_goes_on(here: Board):
    risk = records.make(BoardRisk, here)
    officer = somebody(Role.BOARD_OFFICER, here)

    require(Actor.person("Bea", officer.pk), Act.EDIT, risk)
    require(Actor.system("a named job"), Act.EDIT, risk)
    require(Actor.console("ada"), Act.EDIT, risk)


@pytest.mark.parametrize("by", [Actor("link", "a link"), Actor.person("Nobody we know")])
def test_an_actor_without_an_account_stands_nowhere(here: Board, by: Actor):
    assert standing_of_actor(by) == NOBODY
    with pytest.raises(NotPermitted):
        require(by, Act.READ, records.make(BoardRisk, here))


def test_an_actor_stands_where_their_account_stands(here: Board):
    chair = somebody(Role.CHAIR, here)

    assert standing_of_actor(Actor.person("Ada", chair.pk)).roles == {(here.pk, Role.CHAIR)}
    assert standing_of_actor(Actor.person("Ada", here.pk)) == NOBODY
    assert standing_of_actor(Actor.system("a job")) == SYSTEM


def test_an_actor_has_the_name_the_trail_will_give_them(here: Board):
    named = somebody(Role.CHAIR, here, name="Ada Invented")
    unnamed = somebody(Role.MEMBER, here, name="")

    assert actor_of(request(named)) == Actor("person", "Ada Invented", named.pk)
    assert actor_of(request(unnamed)) == Actor("person", "member@here.example", unnamed.pk)
