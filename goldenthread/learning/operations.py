"""What people do with actions: say how far they are, move their day, and tie them to what they wait for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from goldenthread.asks.models import Answer
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.learning import carrying, notices, steps
from goldenthread.learning.models import Action, DueDateChange, Evidence, ProgressNote, Recommendation
from goldenthread.trail import operations as trail

S = Action.Status


def _locked(action: Action, by: Actor) -> Action:
    now = Action.objects.select_for_update(of=("self",)).filter(pk=action.pk).first()
    if now is None:
        raise NotFound("This action is not here any more. Somebody took it away.")
    require(by, Act.EDIT, now)
    return now


@transaction.atomic
def give(action: Action, *, by: Actor) -> Action:
    """Keep an action that somebody accepted, and tell the agency that does it.

    Raises:
        NotPermitted: they may not.
        ValidationError: a field does not hold.
        Refused, NotPossibleNow: it says that it is from an answer which does not propose it, or is in the register already.
    """
    if action.proposed_in_id is not None:
        action.proposed_in = Answer.objects.select_for_update(of=("self",)).get(pk=action.proposed_in_id)
        carrying.look_over(action)
    kept = trail.add(action, by=by)
    notices.was_given(kept)
    return kept


@transaction.atomic
def say_how_far(action: Action, *, status: str, text: str, done_on: date | None = None, by: Actor) -> Action:
    """Say how far an action is. What is said stays, with its day. Whoever may change it while it is open may say it is done.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it cannot go there from where it stands, or a reason is missing.
        Refused: nothing is said; or the day it was done is still to come.
    """
    now = _locked(action, by)
    step = steps.step_to(status, now.status, text)
    if not text.strip():
        raise Refused("Say in a sentence how far it is.")
    if done_on is not None and done_on > clock.today():
        raise Refused("The day it was done must be today or in the past.")
    target = S(step.target)
    if target is S.DONE and now.evidence.filter(state=Evidence.State.ACCEPTED).exists():
        target = S.EVIDENCED
    values = {
        "status": target.value,
        "note": text.strip(),
        "blocked_because": text.strip() if target is S.STALLED else "",
        "done_on": (done_on or clock.today()) if target in Action.FINISHED else None,
    }
    _note(now, text, target, by)
    before = {name: getattr(now, name) for name in values}
    for name, value in values.items():
        setattr(now, name, value)
    now.full_clean()
    now.save(update_fields=list(values))
    trail.record("say how far it is", now, by=by, before=before, after=values)
    _begin(now, by)
    if not now.is_open:
        notices.is_done(now)
    return now


def _note(action: Action, text: str, status: S, by: Actor) -> ProgressNote:
    return ProgressNote.objects.create(
        action=action, text=text.strip(), status=status.value, said_at=clock.now(), said_by=by.name[:200]
    )


def _begin(action: Action, by: Actor) -> None:
    """A recommendation that was only accepted is under way once the first of its actions is."""
    if action.status in {S.NOT_STARTED, S.SUPERSEDED}:
        return
    waiting = Recommendation.objects.select_for_update(of=("self",)).filter(status=Recommendation.Status.ACCEPTED)
    for one in waiting.filter(pk__in=[action.recommendation_id, *action.also_answers.values_list("pk", flat=True)]):
        one.status = Recommendation.Status.UNDER_WAY
        one.save(update_fields=["status"])
        trail.record(
            "change",
            one,
            by=by,
            before={"status": Recommendation.Status.ACCEPTED.value},
            after={"status": one.status},
            why="The first of its actions is under way.",
        )


@transaction.atomic
def move_due_date(action: Action, *, to_on: date, why: str, by: Actor) -> Action:
    """Give an action another day. The old day and the reason stay with it.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it is not open any more.
        Refused: it is the day it has already, or there is no reason.
    """
    now = _locked(action, by)
    if not now.is_open:
        raise NotPossibleNow("The day of an action can be moved while it is open. This one is not.")
    if to_on == now.due_on:
        raise Refused("That is the day it is due already. Enter another day.")
    if now.due_on is not None and not why.strip():
        raise Refused("Say why the day is moved.")
    why = why.strip() or "It had no day yet."
    _moved(now, to_on, why, by)
    return trail.change(now, {"due_on": to_on}, by=by, verb="move the day", why=why)


def _moved(action: Action, to_on: date | None, why: str, by: Actor) -> None:
    DueDateChange.objects.create(
        action=action, was_on=action.due_on, now_on=to_on, why=why, changed_at=clock.now(), changed_by=by.name[:200]
    )


@transaction.atomic
def correct(action: Action, values: dict[str, object], *, by: Actor, why: str) -> Action:
    """Change an action as a whole, as bringing in a spreadsheet does; a day that moves is noted as moved.

    Raises:
        NotPermitted, ValidationError, NotPossibleNow: as changing any record.
    """
    now = _locked(action, by)
    to_on = values.get("due_on", now.due_on)
    if to_on != now.due_on and (to_on is None or isinstance(to_on, date)):
        _moved(now, to_on, why, by)
    return change(now, values, by=by, why=why)


@transaction.atomic
def change(
    action: Action, values: Mapping[str, Any], *, by: Actor, seen: Mapping[str, str] | None = None, why: str = ""
) -> Action:
    """Change what an action is. Where another agency is to do it, that agency is told, and the first need not read of it.

    Raises:
        NotPermitted, Stale, ValidationError, NotPossibleNow: as changing any record.
    """
    was = _locked(action, by)
    now = trail.change(action, values, by=by, seen=seen, why=why)
    if not now.is_open:
        notices.is_done(now)
    elif now.agency_id != was.agency_id:
        notices.is_done(now)
        notices.was_given(now)
    elif not was.is_open:
        notices.was_given(now)
    return now


@transaction.atomic
def wait_for(action: Action, others: Iterable[Action], *, by: Actor) -> Action:
    """Say what an action waits for. Nothing waits for itself, however long the way round.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: one of the others waits for this one already; says which.
        Refused: one of the others is another Board's.
    """
    now = _locked(action, by)
    wanted = list(others)
    if any(one.board_id != now.board_id for one in wanted):
        raise Refused("Choose actions of this Board.")
    for one in wanted:
        if now.pk == one.pk or now.pk in _waits_for(one.pk):
            raise NotPossibleNow(
                f"“{one.text}” waits for this action, so this action cannot wait for it. Choose another."
            )
    return trail.tie(now, "depends_on", wanted, by=by)


def _waits_for(key: UUID) -> set[UUID]:
    """Everything an action waits for, and what that waits for, to the end."""
    ties = Action.depends_on.through.objects
    found: set[UUID] = set()
    edge = {key}
    while edge:
        edge = set(ties.filter(from_action__in=edge).values_list("to_action", flat=True)) - found
        found |= edge
    return found


@transaction.atomic
def reopen(recommendation: Recommendation, *, why: str, by: Actor) -> Recommendation:
    """Open a recommendation again that was called done, or that nobody meant to act on. The trail keeps why.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it is open already.
        Refused: there is no reason.
    """
    now = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    require(by, Act.EDIT, now)
    done = {Recommendation.Status.IMPLEMENTED, Recommendation.Status.NOT_IMPLEMENTING}
    if now.status not in done:
        raise NotPossibleNow("This recommendation is open already.")
    if not why.strip():
        raise Refused("Say why it is opened again.")
    return trail.change(now, {"status": Recommendation.Status.UNDER_WAY.value}, by=by, verb="reopen", why=why.strip())
