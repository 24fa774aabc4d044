"""The year's programme: which audits were planned, which were held, and what became of what they asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse

from goldenthread.audits import steps
from goldenthread.audits.kinds import state
from goldenthread.audits.models import EnquiryAudit
from goldenthread.audits.practice import AuditProgramme, PracticeAudit
from goldenthread.core import clock
from goldenthread.core.access import needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.days import as_known
from goldenthread.core.periods import Period
from goldenthread.core.shapes import Status
from goldenthread.learning.models import Recommendation
from goldenthread.workspace.audits.finding import at, show

OPEN = ("accepted", "partly", "under_way")


@dataclass(frozen=True)
class Line:
    """An audit in the year: where it is read, when, what about, how far it is, and what is still to do of what it asked."""

    title: str
    address: str
    when: str
    theme: str
    state: Status
    asked: str
    is_synthetic: bool


@needs("audits", get=Act.READ)
def page(request: Any) -> HttpResponse:
    board, standing = request.board, request.standing
    programmes = list(visible_to(standing, Act.READ, AuditProgramme.objects.filter(board=board)))
    every = visible_to(standing, Act.READ, PracticeAudit.objects.filter(board=board))
    audits = list(every.select_related("programme", "theme", "source"))
    enquiries = list(
        visible_to(standing, Act.READ, EnquiryAudit.objects.filter(board=board)).select_related("source", "made_by")
    )
    held: list[Any] = [*programmes, *audits, *enquiries]
    years = sorted({one.period for one in held}, reverse=True)
    year = _year(request.GET.get("year", ""), years)
    mine = [one for one in audits if one.period == year]
    asked = _asked(request, [one.source_id for one in mine] + [one.source_id for one in enquiries])
    lines = [_line(request, one, asked) for one in mine]
    cohorts = [_cohort(request, one, asked) for one in enquiries if one.period == year]
    return show(
        request,
        "programme",
        year=year,
        years=years,
        programme=next((one for one in programmes if one.period == year), None),
        lines=lines,
        cohorts=cohorts,
        sentence=_sentence(mine, len(cohorts)),
        late=_late(mine),
        may_plan=standing.may("audits", Act.CREATE, board.pk),
    )


def _year(said: str, years: list[str]) -> str:
    """The year asked for, else this one, else the last there is."""
    now = Period.containing(clock.today()).label
    return said if said in years else now if now in years or not years else years[0]


def _sentence(audits: list[PracticeAudit], cohorts: int) -> str:
    """How many were planned and how many delivered; what was dropped counts as planned."""
    planned = len(audits) + cohorts
    delivered = cohorts + sum(one.stands in steps.DELIVERED for one in audits)
    dropped = sum(one.stands is steps.State.DROPPED for one in audits)
    if not planned:
        return "No audit is planned for this year yet."
    words = f"{delivered} of {planned} audits {'is' if delivered == 1 else 'are'} delivered."
    return (
        f"{words} {dropped} {'was' if dropped == 1 else 'were'} not held; the reason is beside it."
        if dropped
        else words
    )


def _late(audits: list[PracticeAudit]) -> list[PracticeAudit]:
    """Audits whose planned day has passed while they are not begun."""
    today = clock.today()
    return [one for one in audits if one.stands is steps.State.PLANNED and one.planned_on and one.planned_on < today]


def _asked(request: Any, sources: list[Any]) -> dict[Any, tuple[int, int]]:
    """Of each source: how many recommendations, and how many are still to be done."""
    seen = visible_to(
        request.standing, Act.READ, Recommendation.objects.filter(source__in=[one for one in sources if one])
    )
    counted = (
        seen.order_by().values_list("source_id").annotate(n=Count("pk"), open=Count("pk", filter=Q(status__in=OPEN)))
    )
    return {key: (count, still) for key, count, still in counted}


def _words(counts: tuple[int, int] | None) -> str:
    if not counts:
        return ""
    every, still = counts
    return f"{every} asked, {still} still to be done" if still else f"{every} asked, all answered"


def _line(request: Any, one: PracticeAudit, asked: dict[Any, tuple[int, int]]) -> Line:
    held = as_known(one.held_on, one.held_precision)
    planned = as_known(one.planned_on, one.planned_precision)
    return Line(
        one.title,
        at(request.board, "practice-audits-record", pk=one.pk),
        f"Held {held}" if held else f"Planned for {planned}" if planned else "",
        one.theme.name if one.theme else "",
        state(one),
        _words(asked.get(one.source_id)),
        one.is_synthetic,
    )


def _cohort(request: Any, one: EnquiryAudit, asked: dict[Any, tuple[int, int]]) -> Line:
    held = as_known(one.source.ended_on, one.source.ended_precision)
    return Line(
        one.source.title,
        at(request.board, "audits-record", pk=one.pk),
        f"Held {held}" if held else "",
        "",
        Status("good", "Reported"),
        _words(asked.get(one.source_id)),
        is_synthetic=False,
    )
