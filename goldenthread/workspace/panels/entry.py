"""The way into each pathway: what of it is open to somebody, and beginning a new case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.boards.steps import State
from goldenthread.cases.models import Case, TwoPersonAct
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.shapes import Status
from goldenthread.panels import trusting
from goldenthread.panels.models import Panel, Pathway
from goldenthread.trail.stale import Stale
from goldenthread.workspace import saving
from goldenthread.workspace.cases import places
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.panels import pathways
from goldenthread.workspace.panels.forms import OpenForm
from goldenthread.workspace.panels.pathways import Shown

View = Callable[..., HttpResponseBase]


def open_to(request: Any, shown: Shown) -> list[Pathway]:
    """The heads of a pathway that this person may come to: both the record and its case are open to them."""
    near = visible_to(request.standing, Act.READ, Case.objects.filter(board=request.board, sort=shown.sort))
    heads = shown.model._default_manager.filter(board=request.board, case__in=near)
    return list(
        visible_to(request.standing, Act.READ, heads)
        .select_related("case", "case__board")
        .order_by("-begun_on", "pk")[:500]
    )


def listing(shown: Shown) -> View:
    @needs(shown.row, get=Act.READ)
    def page(request: Any) -> HttpResponse:
        heads = open_to(request, shown)
        lines = [
            (one, places.address(one.case, shown.front), Status(one.stands.shape, one.stands.words)) for one in heads
        ]
        context = {
            "shown": shown,
            "lines": lines,
            "waits": _waiting(request, shown),
            "may_begin": request.standing.may(shown.row, Act.CREATE, request.board.pk),
            "new": reverse(f"workspace:{shown.entry}-new", kwargs={"board": request.board.slug}),
            "siblings": siblings(shown.entry, request.standing, request.board),
        }
        return render(request, "workspace/panels/entry.html", context)

    return page


def _waiting(request: Any, shown: Shown) -> list[TwoPersonAct]:
    """What waits for a second person before it is opened or given, for whoever may be that person."""
    if shown is not pathways.TRUST or not request.standing.may("memberships", Act.GRANT, request.board.pk):
        return []
    every = TwoPersonAct.objects.filter(case__board=request.board, deed__in=trusting.DEEDS, state=State.PROPOSED)
    return list(visible_to(request.standing, Act.GRANT, every).select_related("case", "proposed_by"))


def new(shown: Shown) -> View:
    @needs(shown.row, get=Act.CREATE, post=Act.CREATE)
    def page(request: Any) -> HttpResponse:
        if shown is pathways.TRUST:
            return _ask_to_open(request)
        panel = _panel(request) if shown is pathways.PANEL else None
        if shown is pathways.PANEL and panel is None:
            return _which_panel(request)
        if shown.form is None or shown.begins is None:
            raise NotFound(NO_SUCH_PAGE)
        form = shown.form(pathways.posted(request), standing=request.standing, board_id=request.board.pk)
        if panel is not None:
            pathways.within_panel(form, panel)
        if request.method == "POST" and form.is_valid():
            head = shown.model(board_id=request.board.pk, **form.values(), **({"panel": panel} if panel else {}))
            head.pk = form.cleaned_data["key"] or head.pk
            begun = _begun(request, shown, form, head)
            if begun is not None:
                return HttpResponseRedirect(places.address(begun.case, shown.front))
        return _form(request, shown, form, panel)

    return page


def _begun(request: Any, shown: Shown, form: Any, head: Pathway) -> Pathway | None:
    """The head as it was kept; None where it was refused, which the form then says."""
    by = actor_of(request)
    try:
        with transaction.atomic():
            is_new = not shown.model._default_manager.filter(pk=head.pk).exists()
            kept: Pathway = shown.begins(head, by)  # type: ignore[misc]  # whoever calls saw that it has one
            if is_new:  # what is ticked is part of adding it: afterwards it takes the right to change it
                for name, to in form.ties().items():
                    getattr(kept, name).set(to)
    except ValidationError as error:
        saving.tell(form, error)
    except (NotPermitted, NotPossibleNow, Refused, Stale) as error:
        form.add_error(None, str(error))
    else:
        messages.success(request, "It was brought. Those who deal with it can see it now.")
        return kept
    return None


def _form(request: Any, shown: Shown, form: Any, panel: Panel | None = None) -> HttpResponse:
    context = {
        "shown": shown,
        "form": form,
        "panel": panel,
        "back": reverse(f"workspace:{shown.entry}", kwargs={"board": request.board.slug}),
    }
    return render(request, "workspace/panels/new.html", context, status=422 if form.errors else 200)


def _panels(request: Any) -> list[Panel]:
    """The panels that take cases here."""
    every = Panel.objects.filter(board=request.board, ended_on=None).exclude(sort=Panel.Sort.CONFERENCE)
    return list(visible_to(request.standing, Act.READ, every))


def _panel(request: Any) -> Panel | None:
    found, asked = _panels(request), request.GET.get("panel", "")
    if asked:
        chosen = next((one for one in found if str(one.pk) == asked), None)
        if chosen is None:
            raise NotFound(NO_SUCH_PAGE)
        return chosen
    return found[0] if len(found) == 1 else None


def _which_panel(request: Any) -> HttpResponse:
    back = reverse("workspace:panel-cases", kwargs={"board": request.board.slug})
    context = {"panels": _panels(request), "back": back, "shown": pathways.PANEL}
    return render(request, "workspace/panels/which.html", context, status=422 if request.method == "POST" else 200)


def _ask_to_open(request: Any) -> HttpResponse:
    form = OpenForm(pathways.posted(request), standing=request.standing, board_id=request.board.pk)
    if request.method == "POST" and form.is_valid():
        head = pathways.TRUST.model(board_id=request.board.pk, **form.values())
        head.pk = form.cleaned_data["key"] or head.pk
        try:
            trusting.ask_to_open(head, why=form.cleaned_data["why"], by=actor_of(request))  # type: ignore[arg-type]
        except (NotPermitted, NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It waits for a second person. Nobody sees anything until then.")
            return HttpResponseRedirect(reverse("workspace:positions-of-trust", kwargs={"board": request.board.slug}))
    return _form(request, pathways.TRUST, form)
