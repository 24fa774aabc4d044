"""What referrals name together: self-neglect with alcohol, homelessness with mental ill health."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.access import needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.reviews import referring_steps
from goldenthread.reviews.models import Referral
from goldenthread.reviews.queries import Together, circumstances_together
from goldenthread.workspace.navigation import siblings


@needs("review_referrals", get=Act.READ)
def page(request: Any) -> HttpResponse:
    received = Referral.objects.filter(board=request.board).exclude(state=referring_steps.DRAFT)
    seen = visible_to(request.standing, Act.READ, received)
    years = sorted({Period.containing(day).label for day in seen.values_list("received_on", flat=True)}, reverse=True)
    year = request.GET.get("year", "")
    if year and year not in years:
        raise Refused("No referral was received in that year. Choose a year from the list.")
    found = circumstances_together(_in(seen, year))
    context = {
        "years": years,
        "year": year,
        "found": found,
        "names": [name for name, _ in found.each],
        "lines": _lines(found),
        "sizes": [(_things(number), count) for number, count in found.by_number],
        "siblings": siblings("referrals", request.standing, request.board),
    }
    return render(request, "workspace/reviews/circumstances.html", context)


def _in(referrals: QuerySet[Referral], year: str) -> QuerySet[Referral]:
    if not year:
        return referrals
    period = Period.parse(year)
    return referrals.filter(received_on__range=(period.start, period.end))


def _lines(found: Together) -> list[tuple[str, list[tuple[str, int]]]]:
    names = [name for name, _ in found.each]
    return [(one, [(other, found.both(one, other)) for other in names]) for one in names]


def _things(number: int) -> str:
    return {0: "Nothing named", 1: "One thing"}.get(number, f"{number} things together")
