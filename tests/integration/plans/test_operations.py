"""Carrying forward, saying how far it is, and taking back what was told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.plans import operations, queries
from goldenthread.plans.models import Deliverable, LivedExperience, PlanItem, Priority, Undertaking
from goldenthread.trail import operations as trail
from goldenthread.trail.models import Entry
from tests.factories.people import board, group, person, signed_in
from tests.factories.records import make

pytestmark = [pytest.mark.django_db, pytest.mark.records]
PROGRAM = Actor.system("a test")
NEXT = Period(2024)


@pytest.fixture
def ours() -> Board:
    return board("ours")


@pytest.fixture
def deliverable(ours: Board) -> Deliverable:
    priority = Priority.objects.create(board=ours, period="2023-24", name="Self-neglect")
    made = Deliverable.objects.create(
        board=ours, priority=priority, title="A pathway", measure="Sooner", due_on=date(2024, 3, 31)
    )
    made.themes.add(Theme.objects.create(board=ours, slug="self-neglect", name="Self-neglect"))
    return made


@pytest.mark.capability("S50")
def test_a_commitment_goes_on_and_the_thread_holds_both_ways(ours: Board):
    Undertaking.objects.create(board=ours, kind="commitment", period="2024-25", number=4, text="Another")
    old = Undertaking.objects.create(board=ours, kind="recommendation", period="2023-24", number=1, text="Renew it")

    new = operations.carry_forward(old, into=NEXT, by=PROGRAM)

    assert (new.period, new.number, new.kind, new.text, new.outcome) == (
        "2024-25",
        5,
        "commitment",
        "Renew it",
        "planned",
    )
    assert new.carried_from == old
    assert list(old.carried_into.all()) == [new]
    assert {entry.verb for entry in Entry.objects.all()} == {"add", "carry it forward"}


def test_a_deliverable_goes_on_with_its_measure_and_themes(deliverable: Deliverable):
    new = operations.carry_forward(deliverable, into=NEXT, by=PROGRAM)

    deliverable.refresh_from_db()
    assert (deliverable.status, new.status, new.measure) == ("carried", "not_started", "Sooner")
    assert (new.from_on, new.due_on) == (NEXT.start, NEXT.end)
    assert list(new.themes.all()) == list(deliverable.themes.all())


def test_what_goes_on_already_is_not_carried_again(ours: Board):
    old = PlanItem.objects.create(group=group(ours), period="2023-24", number=1, text="Hold a day")
    operations.carry_forward(old, into=NEXT, by=PROGRAM)

    with pytest.raises(NotPossibleNow, match="carried forward already: into 2024-25"):
        operations.carry_forward(old, into=NEXT.next(), by=PROGRAM)


@pytest.mark.parametrize("into", [Period(2022), Period(2023)])
def test_it_goes_on_only_in_a_later_year(ours: Board, into: Period):
    old = PlanItem.objects.create(group=group(ours), period="2023-24", number=1, text="Hold a day")

    with pytest.raises(Refused, match="Choose a year after 2023-24"):
        operations.carry_forward(old, into=into, by=PROGRAM)


def test_what_is_done_is_not_carried_forward(ours: Board, deliverable: Deliverable):
    done = PlanItem.objects.create(group=group(ours), period="2023-24", number=1, text="Hold a day", outcome="done")
    operations.say_how_far(deliverable, status="done", text="It is out", by=PROGRAM)

    for one in (done, deliverable):
        with pytest.raises(NotPossibleNow, match="nothing to carry forward"):
            operations.carry_forward(one, into=NEXT, by=PROGRAM)


@pytest.mark.parametrize("due", [date(2025, 4, 1), date(2024, 3, 31)])
def test_a_deliverable_is_due_in_the_year_it_goes_on_in(deliverable: Deliverable, due: date):
    with pytest.raises(Refused):
        operations.carry_forward(deliverable, into=NEXT, due_on=due, by=PROGRAM)


def test_saying_how_far_it_is_keeps_each_note(deliverable: Deliverable):
    operations.say_how_far(deliverable, status="under_way", text="Half", by=PROGRAM)
    operations.say_how_far(
        deliverable, status="done", text="All", on=date(2024, 3, 1), difference="Seen sooner", by=PROGRAM
    )

    deliverable.refresh_from_db()
    assert [one.text for one in deliverable.progress.order_by("said_at")] == ["Half", "All"]
    assert (deliverable.status, deliverable.done_on, deliverable.difference) == (
        "done",
        date(2024, 3, 1),
        "Seen sooner",
    )


def told(on: Board, **fields: object) -> LivedExperience:
    today = clock.today()
    given = {"title": "Being asked", "known_as": "Robin", "story": "Nobody asked me", "agreed_on": today - timedelta(10),
             "agreed_until": today, "agreed_to": "public", "heard_by": "Ada", **fields}  # fmt: skip
    return trail.add(LivedExperience(board=on, **given), by=PROGRAM)  # type: ignore[misc]


@pytest.mark.capability("S103")
def test_what_is_withdrawn_is_gone_for_good(ours: Board):
    one = told(ours)
    assert queries.voices_for(ours, "public", clock.today()) == [one]

    operations.withdraw(one, by=PROGRAM, why="They asked")

    one.refresh_from_db()
    assert (one.story, one.known_as, one.withdrawn_on) == ("", "", clock.today())
    assert queries.voices_for(ours, "board", clock.today()) == []
    assert "Nobody asked me" not in str([(entry.before, entry.after) for entry in Entry.objects.all()])
    with pytest.raises(ValidationError, match="cannot be written down here again"):
        trail.change(one, {"story": "Nobody asked me"}, by=PROGRAM)
    with pytest.raises(IntegrityError), transaction.atomic():
        LivedExperience.objects.filter(pk=one.pk).update(story="Nobody asked me")


@pytest.mark.capability("S103")
@pytest.mark.parametrize(
    ("agreed_to", "use", "days", "may"),
    [
        ("public", "public", 0, True), ("public", "board", 0, True), ("training", "public", 0, False),
        ("board", "training", 0, False),
        ("public", "public", 1, False), ("public", "public", -10, True), ("public", "public", -11, False),
    ],
)  # fmt: skip
def test_words_are_used_only_as_agreed_and_only_so_long(ours: Board, agreed_to: str, use: str, days: int, *, may: bool):
    one = told(ours, agreed_to=agreed_to)

    assert one.may_be_used(use, clock.today() + timedelta(days)) is may


@pytest.mark.parametrize("role", ["member", "agency_lead", "editor", "analyst"])
def test_what_people_told_is_not_for_every_role(ours: Board, role: str):
    told(ours)

    client = signed_in(Client(), person(f"{role}@ours.example", board=ours, role=role))

    assert client.get("/board/ours/lived-experience/").status_code == 403


@pytest.mark.capability("S55")
def test_issues_without_assurance_in_a_year_are_told(ours: Board):
    from goldenthread.plans.models import Assurance, IssueOfConcern

    today = date(2024, 10, 1)
    fresh, stale = make(IssueOfConcern, ours, text="Housing"), make(IssueOfConcern, ours, text="Prisons")
    make(IssueOfConcern, board("theirs"), text="Theirs")
    for issue, day in ((fresh, today - timedelta(365)), (stale, today - timedelta(366))):
        Assurance.objects.create(issue=issue, given_on=day, given_by="The council", text="It is looked at")

    assert queries.without_assurance(ours, today) == [stale]
