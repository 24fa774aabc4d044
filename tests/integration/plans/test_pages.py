"""The plan's own pages: what they show, to whom, and what they cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.periods import Period
from goldenthread.plans.models import (
    Activity,
    Capacity,
    Deliverable,
    Objective,
    PlanItem,
    Priority,
    ProgressNote,
    StrategicPlan,
    Undertaking,
)
from tests.factories.people import agency, board, group, person, signed_in
from tests.factories.records import make

pytestmark = pytest.mark.django_db
NOW = Period.containing(clock.today())


@pytest.fixture
def ours() -> Board:
    return board("ours")


@pytest.fixture
def manager(client: Client, ours: Board) -> Client:
    return signed_in(client, person("manager@ours.example", board=ours, role="board_manager"))


@pytest.fixture
def plan(ours: Board) -> StrategicPlan:
    return StrategicPlan.objects.create(
        board=ours, name="Plan of two years", first_period=NOW.label, last_period=NOW.next().label
    )


@pytest.fixture
def priority(ours: Board, plan: StrategicPlan) -> Priority:
    return Priority.objects.create(board=ours, period=NOW.label, name="Self-neglect", plan=plan)


def deliverable(priority: Priority, **fields: object) -> Deliverable:
    given = {"title": "A pathway", "due_on": NOW.end, "measure": "Concerns come sooner", **fields}
    return Deliverable.objects.create(board=priority.board, priority=priority, **given)  # type: ignore[arg-type]


@pytest.mark.capability("S48", "S176", "S46")
def test_the_strategy_map_leads_from_priorities_to_measures(manager: Client, priority: Priority, plan: StrategicPlan):
    Objective.objects.create(plan=plan, priority=priority, text="Fewer crises", measure="Repeat concerns")
    deliverable(priority)
    theirs = make(Deliverable, board("theirs"), title="Not ours")

    page = manager.get("/board/ours/strategy/").content.decode()

    order = [page.index(words) for words in ("Self-neglect", "Fewer crises", "A pathway", "Concerns come sooner")]
    assert order == sorted(order)
    assert "Plan of two years" in page
    assert theirs.title not in page


@pytest.mark.capability("S46", "S95")
def test_a_delivery_plan_is_what_is_due_in_the_year(manager: Client, priority: Priority):
    deliverable(priority, title="On the first day", due_on=NOW.start)
    deliverable(priority, title="On the last day", due_on=NOW.end)
    deliverable(priority, title="A day too late", due_on=NOW.end + timedelta(1))

    page = manager.get("/board/ours/delivery-plan/").content.decode()
    following = manager.get(f"/board/ours/delivery-plan/?year={NOW.next()}").content.decode()

    assert "On the first day" in page
    assert "On the last day" in page
    assert "A day too late" not in page
    assert "A day too late" in following


@pytest.mark.capability("S15", "S16", "S31", "S42")
def test_a_group_says_what_it_set_out_did_and_what_difference_it_made(manager: Client, ours: Board):
    PlanItem.objects.create(group=group(ours), period="2023-24", number=1, text="Hold a day", done="Held it",
                            difference="Agencies changed supervision", outcome="done")  # fmt: skip

    page = manager.get("/board/ours/set-out-and-did/").content.decode()

    for words in ("Hold a day", "Held it", "Agencies changed supervision", "1 of 1 done"):
        assert words in page


@pytest.mark.capability("S175")
def test_the_load_says_who_is_asked_for_more_than_they_have(manager: Client, ours: Board, priority: Priority):
    lead = group(ours)
    deliverable(priority, lead_group=lead, hours=60, from_on=NOW.start, due_on=NOW.start + timedelta(30))
    Capacity.objects.create(board=ours, group=lead, period=NOW.label, quarter=1, hours=59)

    page = manager.get("/board/ours/plan-load/").content.decode()

    assert "60 of 59 hours" in page
    assert "More than there are" in page


def test_an_agency_does_not_see_who_has_how_many_hours(client: Client, ours: Board):
    lead = signed_in(client, person("lead@ours.example", board=ours, role="agency_lead", agency=agency(ours)))

    assert lead.get("/board/ours/plan-load/").status_code == 403
    assert b"plan-load" not in lead.get("/board/ours/strategy/").content


def test_each_contradiction_leads_to_the_page_where_it_is_mended(manager: Client, priority: Priority):
    bare = deliverable(priority, title="Bare", measure="", due_on=None)

    page = manager.get("/board/ours/plan-checks/").content.decode()

    assert f"/board/ours/deliverables/{bare.pk}/change/" in page
    assert "Nothing says how the effect of “Bare” is known." in page


@pytest.mark.capability("S24")
def test_a_plan_is_agreed_evaluated_and_closed(client: Client, ours: Board, plan: StrategicPlan, priority: Priority):
    chair = signed_in(client, person("chair@ours.example", board=ours, role="chair"))
    objective = Objective.objects.create(plan=plan, priority=priority, text="Fewer crises")
    at = f"/board/ours/strategic-plans/{plan.pk}/step/"

    agreed = chair.post(f"{at}agree/")
    too_soon = chair.post(f"{at}close/")
    Objective.objects.filter(pk=objective.pk).update(achieved="partly", result="Some fewer")
    closed = chair.post(f"{at}close/")

    plan.refresh_from_db()
    assert (agreed.status_code, too_soon.status_code, closed.status_code) == (302, 409, 302)
    assert "1 objective has no judgement yet" in too_soon.content.decode()
    assert (plan.status, plan.closed_on) == ("closed", clock.today())


def test_the_agency_that_leads_says_how_far_it_is_and_no_other(ours: Board, priority: Priority):
    police, trust = agency(ours, "police"), agency(ours, "trust")
    one = deliverable(priority, lead_agency=police)
    at = f"/board/ours/plan-progress/{one.pk}/"
    theirs = signed_in(Client(), person("police@ours.example", board=ours, role="agency_lead", agency=police))
    others = signed_in(Client(), person("trust@ours.example", board=ours, role="agency_lead", agency=trust))
    said = {"status": "under_way", "text": "Half of it is written"}

    kept, refused = theirs.post(at, said), others.post(at, said)

    one.refresh_from_db()
    assert (kept.status_code, refused.status_code, one.status) == (302, 403, "under_way")
    assert [note.text for note in ProgressNote.objects.all()] == ["Half of it is written"]
    assert "Say how far it is" not in others.get(f"/board/ours/deliverables/{one.pk}/").content.decode()


def test_a_commitment_is_carried_forward_from_its_page(manager: Client, ours: Board):
    old = Undertaking.objects.create(board=ours, kind="commitment", period="2023-24", number=1, text="Renew it")
    address = f"/board/ours/undertakings/{old.pk}/"
    assert "Carry it forward" in manager.get(address).content.decode()

    sent = manager.post(f"{address}carry-forward/", {"year": "2024-25"})

    new = Undertaking.objects.get(period="2024-25")
    assert sent["Location"] == f"/board/ours/undertakings/{new.pk}/"
    assert "2023-24: Renew it" in manager.get(sent["Location"]).content.decode()
    assert "2024-25: Renew it" in manager.get(address).content.decode()


@pytest.mark.parametrize(
    "page", ["strategy", "delivery-plan", "set-out-and-did", "plan-load", "plan-checks", "deliverables"]
)
def test_queries_do_not_grow_with_the_plan(manager: Client, ours: Board, priority: Priority, page: str):
    def queries(count: int) -> int:
        for number in range(count):
            lead = make(type(group(ours)), ours)
            one = deliverable(priority, title=f"Deliverable {number}", lead_group=lead, hours=5, from_on=NOW.start)
            Activity.objects.create(deliverable=one, text="Write it")
            PlanItem.objects.create(group=lead, period=NOW.label, number=1, text="Do it")
            Capacity.objects.create(board=ours, group=lead, period=NOW.label, quarter=1, hours=1)
        with CaptureQueriesContext(connection) as asked:
            answer = manager.get(f"/board/ours/{page}/")
        assert answer.status_code == 200
        assert len(answer.content) <= 150_000
        return len(asked)

    few = queries(2)
    more = queries(12)

    assert more == few <= 30


def test_a_year_that_is_none_is_not_found(manager: Client):
    assert manager.get("/board/ours/strategy/?year=2024-24").status_code == 404
