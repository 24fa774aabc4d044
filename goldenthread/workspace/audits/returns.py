"""An agency's returns: what it is asked, its grades case by case, and what all agreed once the audit is reported."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.audits import queries, returning, steps
from goldenthread.audits.grading import AgencyReturn
from goldenthread.audits.kinds import state
from goldenthread.audits.practice import Participation
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.core.shapes import Status
from goldenthread.learning.kinds import became
from goldenthread.trail import queries as trails
from goldenthread.workspace.audits import showing
from goldenthread.workspace.audits.finding import at, participation_of, return_of, show
from goldenthread.workspace.audits.forms import CannotForm, ReturnForm, moment_of, signed_moment
from goldenthread.workspace.forms import WhyForm

STATES = {
    AgencyReturn.Status.HANDED_IN: "good",
    AgencyReturn.Status.COULD_NOT: "info",
}


def _state(said: AgencyReturn) -> Status:
    if said.status == AgencyReturn.Status.OPEN:
        return Status("part", "Begun") if said.saved_at else Status("ring", "Not begun")
    return Status(STATES[AgencyReturn.Status(said.status)], said.get_status_display())


@needs("audit_returns", get=Act.READ)
def listing(request: Any) -> HttpResponse:
    """The audits this person's agency is asked to take part in; for the Board's office, every agency's."""
    every = visible_to(request.standing, Act.READ, Participation.objects.filter(audit__board=request.board))
    prepared = (steps.State.PLANNED.value, steps.State.SAMPLING.value, steps.State.DROPPED.value)
    found = (
        every.exclude(audit__status__in=prepared)
        .select_related("audit__programme", "agency")
        .prefetch_related("returns")
    )
    ordered = found.order_by("-audit__programme__period", "audit__title", "agency__order", "agency__name")
    lines = [(one, at(request.board, "audit-returns-one", pk=one.pk), state(one.audit), _left(one)) for one in ordered]
    return show(request, "returns", lines=lines, own=request.standing.agencies)


def _left(one: Participation) -> str:
    waiting = sum(each.status == AgencyReturn.Status.OPEN for each in one.returns.all())
    if one.could_not_why:
        return "Could not take part"
    if one.audit.stands is steps.State.RETURNS_OUT and waiting:
        return f"{waiting} return{'' if waiting == 1 else 's'} to hand in"
    return "Nothing to do"


@needs("audit_returns", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    """What one agency is asked in one audit."""
    return _one(request, participation_of(request, pk))


def _one(request: Any, part: Participation, *, status: int = 200, form: CannotForm | None = None) -> HttpResponse:
    said = visible_to(request.standing, Act.READ, AgencyReturn.objects.filter(participation=part)).select_related(
        "case"
    )
    lines = [(one, at(request.board, "audit-returns-case", pk=part.pk, said=one.pk), _state(one)) for one in said]
    is_out = part.audit.stands is steps.State.RETURNS_OUT
    put_forward = part.audit.cases.filter(nominated_by=part.agency, flags__met_on=None, flags__isnull=False).distinct()
    context: dict[str, Any] = {
        "part": part,
        "state": state(part.audit),
        "lines": lines,
        "left": sum(one.status == AgencyReturn.Status.OPEN for one, _, _ in lines) if is_out else 0,
        "is_out": is_out,
        "is_shared": part.audit.stands in steps.SHARED,
        "may_write": is_out and _may_write(request, part),
        "unsafe": list(put_forward),
        "form": form or CannotForm(),
        "questions": list(part.audit.questions.all()),
    }
    return show(request, "part", status=status, **context)


def _may_write(request: Any, part: Participation) -> bool:
    waiting = part.returns.filter(status=AgencyReturn.Status.OPEN)
    return visible_to(request.standing, Act.UPDATE, waiting).exists()


@needs("audit_returns", get=Act.READ, post=Act.UPDATE)
def fill_in(request: Any, pk: UUID, said: UUID) -> HttpResponse:
    """The return of one case: to be filled in while it is open, and read afterwards."""
    found = return_of(request, pk, said)
    if request.method == "POST":
        return _save(request, found)
    if not _is_open(request, found):
        return _read(request, found)
    data = kept.take(request, request.path)
    return _form(request, found, ReturnForm(data, said=found))


def _is_open(request: Any, found: AgencyReturn) -> bool:
    is_out = found.participation.audit.stands is steps.State.RETURNS_OUT
    return is_out and found.status == AgencyReturn.Status.OPEN and allow(request.standing, Act.UPDATE, found)


def _save(request: Any, found: AgencyReturn) -> HttpResponse:
    if not allow(request.standing, Act.UPDATE, found):
        raise NotPermitted("You can read this return, and not change it. If you should, ask the Board’s office.")
    form = ReturnForm(request.POST, said=found)
    if not form.is_valid():
        return _form(request, found, form, status=422)
    try:
        by = actor_of(request)
        saved = returning.save(found, form.said(), by=by, seen=moment_of(form.cleaned_data["seen"]))
        if request.POST.get("do") == "hand-in":
            returning.hand_in(saved, by=by)
    except returning.Overtaken as error:
        data = request.POST.copy()
        data["seen"] = signed_moment(error.now.saved_at)
        again = ReturnForm(data, said=error.now)
        return _form(request, error.now, again, status=409, theirs=str(error), now=ReturnForm(said=error.now))
    except (NotPossibleNow, Refused) as error:
        fresh = return_of(request, found.participation_id, found.pk)
        data = request.POST.copy()
        data["seen"] = signed_moment(fresh.saved_at)
        again = ReturnForm(data, said=fresh)
        again.add_error(None, str(error))
        for one in returning.missing(fresh) if fresh.status == AgencyReturn.Status.OPEN else ():
            again.add_error(again.grade_of(one).name, f"{one.words}: choose a grade")
        return _form(request, fresh, again, status=409)
    if request.POST.get("do") == "hand-in":
        messages.success(request, f"Your return on {found.case} is handed in. Thank you.")
        return HttpResponseRedirect(at(request.board, "audit-returns-one", pk=found.participation_id))
    left = len(returning.missing(return_of(request, found.participation_id, found.pk)))
    words = (
        f"{left} question{' has' if left == 1 else 's have'} no grade yet." if left else "Every question has a grade."
    )
    messages.success(request, f"Saved. {words}")
    return HttpResponseRedirect(request.path)


def _form(request: Any, found: AgencyReturn, form: ReturnForm, *, status: int = 200, **more: Any) -> HttpResponse:
    total, left = len(form.questions), returning.missing(found)
    said: dict[str, Any] = {
        "said": found,
        "part": found.participation,
        "form": form,
        "done": total - len(left),
        "total": total,
        "left": [(one.words, form.grade_of(one).auto_id) for one in left] if found.saved_at else [],
    }
    said["cannot"] = CannotForm(auto_id="cannot-%s")
    return show(request, "return", status=status, **{**said, **more})


def _read(request: Any, found: AgencyReturn) -> HttpResponse:
    scale = found.participation.audit.grades
    given = {one.question_id: one for one in found.given.all()}
    lines = []
    for one in found.participation.audit.questions.all():
        held = given.get(one.pk)
        grade = scale.grade(held.grade) if held else None
        lines.append((one, Status(grade.shape, grade.words) if grade else None, held.comment if held else ""))
    may_open = found.participation.audit.stands is steps.State.RETURNS_OUT and allow(request.standing, Act.EDIT, found)
    closed = found.status != AgencyReturn.Status.OPEN
    entries = [(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(found)[:5]]
    context: dict[str, Any] = {
        "said": found,
        "part": found.participation,
        "state": _state(found),
        "lines": lines,
        "may_open": may_open and closed and _is_office(request),
        "why": WhyForm(),
        "entries": entries,
    }
    return show(request, "return_read", **context)


def _is_office(request: Any) -> bool:
    return bool(request.standing.may("audit_returns", Act.CREATE, request.board.pk))


@needs("audit_returns", post=Act.UPDATE)
def cannot(request: Any, pk: UUID, said: UUID) -> HttpResponse:
    """Say that one return cannot be filled in, and why."""
    found = return_of(request, pk, said, Act.UPDATE)
    form = CannotForm(request.POST, auto_id="cannot-%s")
    if not form.is_valid():
        return _form(request, found, ReturnForm(said=found), status=422, cannot=form)
    returning.cannot(found, form.cleaned_data["why"], by=actor_of(request))
    messages.success(request, f"It is written down that you cannot fill in {found.case}, and why.")
    return HttpResponseRedirect(at(request.board, "audit-returns-one", pk=pk))


@needs("audit_returns", post=Act.UPDATE)
def cannot_any(request: Any, pk: UUID) -> HttpResponse:
    """Say the same of everything that is not handed in."""
    part = participation_of(request, pk, Act.UPDATE)
    form = CannotForm(request.POST)
    if not form.is_valid():
        return _one(request, part, status=422, form=form)
    count = returning.cannot_any(part, form.cleaned_data["why"], by=actor_of(request))
    messages.success(request, f"It is written down for {count} return{'' if count == 1 else 's'}, and why.")
    return HttpResponseRedirect(at(request.board, "audit-returns-one", pk=pk))


@needs("audit_returns", post=Act.EDIT)
def open_again(request: Any, pk: UUID, said: UUID) -> HttpResponse:
    """Give a return back to its agency, with the reason."""
    found = return_of(request, pk, said, Act.EDIT)
    why = request.POST.get("why", "").replace("\0", "").strip()[:300]
    returning.open_again(found, why, by=actor_of(request))
    messages.success(request, f"{found.participation.agency} can change its return on {found.case} again.")
    return HttpResponseRedirect(at(request.board, "audit-returns-case", pk=pk, said=said))


@needs("audit_returns", get=Act.READ)
def together(request: Any, pk: UUID) -> HttpResponse:
    """What all agreed, beside this agency's own grades; only once the audit is reported."""
    part = participation_of(request, pk)
    agreed = queries.together(part, request.standing)
    if agreed is None:
        raise NotPossibleNow(
            "What all agencies agreed is shown here once the audit is reported. Until then you see your own returns."
        )
    audit = part.audit
    asked = audit.source.recommendations.all() if audit.source else []
    context: dict[str, Any] = {
        "part": part,
        "agreed": showing.heat(audit, agreed, "Agreed grades", unique="agreed"),
        "own": showing.heat(audit, queries.given(audit, part.agency), "Your own grades", unique="own"),
        "good": queries.good_practice(audit),
        "gaps": [one.text for one in audit.source.findings.filter(is_strength=False)] if audit.source else [],
        "answers": [(one, became(one), []) for one in asked],
    }
    return show(request, "together", **context)
