"""The trail as pages: one's own, and the whole for those who answer for it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.access import needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.trail import links, queries, words
from goldenthread.trail.models import Entry
from goldenthread.workspace import records
from goldenthread.workspace.navigation import siblings

PER_PAGE = 50


@needs("own_trail", get=Act.READ)
def mine(request: Any) -> HttpResponse:
    """What this person did."""
    entries = queries.by_person(request.user.pk).filter(chain__in=[request.board.pk, links.INSTALLATION])
    heading = "What is recorded about you"
    intro = (
        "Everything you add, change, take away or export is kept here with its day. Nobody can change it, we included."
    )
    return _page(request, entries, heading, intro)


@needs("trail", get=Act.READ)
def whole(request: Any) -> HttpResponse:
    """What everybody did on this Board, as far as this person may read of it: to some, entries are given one by one."""
    heading = "The whole trail"
    intro = "What was done on this Board, by whom and when. Each entry seals the one before it, so that a change would show."
    entries = visible_to(request.standing, Act.READ, queries.recent(request.board.pk))
    return _page(request, entries, heading, intro)


def _page(request: Any, entries: Any, heading: str, intro: str) -> HttpResponse:
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page", 1))
    found = queries.subjects(page, request.standing)
    aside = queries.stood_aside_from(page, request.standing)
    lines = [
        (entry, _did(entry), queries.changes(entry, request.standing), _about(request, found.get(entry.subject_id)))
        for entry in page
        if entry.subject_id not in aside
    ]
    context = {"heading": heading, "intro": intro, "page": page, "lines": lines}
    beside = siblings(request.resolver_match.url_name, request.standing, request.board)
    return render(request, "workspace/trail.html", {**context, "siblings": beside})


def _about(request: Any, subject: Model | None) -> tuple[str, str] | None:
    """What an entry is about, by name, and its page where it has one; nothing where it is gone or may not be read."""
    if subject is None or subject.pk == request.board.pk:
        return None
    return str(subject), records.address_of(subject, request.board.slug)


def _did(entry: Entry) -> str:
    return words.did(entry.verb, entry.after, words.one_of(queries.kind_of(entry)))
