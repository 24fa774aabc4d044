"""One audit: how far it is, what was looked at, who took part, the grades, what was concluded and what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.audits import learned, operations, queries, steps
from goldenthread.audits.grading import AgencyReturn, Conclusion, GradingMeeting, SafetyFlag
from goldenthread.audits.kinds import state
from goldenthread.audits.practice import Participation, PracticeAudit, SampleCase
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.days import as_known
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.shapes import Status
from goldenthread.learning.kinds import became
from goldenthread.learning.models import Recommendation, Source
from goldenthread.trail import queries as trails
from goldenthread.workspace.audits import showing
from goldenthread.workspace.audits.finding import at, audit_of, show
from goldenthread.workspace.audits.forms import ShareForm
from goldenthread.workspace.records import NO_SUCH_RECORD


@needs("audits", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    return _page(request, audit_of(request, pk))


def _page(request: Any, audit: PracticeAudit, *, status: int = 200, **more: Any) -> HttpResponse:
    may_change = allow(request.standing, Act.EDIT, audit)
    context = {
        "state": state(audit),
        "stages": _stages(audit),
        "offered": _offered(audit) if may_change else [],
        "may_change": may_change,
        "is_prepared": audit.stands in {steps.State.PLANNED, steps.State.SAMPLING},
        "is_agreeing": audit.stands is steps.State.MODERATION,
        "may_conclude": may_change and audit.stands not in {*steps.SHARED, steps.State.DROPPED},
        "rows": _rows(audit),
        "questions": list(audit.questions.all()),
        "meetings": _meetings(audit),
        "entries": [(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(audit)[:3]],
        "comparison": showing.comparison(audit, queries.compared(audit)) if _may(request, "audit_grades") else None,
        **_sample(request, audit),
        **_grades(request, audit),
        **_conclusions(request, audit, may_change=may_change),
        **more,
    }
    return show(request, "one", audit, status=status, **context)


def _may(request: Any, row: str) -> bool:
    return bool(request.standing.may(row, Act.READ, request.board.pk))


def _stages(audit: PracticeAudit) -> list[tuple[str, str]]:
    """The way of an audit, each stage as done, here, or to come."""
    if audit.stands is steps.State.DROPPED:
        return [(audit.stands.words, "here")]
    here = steps.IN_ORDER.index(audit.stands)
    return [
        (one.words, "done" if place < here else "here" if place == here else "to-come")
        for place, one in enumerate(steps.IN_ORDER)
    ]


def _offered(audit: PracticeAudit) -> list[dict[str, Any]]:
    """The steps from here, each with what is still missing for it."""
    return [
        {"name": name, "step": step, "missing": queries.in_the_way(audit, step)}
        for name, step in steps.open_from(audit.stands).items()
    ]


def _rows(audit: PracticeAudit) -> list[tuple[str, Any, bool]]:
    """What was settled of the audit; what nobody said is left out."""
    every: list[tuple[str, Any, bool]] = [
        ("What it is for", audit.purpose, True),
        ("Theme", audit.theme, False),
        ("What prompted it", audit.prompted_by, False),
        ("What is looked at", audit.scope, True),
        ("What good looks like", audit.standard, True),
        ("Scale of grades", audit.get_scale_display(), False),
        ("Cases that could have been chosen", audit.sampling_frame, True),
        ("How cases were chosen", audit.how_chosen, True),
        ("Cases left out", audit.exclusions, True),
        ("Cases chosen", audit.cases_chosen, False),
        ("Risk they were chosen at", audit.get_sampled_as_display(), False),
        ("Lawful basis for sharing", audit.lawful_basis, True),
        ("Chaired by", _chair(audit), False),
        ("Returns due", audit.returns_due_on, False),
        ("Planned for", as_known(audit.planned_on, audit.planned_precision), False),
        ("Held", as_known(audit.held_on, audit.held_precision), False),
        ("Why it was not held", audit.why_not_held, True),
        ("Note", audit.note, True),
    ]
    return [row for row in every if row[1] not in {None, ""}]


def _chair(audit: PracticeAudit) -> str:
    if not audit.chaired_by:
        return ""
    return f"{audit.chaired_by}, {audit.chair_agency or 'independent of the agencies'}"


def _meetings(audit: PracticeAudit) -> list[GradingMeeting]:
    return list(audit.meetings.select_related("chair_agency").prefetch_related("present__agency"))


def _sample(request: Any, audit: PracticeAudit) -> dict[str, Any]:
    """The cases, who is asked about them, and adults whose case has to be looked at, as far as this person may see."""
    standing = request.standing
    cases = list(
        visible_to(standing, Act.READ, SampleCase.objects.filter(audit=audit)).select_related("nominated_by", "audit")
    )
    parts = visible_to(standing, Act.READ, Participation.objects.filter(audit=audit)).select_related("agency")
    returns = list(
        visible_to(standing, Act.READ, AgencyReturn.objects.filter(participation__audit=audit)).select_related(
            "participation__agency", "case"
        )
    )
    flags = visible_to(standing, Act.READ, SafetyFlag.objects.filter(case__audit=audit)).select_related("case")
    return {
        "sees_cases": _may(request, "audit_samples"),
        "cases": [(case, _progress([one for one in returns if one.case_id == case.pk])) for case in cases],
        "sees_returns": _may(request, "audit_returns"),
        "parts": [
            (part, _progress([one for one in returns if one.participation_id == part.pk], part)) for part in parts
        ],
        "flags": [
            (flag, Status("good", "Looked at") if flag.met_on else Status("bad", "To be looked at now"))
            for flag in flags
        ],
        "may_flag": bool(cases)
        and audit.stands is not steps.State.CLOSED
        and standing.may("audit_samples", Act.EDIT, request.board.pk),
    }


def _progress(returns: list[AgencyReturn], part: Participation | None = None) -> Status:
    if part is not None and part.could_not_why:
        return Status("info", "Could not take part")
    if not returns:
        return Status("good", "Took part") if part is not None else Status("ring", "Nobody is asked yet")
    done = sum(one.status == AgencyReturn.Status.HANDED_IN for one in returns)
    could_not = sum(one.status == AgencyReturn.Status.COULD_NOT for one in returns)
    words = f"{done} of {len(returns)} handed in"
    if could_not:
        words += f", {could_not} could not be"
    return Status("good" if done + could_not == len(returns) else "part" if done else "ring", words)


def _grades(request: Any, audit: PracticeAudit) -> dict[str, Any]:
    """The agreed grades, beside agencies' own where this person may read those."""
    if not _may(request, "audit_grades"):
        return {"agreed": None}
    agreed = showing.heat(audit, queries.agreed(audit), "Agreed grades", unique="agreed")
    found: dict[str, Any] = {"agreed": agreed}
    if _may(request, "audit_returns"):
        own = queries.given(audit)
        found["own"] = None if agreed else showing.heat(audit, own, "Agencies’ own grades", unique="own")
    if agreed:
        found["moved"] = queries.moved(audit)
        found["agreement"] = queries.agreement_of(audit).words
    return found


def _conclusions(request: Any, audit: PracticeAudit, *, may_change: bool) -> dict[str, Any]:
    """What was concluded: as written, and once reported as learning, with the answers."""
    if audit.source is None:
        return {
            "drafts": list(Conclusion.objects.filter(audit=audit).select_related("theme")),
            "good": queries.good_practice(audit),
        }
    asked = visible_to(request.standing, Act.READ, Recommendation.objects.filter(source=audit.source))
    recommendations = list(asked.prefetch_related("also_from"))
    others = visible_to(request.standing, Act.READ, Source.objects.filter(board=request.board)).exclude(
        pk=audit.source.pk
    )
    return {
        "good": queries.good_practice(audit),
        "gaps": [one.text for one in audit.source.findings.filter(is_strength=False)],
        "answers": [(one, became(one), [each.title for each in one.also_from.all()]) for one in recommendations],
        "source_address": at(request.board, "sources-record", pk=audit.source_id) if _may(request, "learning") else "",
        "share": ShareForm(recommendations=asked, sources=others) if may_change and recommendations else None,
    }


@needs("audits", post=Act.EDIT)
def step(request: Any, pk: UUID, step: str) -> HttpResponse:
    audit = audit_of(request, pk, Act.EDIT)
    if step not in steps.STEPS:
        raise NotFound(NO_SUCH_RECORD)
    why = request.POST.get("why", "").replace("\0", "").strip()[:1000]
    try:
        moved = operations.take(steps.STEPS[step], audit=audit, by=actor_of(request), why=why)
    except (NotPossibleNow, Refused) as error:
        refused = {"refused": str(error), "refused_step": step, "why": why}
        return _page(
            request, audit_of(request, pk), status=409 if isinstance(error, NotPossibleNow) else 422, **refused
        )
    messages.success(request, f"The audit is now at “{moved.stands.words}”.")
    return HttpResponseRedirect(at(request.board, "practice-audits-record", pk=pk))


@needs("audits", post=Act.EDIT)
def share(request: Any, pk: UUID) -> HttpResponse:
    """Put a recommendation of the audit into another source's plan too."""
    audit = audit_of(request, pk, Act.EDIT)
    if audit.source is None:
        raise NotPossibleNow("Make learning of what the audit concludes first. Then its recommendations can be shared.")
    asked = visible_to(request.standing, Act.READ, Recommendation.objects.filter(source=audit.source))
    sources = visible_to(request.standing, Act.READ, Source.objects.filter(board=request.board)).exclude(
        pk=audit.source.pk
    )
    form = ShareForm(request.POST, recommendations=asked, sources=sources)
    if not form.is_valid():
        return _page(request, audit, status=422, share=form)
    said = form.cleaned_data
    learned.share(audit, said["recommendation"], said["with_"], by=actor_of(request))
    messages.success(
        request, f"Recommendation {said['recommendation'].number} now counts in the plan of {said['with_']} too."
    )
    return HttpResponseRedirect(at(request.board, "practice-audits-record", pk=pk))
