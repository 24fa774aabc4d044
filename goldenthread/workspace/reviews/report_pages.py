"""Versions of a report: what one says and who saw it, two beside each other, and the file one was sent as."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.access import actor_of, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.kinds import named
from goldenthread.reports import text_differences
from goldenthread.reviews import fact_checking, report_versions
from goldenthread.reviews.models import ReportFile, ReportVersion
from goldenthread.trail import operations as trail
from goldenthread.workspace import records
from goldenthread.workspace.cases import log, places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.reviews.running_front import address

HERE = "report-versions"


def _version(request: Any, pk: UUID) -> ReportVersion:
    found = records.one_of(request, named(HERE), pk)
    assert isinstance(found, ReportVersion)  # noqa: S101  (the kind's own model)
    return found


@needs_case("draft_review_report", get=Act.READ)
def version(request: Any, pk: UUID) -> HttpResponse:
    """A version of the report, part by part, as an agency may be asked to check it."""
    found = _version(request, pk)
    others = ReportVersion.objects.filter(case=request.case).exclude(pk=pk).only("pk", "version", "written_on")
    may, board = request.standing.may, request.board.pk
    sees_log = may("case_trail", Act.READ, board) and log.reads_whole(request.standing, request.case)
    checks = visible_to(request.standing, Act.READ, report_versions.sent_to(found))
    return records.show(
        request,
        named(HERE),
        found,
        template="reviews/report",
        parts_of_report=list(fact_checking.parts_of(found.text).items()),
        is_latest=not any(one.version > found.version for one in others),
        beside=[(one, _beside_address(request, found, one)) for one in others],
        sees_log=sees_log,
        seen=report_versions.seen_by(found, log.heads()) if sees_log else [],
        sent_to=checks,
    )


def _beside_address(request: Any, one: ReportVersion, other: ReportVersion) -> str:
    """Where two versions stand beside each other, the later on the right."""
    earlier, later = sorted((one, other), key=lambda each: each.version)
    return f"{address(request, HERE)}{later.pk}/beside/{earlier.pk}/"


@needs_case("draft_review_report", get=Act.READ)
def beside(request: Any, pk: UUID, before: UUID) -> HttpResponse:
    """Two versions beside each other, with what changed."""
    earlier, later = sorted((_version(request, pk), _version(request, before)), key=lambda each: each.version)
    if earlier.pk == later.pk:
        raise NotFound(NO_SUCH_PAGE)
    lines = text_differences.side_by_side(earlier.text, later.text)
    context = {
        "earlier": earlier,
        "later": later,
        "lines": lines,
        "changed": sum(1 for one in lines if not one.same),
        "back": f"{address(request, HERE)}{later.pk}/",
        "siblings": places.beside(request, HERE),
    }
    return render(request, "workspace/reviews/report_beside.html", context)


@needs_case("draft_review_report", get=Act.READ)
def file(request: Any, pk: UUID) -> HttpResponse:
    """The file a version was sent as, as it was cleaned. Taking it out is in the trail."""
    found = _version(request, pk)
    kept = ReportFile.objects.filter(version=found).first()
    if kept is None:
        raise NotFound(NO_SUCH_PAGE)
    contents = kept.read()
    told = {"version": found.version, "case": str(request.case.pk), "digest": found.file_digest}
    trail.record("take out the file of a report", found, by=actor_of(request), after=told)
    response = HttpResponse(contents, content_type=report_versions.MEDIA[found.file_ending])
    name = f"report-{request.case.reference.lower()}-version-{found.version}{found.file_ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
