"""Preparing an audit: its questions, and which agencies are asked about which cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.audits import bank, operations, steps
from goldenthread.audits.grading import AgencyReturn
from goldenthread.audits.practice import PracticeAudit
from goldenthread.boards.models import Agency
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.workspace.audits.finding import at, audit_of, show


@needs("audits", get=Act.EDIT, post=Act.EDIT)
def questions(request: Any, pk: UUID) -> HttpResponse:
    """Choose what is asked, from the bank."""
    audit = audit_of(request, pk, Act.EDIT)
    if request.method != "POST":
        return _questions(request, audit, {one.key for one in audit.questions.all()})
    ticked = request.POST.getlist("question")
    try:
        operations.choose_questions(audit, ticked, by=actor_of(request))
    except (NotPossibleNow, Refused) as error:
        return _questions(request, audit, set(ticked), str(error), 409)
    count = audit.questions.count()
    messages.success(request, f"The audit asks {count} question{'' if count == 1 else 's'}.")
    return HttpResponseRedirect(at(request.board, "practice-audits-record", pk=pk))


def _questions(
    request: Any, audit: PracticeAudit, ticked: set[str], refused: str = "", status: int = 200
) -> HttpResponse:
    now = bank.latest()
    known = {one.key for one in now.questions()}
    groups = [(group.name, [(one, one.key in ticked) for one in group.questions]) for group in now.groups]
    own = [(one, one.key in ticked) for one in audit.questions.all() if one.key not in known]
    new = f"{at(request.board, 'audit-questions-new')}?audit={audit.pk}"
    said = {"groups": groups, "own": own, "version": now.version, "refused": refused, "new": new}
    return show(request, "questions", audit, status=status, **said)


@needs("audits", get=Act.EDIT, post=Act.EDIT)
def agencies(request: Any, pk: UUID) -> HttpResponse:
    """Say which agencies are asked about which cases."""
    audit = audit_of(request, pk, Act.EDIT)
    if request.method != "POST":
        held = AgencyReturn.objects.filter(participation__audit=audit)
        seen = visible_to(request.standing, Act.READ, held).values_list("participation__agency_id", "case_id")
        return _agencies(request, audit, set(seen))
    ticked = {pair for pair in map(_pair, request.POST.getlist("asked")) if pair}
    try:
        operations.allocate(audit, ticked, by=actor_of(request))
    except (NotPossibleNow, Refused) as error:
        return _agencies(request, audit, ticked, str(error), 409)
    messages.success(request, "Saved who is asked about which case.")
    return HttpResponseRedirect(at(request.board, "practice-audits-record", pk=pk))


def _pair(said: str) -> tuple[UUID, UUID] | None:
    agency, _, case = said.partition("_")
    try:
        return UUID(agency), UUID(case)
    except ValueError:
        return None


def _agencies(
    request: Any, audit: PracticeAudit, ticked: set[tuple[UUID, UUID]], refused: str = "", status: int = 200
) -> HttpResponse:
    cases = list(audit.cases.all())
    known = visible_to(request.standing, Act.READ, Agency.objects.filter(board=request.board))
    lines = [(one, [(case, f"{one.pk}_{case.pk}", (one.pk, case.pk) in ticked) for case in cases]) for one in known]
    stays = audit.stands is steps.State.RETURNS_OUT
    return show(request, "agencies", audit, status=status, cases=cases, lines=lines, refused=refused, stays=stays)
