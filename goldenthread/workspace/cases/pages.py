"""The pages every sort of case has: those open to one, its beginning, and why one opens it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from goldenthread.cases import guards, openings
from goldenthread.cases.kinds import WITH_PEOPLE
from goldenthread.cases.models import Case, Sort
from goldenthread.core.access import Role, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.errors import NotFound, Refused
from goldenthread.workspace.cases import door, places
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.navigation import siblings

PER_PAGE = 50
IS_CLOSED = ExpressionWrapper(Q(closed_on__isnull=False), output_field=BooleanField())
"""What is still worked on comes before what is over."""
WHICH = {"open": "Not closed", "closed": "Closed"}

for _sort in Sort:
    places.declare(
        _sort,
        places.CasePlace("Who is named", "case-named", "cases", order=90),
        places.CasePlace("Log", "case-log", "case_trail", order=95),
    )
for _with in WITH_PEOPLE:
    places.declare(_with, places.CasePlace("People", "case-people", "case_people", order=20, often=True))


@needs("cases", get=Act.READ)
def mine(request: Any) -> HttpResponse:
    """The cases this person may open, what is worked on first; searched by what they are called or their reference."""
    board, standing, asked = request.board, request.standing, request.GET
    q, sort, which = asked.get("q", "").strip()[:100], asked.get("sort", ""), asked.get("which", "")
    if set(asked) - {"q", "sort", "which", "page"} or (sort and sort not in Sort) or (which and which not in WHICH):
        raise Refused("This list cannot be asked for that. Use the boxes above it.")
    here = Case.objects.filter(board=board)
    near = visible_to(standing, Act.READ, here)
    asked_in = set(here.filter(pk__in=guards.asked_today(standing)).values_list("pk", flat=True))
    every = here.filter(Q(pk__in=near.values("pk")) | Q(pk__in=asked_in)) if asked_in else near
    found = every.filter(sort=sort) if sort else every
    found = found.filter(closed_on__isnull=which == "open") if which else found
    found = found.filter(Q(called__icontains=q) | Q(reference__icontains=q)) if q else found
    in_order = found.select_related("board").order_by(IS_CLOSED, "-opened_on", "called", "pk")
    page = Paginator(in_order, PER_PAGE).get_page(asked.get("page", 1))
    stands = places.standing_of(page, standing)
    until = dict(openings.live(request.user.pk).filter(case__board=board).values_list("case_id", "ends_at"))
    kept = asked.copy()
    kept.pop("page", None)
    context = {
        "lines": [(one, _way_in(one, asked_in), stands.get(one.pk), until.get(one.pk)) for one in page],
        "page": page,
        "query": kept.urlencode(),
        "asked": kept,
        "is_narrowed": bool(q or sort or which),
        "sorts": Sort.choices,
        "which": WHICH.items(),
        "may_open": standing.may("break_glass", Act.CREATE, board.pk),
        "is_governance": Role.INFORMATION_GOVERNANCE in standing.roles_on(board.pk),
        "siblings": siblings("cases-mine", standing, board),
    }
    return render(request, "workspace/cases/mine.html", context)


def _way_in(case: Case, asked_in: Collection[UUID]) -> str:
    return places.address(case, "case-front" if case.pk in asked_in else places.front_of(case))


@needs_case("cases", get=Act.READ, of_asked=True)
def front(request: Any) -> HttpResponse:
    """A case by its own address leads to where its work begins; for an agency that was only asked, to what it was asked."""
    if not request.is_only_asked:
        return HttpResponseRedirect(places.address(request.case, places.front_of(request.case)))
    found = places.beside(request, "")
    if not found:
        raise NotFound(door.NO_SUCH_PAGE)
    return HttpResponseRedirect(found[0].address)


@needs_case("cases", get=Act.READ, post=Act.READ, of_asked=True)
def purpose(request: Any) -> HttpResponse:
    """Say, or say anew, why the case is opened; and go on to the page that was wanted."""
    inside = places.address(request.case, "case-front")
    if request.method != "POST":
        context = {"purposes": list(Purpose), "then": inside, "now": str(request.purpose or "")}
        return render(request, "workspace/cases/purpose.html", context)
    door.say(request, request.case, request.POST.get("purpose", ""))
    messages.success(request, "Kept: why you open this case.")
    wanted = request.POST.get("then", "")
    is_ours = wanted.startswith(inside) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect(wanted if is_ours else inside)
