"""The pages every sort of case has: those one is named on, its beginning, why one opens it, and who is named on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from goldenthread.cases.kinds import WITH_PEOPLE
from goldenthread.cases.models import Case, CaseAgency, CaseMembership, CaseRecusal, Sort
from goldenthread.core import clock
from goldenthread.core.access import needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.workspace.cases import door, places
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.navigation import siblings

for _sort in Sort:
    places.declare(_sort, places.CasePlace("Who is named", "case-named", "cases", order=90))
for _with in WITH_PEOPLE:
    places.declare(_with, places.CasePlace("People", "case-people", "case_people", order=20))


@needs("cases", get=Act.READ)
def mine(request: Any) -> HttpResponse:
    """The cases this person may open."""
    found = visible_to(request.standing, Act.READ, Case.objects.filter(board=request.board)).select_related("board")
    lines = [(one, places.address(one, places.front_of(one))) for one in found]
    context = {"lines": lines, "siblings": siblings("cases-mine", request.standing, request.board)}
    return render(request, "workspace/cases/mine.html", context)


@needs_case("cases", get=Act.READ)
def front(request: Any) -> HttpResponse:
    """A case by its own address leads to where its work begins."""
    return HttpResponseRedirect(places.address(request.case, places.front_of(request.case)))


@needs_case("cases", post=Act.READ)
def purpose(request: Any) -> HttpResponse:
    """Keep why the case is opened, and go on to the page that was wanted."""
    door.say(request, request.case, request.POST.get("purpose", ""))
    wanted = request.POST.get("then", "")
    inside = places.address(request.case, "case-front")
    is_ours = wanted.startswith(inside) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect(wanted if is_ours else inside)


@needs_case("cases", get=Act.READ)
def named(request: Any) -> HttpResponse:
    """Who is named on the case, which agencies take part, and who stands aside."""
    today, case = clock.today(), request.case
    found = CaseMembership.objects.on(today).filter(case=case).select_related("user", "agency").order_by("part")
    context = {
        "named": found,
        "agencies": CaseAgency.objects.filter(case=case).select_related("agency"),
        "aside": CaseRecusal.objects.on(today).filter(case=case).select_related("user"),
        "siblings": places.beside(request, "case-named"),
    }
    return render(request, "workspace/cases/named.html", context)
