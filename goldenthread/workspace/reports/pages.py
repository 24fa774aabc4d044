"""The list of reports, and one report: its sections as tasks, what the law asks, what stands in the way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import mark_safe

from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.periods import Period
from goldenthread.core.shapes import Status
from goldenthread.reports import compliance, drafting, numbers, preview, readiness, skeleton, steps, writing
from goldenthread.reports.models import Proposal, Report
from goldenthread.trail import queries as trails
from goldenthread.workspace.reports.finding import address_of, at, of_figure, report_of, show
from goldenthread.workspace.reports.forms import SECTIONS_OF_THE_LAW, BeginForm, CoverForm


def _all(request: Any) -> list[Report]:
    every = Report.objects.filter(board=request.board).select_related("board")
    return list(visible_to(request.standing, Act.READ, every))


@needs("reports", get=Act.READ)
def listing(request: Any) -> HttpResponse:
    reports = [(one, at(one), _status(one)) for one in _all(request)]
    may_begin = request.standing.may("reports", Act.CREATE, request.board.pk)
    return render(request, "workspace/reports/list.html", {"reports": reports, "may_begin": may_begin})


def _status(report: Report) -> Status:
    if report.status == Report.Status.PUBLISHED:
        return Status("good", "Published")
    if report.proposals.filter(outcome=Proposal.Outcome.OPEN).exists():
        return Status("info", "Waits for a second person")
    return Status("part", "Draft, not for publication")


@needs("reports", get=Act.CREATE, post=Act.CREATE)
def begin(request: Any) -> HttpResponse:
    reports = _all(request)
    if request.method == "POST":
        form = BeginForm(request.POST, reports=reports)
        if form.is_valid():
            return _begin(request, form, reports)
    else:
        year = Period.containing(clock.today()).previous().label
        likely = "" if year in {one.period for one in reports} else year
        start_from = reports[0].period if reports else SECTIONS_OF_THE_LAW
        form = BeginForm(reports=reports, initial={"period": likely, "start_from": start_from})
    return render(request, "workspace/reports/begin.html", {"form": form}, status=422 if form.errors else 200)


def _begin(request: Any, form: BeginForm, reports: list[Report]) -> HttpResponse:
    said = form.cleaned_data
    last = next((one for one in reports if one.period == said["start_from"]), None)
    period = Period.parse(said["period"])
    sections = skeleton.plain() if last is None else skeleton.like(last, period)
    made = writing.begin(
        board=request.board,
        period=period,
        sections=sections,
        dated_on=said["dated_on"],
        by=actor_of(request),
    )
    messages.success(
        request,
        f"The report for {made.period} was begun. Its sections fill from the records of the year. Open one to write the rest.",
    )
    return HttpResponseRedirect(at(made))


@needs("reports", get=Act.READ)
def one(request: Any, period: str) -> HttpResponse:
    """How far a report is."""
    report = report_of(request, period)
    trouble, ready = "", None
    try:
        ready = readiness.of(report)
    except NotPossibleNow as error:
        trouble = str(error)
    parts = ready.parts if ready else [readiness.Part(one, []) for one in report.sections.select_related("person")]
    context: dict[str, Any] = {
        "trouble": trouble,
        "ready": ready,
        "sections": [_line(report, part) for part in parts],
        "signed_off": sum(part.section.stands is steps.State.SIGNED_OFF for part in parts),
        "law": _law(report, ready),
        "recipients": compliance.RECIPIENTS,
        "in_the_way": [(s, address_of(report, s, request.standing)) for s in _in_the_way(ready)],
        "proposal": report.proposals.filter(outcome=Proposal.Outcome.OPEN).select_related("draft").first(),
        "published": report.proposals.filter(outcome=Proposal.Outcome.AGREED).first(),
        "drafts": report.drafts.count(),
        "entries": [(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(report)[:10]],
    }
    return show(request, "report", report, **context)


def _law(report: Report, ready: readiness.Readiness | None) -> list[tuple[compliance.Answer, Status]]:
    """What the law asks, each with how it is answered: for certain only once a section that answers it is signed off."""
    if ready is None:
        return []
    signed = {part.section.title for part in ready.parts if part.section.stands is steps.State.SIGNED_OFF}
    is_out = report.status == Report.Status.PUBLISHED
    return [(one, _answered(one, is_certain=is_out or bool(signed & set(one.sections)))) for one in ready.answers]


def _answered(answer: compliance.Answer, *, is_certain: bool) -> Status:
    if not answer.is_answered:
        return Status("bad", "Not answered")
    return Status("good", "Answered") if is_certain else Status("ring", "Something is there, not signed off")


def _in_the_way(ready: readiness.Readiness | None) -> list[readiness.Stands]:
    return ready.in_the_way if ready else []


def _line(report: Report, part: readiness.Part) -> dict[str, Any]:
    section = part.section
    state = section.stands
    shown = Status("good", "Published") if report.status == Report.Status.PUBLISHED else _state(state)
    return {
        "section": section,
        "address": at(report, "section", section=section.slug),
        "held_by": section.held_by,
        "status": shown,
        "said": part.said,
        "limbs": [compliance.LIMBS[limb] for limb in section.limbs if limb in compliance.LIMBS],
    }


def _state(state: steps.State) -> Status:
    return Status(steps.SHAPES[state], state.words)


@needs("reports", get=Act.EDIT, post=Act.EDIT)
def cover(request: Any, period: str) -> HttpResponse:
    report = report_of(request, period, Act.EDIT)
    form = CoverForm(request.POST or None, initial={"dated_on": report.dated_on})
    if request.method == "POST" and form.is_valid():
        writing.date_cover(report=report, dated_on=form.cleaned_data["dated_on"], by=actor_of(request))
        messages.success(request, "The day on the cover was saved.")
        return HttpResponseRedirect(at(report))
    return show(request, "cover", report, form=form, status=422 if form.errors else 200)


@needs("reports", get=Act.READ)
def whole(request: Any, period: str) -> HttpResponse:
    """The whole report as it stands, to be read."""
    report = report_of(request, period)
    found = numbers.of(report)
    reading = drafting.read(report, found.release)

    def address(figure_id: str) -> str:
        return of_figure(report, figure_id, request.standing)

    made = [
        (section, mark_safe(preview.section(reading.document, section.slug, level=2, address=address)))  # noqa: S308
        for section in reading.document.sections
    ]
    return show(request, "read", report, made=made, reading=reading, is_released=found.is_released)
