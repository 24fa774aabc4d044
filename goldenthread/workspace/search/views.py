"""The page of a search. What was searched for is kept nowhere: no trail, no log."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.access import needs
from goldenthread.core.access.acts import Act
from goldenthread.core.searching import LONGEST, also
from goldenthread.workspace.search.finding import asking, find


@needs(None, get=Act.READ)
def page(request: Any) -> HttpResponse:
    """What holds the words, of all this person may see on the Board."""
    q = request.GET.get("q", "").strip()[:LONGEST]
    asked = asking(request.standing, request.board, q)
    context = {
        "q": q,
        "is_search": True,
        "is_asked": bool(asked.terms),
        "found": find(asked),
        "also": also(asked.terms),
    }
    return render(request, "workspace/search/page.html", context)
