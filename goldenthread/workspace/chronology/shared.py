"""What the pages of a chronology have in common."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import allow
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.reviews.chronology_models import Contradiction, HandedInRow
from goldenthread.workspace.cases import places

NO_SUCH_PAGE = "There is no such page, or it is not open to you."


def at(request: Any, view: str, **more: Any) -> str:
    """The address of a page of this case."""
    return reverse(f"workspace:{view}", kwargs={"board": request.board.slug, "case": request.case.pk, **more})


def page(request: Any, name: str, view: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the chronology, with what stands beside it."""
    sees_all = request.standing.may("chronology_notes", Act.READ, request.board.pk)
    given = {"siblings": places.beside(request, view), "front": at(request, "chronology"), "sees_all": sees_all}
    return render(request, f"workspace/chronology/{name}.html", {**given, **context}, status=status)


def may_note(request: Any) -> bool:
    """Whether this person may note key episodes, contradictions and lines of enquiry in this case."""
    return allow(request.standing, Act.CREATE, Contradiction(case=request.case))


def may_take_away(request: Any) -> bool:
    """Whether the chronology is offered as a file: to those named on the case whose role may, and never in an emergency."""
    return not request.is_in_emergency and allow(request.standing, Act.EXPORT, HandedInRow(case=request.case))


def found_or_none(found: Any) -> Any:
    """What was found.

    Raises:
        NotFound: there is nothing, or they may not know of it: the words are the same.
    """
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found
