"""Disagreements in stages, concerns about providers, after action reviews: from beginning to end, and what is shared."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from goldenthread.cases.models import CaseMembership
from goldenthread.core import clock, working_days
from goldenthread.core.errors import AlreadyDone, NotPermitted, NotPossibleNow
from goldenthread.learning.models import Source
from goldenthread.panels import beginning, clocks, moving, sharing
from goldenthread.panels.models import (
    AfterActionReview,
    AfterActionStep,
    AfterActionVoice,
    Escalation,
    EscalationAsked,
    EscalationStep,
    ProviderConcern,
)
from goldenthread.panels.steps import ESCALATION
from goldenthread.workspace.panels import case_pages
from tests.integration.panels.conftest import Place


def disagreement(place: Place, who: str = "lead") -> Escalation:
    head = Escalation(board=place.board, agency=place.fire, called="Who leads", category="roles", issue="CANARY")
    return beginning.begin(head, by=place.by(who))


def take(head: Any, verb: str, place: Place, who: str, **values: Any) -> Any:
    return moving.take(head, verb, on=clock.today(), why="So.", by=place.by(who), values=values)


def test_a_lead_takes_a_disagreement_up_the_stages_and_the_unit_co_ordinates_it(place: Place):
    head = disagreement(place)

    parts = dict(CaseMembership.objects.filter(case=head.pk).values_list("user__email", "part"))
    assert parts == {
        "lead@ours.example": "agency",
        "manager@ours.example": "coordinator",
        "second@ours.example": "coordinator",
    }
    for verb in ("take to stage 2", "take to stage 3"):
        head = take(head, verb, place, "lead")
    assert [one.now for one in EscalationStep.objects.all()] == ["stage2", "stage3"]
    with pytest.raises(NotPossibleNow, match="it is “Stage 3"):
        take(head, "take to stage 2", place, "lead")
    with pytest.raises(ValidationError):
        take(head, "settle", place, "lead", settled="agreed")
    head = take(head, "settle", place, "lead", settled="agreed", views="She wants one name to ring.")

    assert (head.state, head.settled) == ("settled", "agreed")
    with pytest.raises(NotPermitted):  # a lead changes what is open; once it is settled, the unit does
        take(head, "open again", place, "lead")
    assert take(head, "open again", place, "manager").closed_on is None


@pytest.mark.parametrize(
    ("state", "days"), [("stage1", 1), ("stage2", 2), ("stage3", 5), ("stage4", 5), ("stage5", 10)]
)
def test_each_stage_has_its_clock_and_a_board_changes_it(place: Place, state: str, days: int):
    head = disagreement(place)
    if state != "stage1":
        head = take(head, f"take to {state[:5]} {state[5:]}", place, "lead")
    taken = list(EscalationStep.objects.filter(case=head.pk))

    due, _ = case_pages.due_on(head, taken, clocks.kept(place.board.pk))
    assert due == working_days.after(clock.today(), days)

    changed = clocks.PathwayClock.objects.create(board=place.board, step=f"escalation.{state}", number=3, unit="days")
    due, _ = case_pages.due_on(head, taken, clocks.kept(place.board.pk))
    assert due == clock.today() + timedelta(days=changed.number)


def test_another_agency_sees_what_it_is_asked_and_no_more(place: Place):
    head = disagreement(place)
    unit = place.client("manager", head.case)
    sent = {
        "agency": str(place.council.pk),
        "asked": "Would you lead?",
        "asked_on-day": "1",
        "asked_on-month": "3",
        "asked_on-year": "2024",
    }
    assert unit.post(place.address(head, "escalation-asked/new/"), sent).status_code == 302

    council = place.client("council_lead", head.case)
    page = council.get(place.address(head), follow=True).content.decode()
    assert "CANARY" not in page
    assert "Council" in page
    asked = EscalationAsked.objects.get()
    there = place.address(head, f"escalation-asked/{asked.pk}/change/")
    read = council.get(there).context["form"].initial["read"]
    said = {
        "answer": "We would.",
        "answered_on-day": "2",
        "answered_on-month": "3",
        "answered_on-year": "2024",
        "read": read,
    }
    assert council.post(there, said).status_code == 302
    asked.refresh_from_db()
    assert asked.answer == "We would."
    assert council.get(place.address(head, f"escalation/{head.pk}/")).status_code == 404
    assert place.client("outsider", head.case).get(place.address(head)).status_code == 404


def test_what_is_learned_is_shared_by_choice_and_once(place: Place):
    head = disagreement(place)
    said = {"title": "Who leads when three services are there", "learned": "Name one at the first visit."}
    with pytest.raises(NotPossibleNow, match="once the disagreement is settled"):
        sharing.escalation(head, said, by=place.by("manager"))
    head = take(head, "settle", place, "manager", settled="agreed", views="She was asked.")
    assert Source.objects.count() == 0

    source = sharing.escalation(head, said, by=place.by("manager"))

    assert (source.kind, source.title, source.learned) == ("other", said["title"], said["learned"])
    assert "CANARY" not in str(vars(source))
    with pytest.raises(AlreadyDone):
        sharing.escalation(head, said, by=place.by("manager"))


def test_the_stages_only_go_up_until_it_is_settled():
    order = [state.key for state in ESCALATION.states if not state.is_end and state.key != "danger"]
    ups = [
        (source, step.target) for step in ESCALATION.steps if step.verb.startswith("take to") for source in step.sources
    ]

    assert order == ["stage1", "stage2", "stage3", "stage4", "stage5"]
    assert all(source == "danger" or order.index(source) < order.index(target) for source, target in ups)


def test_a_concern_about_a_provider_from_a_decision_to_a_plan_and_its_end(place: Place):
    head = ProviderConcern(
        board=place.board,
        agency=place.council,
        called="Provider M",
        service="care_home",
        trigger="pattern",
        text="Falls",
    )
    head = beginning.begin(head, by=place.by("council_lead"))

    with pytest.raises(ValidationError):
        take(head, "go to meetings", place, "manager")
    head = take(head, "go to meetings", place, "manager", risk="high", suspended_on=date(2024, 3, 1))
    with pytest.raises(ValidationError):
        take(head, "agree a plan", place, "manager", plan="Train everybody")
    head = take(head, "agree a plan", place, "manager", plan="Train everybody", plan_due_on=date(2027, 3, 1))
    with pytest.raises(ValidationError, match="enter a later day"):
        take(head, "close", place, "manager", risk="low", resumed_on=date(2024, 2, 1))
    head = take(head, "close", place, "manager", risk="low", resumed_on=date(2024, 6, 1))

    assert (head.state, head.risk, head.case.called) == ("closed", "low", "Concern about Provider M")


@pytest.mark.capability("S111")
def test_an_after_action_review_answers_four_questions_and_shares_them_by_choice(place: Place):
    head = AfterActionReview(board=place.board, called="A move in the night", event="CANARY: people were moved")
    head = beginning.begin(head, by=place.by("manager"))
    four = {"expected": "A call", "happened": "No call", "why_different": "No list", "learned": "Keep a list"}
    take(
        head,
        "hold",
        place,
        "manager",
        held_on=clock.today(),
        facilitator="Head of quality",
        participants="Two agencies",
    )
    with pytest.raises(ValidationError):
        take(head, "answer", place, "manager", expected="A call")
    head = take(head, "answer", place, "manager", **four)
    client = place.client("manager", head.case)
    sent = {"title": "Moving people at night", **four}
    unread = client.post(place.address(head, "after-action/share/"), sent)
    shared = client.post(place.address(head, "after-action/share/"), {**sent, "names_nobody": "on"})

    head.refresh_from_db()
    source = Source.objects.get()
    assert (unread.status_code, shared.status_code, head.state) == (422, 302, "shared")
    assert (source.kind, source.title, source.learned, head.source) == (
        "after_action",
        sent["title"],
        "Keep a list",
        source,
    )
    assert "CANARY" not in str(vars(source))
    assert [one.now for one in AfterActionStep.objects.all()] == ["held", "written", "shared"]


def test_each_agency_gives_its_own_account_of_an_event(place: Place):
    head = beginning.begin(AfterActionReview(board=place.board, called="A move", event="Moved"), by=place.by("manager"))
    unit = place.client("manager", head.case)
    for agency, saw in ((place.fire, "We were not rung"), (place.council, "We rang twice")):
        assert (
            unit.post(
                place.address(head, "after-action-voices/new/"), {"agency": str(agency.pk), "saw": saw}
            ).status_code
            == 302
        )

    page = place.client("lead", head.case).get(place.address(head), follow=True).content.decode()

    assert AfterActionVoice.objects.count() == 2
    assert "We were not rung" in page
    assert "We rang twice" not in page


@pytest.mark.parametrize(
    "entry", ["panel-cases", "positions-of-trust", "disagreements", "provider-concerns", "after-action-reviews"]
)
@pytest.mark.parametrize("who", ["manager", "lead", "worker", "panel_chair", "chair"])
def test_each_entry_page_opens_for_whoever_may_and_shows_nothing_that_is_not_theirs(place: Place, entry: str, who: str):
    answer = place.client(who).get(f"/board/ours/{entry}/")

    assert answer.status_code in {200, 403}
    if answer.status_code == 200:
        assert "None is open to you" in answer.content.decode()
