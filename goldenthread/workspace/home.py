"""The first page: what this person has to do, by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.boards.models import Board
from goldenthread.core.access import needs, of_request
from goldenthread.core.access.acts import Act
from goldenthread.core.marks import signed_in


@signed_in
def front(request: HttpRequest) -> HttpResponse:
    """To the one Board somebody works for, or a choice of theirs."""
    boards = list(Board.objects.filter(pk__in=of_request(request).boards()))
    if len(boards) == 1:
        return HttpResponseRedirect(reverse("workspace:home", kwargs={"board": boards[0].slug}))
    return render(request, "workspace/boards.html", {"boards": boards})


@needs(None, get=Act.READ)
def of_a_board(request: HttpRequest) -> HttpResponse:
    return render(request, "workspace/home.html")
