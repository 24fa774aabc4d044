"""What a program that shows a token reads, and what it does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from goldenthread.api import secrets
from goldenthread.api.models import Token
from goldenthread.boards.models import Board
from goldenthread.casework.models import Adult, Concern
from goldenthread.core import clock
from goldenthread.figures.definitions import all_definitions
from goldenthread.trail.models import Entry
from tests.factories import figures, people, records
from tests.integration.api.conftest import ask

Given = Callable[..., str]


def _numbers(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """Every number of a figure and of its rows."""
    parts = ("value", "numerator", "denominator")
    return [each[part] for each in [figure, *figure["rows"]] for part in parts if each[part] is not None]


def test_a_token_says_what_it_stands_for(board: Board, given: Given):
    said = ask("token", given(purpose="To draw a chart for the partnership")).json()

    assert (said["board"], said["agency"], said["reads"]) == ("example", "Police", "released")
    assert said["purpose"] == "To draw a chart for the partnership"


def test_released_figures_are_read_with_small_numbers_withheld(year: Any, given: Given):
    said = ask("figures?period=2023-24", given()).json()
    by_id = {one["id"]: one for one in said["figures"]}

    assert (said["source"]["is_protected"], said["source"]["rule"]) == (True, "board")
    assert said["source"]["seal"] == year.sha256
    assert by_id["concerns.received"]["value"] == {"value": 40, "mark": ""}
    withheld = {one["id"] for one in said["figures"] if '"c"' in json.dumps(one)}
    assert withheld, "two concerns name self-neglect, and nobody may know that they are two"
    assert all(each["value"] is None for one in said["figures"] for each in _numbers(one) if each["mark"] == "c")


def test_whoever_may_read_figures_before_they_are_protected_reads_every_number(year: Any, given: Given):
    said = ask("figures?period=2023-24", given("everything")).json()
    numbers = [row[part] for one in said["figures"] for row in one["rows"] for part in ("value", "numerator")]

    assert (said["source"]["is_protected"], said["source"]["rule"]) == (False, "")
    assert {one["mark"] for one in numbers} <= {"", "x"}
    assert set(all_definitions()) == {one["id"] for one in said["figures"]}


def test_reading_every_number_is_in_the_trail_once_a_day_for_each_year(year: Any, given: Given):
    """By a token that reads released figures nothing is told: those are public."""
    secret = given("everything")
    days = [date(2026, 5, 1), date(2026, 5, 1), date(2026, 5, 2)]
    ask("figures?period=2023-24", given())
    for day in days:
        with clock.on(day):
            ask("figures?period=2023-24", secret)
            ask("figures/concerns.received?period=2023-24", secret)

    told = Entry.objects.filter(verb="export").order_by("number")

    assert [one.at.date() for one in told] == days[1:]
    assert {(one.after["period"], one.after["seal"], one.after["token"]) for one in told} == {
        ("2023-24", year.sha256, secret[:8])
    }
    assert all(one.by_name.startswith("a program of ") for one in told)


@pytest.mark.parametrize("reads", ["released", "everything"])
def test_one_figure_is_the_same_as_in_the_list(year: Any, given: Given, reads: str):
    secret = given(reads)
    listed = {one["id"]: one for one in ask("figures?period=2023-24", secret).json()["figures"]}

    for figure_id in ("concerns.received", "enquiries.started"):
        assert ask(f"figures/{figure_id}?period=2023-24", secret).json()["figure"] == listed[figure_id]


def test_definitions_are_read_whole(board: Board, given: Given):
    one = ask("definitions/concerns.received", given()).json()

    assert one["sql"] == all_definitions()["concerns.received"].sql
    assert one["reads"]["concerns"] != []
    assert len(ask("definitions", given()).json()["definitions"]) == len(all_definitions())


@pytest.mark.parametrize(("reads", "periods", "sets"), [("released", ["2023-24"], 0), ("everything", ["2023-24"], 1)])
def test_years_and_frozen_sets_are_listed_for_those_who_may_know_of_them(
    year: Any, given: Given, reads: str, periods: list[str], sets: int
):
    secret = given(reads)

    assert ask("periods", secret).json() == {"periods": periods}
    assert len(ask("frozen-sets", secret).json()["frozen_sets"]) == sets


@pytest.mark.parametrize("reads", ["released", "everything"])
@pytest.mark.parametrize(
    "address", ["figures?period=2022-23", "figures?period=1900-01", "figures/nothing?period=2023-24"]
)
def test_what_is_not_there_is_said_as_what_may_not_be_seen(year: Any, given: Given, address: str, reads: str):
    answer = ask(address, given(reads))

    assert answer.status_code == 404
    assert answer.json()["detail"] == "It is not there, or not open to this token."


def test_figures_frozen_and_never_released_are_as_if_they_were_not(board: Board, given: Given, tmp_path: Any):

    figures.a_year(board)
    figures.frozen(board, tmp_path)

    assert ask("figures?period=2023-24", given()).status_code == 404
    assert ask("periods", given()).json() == {"periods": []}
    assert ask("figures?period=2023-24", given("everything")).status_code == 200


def test_a_token_of_one_board_reads_nothing_of_another(year: Any, given: Given):

    secret = secrets.make()
    records.make(Token, people.board("elsewhere"), secret=secret, reads="everything")

    assert ask("periods", secret).json() == {"periods": []}
    assert ask("figures?period=2023-24", secret).status_code == 404
    assert ask("frozen-sets", secret).json() == {"frozen_sets": []}


def test_nothing_of_a_case_is_in_any_answer(year: Any, given: Given):

    secret = given("everything")
    every = "".join(
        ask(one, secret).text
        for one in ("token", "periods", "definitions", "figures?period=2023-24", "frozen-sets", "openapi.json")
    )
    keys = {*Adult.objects.values_list("adult_id", flat=True), *Concern.objects.values_list("concern_id", flat=True)}

    assert len(keys) > 100
    assert [key for key in keys if f'"{key}"' in every] == []


@pytest.mark.parametrize(
    "address",
    [
        "figures",
        "figures?period=2023",
        "figures?period=2023-25",
        "figures?period=0000-01",
        "figures?period=9999-00",
        "figures?period=2023-24&data=now",
        "figures?period=2023-24&period=2022-23",
        "periods?board=elsewhere",
        "token?x=1",
    ],
)
def test_a_question_that_would_be_left_out_of_the_answer_is_refused(year: Any, given: Given, address: str):
    answer = ask(address, given())

    assert answer.status_code == 422
    assert set(answer.json()) == {"status", "title", "detail"}


def test_questions_do_not_grow_with_figures_or_tokens(year: Any, given: Given, django_assert_max_num_queries: Any):
    secret = given()
    for _ in range(5):
        given()
    ask("figures?period=2023-24", secret)

    with django_assert_max_num_queries(8):
        assert ask("figures?period=2023-24", secret).status_code == 200
