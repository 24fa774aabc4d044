"""A business manager brings a spreadsheet in, page by page, without a script."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from goldenthread.boards.models import Agency, Board
from goldenthread.core.access import Role
from goldenthread.demo import year_zero_examples as examples
from goldenthread.learning.models import Action
from goldenthread.workspace.models import Job
from goldenthread.workspace.year_zero.models import SpreadsheetImport
from tests.factories import people

START = "/board/example/bring-in/"


@pytest.fixture
def board(db: None) -> Board:
    board = people.board()
    for slug in ("police", "icb", "housing"):
        people.agency(board, slug)
    people.group(board, "assurance")
    return board


def signed_in(board: Board, role: Role) -> Client:
    client = Client()
    people.signed_in(client, people.person(f"{role.value}@example.example", board=board, role=role))
    return client


@pytest.fixture
def manager(board: Board) -> Iterator[Client]:
    return signed_in(board, Role.BOARD_MANAGER)


def choose(client: Client, path: Path, kind: str) -> str:
    """Choose a file; returns where that leads."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post(START, {"kind": kind, "file": file})
    assert answer.status_code == 302, words_of(answer)
    return str(answer.headers["Location"])


def words_of(answer: object) -> str:
    page = html.fromstring(answer.content)  # type: ignore[attr-defined]
    return " ".join(page.find(".//main").text_content().split())


def offered(client: Client, address: str) -> dict[str, str]:
    """What the page's own form would send if nothing were touched."""
    page = html.fromstring(client.get(address).content)
    form = next(one for one in page.findall(".//main//form") if one.get("action") == address)
    sent = {name: value for name, value in form.fields.items() if value is not None and name != "csrfmiddlewaretoken"}
    return {name: str(value) for name, value in sent.items()}


def go_on(client: Client, address: str, **said: str) -> str:
    answer = client.post(address, {**offered(client, address), **said})
    assert answer.status_code == 302, words_of(answer)
    return str(answer.headers["Location"])


def to_check(client: Client, path: Path, kind: str) -> str:
    address = go_on(client, choose(client, path, kind))
    landed = client.get(address)
    return go_on(client, address) if landed.status_code == 200 else str(landed.headers["Location"])


def test_the_action_log_comes_in_and_goes_again(manager: Client, tmp_path: Path):
    agencies = Agency.objects.count()
    check = to_check(manager, examples.write("actions", tmp_path), "actions")

    preview = words_of(manager.get(check))
    assert "5 rows need putting right" in preview
    assert "5 actions can be brought in; 5 rows need putting right. Nothing has been brought in yet." in preview
    assert "“ASAP” is not a date" in preview
    assert not Action.objects.exists()

    result = go_on(manager, check, do="bring_in")
    assert "5 actions brought in; 5 rows left out." in words_of(manager.get(result))
    assert Action.objects.filter(text="Plan the learning day", due_on="2024-03-31", status="not_started").exists()

    undone = go_on(manager, f"{result}undo/")
    assert "This was undone" in words_of(manager.get(undone))
    assert (Action.objects.count(), Agency.objects.count()) == (0, agencies)


def test_rows_left_out_are_a_file_that_opens_safely(manager: Client, tmp_path: Path):
    check = to_check(manager, examples.write("actions", tmp_path), "actions")
    result = go_on(manager, check, do="bring_in")

    answer = manager.get(f"{result}rows-left-out.csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][-2:] == ["Row in your file", "What to put right"]
    assert [row[-2] for row in rows[1:]] == ["7", "9", "12", "13", "15"]
    assert rows[-1][2] == "'=Check the website’s phone number"


def test_cells_that_cannot_be_read_may_be_left_empty_after_seeing_what_that_does(manager: Client, tmp_path: Path):
    check = to_check(manager, examples.write("actions", tmp_path), "actions")

    shown = manager.post(check, {**offered(manager, check), "passed_over": "due_on", "do": "bring_in"})

    assert "8 actions can be brought in; 2 rows need putting right." in words_of(shown)
    assert not Action.objects.exists()
    go_on(manager, check, do="bring_in", passed_over="due_on")
    assert Action.objects.filter(due_on=None).count() == 3


def test_all_or_nothing_brings_in_nothing_while_a_row_is_wrong(manager: Client, tmp_path: Path):
    check = to_check(manager, examples.write("actions", tmp_path), "actions")

    answer = manager.post(check, {**offered(manager, check), "rows": "all", "do": "bring_in"})

    assert answer.status_code == 409
    assert "Nothing was brought in: 5 rows need putting right." in words_of(answer)
    assert not Action.objects.exists()


def test_the_same_file_again_doubles_nothing(manager: Client, tmp_path: Path):
    path = examples.write("actions", tmp_path)
    go_on(manager, to_check(manager, path, "actions"), do="bring_in")

    preview = words_of(manager.get(to_check(manager, path, "actions")))

    assert "5 actions are there already and stay as they are" in preview
    assert "This very file was brought in on" in preview
    assert Action.objects.count() == 5


def test_what_words_mean_and_how_columns_match_is_remembered(manager: Client, tmp_path: Path):
    path = examples.write("actions", tmp_path)
    go_on(manager, to_check(manager, path, "actions"), do="bring_in")
    page = words_of(manager.get(choose(manager, path, "actions")))
    assert "Matched as you did for actions.xlsx" in page

    columns = f"{START}{SpreadsheetImport.objects.order_by('-uploaded_at').values_list('pk', flat=True)[0]}/columns/"
    words = words_of(manager.get(go_on(manager, columns)))

    assert "“Beds Police”" in words
    question = html.fromstring(manager.get(columns.replace("columns", "words")).content)
    police = next(one for one in question.findall(".//select") if "Beds Police" in one.getparent().text_content())
    assert police.value == str(Agency.objects.get(slug="police").pk)


def test_a_page_can_be_left_and_come_back_to(manager: Client, tmp_path: Path):
    columns = choose(manager, examples.write("risks", tmp_path), "risks")
    one = columns.removesuffix("columns/")

    assert manager.get(one).headers["Location"] == columns
    words = go_on(manager, columns)
    assert manager.get(one).headers["Location"] == f"{one}check/"
    assert manager.get(f"{one}check/").headers["Location"] == words
    assert "risks.xlsx" in words_of(manager.get(START))


def test_a_field_that_is_needed_is_asked_for_in_its_own_words(manager: Client, tmp_path: Path):
    columns = choose(manager, examples.write("risks", tmp_path), "risks")

    answer = manager.post(columns, {**offered(manager, columns), "title": ""})

    assert answer.status_code == 422
    assert "Choose the column that holds “Risk”" in words_of(answer)


def test_a_column_is_not_two_things(manager: Client, tmp_path: Path):
    columns = choose(manager, examples.write("risks", tmp_path), "risks")
    sent = offered(manager, columns)

    answer = manager.post(columns, {**sent, "impact": sent["likelihood"]})

    assert "“Likelihood (1-5)” is chosen twice." in words_of(answer)


def test_another_row_of_headings_can_be_chosen(manager: Client, tmp_path: Path):
    columns = choose(manager, examples.write("actions", tmp_path), "actions")

    manager.post(columns.replace("columns", "sheet"), {"sheet": "2019 old", "header_row": "1"})

    assert SpreadsheetImport.objects.get().headings == ["Action", "Owner"]
    assert "The headings are in row 1 of the sheet “2019 old”." in words_of(manager.get(columns))


def test_a_wrong_file_is_said_beside_the_field(manager: Client):
    file = SimpleUploadedFile("minutes.docx", b"PK whatever")

    answer = manager.post(START, {"kind": "actions", "file": file})

    assert answer.status_code == 422
    assert "This is a Word document." in words_of(answer)
    assert SpreadsheetImport.objects.count() == 0


def test_a_file_thrown_away_is_forgotten(manager: Client, tmp_path: Path):
    columns = choose(manager, examples.write("risks", tmp_path), "risks")

    go_on(manager, columns.replace("columns", "throw-away"))

    assert SpreadsheetImport.objects.count() == 0


def test_an_officer_brings_in_but_does_not_undo(board: Board, tmp_path: Path):
    officer = signed_in(board, Role.BOARD_OFFICER)
    result = go_on(officer, to_check(officer, examples.write("risks", tmp_path), "risks"), do="bring_in")

    assert "The Board’s manager can undo it." in words_of(officer.get(result))
    assert officer.post(f"{result}undo/").status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.BOARD_MANAGER, Role.BOARD_OFFICER}])
def test_nobody_else_finds_the_pages_open(board: Board, role: Role):
    assert signed_in(board, role).get(START).status_code == 403


def test_another_boards_spreadsheet_is_not_found(manager: Client, tmp_path: Path):
    choose(manager, examples.write("risks", tmp_path), "risks")
    theirs = signed_in(people.board("elsewhere"), Role.BOARD_OFFICER)
    key = SpreadsheetImport.objects.values_list("pk", flat=True).get()

    assert theirs.get(f"/board/elsewhere/bring-in/{key}/check/").status_code == 404
    assert theirs.get(f"{START}{key}/check/").status_code == 404


def test_a_file_name_is_shown_as_text(manager: Client, tmp_path: Path):
    path = examples.write("risks", tmp_path)
    named = path.rename(tmp_path / "<img src=x onerror=alert(1)>.xlsx")

    answer = manager.get(choose(manager, named, "risks"))

    assert not re.search(rb"<img[^>]*onerror", answer.content)
    assert "<img src=x onerror=alert(1)>.xlsx" in words_of(answer)


def test_a_long_spreadsheet_is_left_to_the_worker_and_ends_on_the_same_page(manager: Client, tmp_path: Path):
    rows = [["Action", "Owner"], *([f"Action {number}", "Ada"] for number in range(301))]
    path = examples.write_csv([list(row) for row in rows], tmp_path / "long.csv", encoding="utf-8")
    result = go_on(manager, to_check(manager, path, "actions"), do="bring_in")

    answer = manager.get(result, follow=True)
    assert "301 actions brought in." in words_of(answer)
    assert Job.objects.get().state == Job.State.DONE

    one = answer.request["PATH_INFO"]
    undone = manager.get(go_on(manager, f"{one}undo/"), follow=True)
    assert "301 records were taken away" in words_of(undone)
    assert not Action.objects.exists()
