"""Taking a step in a pathway: is it open, may they, is what it needs there; then change, keep the step, and tell the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.cases.models import Case
from goldenthread.core import clock
from goldenthread.core.access import require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.processes import Step
from goldenthread.panels import asked
from goldenthread.panels.models import (
    AfterActionReview,
    AfterActionStep,
    Escalation,
    EscalationStep,
    PanelCase,
    PanelStep,
    Pathway,
    PositionOfTrust,
    ProviderConcern,
    ProviderStep,
    Taken,
    TrustStep,
)
from goldenthread.trail import operations as trail

P = TypeVar("P", bound=Pathway)
STEPS: dict[type[Pathway], type[Taken]] = {
    PanelCase: PanelStep,
    PositionOfTrust: TrustStep,
    Escalation: EscalationStep,
    ProviderConcern: ProviderStep,
    AfterActionReview: AfterActionStep,
}
Then = Callable[[Any, Actor], None]
_then: dict[tuple[type[Pathway], str], Then] = {}


def then(model: type[Pathway], verb: str) -> Callable[[Then], Then]:
    """Register what follows from a step, in its transaction."""

    def register(follows: Then) -> Then:
        _then[model, verb] = follows
        return follows

    return register


@transaction.atomic
def take(head: P, verb: str, *, on: date, why: str, by: Actor, values: Mapping[str, Any] | None = None) -> P:
    """Take a step that one person takes.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it is not open from here, or takes two people.
        Refused: the day or the reasons do not hold.
        ValidationError: something it needs is not there; Django's own, for the form to show.
    """
    now = locked(head)
    step = now.PROCESS.step(verb)
    require(by, step.act, now)
    now.PROCESS.check(step, now.state)  # type: ignore[attr-defined]  # every pathway keeps its own states
    if step.takes_two:
        raise NotPossibleNow("This step takes two people: one asks for it, another agrees.")
    check(now, on, why)
    kept = STEPS[type(now)](**taken(now, step, on, why, by))
    return move(now, step, on, dict(values or {}), kept, by=by)


def locked(head: P) -> P:
    return type(head)._default_manager.select_for_update(of=("self",)).get(pk=head.pk)


def check(head: Pathway, on: date, why: str) -> None:
    """Whether the day and the reasons hold.

    Raises:
        Refused: they do not; says what to do.
    """
    if on > clock.today():
        raise Refused("The day must be today or in the past.")
    if on < head.begun_on:
        raise Refused("The day must not be before it was brought.")
    if not why.strip():
        raise Refused("Say why.")


def taken(head: Pathway, step: Step, on: date, why: str, by: Actor) -> dict[str, Any]:
    """A step as it is kept."""
    return {
        "case_id": head.pk,
        "verb": step.verb,
        "was": head.state,  # type: ignore[attr-defined]  # every pathway keeps its own states
        "now": step.target,
        "taken_on": on,
        "taken_at": clock.now(),
        "taken_by": by.name[:200],
        "why": why,
    }


def move(
    head: P, step: Step, on: date, values: Mapping[str, Any], kept: Taken, *, by: Actor, second: Actor | None = None
) -> P:
    """Change the head, keep the step and what follows from it. Whoever calls has locked it and asked whether they may."""
    wanted = asked.of(type(head), step.verb)
    for name in wanted.fields:
        if name in values:
            setattr(head, name, values[name])
    missing = {name: ["Fill this in."] for name in wanted.needed if getattr(head, name) in (None, "")}
    if missing:
        raise ValidationError(missing)
    was = head.state  # type: ignore[attr-defined]  # every pathway keeps its own states
    head.state = step.target  # type: ignore[attr-defined]
    head.closed_on = on if head.PROCESS.state(step.target).is_end else None
    head.full_clean()
    follows = _then.get((type(head), step.verb))
    head.save()
    Case.objects.filter(pk=head.pk).update(closed_on=head.closed_on)
    kept.save()
    trail.record(step.verb, head, by=by, before={"state": was}, after={"state": step.target}, second=second)
    if follows:
        follows(head, by)
    return head
