"""Lists of records: who sees what in them, what can be asked of them, and what they cost."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.learning.models import Action
from goldenthread.plans.models import BoardRisk
from tests.factories import matrix_by_hand
from tests.factories.entering import list_of
from tests.factories.people import agency, board, person, signed_in

pytestmark = pytest.mark.django_db
A_LOT = 1_000


@pytest.fixture
def ours() -> Board:
    return board("ours")


@pytest.fixture
def manager(client: Client, ours: Board) -> Client:
    return signed_in(client, person("manager@ours.example", board=ours, role="board_manager"))


def without_tokens(page: bytes) -> bytes:
    """A page without what differs each time it is sent: the safety tokens of its forms, and its number."""
    return re.sub(rb'(?:csrfmiddlewaretoken" value="|X-CSRFToken": "|gt-mono">)[^"<]+', b"", page)


def many_actions(on: Board, count: int) -> None:
    police = agency(on, "police")
    Action.objects.bulk_create(
        Action(
            board=on,
            text=f"Do the thing numbered {number:04}",
            agency=police,
            due_on=date(2026, 1, 1) + timedelta(number),
        )
        for number in range(count)
    )


def test_a_list_of_a_thousand_is_fifty_to_a_page_and_cheap(manager: Client, ours: Board):
    many_actions(ours, A_LOT)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = manager.get("/board/ours/actions/")

    assert page.content.count(b"<tr>") == 51
    assert b"1000 actions" in page.content
    assert len(asked) <= 20
    assert len(page.content) <= 150_000


def test_queries_do_not_grow_with_rows(manager: Client, ours: Board):
    def queries(count: int) -> int:
        many_actions(ours, count)
        with CaptureQueriesContext(connection) as asked:
            manager.get("/board/ours/actions/")
        return len(asked)

    few = queries(2)
    more = queries(48)

    assert more == few


def test_somebody_from_another_board_finds_no_such_page(client: Client, ours: Board):
    theirs = board("theirs")
    signed_in(client, person("manager@theirs.example", board=theirs, role="board_manager"))

    answer = client.get("/board/ours/actions/")
    nowhere = client.get("/board/nowhere/actions/")

    assert answer.status_code == nowhere.status_code == 404
    assert without_tokens(answer.content) == without_tokens(nowhere.content)


def test_a_lead_sees_the_actions_of_their_own_agency_and_no_others(client: Client, ours: Board):
    police, fire = agency(ours, "police"), agency(ours, "fire")
    Action.objects.create(board=ours, text="Ours to do", agency=police)
    Action.objects.create(board=ours, text="Theirs to do", agency=fire)
    signed_in(client, person("lead@police.example", board=ours, role="agency_lead", agency=police))

    page = client.get("/board/ours/actions/").content.decode()

    assert "Ours to do" in page
    assert "Theirs to do" not in page
    assert "1 action" in page


@pytest.mark.parametrize(
    "asked",
    [
        "agency__name=x",
        "password=x",
        "q__contains=x",
        "_connector=OR",
        "sort=owner__user__password",
        "sort=-id",
        "state=nonsense",
        "format=json",
    ],
)
def test_a_list_answers_only_what_it_offers(manager: Client, asked: str):
    answer = manager.get(f"/board/ours/actions/?{asked}")

    assert answer.status_code == 400


def test_a_list_can_be_searched_filtered_and_sorted(manager: Client, ours: Board):
    Action.objects.create(board=ours, text="Bring the papers", owner="Officer", due_on=date(2026, 3, 1))
    Action.objects.create(
        board=ours, text="Bring the chairs", owner="Caretaker", due_on=date(2026, 2, 1), status="done"
    )

    def rows(asked: str) -> list[str]:
        listing = manager.get(f"/board/ours/actions/?{asked}").context["listing"]
        return [one.text for one in listing.page]

    assert rows("q=bring+care") == ["Bring the chairs"]
    assert rows("state=not_started") == ["Bring the papers"]
    assert rows("sort=due") == ["Bring the chairs", "Bring the papers"]
    assert rows("sort=-due") == ["Bring the papers", "Bring the chairs"]
    assert rows("q=nothing-like-it") == []


def test_a_page_beyond_the_last_is_the_last(manager: Client, ours: Board):
    many_actions(ours, 60)

    listing = manager.get("/board/ours/actions/?page=99").context["listing"]

    assert (listing.page.number, len(listing.page)) == (2, 10)


def test_every_sort_of_every_list_works(manager: Client, ours: Board):
    from goldenthread.core.kinds import kinds
    from goldenthread.core.listing import Listing

    wrong = []
    for kind in kinds().values():
        if not matrix_by_hand.may_somewhere({"board_manager"}, "read", kind.row):
            continue
        there = list_of(kind, ours, manager, User.objects.get(email="manager@ours.example"))
        for column in kind.columns:
            if column.sort:
                answer = manager.get(f"{there}?sort=-{Listing._name(column)}")
                wrong += [] if answer.status_code in {200, 403} else [(kind.slug, column.words)]

    assert wrong == []


RUNS = ["=1+1", "+44 20", "-2", "@SUM(A1)", "\t=1", " =1", "\u200b=1", "＝1", "\r=2", "|calc", "%x"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nothing_in_an_export_runs(manager: Client, ours: Board, form: str):
    for words in RUNS:
        Action.objects.create(board=ours, text=f"{words} do it", owner=words.strip()[:50])

    made = manager.get(f"/board/ours/actions/export.{form}")

    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(made.content.decode("utf-8-sig"))) for cell in row]
    else:
        sheet = load_workbook(io.BytesIO(made.content)).active
        assert sheet is not None
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n", "d"}
        cells = [str(cell.value or "") for row in sheet.iter_rows() for cell in row]
    bare = [cell.replace("\u200b", "").lstrip(" ") for cell in cells]
    assert len([cell for cell in cells if "do it" in cell]) == len(RUNS)
    assert [cell for cell in bare if cell.startswith(tuple("=+-@\t\r|%＝"))] == []


def test_an_export_holds_the_lists_rows_and_is_written_down(manager: Client, ours: Board):
    from goldenthread.trail.models import Entry

    many_actions(ours, 60)

    made = manager.get("/board/ours/actions/export.csv?q=0001")

    rows = list(csv.reader(io.StringIO(made.content.decode("utf-8-sig"))))
    entry = Entry.objects.get(verb="export")
    assert [row[0] for row in rows] == ["What is to be done", "Do the thing numbered 0001"]
    assert (entry.after["rows"], entry.after["kind"]) == (1, "actions")
    assert "attachment" in made["Content-Disposition"]


def test_somebody_who_may_not_take_a_list_away_is_told_so(client: Client, ours: Board):
    signed_in(client, person("officer@ours.example", board=ours, role="board_officer"))

    assert client.get("/board/ours/actions/export.csv").status_code == 403
    assert b"export.csv" not in client.get("/board/ours/actions/").content


def test_an_empty_list_says_what_to_do_next(manager: Client):
    page = manager.get("/board/ours/risks/").content.decode()

    assert "No risks yet" in page
    assert "bring in your register" in page


def test_a_risk_whose_day_has_passed_says_how_late_it_is(manager: Client, ours: Board):
    late = clock.today() - timedelta(days=3)
    BoardRisk.objects.create(board=ours, title="Late one", likelihood=5, impact=5, review_on=late)

    page = manager.get("/board/ours/risks/").content.decode()

    assert "3 days late" in page
    assert "25 of 25" in page
