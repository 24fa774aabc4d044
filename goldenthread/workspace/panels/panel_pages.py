"""A panel itself: who sits on it, the list of a meeting, its numbers; the numbers of every pathway; and the deadlines."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.boards.proposals import holding
from goldenthread.cases.models import Case
from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.days import months_after
from goldenthread.core.errors import AlreadyDone, NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.kinds import named
from goldenthread.core.periods import Period
from goldenthread.core.shapes import Status
from goldenthread.panels import clocks, counting, paneling
from goldenthread.panels.models import PanelListing, PanelMember, PathwayClock
from goldenthread.workspace import records, saving
from goldenthread.workspace.cases import places
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.panels import pathways
from goldenthread.workspace.panels.forms import SeatForm, WhyForm

RAISED = (NotPermitted, NotPossibleNow, Refused, AlreadyDone)
YEARS = 5


def _panel(request: Any, pk: UUID, act: Act = Act.READ) -> Any:
    return records.one_of(request, named("panels"), pk, act)


def _back(request: Any, panel: Any) -> str:
    return reverse("workspace:panel-members", kwargs={"board": request.board.slug, "pk": panel.pk})


@needs("memberships", get=Act.READ)
def members(request: Any, pk: UUID) -> HttpResponse:
    """Who sits on a panel, as far as this person may know."""
    panel, today = _panel(request, pk), clock.today()
    every = visible_to(request.standing, Act.READ, PanelMember.objects.filter(panel=panel)).select_related(
        "user", "agency", "asked_by"
    )
    lines = []
    for one in every:
        if one.agreed_at is None:
            stands = Status("ring", "Waits for a second person")
        elif one.to_on is not None and one.to_on < today:
            stands = Status("info", "Ended")
        else:
            stands = Status("good", "Sits on it")
        lines.append((one, stands))
    context = {
        "panel": panel,
        "lines": lines,
        "may_name": request.standing.may("memberships", Act.GRANT, request.board.pk)
        and request.standing.may("panels", Act.EDIT, request.board.pk),
        "siblings": siblings("panels", request.standing, request.board),
    }
    return render(request, "workspace/panels/members.html", context)


@needs("panels", get=Act.EDIT, post=Act.EDIT)
def seat(request: Any, pk: UUID) -> HttpResponse:
    """Ask that somebody sit on a panel."""
    panel = _panel(request, pk, Act.EDIT)
    if not request.standing.may("memberships", Act.GRANT, request.board.pk):
        raise NotPermitted("Only whoever says who is named on cases names people to a panel. Ask the Board’s manager.")
    reads = holding(request.board, (Role.PANEL_CHAIR, Role.PANEL_MEMBER))
    among = User.objects.filter(pk__in=reads).exclude(pk=request.user.pk).order_by("name")
    form = SeatForm(pathways.posted(request), standing=request.standing, board_id=request.board.pk, among=among)
    if request.method == "POST" and form.is_valid():
        try:
            paneling.ask_to_name(PanelMember(panel=panel, **form.values()), by=actor_of(request))
        except ValidationError as error:
            saving.tell(form, error)
        except RAISED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It waits for a second person.")
            return HttpResponseRedirect(_back(request, panel))
    context = {"form": form, "panel": panel, "words": "Name somebody to this panel", "back": _back(request, panel)}
    return render(request, "workspace/panels/panel_deed.html", context, status=422 if form.errors else 200)


@needs("memberships", get=Act.GRANT, post=Act.GRANT)
def one_seat(request: Any, pk: UUID) -> HttpResponse:
    """Agree that somebody sits on a panel, or end it."""
    every = PanelMember.objects.filter(panel__board=request.board).select_related(
        "panel", "user", "agency", "asked_by", "agreed_by"
    )
    found = visible_to(request.standing, Act.GRANT, every).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    form = WhyForm(pathways.posted(request))
    if request.method == "POST" and form.is_valid():
        does = request.POST.get("does", "")
        try:
            if does == "agree":
                paneling.agree(found, by=actor_of(request))
            elif does == "end":
                paneling.end(found, by=actor_of(request))
            else:
                raise Refused("Choose what to do.")
        except RAISED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "They sit on the panel now." if does == "agree" else "It has ended.")
            return HttpResponseRedirect(_back(request, found.panel))
    context = {
        "found": found,
        "form": form,
        "back": _back(request, found.panel),
        "is_own": found.asked_by_id == request.user.pk,
    }
    return render(request, "workspace/panels/seat.html", context, status=422 if form.errors else 200)


@needs("panel_cases", get=Act.READ)
def meeting_list(request: Any, pk: UUID) -> HttpResponse:
    """The list of a meeting of a panel: the cases on it that are open to this person, and how many there are room for."""
    meeting: Any = records.one_of(request, named("panel-meetings"), pk)
    near = visible_to(request.standing, Act.READ, Case.objects.filter(board=request.board))
    every = PanelListing.objects.filter(meeting=meeting, case__in=near)
    listed = visible_to(request.standing, Act.READ, every).select_related("case", "case__board", "case__panelcase")
    lines = [(one, places.address(one.case, pathways.PANEL.front)) for one in listed.order_by("case__called")]
    context = {
        "meeting": meeting,
        "lines": lines,
        "siblings": siblings("panel-meetings", request.standing, request.board),
    }
    return render(request, "workspace/panels/meeting_list.html", context)


@needs("pathway_numbers", get=Act.READ)
def works(request: Any, pk: UUID) -> HttpResponse:
    """The numbers with which the Board asks whether a panel works: since it last asked, or for half a year."""
    panel = _panel(request, pk)
    today = clock.today()
    last = panel.looks.order_by("-looked_on").first()
    since = last.looked_on if last else months_after(today, -panel.looked_at_every)
    context = {
        "panel": panel,
        "since": since,
        "today": today,
        "told": counting.of_panel(panel, since, today),
        "due": paneling.next_look(panel),
        "last": last,
        "may_look": request.standing.may("panels", Act.CREATE, request.board.pk),
        "siblings": siblings("panels", request.standing, request.board),
    }
    return render(request, "workspace/panels/works.html", context)


@needs("pathway_numbers", get=Act.READ)
def numbers(request: Any) -> HttpResponse:
    """What the Board sees of all five: numbers, with small ones withheld."""
    now = Period.containing(clock.today())
    years = [Period(now.starts_in - back) for back in range(YEARS)]
    asked_for = request.GET.get("year", now.label)
    period = next((one for one in years if one.label == asked_for), None)
    if period is None:
        raise NotFound(NO_SUCH_PAGE)
    context = {
        "period": period,
        "years": years,
        "told": counting.of_year(request.board.pk, period.start, period.end),
        "siblings": siblings("pathway-numbers", request.standing, request.board),
    }
    return render(request, "workspace/panels/numbers.html", context)


@needs("panels", get=Act.READ)
def deadlines(request: Any) -> HttpResponse:
    """How long each step may take, as it ships and as the Board has it."""
    changed = {one.step: one for one in PathwayClock.objects.filter(board=request.board)}
    kept = clocks.kept(request.board.pk)
    may = request.standing.may("panels", Act.CREATE, request.board.pk)
    lines = []
    for one in clocks.DEFAULTS:
        own = changed.get(one.key)
        there = records.at(named("pathway-clocks"), "new", request.board.slug) + f"?step={one.key}"
        if own is not None:
            there = records.at(named("pathway-clocks"), "change", request.board.slug, pk=own.pk)
        lines.append(
            (
                one.words,
                clocks.in_words(*kept[one.key]),
                clocks.in_words(one.number, one.unit),
                own,
                there if may else "",
            )
        )
    context = {"lines": lines, "siblings": siblings("pathway-deadlines", request.standing, request.board)}
    return render(request, "workspace/panels/deadlines.html", context)
