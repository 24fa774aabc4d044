"""The Board itself: what it is, how it is organised, and what everybody needs to know of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.boards.forms import BoardForm
from goldenthread.boards.models import Group
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPermitted
from goldenthread.core.forms import signed
from goldenthread.trail import queries as trails
from goldenthread.trail.stale import fingerprints
from goldenthread.workspace import saving
from goldenthread.workspace.navigation import siblings


@needs("governance", get=Act.READ)
def page(request: Any) -> HttpResponse:
    board = request.board
    groups = visible_to(request.standing, Act.READ, Group.objects.filter(board=board)).prefetch_related("names")
    entries = [
        (entry, trails.changes(entry, request.standing))
        for entry in trails.history_of(board).exclude(verb="export")[:3]
    ]
    context = {
        "about": board,
        "tree": _tree(list(groups)),
        "entries": entries,
        "may_change": allow(request.standing, Act.EDIT, board),
        "chair": board.seats.filter(is_chair=True, to_on=None).select_related("held_by").first(),
        "counts": [("Agencies", board.agencies.count(), "agencies"), ("Seats", board.seats.count(), "seats")],
        "siblings": siblings("about-board", request.standing, board),
    }
    return render(request, "workspace/about_board.html", context)


def _tree(groups: list[Group]) -> list[dict[str, Any]]:
    """The groups as they hang together: each with its name today and those that report to it."""

    def under(parent: Any) -> list[dict[str, Any]]:
        return [
            {"group": one, "name": one.name_on(clock.today()), "under": under(one.pk)}
            for one in groups
            if one.reports_to_id == parent
        ]

    return under(None)


@needs("governance", get=Act.EDIT, post=Act.EDIT)
def change(request: Any) -> HttpResponse:
    board = request.board
    if not allow(request.standing, Act.EDIT, board):
        raise NotPermitted("You can read about the Board, and not change it. If you should, ask the Board’s manager.")
    if request.method == "POST":
        return _save(request, board)
    form = BoardForm(kept.take(request, request.path), standing=request.standing, board_id=board.pk, instance=board)
    form.initial["read"] = signed(fingerprints(board, form.fields_of_the_record()))
    return _form(request, form)


def _save(request: Any, board: Any) -> HttpResponse:
    form = BoardForm(request.POST, standing=request.standing, board_id=board.pk, instance=board)
    stale = saving.over(board, form, by=actor_of(request))
    if stale or form.errors:
        return _form(request, form, status=409 if stale else 422, stale=stale)
    messages.success(request, "The Board’s details were saved.")
    return HttpResponseRedirect(reverse("workspace:about-board", kwargs={"board": board.slug}))


def _form(request: Any, form: BoardForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "heading": "Change the Board’s details",
        "one": request.board,
        "about": request.board.name,
        "list_address": reverse("workspace:about-board", kwargs={"board": request.board.slug}),
        "kind": {"many": "the Board"},
    }
    return render(request, "workspace/form.html", {**context, **more}, status=status)
