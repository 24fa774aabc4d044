"""Saying how an action of a panel’s case stands: a page of its own, and what it gives people to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.cases.guards import known_to
from goldenthread.core import clock
from goldenthread.core.access import actor_of, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.days import DayField
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.core.kinds import named
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.panels import actions
from goldenthread.panels.models import PanelAction, PanelActionWord
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case

SOON = timedelta(days=7)
MOST = 200


class StandsForm(Plain):
    """How an action stands."""

    told_first = ("Name nobody: the adult stands under a pseudonym, and staff under their posts.",)
    stands = forms.ChoiceField(label="How it stands", choices=PanelActionWord.Stands.choices, widget=forms.RadioSelect)
    on = DayField(label="Since which day", help_text="The day it was done, or could not go on; otherwise today.")
    words = forms.CharField(
        label="In words",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What was done and what came of it; or what stands in the way, and who could move it.",
    )


def _at(action: PanelAction, view: str) -> str:
    case = action.case
    return reverse(f"workspace:{view}", kwargs={"board": case.board.slug, "case": case.pk, "pk": action.pk})


def _action(request: Any, pk: UUID) -> PanelAction:
    """An action of this case that they may read.

    Raises:
        NotFound: there is none.
    """
    here = PanelAction.objects.filter(case=request.case).select_related("case__board", "agency")
    found = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


@needs_case("panel_cases", get=Act.CREATE, post=Act.CREATE)
def stands(request: Any, pk: UUID) -> HttpResponse:
    """Say how an action stands."""
    action = _action(request, pk)
    if not actions.may_say(request.standing, action):
        raise NotPermitted("Only the agency that does this, or the panel’s chair, says how it stands.")
    form = StandsForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    back = _at(action, "panel-actions-record")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.say(action, said["stands"], on=said["on"], words=said["words"], by=actor_of(request))
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept. The panel’s chair sees how it stands.")
            return HttpResponseRedirect(back)
    context = {"form": form, "kind": named("panel-actions"), "back": back, "action": action}
    return render(request, "workspace/panels/action.html", context, status=422 if form.errors else 200)


@tells
def own_actions(asked: Asked) -> Iterator[Thing]:
    """What one’s own agency does in panels’ cases, once it is due within a week."""
    if not asked.standing.agencies or not asked.standing.may("panel_cases", Act.CREATE, asked.board_id):
        return
    for one in _open(asked).filter(agency__in=asked.standing.agencies, due_on__lte=asked.today + SOON)[:MOST]:
        why = f"{one.agency} does it by {one.due_on.day} {one.due_on:%B}. Say whether it is done, or what stands in the way."
        what = f"Action for a panel, {one.case.reference}"
        there = _at(one, "panel-actions-stands")
        yield Thing(what, why, there, "Say how it stands", one.due_on, in_mail=what)


@tells
def stuck_actions(asked: Asked) -> Iterator[Thing]:
    """Actions of agencies that cannot go on, for whoever leads the panel."""
    if not asked.standing.may("panel_cases", Act.EDIT, asked.board_id):
        return
    stuck = visible_to(asked.standing, Act.EDIT, _open(asked).filter(stuck_since__isnull=False))
    for one in stuck[:MOST]:
        what = f"An action cannot go on, {one.case.reference}"
        why = f"{one.agency} says so since {one.stuck_since.day} {one.stuck_since:%B}. Look what stands in the way."
        yield Thing(what, why, _at(one, "panel-actions-record"), "Look at it", in_mail=what)


def _open(asked: Asked) -> Any:
    """Actions that are not done, in cases that the panel still has, as far as this person may read them."""
    here = PanelAction.objects.filter(Q(case__closed_on=None, case__panelcase__closed_on=None), done_on=None)
    near = here.filter(known_to(asked.standing), case__board=asked.board_id).select_related("case__board", "agency")
    return visible_to(asked.standing, Act.READ, near).order_by("due_on")
