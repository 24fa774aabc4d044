"""Opening a case one is not named on: in an emergency, or for information governance; and judging that afterwards."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.accounts.fresh import is_fresh
from goldenthread.accounts.middleware import go_to
from goldenthread.cases import openings
from goldenthread.cases.models import Case, Opening
from goldenthread.core import clock
from goldenthread.core.access import Role, actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.access.rule import allow, is_recused
from goldenthread.core.errors import AlreadyDone, NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.late import late
from goldenthread.core.shapes import Status
from goldenthread.workspace.cases import door, log, places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.cases.forms import EMERGENCIES, GOVERNANCE, OpeningForm, VerdictForm
from goldenthread.workspace.navigation import siblings

PER_PAGE = 50
NOT_THERE = "There is no case with this reference that you can open. Look at the reference again."
"""The same for a reference that never was, another Board’s, one they stand aside from, and one their agency has no part in."""
SAYS_WHY = {
    Opening.Category.DANGER: Purpose.PROTECTION,
    Opening.Category.COURT: Purpose.LEGAL,
    Opening.Category.RIGHTS: Purpose.OWN_INFORMATION,
    Opening.Category.COMPLAINT: Purpose.COMPLAINT,
    Opening.Category.CHECK: Purpose.GOVERNANCE,
}
"""What the reason for an opening says of the purpose; for the others, they are asked as anybody is."""


@needs("break_glass", get=Act.CREATE, post=Act.CREATE)
def in_emergency(request: Any) -> HttpResponseBase:
    """Open a case in an emergency: for four hours, to read."""
    return _open(request, Opening.Sort.EMERGENCY)


@needs("break_glass", get=Act.APPROVE, post=Act.APPROVE)
def for_governance(request: Any) -> HttpResponseBase:
    """Open a case for information governance, for a stated reason; whoever co-ordinates it is told."""
    if Role.INFORMATION_GOVERNANCE not in request.standing.roles_on(request.board.pk):
        raise NotPermitted("Only information governance opens a case for this reason.")
    return _open(request, Opening.Sort.GOVERNANCE)


def _open(request: Any, sort: Opening.Sort) -> HttpResponseBase:
    if not is_fresh(request):
        if request.method == "POST":
            kept.keep(request)
        return go_to(request, "account_prove", request.get_full_path())
    categories = GOVERNANCE if sort == Opening.Sort.GOVERNANCE else EMERGENCIES
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = OpeningForm(data, categories=categories, initial={"reference": request.GET.get("reference", "")[:20]})
    if request.method == "POST" and form.is_valid():
        opened = _opened(request, form, sort)
        if opened is not None:
            messages.success(request, "The case is open to you for four hours, to read.")
            return HttpResponseRedirect(places.address(opened.case, places.front_of(opened.case)))
    context = {
        "form": form,
        "is_emergency": sort == Opening.Sort.EMERGENCY,
        "siblings": siblings("cases-mine", request.standing, request.board),
    }
    return render(request, "workspace/cases/open.html", context, status=422 if request.method == "POST" else 200)


def ways_in(request: Any, case_id: UUID) -> list[tuple[str, str]]:
    """How somebody may open a case they know of, and are not named on: words and address, with its reference filled in."""
    board, standing = request.board, request.standing
    case = Case.objects.filter(board=board, pk=case_id).first()
    if case is None or is_recused(standing, case):
        return []
    ways = []
    if standing.may("break_glass", Act.CREATE, board.pk):
        ways.append(("Open it in an emergency", "cases-mine-open"))
    if Role.INFORMATION_GOVERNANCE in standing.roles_on(board.pk):
        ways.append(("Open it for information governance", "cases-mine-govern"))
    there = urlencode({"reference": case.reference})
    return [(words, f"{reverse(f'workspace:{view}', kwargs={'board': board.slug})}?{there}") for words, view in ways]


def _opened(request: Any, form: OpeningForm, sort: Opening.Sort) -> Opening | None:
    """The opening; nothing, with the reason in the form, where it could not be made."""
    said = form.cleaned_data
    case = Case.objects.filter(board=request.board, reference=said["reference"]).first()
    if case is None:
        form.add_error("reference", NOT_THERE)
        return None
    opening = Opening(case=case, sort=sort, category=said["category"], reason=said["reason"])
    try:
        opened = openings.open_case(opening, by=actor_of(request))
    except (NotFound, NotPermitted):
        form.add_error("reference", NOT_THERE)
        return None
    except (AlreadyDone, Refused) as error:
        form.add_error(None, str(error))
        return None
    if opened.category in SAYS_WHY:
        door.say(request, opened.case, SAYS_WHY[Opening.Category(opened.category)])
    return opened


@needs_case("cases", post=Act.READ)
def end(request: Any) -> HttpResponse:
    """End one’s own opening before its time."""
    if request.opening is None:
        raise NotPossibleNow("This has ended already.")
    openings.close(request.opening, by=actor_of(request))
    messages.success(request, "You ended it. The case is not open to you by it any more.")
    return HttpResponseRedirect(reverse("workspace:cases-mine", kwargs={"board": request.board.slug}))


def state(one: Opening) -> Status:
    """How an opening stands."""
    if one.judged_at is not None:
        return (
            Status("good", "Justified")
            if one.verdict == Opening.Verdict.JUSTIFIED
            else Status("worry", "Not justified")
        )
    if one.sort == Opening.Sort.GOVERNANCE:
        return Status("info", "Told to who co-ordinates the case")
    return late(openings.to_judge_by(one), clock.today()) or Status("ring", "To be judged")


@needs("break_glass", get=Act.READ)
def listed(request: Any) -> HttpResponse:
    """Every opening, by the reference of its case: those that wait first, or all."""
    shown = request.GET.get("shown", "waiting")
    if set(request.GET) - {"shown", "page"} or shown not in {"waiting", "all"}:
        raise Refused("This list cannot be asked for that. Use the links above it.")
    found = visible_to(request.standing, Act.READ, Opening.objects.filter(case__board=request.board))
    to_judge = Q(judged_at=None, sort=Opening.Sort.EMERGENCY)
    page = Paginator(
        (found.filter(to_judge) if shown == "waiting" else found)
        .select_related("case", "user")
        .order_by("-opened_at", "pk"),
        PER_PAGE,
    ).get_page(request.GET.get("page", 1))
    context = {
        "lines": [(one, state(one)) for one in page],
        "page": page,
        "shown": shown,
        "count": found.filter(to_judge).count(),
        "siblings": siblings("case-openings", request.standing, request.board),
    }
    return render(request, "workspace/cases/openings.html", context)


@needs("break_glass", get=Act.READ, post=Act.APPROVE)
def one(request: Any, pk: UUID) -> HttpResponse:
    """One opening: who, when and why, which pages they read by it, and what was found of it."""
    here = Opening.objects.filter(case__board=request.board).select_related(
        "case__board", "user", "judged_by", "agency"
    )
    found = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    may_judge = (
        found.sort == Opening.Sort.EMERGENCY
        and found.judged_at is None
        and found.user_id != request.user.pk
        and allow(request.standing, Act.APPROVE, found)
    )
    form = VerdictForm(request.POST or None)
    if request.method == "POST":
        if not may_judge:
            raise NotPossibleNow("This was judged already, or it is not for you to judge. Look at the page again.")
        if form.is_valid():
            said = form.cleaned_data
            verdict = Opening.Verdict(said["verdict"])
            openings.judge(found, verdict=verdict, why=said["why"], by=actor_of(request))
            messages.success(request, "What you found was kept.")
            return HttpResponseRedirect(request.path)
    context = {
        "one": found,
        "state": state(found),
        "due_on": openings.to_judge_by(found),
        "read": log.read_by(found),
        "form": form if may_judge else None,
        "is_own": found.user_id == request.user.pk,
        "siblings": siblings("case-openings", request.standing, request.board),
    }
    return render(request, "workspace/cases/opening.html", context, status=422 if request.method == "POST" else 200)
