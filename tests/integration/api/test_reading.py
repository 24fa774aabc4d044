"""What a program that shows a token reads, and what it does not."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.ipc
import pytest

from goldenthread.api import secrets
from goldenthread.api.models import Token
from goldenthread.boards.models import Board
from goldenthread.casework.models import Adult, Concern
from goldenthread.core import clock
from goldenthread.core.periods import stretch
from goldenthread.figures import disclosure, frozen, store
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.models import FrozenSet
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

    assert ask("periods", secret).json() == {"periods": periods, "quarters": []}
    assert len(ask("frozen-sets", secret).json()["frozen_sets"]) == sets


@pytest.mark.parametrize("reads", ["released", "everything"])
@pytest.mark.parametrize(
    "address", ["figures?period=2022-23", "figures?period=1900-01", "figures/nothing?period=2023-24"]
)
def test_what_is_not_there_is_said_as_what_may_not_be_seen(year: Any, given: Given, address: str, reads: str):
    answer = ask(address, given(reads))

    assert answer.status_code == 404
    assert answer.json() == ask("nothing", given(reads)).json()
    assert "Ask periods which years there are" in answer.json()["detail"]


def test_figures_frozen_and_never_released_are_as_if_they_were_not(board: Board, given: Given, tmp_path: Any):

    figures.a_year(board)
    figures.frozen(board, tmp_path)

    assert ask("figures?period=2023-24", given()).status_code == 404
    assert ask("periods", given()).json() == {"periods": [], "quarters": []}
    assert ask("figures?period=2023-24", given("everything")).status_code == 200


def test_a_token_of_one_board_reads_nothing_of_another(year: Any, given: Given):

    secret = secrets.make()
    records.make(Token, people.board("elsewhere"), secret=secret, reads="everything")

    assert ask("periods", secret).json() == {"periods": [], "quarters": []}
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


def _lines(name: str, held: bytes) -> list[dict[str, Any]]:
    """The rows of a file, read as a program reads them."""
    if name == "csv":
        return list(csv.DictReader(io.StringIO(held.decode("utf-8-sig"))))
    if name == "arrow":
        return list(pa.ipc.open_file(held).read_all().to_pylist())
    rows = list(openpyxl.load_workbook(io.BytesIO(held)).active.values)
    top = next(at for at, row in enumerate(rows) if row[0] == "figure")
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]


@pytest.mark.parametrize("reads", ["released", "everything"])
@pytest.mark.parametrize(
    ("name", "kind"), [("csv", "text/csv; charset=utf-8"), ("xlsx", "spreadsheetml.sheet"), ("arrow", "arrow.file")]
)
def test_files_hold_the_numbers_that_json_tells(year: Any, given: Given, name: str, kind: str, reads: str):
    secret = given(reads)
    told = {one["id"]: one["value"] for one in ask("figures?period=2023-24", secret).json()["figures"]}

    answer = ask(f"figures.{name}?period=2023-24", secret)

    assert answer.status_code == 200
    assert answer["Content-Type"].endswith(kind)
    mark = "" if reads == "released" else "-not-for-publication"
    said = f'attachment; filename="example-figures-2023-24{mark}.{name}"'
    assert answer["Content-Disposition"] == said
    whole = {one["figure"]: one for one in _lines(name, answer.content) if one["row"] in {"", None}}
    assert {one: float(line["value"]) for one, line in whole.items() if line["value"] not in {"", None}} == {
        one: number["value"] for one, number in told.items() if number["value"] is not None
    }
    assert (whole["concerns.self_neglect"]["mark"] == "c") is (reads == "released")


def test_a_file_of_every_number_is_told_in_the_trail_as_the_numbers_are(year: Any, given: Given):
    ask("figures.csv?period=2023-24", given())
    assert not Entry.objects.filter(verb="export").exists()

    ask("figures.csv?period=2023-24", given("everything"))
    assert Entry.objects.get(verb="export").after["period"] == "2023-24"


@pytest.mark.parametrize("address", ["figures.csv?period=2022-23", "figures.xlsx?period=2019-20"])
def test_there_is_no_file_of_what_is_not_there(year: Any, given: Given, address: str):
    answer = ask(address, given())

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")


def test_quarters_are_read_once_they_are_released(year: Any, given: Given, board: Board):
    """A token that reads everything reads any quarter that was over when the data were frozen."""
    released, whole = given(), given("everything")
    at = "figures/concerns.received?period=2023-24 Q{}"
    before = ask(at.format(1), released).status_code, ask(at.format(1), whole).json()["figure"]["value"]["value"]
    made = disclosure.release(frozen.read(Path(year.folder)), stretch("2023-24 Q1"))
    store.save_release(made, board=board, by=figures.SYSTEM)

    assert before[0] == 404
    assert ask("periods", released).json() == {"periods": ["2023-24"], "quarters": ["2023-24 Q1"]}
    now = ask(at.format(1), released).json()
    assert (now["figure"]["period"], now["source"]["is_protected"]) == ("2023-24 Q1", True)
    assert now["figure"]["value"]["value"] in {before[1], None}
    quarters = [ask(at.format(one), whole).json()["figure"]["value"]["value"] for one in range(1, 5)]
    assert sum(quarters) == 40
    assert ask(at.format("1-Q4"), whole).status_code == 422
    assert "period=2023-24 Q2" in ask(at.format(5), whole).json()["detail"]


def test_a_quarter_that_was_not_over_when_the_data_were_frozen_is_not_read(board: Board, given: Given, tmp_path: Any):
    figures.a_year(board)
    made = figures.frozen(board, tmp_path)
    FrozenSet.objects.filter(pk=made.pk).update(frozen_at=datetime(2024, 1, 1, tzinfo=UTC))
    secret = given("everything")

    answers = [ask(f"figures?period=2023-24 Q{one}", secret).status_code for one in ("1", "1-Q3", "4", "2-Q4")]

    assert answers == [200, 200, 404, 404]
