"""Finding a record of learning for a page, as far as whoever asks may see it."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.kinds import named
from goldenthread.trail import queries as trails
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.records import at, one_of

M = TypeVar("M", bound=Model)


def seen(request: Any, records: QuerySet[M]) -> QuerySet[M]:
    """Those of some records that this person may read."""
    return visible_to(request.standing, Act.READ, records)


def one(request: Any, slug: str, pk: UUID, act: Act = Act.READ) -> Any:
    """A record of a kind, if this person may do this to it.

    Raises:
        NotFound: there is none, or they may not know of it.
        NotPermitted: they may read it, and not do this.
    """
    return one_of(request, named(slug), pk, act)


def to(request: Any, view: str, **more: Any) -> str:
    """The address of a page of this Board."""
    return reverse(f"workspace:{view}", kwargs={"board": request.board.slug, **more})


def may(request: Any, row: str, act: Act) -> bool:
    return bool(request.standing.may(row, act, request.board.pk))


def page(request: Any, name: str, slug: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page about a record of a kind, with the way back to its list."""
    kind = named(slug)
    shown = {
        "kind": kind,
        "list_address": at(kind, "list", request.board.slug),
        "siblings": siblings(slug, request.standing, request.board),
    }
    return render(request, f"workspace/learning/{name}.html", {**shown, **context}, status=status)


def entries(request: Any, record: Model) -> list[Any]:
    """The last that was done to a record."""
    return [(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(record)[:3]]
