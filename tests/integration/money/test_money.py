"""The year's money, who pays what, calls on members, and the ledger."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import standing_of
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.core.shapes import Pounds
from goldenthread.core.todo import Asked, things
from goldenthread.money import queries
from goldenthread.money.models import (
    BudgetLine,
    CallRule,
    CallShare,
    Commitment,
    Contribution,
    Deflator,
    DeflatorSeries,
    Expenditure,
    InKind,
    Reserve,
)
from goldenthread.workspace.year_zero import operations as year_zero
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.records]
BY = Actor.system("a test")
YEAR = Period(2024)
HALF_WAY = date(2024, 9, 29)


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


@pytest.fixture
def manager(client: Client, ours: Board) -> Client:
    return people.signed_in(client, people.person("manager@ours.example", board=ours, role="board_manager"))


@pytest.fixture
def budget(ours: Board) -> dict[str, BudgetLine]:
    """Staff evenly, reviews by what is committed; members pay a thousand pounds."""
    for slug, pence in (("council", 57_000), ("icb", 34_000), ("police", 9_000)):
        Contribution.objects.create(board=ours, agency=people.agency(ours, slug), period=YEAR.label, pence=pence)
    return {
        name: BudgetLine.objects.create(
            board=ours, period=YEAR.label, name=name, pence=pence, method=method, order=order
        )
        for order, (name, pence, method) in enumerate([("Staff", 70_000, "evenly"), ("Reviews", 30_000, "committed")])
    }


def spend(on: Board, line: str, pence: int, **more: Any) -> Expenditure:
    return Expenditure.objects.create(board=on, period=YEAR.label, line=line, pence=pence, **more)


@pytest.mark.capability("S160", "S162")
def test_the_year_on_one_page_adds_up(ours: Board, budget: dict[str, BudgetLine]):
    spend(ours, "staff ", 35_000)
    fee = Commitment.objects.create(
        board=ours, line=budget["Reviews"], what="A reviewer", fee_pence=20_000, days=Decimal("2.5"), day_pence=4_000
    )
    spend(ours, "Reviews", 12_000, commitment=fee)
    spend(ours, "Biscuits", 500)

    found = queries.year(ours, YEAR, HALF_WAY)

    staff, reviews, biscuits = found.lines
    assert (staff.spent, reviews.spent, reviews.committed, biscuits.budget) == (35_000, 12_000, 18_000, 0)
    assert staff.forecast(found.elapsed) == 70_200
    assert (found.budget, found.spent, found.committed) == (100_000, 47_500, 18_000)
    assert found.forecast == 70_200 + 30_000 + 500
    assert found.over == 700


def test_a_commitment_that_ended_owes_nothing_more(ours: Board, budget: dict[str, BudgetLine]):
    one = Commitment.objects.create(
        board=ours, line=budget["Reviews"], what="A reviewer", fee_pence=20_000, ended_on=HALF_WAY
    )

    assert queries.commitments(ours, YEAR) == [(one, 0, 0)]


def test_money_that_came_back_counts_against_its_line(ours: Board, budget: dict[str, BudgetLine]):
    spend(ours, "Reviews", 12_000)
    spend(ours, "Reviews", -2_000)

    assert queries.year(ours, YEAR, HALF_WAY).lines[1].spent == 10_000
    assert str(Pounds(-2_050)) == "−£20.50"


@pytest.mark.capability("S161", "S6", "S174")
def test_who_pays_what_in_money_in_kind_and_in_real_terms(ours: Board, budget: dict[str, BudgetLine]):
    Contribution.objects.create(
        board=ours, agency=people.agency(ours, "council"), period="2019-20", pence=100_000, received_pence=100_000
    )
    InKind.objects.create(
        board=ours, agency=people.agency(ours, "fire"), period=YEAR.label, what="room", description="Hall", pence=9_000
    )
    series = DeflatorSeries.objects.create(board=ours, name="Prices", source="A test")
    for period, index in (("2019-20", 80), ("2024-25", 100)):
        Deflator.objects.create(series=series, period=period, index=index)

    members, real = queries.members(ours, YEAR, HALF_WAY), queries.real_terms(ours, YEAR)

    assert [(one.name, one.agreed, one.share, one.in_kind) for one in members] == [
        ("Council", 57_000, 57.0, 0),
        ("Icb", 34_000, 34.0, 0),
        ("Police", 9_000, 9.0, 0),
        ("Fire", 0, 0.0, 9_000),
    ]
    assert real is not None
    assert (real.then, real.worth_now, round(real.change, 1)) == ("2019-20", 125_000, -20.0)
    assert queries.shares_over_years(ours)[0] == ["2019-20", "2024-25"]


def test_a_member_whose_day_has_passed_is_late_on_each_page_and_what_came_in_is_said_first(
    manager: Client, ours: Board, budget: dict[str, BudgetLine]
):
    due = clock.today() - timedelta(days=40)
    Contribution.objects.filter(agency__slug="icb").update(due_on=due, invoiced_on=due)
    ours.context_facts.create(code="population", heading="People", statement="People", value=1_000, unit="people")

    paying = manager.get("/board/ours/money/members/?year=2024-25").content.decode()
    listed = manager.get("/board/ours/contributions/").content.decode()
    year = manager.get("/board/ours/money/?year=2024-25").content.decode()

    assert "40 days late" in paying
    assert "40 days late" in listed
    assert (
        "Members agreed to pay £1,000, which is £1 for each person who lives here. Of that, £0 has come in." in paying
    )
    assert "£0 of the £1,000 that members agreed to pay has come in." in year


def test_real_terms_are_not_known_without_an_index_for_both_years(ours: Board, budget: dict[str, BudgetLine]):
    series = DeflatorSeries.objects.create(board=ours, name="Prices", source="A test")
    Deflator.objects.create(series=series, period="2024-25", index=100)

    assert queries.real_terms(ours, YEAR) is None


@pytest.fixture
def rule(ours: Board) -> CallRule:
    made = CallRule.objects.create(
        board=ours, name="Statutory partners", agreed_in="the terms of reference", from_on=date(2020, 4, 1)
    )
    for slug, percent in (("council", "57.18"), ("icb", "33.90"), ("police", "8.92")):
        CallShare.objects.create(rule=made, agency=people.agency(ours, slug), percent=Decimal(percent))
    return made


def test_a_call_is_shared_out_to_the_penny(ours: Board, budget: dict[str, BudgetLine], rule: CallRule):
    Reserve.objects.create(board=ours, period=YEAR.label, pence=5_000, least_pence=4_000)

    made, paid = queries.preview(queries.year(ours, YEAR, HALF_WAY), rule, spending=111_100)

    assert (made.over, made.from_reserve, made.called) == (11_100, 1_000, 10_100)
    assert paid == {"Council": 5_775, "Icb": 3_424, "Police": 901}
    assert sum(paid.values()) == made.called


def test_nobodys_part_is_worked_out_while_shares_do_not_come_to_a_hundred(
    manager: Client, ours: Board, budget: dict[str, BudgetLine], rule: CallRule
):
    CallShare.objects.filter(agency__slug="police").delete()

    page = manager.get("/board/ours/money/call/?year=2024-25&spending=2000").content.decode()

    assert "The shares come to 91.08%, not to 100%" in page
    assert "Called on for" not in page


def test_the_preview_of_a_call_says_what_each_pays(
    manager: Client, ours: Board, budget: dict[str, BudgetLine], rule: CallRule
):
    page = manager.get("/board/ours/money/call/?year=2024-25&spending=1100").content.decode()
    wrong = manager.get("/board/ours/money/call/?year=2024-25&spending=lots").content.decode()

    assert "members are called on for £100" in page
    assert "£57.18" in page
    assert "57%" in page
    assert "Enter an amount in pounds and pence" in wrong


def test_pages_of_money_cost_the_same_however_much_there_is(
    manager: Client, ours: Board, budget: dict[str, BudgetLine], rule: CallRule
):
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = manager.get(f"/board/ours/{path}?year=2024-25")
        assert answer.status_code == 200
        return len(asked)

    paths = ("money/", "money/members/", "money/call/")
    few = [cost(path) for path in paths]
    for n in range(30):
        line = BudgetLine.objects.create(board=ours, period=YEAR.label, name=f"Line {n}", pence=1)
        Commitment.objects.create(board=ours, line=line, what=f"Thing {n}", fee_pence=1)
        spend(ours, f"Line {n}", 1)
        InKind.objects.create(
            board=ours, agency=people.agency(ours, f"a{n}"), period=YEAR.label, what="room", description="R", pence=1
        )

    assert [cost(path) for path in paths] == few
    assert max(few) <= 25


def told(board: Board, role: str) -> list[str]:
    user = people.person(f"{role}@told.example", board=board, role=role)
    return [one.what for one in things(Asked(user.pk, standing_of(user), board, clock.today()))]


def test_those_who_keep_the_money_are_told_what_has_not_come_in(ours: Board):
    today, now = clock.today(), Period.containing(clock.today()).label
    police = people.agency(ours, "police")
    for slug, due, received in (("late", -1, 40), ("paid", -1, 100), ("today", 0, 0)):
        Contribution.objects.create(
            board=ours,
            agency=people.agency(ours, slug),
            period=now,
            pence=100,
            received_pence=received,
            due_on=today + timedelta(days=due),
        )

    assert [one for one in told(ours, "board_manager") if "contribution" in one] == ["Ask Late for its contribution"]
    assert [one for one in told(ours, "member") if "contribution" in one] == []
    assert police.name == "Police"


def test_those_who_lead_are_told_of_an_overspend(ours: Board):
    now = Period.containing(clock.today()).label
    Contribution.objects.create(board=ours, agency=people.agency(ours), period=now, pence=100)
    BudgetLine.objects.create(board=ours, period=now, name="Reviews", pence=100)
    assert [one for one in told(ours, "chair") if "forecast" in one] == []

    Expenditure.objects.create(board=ours, period=now, line="Reviews", pence=30_100)

    assert [one for one in told(ours, "chair") if "forecast" in one] == [f"{now} is forecast to cost £300 too much"]
    assert [one for one in told(ours, "board_officer") if "forecast" in one] == []


LEDGER = """Posting date,Account description,Supplier name,Invoice no,Net amount,Details
03/05/2024,Staff,Council payroll,P1,"£13,326.00",April
31/03/2025,Reviews,A reviewer,R9,"4,500.00",First part
01/04/2025,Reviews,A reviewer,R9,(120.50),Came back
12/06/2024,Reviews,A reviewer,R2,lots,No amount
"""


def bring_in(board: Board, text: str = LEDGER) -> Any:
    sheet = year_zero.upload(io.BytesIO(text.encode()), file_name="ledger.csv", kind="ledger", board=board, by=BY)
    from goldenthread.workspace.year_zero import queries as sheets

    year_zero.match_columns(sheet, sheets.guessed(sheet), by=BY)
    return year_zero.bring_in(sheet, all_or_nothing=False, by=BY)


def test_a_ledger_is_brought_in_line_by_line_and_its_days_say_the_year(ours: Board):
    sheet = bring_in(ours)

    kept = Expenditure.objects.order_by("spent_on").values_list("period", "line", "pence", "supplier", "reference")
    assert list(kept) == [
        ("2024-25", "Staff", 1_332_600, "Council payroll", "P1"),
        ("2024-25", "Reviews", 450_000, "A reviewer", "R9"),
        ("2025-26", "Reviews", -12_050, "A reviewer", "R9"),
    ]
    assert [(one["row"], "lots" in one["why"]) for one in sheet.left_out] == [(5, True)]


def test_the_same_ledger_is_not_taken_twice_until_it_is_undone(ours: Board):
    sheet = bring_in(ours)

    with pytest.raises(Refused, match=r"This very file was brought in on .* by a test"):
        bring_in(ours)
    year_zero.undo(sheet, by=BY)
    assert Expenditure.objects.count() == 0
    bring_in(ours)

    assert Expenditure.objects.count() == 3


def test_a_later_ledger_that_holds_the_same_lines_adds_only_what_is_new(ours: Board):
    bring_in(ours)

    bring_in(ours, LEDGER + "13/06/2024,Training,A hall,H1,80,Hire\n")

    assert Expenditure.objects.count() == 4
