"""What people do with plans and with what people told them: agree, carry forward, say how far it is, withdraw."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max, Model

from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.plans import steps
from goldenthread.plans.models import (
    Deliverable,
    LivedExperience,
    Outcome,
    PlanItem,
    ProgressNote,
    StrategicPlan,
    Undertaking,
)
from goldenthread.trail import operations as trail

M = TypeVar("M", bound=Model)
CLOSED_STATES = {Deliverable.Status.DONE, Deliverable.Status.CARRIED}


@transaction.atomic
def take(step: steps.Step, *, plan: StrategicPlan, by: Actor) -> StrategicPlan:
    """Move a plan on: agree it, close it once it is evaluated, or take it back to draft.

    Raises:
        NotPermitted: they may not decide on a plan.
        NotPossibleNow: the plan is not there yet; says what is missing.
    """
    now = _locked(plan)
    require(by, Act.APPROVE, now)
    steps.check(step, steps.State(now.status))
    _ready(step, now)
    before = {"status": now.status}
    now.status = step.target.value
    if step is steps.AGREE:
        now.agreed_on = clock.today()
    if step is steps.CLOSE:
        now.closed_on = clock.today()
    if step is steps.BACK:
        now.agreed_on = None
    now.save(update_fields=["status", "agreed_on", "closed_on"])
    trail.record(f"{step.verb} the plan", now, by=by, before=before, after={"status": now.status})
    return now


def _ready(step: steps.Step, plan: StrategicPlan) -> None:
    if step is steps.AGREE and not plan.priorities.exists():
        raise NotPossibleNow("A plan is agreed with its priorities. Add the priorities first, each with this plan.")
    unjudged = plan.objectives.filter(achieved="").count()
    if step is steps.CLOSE and unjudged:
        one = unjudged == 1
        raise NotPossibleNow(
            f"A plan is closed once it is evaluated. {unjudged} {'objective has' if one else 'objectives have'} "
            "no judgement yet: say of each what was found, and whether it was achieved."
        )


@transaction.atomic
def say_how_far(
    deliverable: Deliverable, *, status: str, text: str, by: Actor, on: date | None = None, difference: str = ""
) -> ProgressNote:
    """Say how far a deliverable is. The note is kept as it was said; the deliverable takes its state from it.

    Raises:
        NotPermitted: neither the business unit nor the agency that leads it.
        Refused: nothing was said, or the state is not one somebody can say.
    """
    now = _locked(deliverable)
    note = ProgressNote(
        deliverable=now,
        said_at=clock.now(),
        said_by=by.name[:200],
        status=status,
        text=text.strip(),
        is_synthetic=now.is_synthetic,
    )
    require(by, Act.CREATE, note)
    if not note.text:
        raise Refused("Enter how far it is.")
    if status == Deliverable.Status.CARRIED:
        raise Refused("Use “Carry it forward”: what is carried forward goes on under a new date.")
    if now.status == Deliverable.Status.CARRIED:
        raise NotPossibleNow("This was carried forward. Say how far it is on the deliverable that goes on from it.")
    note.full_clean()
    note.save(force_insert=True)
    before = {"status": now.status, "done_on": now.done_on, "difference": now.difference}
    now.status = status
    now.done_on = (on or clock.today()) if status == Deliverable.Status.DONE else None
    now.difference = difference.strip() or now.difference
    now.save(update_fields=["status", "done_on", "difference"])
    after = {"status": now.status, "done_on": now.done_on, "difference": now.difference}
    trail.record("say how far it is", now, by=by, before=before, after=after, why=note.text)
    return note


@transaction.atomic
def carry_forward(record: M, *, into: Period, by: Actor, due_on: date | None = None) -> M:
    """Carry a commitment, a group's work or a deliverable into a later year. The thread holds both ways.

    Raises:
        NotPermitted: they may not change it, or not add what goes on from it.
        NotPossibleNow: it is done, or goes on already.
        Refused: the year does not lie ahead of it.
    """
    old: Any = _locked(record)
    require(by, Act.EDIT, old)
    if old.carried_into.exists():
        raise NotPossibleNow(f"It was carried forward already: {_where(old.carried_into.first())}.")
    if isinstance(old, Deliverable):
        new: Any = _deliverable_anew(old, into, due_on)
    else:
        new = _promise_anew(old, into, due_on)
    new.carried_from = old
    trail.add(new, by=by)
    if isinstance(old, Deliverable):
        _carry_ties(old, new)
        before, old.status = old.status, Deliverable.Status.CARRIED
        old.save(update_fields=["status"])
        trail.record("carry it forward", old, by=by, before={"status": before}, after={"status": old.status})
    else:
        trail.record("carry it forward", old, by=by, after={"period": into.label})
    return new  # type: ignore[no-any-return]  # of the kind it was


def _where(record: Any) -> str:
    if isinstance(record, Deliverable):
        return f"due {record.due_on.day} {record.due_on:%B %Y}" if record.due_on else "with no day yet"
    return f"into {record.period}"


def _promise_anew(old: Undertaking | PlanItem, into: Period, due_on: date | None) -> Undertaking | PlanItem:
    if old.outcome == Outcome.DONE:
        raise NotPossibleNow("It is done, so there is nothing to carry forward.")
    if into.label <= old.period:
        raise Refused(f"Choose a year after {old.period}.")
    beside: dict[str, Any]
    if isinstance(old, Undertaking):
        beside = {"board": old.board, "kind": Undertaking.Kind.COMMITMENT, "measure": old.measure}
        known = Undertaking.objects.filter(board=old.board, kind=beside["kind"], period=into.label)
    else:
        beside = {"group": old.group}
        known = PlanItem.objects.filter(group=old.group, period=into.label)  # type: ignore[assignment]  # one or the other
    number = (known.aggregate(last=Max("number"))["last"] or 0) + 1
    return type(old)(
        **beside, period=into.label, number=number, text=old.text, lead=old.lead, due_on=due_on, outcome=Outcome.PLANNED
    )


COPIED = ("board", "priority", "objective", "title", "rationale", "lead_agency", "lead_group", "lead_person", "measure",
          "hours", "is_joint", "joint_with", "is_synthetic")  # fmt: skip


def _deliverable_anew(old: Deliverable, into: Period, due_on: date | None) -> Deliverable:
    if old.status in CLOSED_STATES:
        raise NotPossibleNow("It is done, so there is nothing to carry forward.")
    due = due_on or into.end
    if due not in into:
        raise Refused(f"Enter a day in {into.label}, or choose the year it falls in.")
    if old.due_on and due <= old.due_on:
        raise Refused(f"Enter a day after {old.due_on.day} {old.due_on:%B %Y}, when it was due.")
    return Deliverable(**{name: getattr(old, name) for name in COPIED}, from_on=into.start, due_on=due)


def _carry_ties(old: Deliverable, new: Deliverable) -> None:
    for name in ("golden_threads", "principles", "themes"):
        getattr(new, name).set(getattr(old, name).all())


@transaction.atomic
def withdraw(told: LivedExperience, *, by: Actor, why: str) -> LivedExperience:
    """They take back their agreement. Their words are taken out of the record for good; that there were words stays.

    Raises:
        NotPermitted: they may not change it.
        NotPossibleNow: it was withdrawn already.
    """
    now = _locked(told)
    require(by, Act.EDIT, now)
    if now.withdrawn_on is not None:
        raise NotPossibleNow("It was withdrawn already.")
    now.withdrawn_on, now.story, now.known_as = clock.today(), "", ""
    now.save(update_fields=["withdrawn_on", "story", "known_as"])
    trail.record("withdraw their words", now, by=by, after={"withdrawn_on": now.withdrawn_on}, why=why)
    return now


def _locked(record: M) -> M:
    found = type(record)._base_manager.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if found is None:
        raise NotFound("This is not here any more. Somebody took it away.")
    return found
