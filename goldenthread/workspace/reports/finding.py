"""Finding what a page of the report is about, as far as this person may know of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import Standing, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted
from goldenthread.reports.models import Report, Section
from goldenthread.reports.readiness import Stands

NO_SUCH_PAGE = "There is no such page, or it is not open to you."


def report_of(request: Any, period: str, act: Act = Act.READ) -> Report:
    """The Board's report of a year, if this person may do this to it.

    Raises:
        NotFound: there is none, or they may not know of it.
        NotPermitted: they may read it, and not do this.
    """
    here = Report.objects.filter(board=request.board, period=period).select_related("board")
    found = visible_to(request.standing, Act.READ, here).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    if act is not Act.READ and not allow(request.standing, act, found):
        raise NotPermitted(f"You can read this report, and not {act} it. If you should, ask the Board’s manager.")
    return found


def section_of(report: Report, slug: str) -> Section:
    """A section of a report.

    Raises:
        NotFound: it has no such section.
    """
    found = report.sections.select_related("person", "report__board").filter(slug=slug).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def at(report: Report, page: str = "one", **more: Any) -> str:
    """The address of a page of a report."""
    return reverse(f"workspace:reports-{page}", kwargs={"board": report.board.slug, "period": report.period, **more})


def address_of(report: Report, one: Stands, standing: Standing) -> str:
    """Where something that stands in the way is mended, for somebody who may: its section, or where extracts are loaded."""
    if one.is_data:
        may_open = standing.may("extracts", Act.READ, report.board.pk)
        return reverse("workspace:extracts", kwargs={"board": report.board.slug}) if may_open else ""
    return at(report, "section", section=one.section) if one.section else ""


def of_figure(report: Report, figure_id: str, standing: Standing) -> str:
    """Where a figure's thread can be followed: its page here for those who read figures, and the public one for others."""
    if standing.may("figures", Act.READ, report.board.pk):
        return reverse("workspace:figures-one", kwargs={"board": report.board.slug, "figure_id": figure_id})
    return f"{settings.GOLDENTHREAD_PUBLIC_URL}/figures/{report.period}/{figure_id}/"


def show(request: Any, template: str, report: Report, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of a report, with what each of them shows around itself."""
    around = {
        "report": report,
        "report_address": at(report),
        "list_address": reverse("workspace:reports", kwargs={"board": report.board.slug}),
        "may_write": report.status == Report.Status.DRAFT and allow(request.standing, Act.EDIT, report),
        "may_approve": allow(request.standing, Act.APPROVE, report),
        "may_export": allow(request.standing, Act.EXPORT, report),
        "is_published": report.status == Report.Status.PUBLISHED,
    }
    return render(request, f"workspace/reports/{template}.html", {**around, **context}, status=status)
