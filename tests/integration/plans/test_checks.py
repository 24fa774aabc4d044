"""Contradictions in a plan: each check finds its own, and a sound plan has none."""

# ruff: noqa: E501  (a table of sentences reads best a row a line)
from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from goldenthread.boards.models import Board, Person, Seat
from goldenthread.core.access import SYSTEM
from goldenthread.core.periods import Period
from goldenthread.plans import checks, facts
from goldenthread.plans.models import Activity, Capacity, Deliverable, Objective, Priority, StrategicPlan, Undertaking
from tests.factories.people import board, group

pytestmark = pytest.mark.django_db
TODAY = date(2024, 10, 1)
YEAR = Period(2024)
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "plan-checks.md"


@pytest.fixture
def ours() -> Board:
    return board("ours")


@pytest.fixture
def plan(ours: Board) -> StrategicPlan:
    return StrategicPlan.objects.create(
        board=ours, name="The plan", first_period="2024-25", last_period="2025-26", status="agreed", agreed_on=TODAY
    )


@pytest.fixture
def sound(ours: Board, plan: StrategicPlan) -> Deliverable:
    priority = Priority.objects.create(board=ours, period="2024-25", name="Self-neglect", plan=plan)
    made = Deliverable.objects.create(
        board=ours,
        priority=priority,
        title="A pathway",
        lead_group=group(ours),
        measure="Concerns come sooner",
        from_on=date(2024, 9, 1),
        due_on=date(2025, 3, 31),
        hours=10,
    )
    Activity.objects.create(deliverable=made, text="Write it", from_on=made.from_on, due_on=made.due_on)
    return made


def found(on: Board) -> dict[str, list[str]]:
    gathered = facts.gather(on, SYSTEM, TODAY)
    return {check.number: [one.sentence for one in some] for check, some in checks.contradictions(gathered)}


@pytest.mark.capability("S176")
def test_a_sound_plan_has_no_contradiction(ours: Board, sound: Deliverable):
    assert found(ours) == {}


def left(one: Deliverable) -> None:
    gone = Person.objects.create(board=one.board, name="Lane", post="Lead", is_invented=True)
    Seat.objects.create(board=one.board, title="A seat", held_by=gone, to_on=date(2024, 9, 30))
    change(one, lead_person=gone)


def change(one: Deliverable, **fields: Any) -> None:
    Deliverable.objects.filter(pk=one.pk).update(**fields)


def over(one: Deliverable) -> None:
    change(one, hours=100, from_on=date(2024, 10, 1), due_on=date(2024, 12, 31))
    one.activities.all().delete()
    Capacity.objects.create(board=one.board, group=one.lead_group, period="2024-25", quarter=3, hours=99)


def twice(one: Deliverable) -> None:
    first = Undertaking.objects.create(board=one.board, kind="commitment", period="2022-23", number=1, text="Renew it")
    second = Undertaking.objects.create(board=one.board, kind="commitment", period="2023-24", number=1, text="Renew it",
                                        carried_from=first)  # fmt: skip
    Undertaking.objects.create(board=one.board, kind="commitment", period="2024-25", number=1, text="Renew it",
                               carried_from=second)  # fmt: skip


def ended(one: Deliverable) -> None:
    old = StrategicPlan.objects.create(
        board=one.board,
        name="The old plan",
        first_period="2021-22",
        last_period="2022-23",
        status="agreed",
        agreed_on=TODAY,
    )
    Objective.objects.create(plan=old, text="Fewer crises")


BROKEN: list[tuple[str, Callable[[Deliverable], Any], str]] = [
    ("P1", lambda one: change(one, status="done", done_on=TODAY, difference="Much"), "“A pathway” is done, and its activity “Write it” is not."),
    ("P2", left, "“A pathway” is led by Lane, Lead, whose time with the Board has ended."),
    ("P3", lambda one: change(one, lead_group=None), "Nobody leads “A pathway”."),
    ("P4", lambda one: (one.activities.all().delete(), change(one, from_on=date(2025, 4, 1))), "“A pathway” is due on 31 March 2025, and begins on 1 April 2025."),
    ("P5", lambda one: change(one, due_on=date(2026, 4, 1)), "“A pathway” is due on 1 April 2026, after The plan ends on 31 March 2026."),
    ("P6", lambda one: one.activities.update(due_on=date(2025, 4, 1)), "The activity “Write it” is due on 1 April 2025, after “A pathway” is on 31 March 2025."),
    ("P7", lambda one: change(one, measure=" "), "Nothing says how the effect of “A pathway” is known."),
    ("P8", lambda one: change(one, due_on=None), "“A pathway” has no day by which it is due."),
    ("P9", lambda one: (one.activities.all().delete(), change(one, due_on=date(2024, 9, 30), hours=None)), "“A pathway” was due on 30 September 2024, 1 day ago."),
    ("P10", lambda one: (one.activities.all().delete(), change(one, from_on=date(2024, 8, 31))), "“A pathway” was to begin on 31 August 2024, and is not started."),
    ("P11", lambda one: Priority.objects.create(board=one.board, period="2024-25", name="Domestic abuse", plan=one.priority.plan), "Nothing is to be delivered for the priority “Domestic abuse”."),
    ("P12", twice, "“Renew it” has been carried forward twice."),
    ("P13", lambda one: (one.activities.update(is_done=True), change(one, status="done", done_on=TODAY)), "“A pathway” is done, and nothing says what difference it made."),
    ("P14", ended, "The old plan ended on 31 March 2023, and 1 of its objectives is not judged."),
    ("P15", over, "Assurance is asked for 100 hours in quarter 3 of 2024-25, and has 99."),
]  # fmt: skip


@pytest.mark.parametrize(("number", "breaks", "sentence"), BROKEN, ids=[number for number, _, _ in BROKEN])
def test_each_contradiction_is_found_by_its_check_and_by_no_other(
    ours: Board, sound: Deliverable, number: str, breaks: Callable[[Deliverable], Any], sentence: str
):
    breaks(sound)

    assert found(ours) == {number: [sentence]}


def test_every_check_is_tried_here():
    assert [number for number, _, _ in BROKEN] == list(checks.CHECKS)


@pytest.mark.parametrize(("begins", "numbers"), [(TODAY - timedelta(30), []), (TODAY - timedelta(31), ["P10"])])
def test_work_may_begin_a_month_late(ours: Board, sound: Deliverable, begins: date, numbers: list[str]):
    sound.activities.all().delete()
    change(sound, from_on=begins)

    assert list(found(ours)) == numbers


def test_another_boards_plan_is_not_looked_at(ours: Board, sound: Deliverable):
    theirs = board("theirs")
    priority = Priority.objects.create(board=theirs, period="2024-25", name="Theirs")
    Deliverable.objects.create(board=theirs, priority=priority, title="Bare")

    assert found(ours) == {}
    assert set(found(theirs)) == {"P3", "P7", "P8"}


def test_the_page_of_checks_is_made_from_them():
    assert PAGE.read_text(encoding="utf-8") == checks.reference()
