"""Finding what a page of this room is about, as far as this person may know of it; and what stands around each page."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.access.guards import guard_of
from goldenthread.core.errors import NotFound, NotPermitted
from goldenthread.meetings.models import Meeting
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.navigation import Link, siblings

M = TypeVar("M", bound=Model)
TABS = (
    ("Agenda and papers", "meetings-record", "meetings"),
    ("Who came", "meetings-attendance", "meetings"),
    ("Decisions and challenges", "meetings-decisions", "meetings"),
    ("Minutes", "meetings-minutes", "minutes"),
    ("Pack", "meetings-pack", "packs"),
)
"""The pages of a meeting: their words, view, and the row of the table that opens them."""


def record(request: Any, model: type[M], pk: UUID, act: Act = Act.READ, *, with_them: tuple[str, ...] = ()) -> M:
    """The record, if this person may do this to it.

    Raises:
        NotFound: there is none on this Board, or they may not know of it: the words are the same.
        NotPermitted: they may read it, and not do this.
    """
    here = model._default_manager.filter(**{guard_of(model).board: request.board.pk, "pk": pk})
    found = visible_to(request.standing, Act.READ, here).select_related(*with_them).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    if act is not Act.READ and not allow(request.standing, act, found):
        raise NotPermitted("You can read this, and not do that to it. If you should, ask the Board’s manager.")
    return found


def meeting_of(request: Any, pk: UUID, act: Act = Act.READ) -> Meeting:
    """A meeting with its group's names."""
    return record(request, Meeting, pk, act, with_them=("group__board",))


def at(request: Any, view: str, **more: Any) -> str:
    """The address of a page of this Board."""
    return reverse(f"workspace:{view}", kwargs={"board": request.board.slug, **more})


def tabs(request: Any, meeting: Meeting, here: str) -> list[Link]:
    """The pages of a meeting that this person can open."""
    may = request.standing.may
    return [
        Link(words, at(request, view, pk=meeting.pk), view == here)
        for words, view, row in TABS
        if may(row, Act.READ, request.board.pk)
    ]


def of_meeting(
    request: Any, template: str, meeting: Meeting, here: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of a meeting, with its heading and its tabs."""
    around = {
        "meeting": meeting,
        "address": at(request, "meetings-record", pk=meeting.pk),
        "tabs": tabs(request, meeting, here),
        "may_change": allow(request.standing, Act.EDIT, meeting),
        "may_add": allow(request.standing, Act.CREATE, meeting),
        "list_address": at(request, "meetings"),
    }
    return render(request, f"workspace/meetings/{template}.html", {**around, **context}, status=status)


def page(request: Any, template: str, place: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of this room, with the places beside it."""
    around = {"siblings": siblings(place, request.standing, request.board)}
    return render(request, f"workspace/meetings/{template}.html", {**around, **context}, status=status)
