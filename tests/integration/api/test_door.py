"""Who comes in: tokens, cookies, methods, how often, and what is said to those who may not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldenthread.api import limits, operations, queries, secrets
from goldenthread.api.models import Token
from goldenthread.boards.models import Board
from goldenthread.config import choices
from goldenthread.core import clock
from goldenthread.core.access import Role, standing_of
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.figures import basis, frozen
from tests.factories import people, records
from tests.integration.api.conftest import ask

Given = Callable[..., str]
PLACES = [
    "token",
    "periods",
    "definitions",
    "figures?period=2023-24",
    "figures.csv?period=2023-24",
    "frozen-sets",
    "openapi.json",
]


@pytest.mark.parametrize("address", PLACES)
def test_without_a_token_nothing_opens(board: Board, address: str):
    answer = ask(address)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert set(answer.json()) == {"status", "title", "detail"}


def test_unknown_ended_and_outlived_tokens_are_told_the_same(board: Board, given: Given):
    by = people.person("ada@example.example", board=board, role=Role.BOARD_MANAGER)
    ended, outlived = given(), given(last_day=clock.today() - timedelta(days=1))
    token = Token.objects.get(digest=secrets.digest(ended))
    assert ask("token", ended).status_code == 200
    operations.end_token(token=token, why="It was found in a log", by=Actor.person("Ada", by.pk))

    answers = [ask("token", one) for one in (secrets.make(), "gt_", "x" * 5000, ended, outlived)]

    assert {(one.status_code, one.content) for one in answers} == {(401, answers[0].content)}


def test_a_token_holds_on_its_last_day(board: Board, given: Given):
    assert ask("token", given(last_day=clock.today())).status_code == 200


@pytest.mark.parametrize("header", ["", "Basic {}", "Token {}", "bearer{}", "Bearer", "{}"])
def test_a_token_is_shown_in_one_way(board: Board, given: Given, header: str):
    secret = given()

    assert Client().get("/api/v1/token", headers={"Authorization": header.format(secret)}).status_code == 401
    assert Client().get(f"/api/v1/token?token={secret}&access_token={secret}").status_code == 401


def test_being_signed_in_to_the_workspace_opens_nothing_here(board: Board):
    manager = people.person("ada@example.example", board=board, role=Role.BOARD_MANAGER)
    browser = people.signed_in(Client(), manager)

    answer = browser.get("/api/v1/token")

    assert answer.status_code == 401
    assert not answer.cookies
    assert browser.get(f"/board/{board.slug}/").status_code == 200, "and the sign-in goes on"


def test_a_token_opens_no_page_of_the_workspace(board: Board, given: Given):
    answer = Client().get(f"/board/{board.slug}/figures/", headers={"Authorization": f"Bearer {given('everything')}"})

    assert answer.status_code == 302


def test_answers_carry_no_cookie_and_do_not_depend_on_one(year: Any, given: Given):
    answer = ask("figures?period=2023-24", given(), Cookie="session=abc; csrf=def")

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_changed(board: Board, given: Given, method: str):
    answer = getattr(Client(), method)("/api/v1/token", headers={"Authorization": f"Bearer {given()}"})

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer.json()["title"] == "Only reading"


def test_head_is_answered_as_get_without_a_body(board: Board, given: Given):
    answer = Client().head("/api/v1/token", headers={"Authorization": f"Bearer {given()}"})

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api", 404),
        ("/api/", 404),
        ("/api/v1", 404),
        ("/api/v1/", 404),
        ("/api/v2/token", 404),
        ("/api/v1/docs", 404),
        ("/api/v1/a%00b", 400),
        ("/api/v1/token?a=%00", 400),
        (f"/api/v1/token?{'&' * 2000}", 401),
    ],
)
def test_addresses_that_are_not_there_say_so_in_json(board: Board, address: str, status: int):
    answer = Client().get(address)

    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert not answer.cookies


def test_a_question_of_too_many_parts_could_not_be_read(year: Any, given: Given):
    answers = [ask(f"{address}?{'&' * 2000}period=2023-24", given()) for address in ("token", "figures", "periods")]

    assert [(one.status_code, one.json()["status"]) for one in answers] == [(400, 400)] * 3


def _edit(folder: Path) -> None:
    (folder / "concerns.parquet").write_bytes(b"")


def _tell(folder: Path) -> None:
    told = json.loads((folder / "manifest.json").read_text()) | {"board": "elsewhere"}
    told["manifest_sha256"] = frozen.hash_of(told)
    (folder / "manifest.json").write_text(json.dumps(told))


@pytest.mark.parametrize("harm", [_edit, _tell, shutil.rmtree])
def test_data_that_were_changed_are_not_read_and_no_place_is_told(year: Any, given: Given, harm: Callable[[Path], Any]):
    harm(Path(year.folder))
    basis.forget()

    answer = ask("figures?period=2023-24", given("everything"))

    assert (answer.status_code, answer.json()["title"]) == (409, "Not yet")
    assert [word for word in (year.folder, year.sha256, "/", "manifest") if word in answer.json()["detail"]] == []


def test_a_fault_of_ours_says_nothing_of_itself(board: Board, given: Given, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: Any) -> None:
        raise RuntimeError("the name of Adult Q")

    monkeypatch.setattr(queries, "years", fail)

    answer = ask("periods", given())

    assert answer.status_code == 500
    assert "Adult Q" not in answer.text


def test_after_its_share_of_a_minute_a_token_waits(board: Board, given: Given, monkeypatch: pytest.MonkeyPatch):
    at = datetime(2026, 5, 1, 9, 30, 12, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: at)
    secret, other = given(), given()

    answers = [ask("token", secret) for _ in range(limits.of_a_token() + 2)]

    assert [one.status_code for one in answers] == [200] * 60 + [429] * 2
    assert answers[-1]["Retry-After"] == "48"
    assert ask("token", other).status_code == 200, "another token is not kept waiting"
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(seconds=48))
    assert ask("token", secret).status_code == 200


def test_many_tokens_of_one_agency_share_what_four_of_them_may_ask(
    board: Board, given: Given, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    at = datetime(2026, 5, 1, 9, 30, 12, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: at)
    settings.GOLDENTHREAD_REQUESTS_A_MINUTE = 2
    police, council = people.agency(board, "police"), people.agency(board, "council")
    ours, theirs = [given(agency=police) for _ in range(5)], given(agency=council)

    answers = [ask("token", secret).status_code for secret in ours for _ in range(2)]

    assert answers == [200] * 8 + [429] * 2
    assert ask("token", theirs).status_code == 200, "another agency is not kept waiting"
    said = ask("token", theirs).json()
    assert (said["requests_in_a_minute"], said["requests_in_a_minute_of_agency"]) == (2, 8)
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(seconds=48))
    assert ask("token", ours[-1]).status_code == 200


@pytest.mark.parametrize(
    ("chosen", "holds"), [("1", True), ("6000", True), ("0", False), ("6001", False), ("many", False)]
)
def test_how_often_a_token_may_ask_is_chosen_by_the_installation(chosen: str, holds: bool):
    environment = {"GOLDENTHREAD_REQUESTS_A_MINUTE": chosen}

    if holds:
        assert choices.read(environment)["REQUESTS_A_MINUTE"] == chosen
    else:
        with pytest.raises(Refused, match="GOLDENTHREAD_REQUESTS_A_MINUTE must be a whole number from 1 to 6000"):
            choices.read(environment)


def test_when_a_token_was_last_used_is_known(board: Board, given: Given):
    secret = given()
    assert Token.objects.get().last_used_at is None

    ask("token", secret)

    assert Token.objects.get().last_used_at is not None


@pytest.mark.parametrize(("reads", "role"), [("released", Role.AGENCY_CONTRIBUTOR), ("everything", Role.ANALYST)])
def test_a_token_stands_as_a_role_and_no_higher(board: Board, reads: str, role: Role):

    council = people.agency(board, "council")
    part = people.agency(board, "social-care", part_of=council)
    token = records.make(Token, board, reads=reads, agency=council)
    somebody = people.person("somebody.else@example.example", board=board, role=role, agency=council)

    ours, theirs = queries.standing_of_token(token), standing_of(somebody)

    assert ours.roles == theirs.roles
    assert ours.agencies == theirs.agencies == {council.pk, part.pk}
    assert (ours.user_id, ours.groups, ours.cases, ours.items, ours.is_trusted) == (
        None,
        frozenset(),
        frozenset(),
        frozenset(),
        False,
    )
