"""The page of everything: every room this person can enter, and what is in each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.access import needs
from goldenthread.core.access.acts import Act
from goldenthread.workspace.navigation import open_rooms


@needs(None, get=Act.READ)
def page(request: Any) -> HttpResponse:
    found = [
        (room.words, [(place.words, place.address(request.board)) for place in doors])
        for room, doors in open_rooms(request.standing, request.board)[1:]
    ]
    return render(request, "workspace/everything.html", {"rooms": found})
