"""What audits ask people to do: an agency's returns; for the Board's office, the next step, and adults to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from goldenthread.audits import steps
from goldenthread.audits.grading import AgencyReturn, SafetyFlag
from goldenthread.audits.practice import Participation, PracticeAudit
from goldenthread.audits.steps import State
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.figures.wording import in_words

EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""


@tells
def returns_to_hand_in(asked: Asked) -> Iterable[Thing]:
    """Audits in which the person's own agency has returns to hand in."""
    if not asked.standing.may("audit_returns", Act.UPDATE, asked.board_id) or not asked.standing.agencies:
        return
    mine = Participation.objects.filter(
        audit__board=asked.board_id, audit__status=State.RETURNS_OUT.value, agency__in=asked.standing.agencies
    )
    left = Count("returns", filter=Q(returns__status=AgencyReturn.Status.OPEN))
    seen = visible_to(asked.standing, Act.READ, mine).annotate(left=left).filter(left__gt=0)
    for one in seen.select_related("audit", "agency")[:EVERY]:
        cases = f"{in_words(one.left)} case{'' if one.left == 1 else 's'}"
        yield Thing(
            f"Grade your part in {cases}: {one.audit}",
            one.audit.purpose or f"{one.agency} is asked.",
            _page(asked, "audit-returns-one", pk=one.pk),
            "Carry on",
            one.audit.returns_due_on,
        )


@tells
def adults_to_look_at(asked: Asked) -> Iterable[Thing]:
    """Cases in which an adult may not be safe, and nobody wrote down that the agencies met."""
    if not asked.standing.may("audit_samples", Act.EDIT, asked.board_id):
        return
    waiting = SafetyFlag.objects.filter(case__audit__board=asked.board_id, met_on=None)
    for one in visible_to(asked.standing, Act.EDIT, waiting).select_related("case__audit")[:EVERY]:
        yield Thing(
            f"Look at {one.case} at once: {one.case.audit}",
            f"{one.raised_by} said that the adult may not be safe.",
            _page(asked, "practice-audits-looked-at", pk=one.case.audit_id, flag=one.pk),
            "Write down what was done",
            one.raised_at.date(),
        )


NEXT = {
    State.MODERATION: ("Agree the grades, then report", "The returns are in. Hold the meeting and agree each grade."),
    State.RETURNS_OUT: ("Begin to agree the grades", "Every return is handed in, or could not be."),
}


@tells
def audits_to_move_on(asked: Asked) -> Iterable[Thing]:
    """Audits that wait for the Board's office."""
    if not asked.standing.may("audits", Act.EDIT, asked.board_id):
        return
    open_ = Count("participations__returns", filter=Q(participations__returns__status=AgencyReturn.Status.OPEN))
    out = PracticeAudit.objects.filter(board=asked.board_id, status__in=[one.value for one in NEXT]).annotate(
        left=open_
    )
    for one in visible_to(asked.standing, Act.EDIT, out)[:EVERY]:
        if one.stands is State.RETURNS_OUT and one.left:
            continue
        what, why = NEXT[one.stands]
        yield Thing(
            f"{what}: {one}", why, _page(asked, "practice-audits-record", pk=one.pk), "Open the audit", in_mail=what
        )


@tells
def audits_that_are_due(asked: Asked) -> Iterable[Thing]:
    """Audits whose planned day has passed, and that nobody began."""
    if not asked.standing.may("audits", Act.EDIT, asked.board_id):
        return
    due = PracticeAudit.objects.filter(
        board=asked.board_id, status=steps.State.PLANNED.value, planned_on__lt=asked.today
    )
    for one in visible_to(asked.standing, Act.EDIT, due)[:EVERY]:
        address = _page(asked, "practice-audits-record", pk=one.pk)
        yield Thing(
            f"Begin the audit: {one}", "It is in the year’s programme.", address, "Open the audit", one.planned_on
        )


def _page(asked: Asked, view: str, **more: Any) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, **more})
