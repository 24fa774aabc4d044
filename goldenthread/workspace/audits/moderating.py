"""Agreeing grades: the meeting, each case question by question, and adults whose case is looked at at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.audits import operations
from goldenthread.audits.grading import AgencyReturn, GradingMeeting
from goldenthread.boards.models import Agency
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.workspace.audits.finding import at, audit_of, case_of, flag_of, show
from goldenthread.workspace.audits.forms import AgreeForm, LookedAtForm, MeetingForm, UnsafeForm


def _back(request: Any, pk: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(at(request.board, "practice-audits-record", pk=pk))


@needs("audits", get=Act.EDIT, post=Act.EDIT)
def meeting(request: Any, pk: UUID) -> HttpResponse:
    """Write down a meeting at which grades were agreed."""
    audit = audit_of(request, pk, Act.EDIT)
    known = visible_to(request.standing, Act.READ, Agency.objects.filter(board=request.board))
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = MeetingForm(data, audit=audit, agencies=known)
    if request.method == "POST" and form.is_valid():
        try:
            operations.hold_meeting(audit, **form.said(), by=actor_of(request))
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The meeting was written down. Now agree the grades, case by case.")
            return _back(request, pk)
    words = {"heading": "Write down a meeting", "button": "Save the meeting", "form": form}
    return show(request, "form", audit, status=422 if request.method == "POST" else 200, **words)


@needs("audit_grades", get=Act.EDIT, post=Act.EDIT)
def case(request: Any, pk: UUID, case: UUID) -> HttpResponse:
    """One case: what each agency gave itself, and what is agreed."""
    found = case_of(request, pk, case, Act.EDIT)
    handed_in = AgencyReturn.objects.filter(case=found, status=AgencyReturn.Status.HANDED_IN)
    seen = visible_to(request.standing, Act.READ, handed_in).select_related(
        "participation__agency", "participation__audit"
    )
    returns = list(seen.prefetch_related("given", "agreed"))
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = AgreeForm(data, case=found, returns=returns)
    if request.method == "POST" and form.is_valid():
        try:
            held = GradingMeeting.objects.get(pk=form.cleaned_data["meeting"], audit=found.audit)
            operations.agree(found, held, form.agreed(), by=actor_of(request), found_as=form.cleaned_data["found_as"])
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
        else:
            return _agreed(request, found)
    status = 422 if request.method == "POST" else 200
    cannot = found.returns.filter(status=AgencyReturn.Status.COULD_NOT).select_related("participation__agency")
    meetings = found.audit.meetings.exists()
    said = {"case": found, "form": form, "returns": returns, "cannot": list(cannot), "has_meeting": meetings}
    return show(request, "grades", found.audit, status=status, **said)


def _agreed(request: Any, case: Any) -> HttpResponse:
    case.refresh_from_db()
    if case.is_riskier and case.flags.filter(met_on=None).exists():
        messages.warning(
            request,
            f"{case} was found at more risk than it was chosen at. The agencies meet about it at once; "
            "write down here what came of it.",
        )
    messages.success(request, f"The grades of {case} were saved.")
    return _back(request, case.audit_id)


@needs("audit_samples", get=Act.EDIT, post=Act.EDIT)
def unsafe(request: Any, pk: UUID, case: UUID) -> HttpResponse:
    """Say that the adult in a case may not be safe."""
    found = case_of(request, pk, case, Act.EDIT)
    form = UnsafeForm(request.POST if request.method == "POST" else kept.take(request, request.path))
    if request.method == "POST" and form.is_valid():
        operations.flag(found, why=form.cleaned_data["why"], by=actor_of(request))
        messages.success(request, f"{found} is marked to be looked at at once.")
        return _back(request, pk)
    words = {"heading": f"{found}: the adult may not be safe", "button": "Mark it to be looked at now", "form": form}
    lede = "Do first what your procedures say. This sees to it that the agencies meet, and that it is written down."
    return show(request, "form", found.audit, status=422 if request.method == "POST" else 200, lede=lede, **words)


@needs("audit_samples", get=Act.EDIT, post=Act.EDIT)
def looked_at(request: Any, pk: UUID, flag: UUID) -> HttpResponse:
    """Write down when the agencies met about a case, and what they did."""
    found = flag_of(request, pk, flag, Act.EDIT)
    now = {"met_on": found.met_on, "outcome": found.outcome}
    form = LookedAtForm(request.POST if request.method == "POST" else kept.take(request, request.path), initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            operations.look_at_case(found, **form.cleaned_data, by=actor_of(request))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"What came of looking at {found.case} was saved.")
            return _back(request, pk)
    words = {"heading": f"{found.case}: what came of looking at it", "button": "Save", "form": form, "lede": found.why}
    return show(request, "form", found.case.audit, status=422 if request.method == "POST" else 200, **words)
