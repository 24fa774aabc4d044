"""Drafts kept, the files built from them, and what differs between two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseRedirect

from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act, Scope
from goldenthread.core.access.matrix import grants
from goldenthread.core.access.standing import Standing, effective
from goldenthread.core.errors import NotFound
from goldenthread.figures import differences
from goldenthread.figures.differences import Moved
from goldenthread.reports import keeping, readiness, text_differences
from goldenthread.reports.models import BuiltFile, Draft, Report
from goldenthread.trail import operations as trail
from goldenthread.workspace import jobs
from goldenthread.workspace.job_pages import on_to
from goldenthread.workspace.reports.finding import NO_SUCH_PAGE, at, of_figure, report_of, show
from goldenthread.workspace.reports.forms import FORMATS, BuildForm

PER_PAGE = 20
NAMED = 20
"""So many records are named; more are counted."""
TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
BUILD = "build-report"
ROWS = {
    **dict.fromkeys(("adults", "concerns", "enquiries", "risks"), "case_rows"),
    **dict.fromkeys(("referrals", "referral_factors"), "review_referrals"),
    **dict.fromkeys(("reviews", "review_themes"), "reviews"),
    **dict.fromkeys(("meetings", "attendance"), "meetings"),
    **dict.fromkeys(("contributions", "expenditure"), "money"),
    **dict.fromkeys(("context_facts", "standards"), "governance"),
    "audit_cases": "practice_audits",
    "training_sessions": "training",
    "undertakings": "plans",
}
"""Which row of the matrix guards the records of each table."""


def _draft(report: Report, number: int) -> Draft:
    found = report.drafts.filter(number=number).select_related("report__board").first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


@needs("reports", get=Act.READ, post=Act.EDIT)
def listing(request: Any, period: str) -> HttpResponse:
    """The drafts kept; a POST keeps another."""
    report = report_of(request, period, Act.EDIT if request.method == "POST" else Act.READ)
    if request.method == "POST":
        made = keeping.keep(report=report, by=actor_of(request), why=request.POST.get("why", "").replace("\0", ""))
        messages.success(request, f"This was kept as draft {made.number}.")
        return HttpResponseRedirect(at(report, "drafts"))
    return _listing(request, report, BuildForm(initial={"formats": ["pdf", "docx"]}))


def _listing(request: Any, report: Report, form: BuildForm, status: int = 200) -> HttpResponse:
    drafts = report.drafts.defer("sections", "figures").prefetch_related("files")
    page = Paginator(drafts, PER_PAGE).get_page(request.GET.get("page", 1))
    lines = [(one, at(report, "draft", number=one.number), _files(report, one)) for one in page]
    numbers_ = list(report.drafts.values_list("number", flat=True)[:50])
    context: dict[str, Any] = {"page": page, "lines": lines, "form": form, "numbers": numbers_, "two": numbers_[:2]}
    return show(request, "drafts", report, status=status, **context)


def _files(report: Report, draft: Draft) -> list[tuple[str, str, BuiltFile]]:
    return [(at(report, "file", pk=one.pk), FORMATS[one.form], one) for one in draft.files.all()]


@needs("reports", post=Act.EXPORT)
def build(request: Any, period: str) -> HttpResponse:
    """Keep a draft and build files from it: long work, with a page that says how far it is."""
    report = report_of(request, period, Act.EXPORT)
    form = BuildForm(request.POST)
    if not form.is_valid():
        return _listing(request, report, form, 422)
    unreadable = [
        f"{part.section.title} ({part.said})"
        for part in readiness.of(report).parts
        if any(not one.is_empty for one in part.faults)
    ]
    if unreadable:
        form.add_error(None, f"No file was built and no draft kept. Put these right first: {'; '.join(unreadable)}.")
        return _listing(request, report, form, 422)
    payload = {"report": str(report.pk), "back": at(report, "drafts"), **form.cleaned_data}
    return on_to(request, jobs.start(BUILD, board=report.board, by=actor_of(request), payload=payload))


@needs("reports", get=Act.READ)
def one(request: Any, period: str, number: int) -> HttpResponse:
    """A draft as it was kept: its words, and its figures."""
    report = report_of(request, period)
    draft = _draft(report, number)
    figures = [(figure_id, draft.figures[figure_id]) for figure_id in draft.used if figure_id in draft.figures]
    context: dict[str, Any] = {"draft": draft, "figures": figures, "files": _files(report, draft)}
    return show(request, "draft", report, **context)


@needs("reports", get=Act.EXPORT)
def download(request: Any, period: str, pk: UUID) -> HttpResponse | FileResponse:
    """A built file, to be taken away. The trail keeps who took it."""
    report = report_of(request, period, Act.EXPORT)
    found = BuiltFile.objects.filter(draft__report=report, pk=pk).select_related("draft").first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    path = keeping.path_of(found)
    after = {"draft": found.draft.number, "form": found.form, "seal": found.sha256}
    trail.record("take a draft away", report, by=actor_of(request), after=after)
    name = f"{report.board.slug}-annual-report-{report.period}-draft-{found.draft.number}.{found.form}"
    return FileResponse(path.open("rb"), content_type=TYPES[found.form], as_attachment=True, filename=name)


@needs("reports", get=Act.READ)
def differing(request: Any, period: str) -> HttpResponse:
    """What differs between two drafts: figures with what moved them, and words."""
    report = report_of(request, period)
    numbers_ = list(report.drafts.values_list("number", flat=True)[:100])
    chosen = [_asked(request, "from", numbers_[1:2]), _asked(request, "to", numbers_[:1])]
    if None in chosen or not set(chosen) <= set(numbers_):
        return show(request, "differences", report, numbers=numbers_, pair=None)
    before, after = (_draft(report, int(number or 0)) for number in chosen)
    moved = differences.between(keeping.side_of(before), keeping.side_of(after))
    used = {*before.used, *after.used}
    context: dict[str, Any] = {
        "numbers": numbers_,
        "pair": (before, after),
        "moved": [_told(request, report, one) for one in moved if one.figure_id in used],
        "elsewhere": [one.title for one in moved if one.figure_id not in used],
        "changed": text_differences.sections(before.sections, after.sections),
    }
    return show(request, "differences", report, **context)


def _asked(request: Any, name: str, otherwise: list[int]) -> int | None:
    said = request.GET.get(name, "")
    if said.isdecimal() and len(said) < 6:
        return int(said)
    return otherwise[0] if otherwise else None


def _told(request: Any, report: Report, moved: Moved) -> dict[str, Any]:
    """A figure that moved, with the records named to those who may read every one of them."""
    causes = []
    for cause in moved.causes:
        named: list[tuple[str, list[str], int]] = []
        if cause.records is not None and may_name(request.standing, cause.records.table, request.board.pk):
            sides = (
                ("Added", cause.records.added),
                ("Taken away", cause.records.removed),
                ("Changed", cause.records.changed),
            )
            named = [(words, list(ids[:NAMED]), max(len(ids) - NAMED, 0)) for words, ids in sides if ids]
        causes.append({"words": cause.words, "kind": cause.kind, "named": named})
    return {"moved": moved, "address": of_figure(report, moved.figure_id, request.standing), "causes": causes}


def may_name(standing: Standing, table: str, board_id: UUID) -> bool:
    """Whether somebody may be told the names of a table's records: they may read all of them, and step aside from none."""
    row = ROWS.get(table)
    if row is None or standing.recused:
        return False
    return any(
        Act.READ in effective(grant.acts) and grant.scope is Scope.ALL
        for role in standing.roles_on(board_id)
        for grant in grants(row, role)
    )
