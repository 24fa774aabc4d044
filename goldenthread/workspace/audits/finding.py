"""Finding what a page of an audit is about, as far as this person may know of it."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.audits.grading import AgencyReturn, SafetyFlag
from goldenthread.audits.practice import Participation, PracticeAudit, SampleCase
from goldenthread.core.access import allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.records import NO_SUCH_RECORD

M = TypeVar("M", bound=Model)


def _one(request: Any, here: QuerySet[M], act: Act, words: str) -> M:
    """The record, if this person may do this to it.

    Raises:
        NotFound: there is none, or they may not know of it.
        NotPermitted: they may read it, and not do this.
    """
    found = visible_to(request.standing, Act.READ, here).first()
    if found is None:
        raise NotFound(NO_SUCH_RECORD)
    if act is not Act.READ and not allow(request.standing, act, found):
        raise NotPermitted(f"You can read this {words}, and not {act} it. If you should, ask the Board’s manager.")
    return found


def audit_of(request: Any, pk: UUID, act: Act = Act.READ) -> PracticeAudit:
    here = PracticeAudit.objects.filter(board=request.board, pk=pk)
    with_them = ("board", "programme", "theme", "prompted_by", "previous", "source", "chair_agency")
    return _one(request, here.select_related(*with_them), act, "audit")


def case_of(request: Any, pk: UUID, case: UUID, act: Act = Act.READ) -> SampleCase:
    here = SampleCase.objects.filter(audit__board=request.board, audit=pk, pk=case)
    return _one(request, here.select_related("audit__programme", "nominated_by"), act, "case")


def flag_of(request: Any, pk: UUID, flag: UUID, act: Act = Act.READ) -> SafetyFlag:
    here = SafetyFlag.objects.filter(case__audit__board=request.board, case__audit=pk, pk=flag)
    return _one(request, here.select_related("case__audit__programme"), act, "case")


def participation_of(request: Any, pk: UUID, act: Act = Act.READ) -> Participation:
    here = Participation.objects.filter(audit__board=request.board, pk=pk)
    return _one(
        request, here.select_related("audit__programme", "audit__board", "audit__source", "agency"), act, "return"
    )


def return_of(request: Any, pk: UUID, said: UUID, act: Act = Act.READ) -> AgencyReturn:
    here = AgencyReturn.objects.filter(participation__audit__board=request.board, participation=pk, pk=said)
    with_them = ("participation__audit__programme", "participation__agency", "case")
    return _one(request, here.select_related(*with_them), act, "return")


def at(board: Any, view: str, **more: Any) -> str:
    """The address of a page of an audit; `view` is without the room's name."""
    return reverse(f"workspace:{view}", kwargs={"board": board.slug, **more})


def show(
    request: Any, template: str, audit: PracticeAudit | None = None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of audits, with what each of them shows around itself."""
    around: dict[str, Any] = {"siblings": siblings("audit-programme", request.standing, request.board)}
    if audit is not None:
        around |= {
            "audit": audit,
            "audit_address": at(request.board, "practice-audits-record", pk=audit.pk),
            "programme_address": f"{at(request.board, 'audit-programme')}?year={audit.period}",
        }
    return render(request, f"workspace/audits/{template}.html", {**around, **context}, status=status)
