"""Publishing a report: one person proposes it, another agrees; and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow
from goldenthread.reports import compliance, publication, readiness, text_differences
from goldenthread.reports.models import Draft, Proposal, Report
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.reports.finding import NO_SUCH_PAGE, address_of, at, report_of, show


@needs("reports", get=Act.READ, post=Act.APPROVE)
def page(request: Any, period: str) -> HttpResponse:
    """What stands in the way; who proposed it; a POST proposes."""
    report = report_of(request, period, Act.APPROVE if request.method == "POST" else Act.READ)
    if request.method == "POST":
        publication.propose(report=report, by=actor_of(request))
        messages.success(request, "You proposed this report. It is published as soon as a second person agrees.")
        return HttpResponseRedirect(at(report, "publish"))
    return _page(request, report)


def _page(request: Any, report: Report, *, form: WhyForm | None = None, status: int = 200) -> HttpResponse:
    open_ = report.proposals.filter(outcome=Proposal.Outcome.OPEN).select_related("draft").first()
    trouble = ""
    in_the_way: list[readiness.Stands] = []
    if report.status == Report.Status.DRAFT and open_ is None:
        try:
            in_the_way = readiness.of(report).in_the_way
        except NotPossibleNow as error:
            trouble = str(error)
    context = {
        "proposal": open_,
        "is_mine": open_ is not None and open_.proposed_by_id == request.user.pk,
        "in_the_way": [(s, address_of(report, s, request.standing)) for s in in_the_way],
        "trouble": trouble,
        "settled": list(report.proposals.exclude(outcome=Proposal.Outcome.OPEN).select_related("draft")[:20]),
        "recipients": compliance.RECIPIENTS,
        "form": form or WhyForm(),
        "since": _since_last_time(report, open_) if open_ else None,
    }
    return show(request, "publish", report, status=status, **context)


def _since_last_time(report: Report, proposal: Proposal) -> tuple[Draft, list[text_differences.SectionChange]] | None:
    """What the proposed draft says that the draft before it did not."""
    before = report.drafts.filter(number__lt=proposal.draft.number).first()
    return (before, text_differences.sections(before.sections, proposal.draft.sections)) if before else None


def _proposal(report: Report, pk: UUID) -> Proposal:
    found = report.proposals.select_related("draft__report__board", "report__board").filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


@needs("reports", post=Act.APPROVE)
def agree(request: Any, period: str, pk: UUID) -> HttpResponse:
    """Agree to exactly the draft that was proposed, and publish it."""
    report = report_of(request, period, Act.APPROVE)
    published = publication.agree(proposal=_proposal(report, pk), by=actor_of(request))
    messages.success(request, f"The report for {published.period} is published, as version {published.version}.")
    return HttpResponseRedirect(at(report))


@needs("reports", post=Act.APPROVE)
def take_back(request: Any, period: str, pk: UUID) -> HttpResponse:
    """Take a proposal back, or do not agree to it."""
    report = report_of(request, period, Act.APPROVE)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, report, form=form, status=422)
    publication.take_back(proposal=_proposal(report, pk), why=form.cleaned_data["why"], by=actor_of(request))
    messages.success(request, "The proposal was taken back. Nothing was published.")
    return HttpResponseRedirect(at(report, "publish"))


@needs("reports", get=Act.APPROVE, post=Act.APPROVE)
def withdraw(request: Any, period: str) -> HttpResponse:
    """Take a published report from the public site."""
    report = report_of(request, period, Act.APPROVE)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        publication.withdraw(report=report, why=form.cleaned_data["why"], by=actor_of(request))
        messages.success(request, "The report was withdrawn. It is a draft again, and the public does not see it.")
        return HttpResponseRedirect(at(report))
    return show(request, "withdraw", report, form=form, status=422 if form.errors else 200)
