"""What the annual report asks people to do: to sign off what was handed in, and to agree that it is published."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q
from django.urls import reverse

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.figures.wording import in_words
from goldenthread.reports.models import Proposal, Report
from goldenthread.reports.steps import State

EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""


@tells
def reports_to_publish(asked: Asked) -> Iterable[Thing]:
    """Reports that somebody else proposed, and that wait for a second person."""
    if not asked.standing.may("reports", Act.APPROVE, asked.board_id):
        return
    waiting = Proposal.objects.filter(report__board=asked.board_id, outcome=Proposal.Outcome.OPEN)
    others = visible_to(asked.standing, Act.APPROVE, waiting).exclude(proposed_by_id=asked.user_id)
    for one in others.select_related("report")[:EVERY]:
        yield Thing(
            f"Agree, or not, that the annual report {one.report.period} is published",
            f"{one.proposed_by} proposed it. It is published as soon as a second person agrees.",
            _page(asked, "reports-publish", one.report),
            "Look at it",
            in_mail=f"Agree, or not, that the annual report {one.report.period} is published",
        )


@tells
def sections_to_sign_off(asked: Asked) -> Iterable[Thing]:
    """Reports with sections that were handed in and that nobody has signed off."""
    if not asked.standing.may("reports", Act.APPROVE, asked.board_id):
        return
    drafts = Report.objects.filter(board=asked.board_id, status=Report.Status.DRAFT)
    ready = Count("sections", filter=Q(sections__state=State.READY.value))
    waiting = visible_to(asked.standing, Act.APPROVE, drafts).annotate(ready=ready).filter(ready__gt=0)
    for one in waiting[:EVERY]:
        sections = f"{in_words(one.ready)} section{'' if one.ready == 1 else 's'}"
        yield Thing(
            f"Sign off, or send back, {sections} of the annual report {one.period}",
            "Whoever wrote there says that it is ready."
            if one.ready == 1
            else "Their writers say that they are ready.",
            _page(asked, "reports-one", one),
            "Open the report",
            in_mail=f"Sign off, or send back, {sections} of the annual report {one.period}",
        )


def _page(asked: Asked, view: str, report: Report) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, "period": report.period})
