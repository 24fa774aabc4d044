"""What every page of the workspace shows around itself: the Board, who is signed in, where they can go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goldenthread.boards.models import Board
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.access.asking import of_request
from goldenthread.core.access.standing import Standing
from goldenthread.workspace.navigation import places


@dataclass(frozen=True)
class Link:
    """A place in the navigation. `is_here` marks the room that the page belongs to."""

    words: str
    address: str
    is_here: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    """What templates know without being told."""
    user = getattr(request, "user", None)
    standing = of_request(request)
    board = getattr(request, "board", None) or _only_board(standing)
    signed_in = user is not None and user.is_authenticated
    return {
        "person": user if signed_in else None,
        "standing": standing,
        "board": board,
        "roles": roles_in_words(standing, board) if board and signed_in else "",
        "nav": navigation(request, standing, board) if board and signed_in else [],
        "is_demonstration": bool(board and board.is_demonstration) or settings.DATA.is_demonstration,
        "public_url": settings.GOLDENTHREAD_PUBLIC_URL,
    }


def _only_board(standing: Standing) -> Board | None:
    boards = standing.boards()
    return Board.objects.filter(pk__in=boards).first() if len(boards) == 1 else None


def roles_in_words(standing: Standing, board: Board) -> str:
    return ", ".join(Role(role).words for role in standing.roles_on(board.pk))


def navigation(request: HttpRequest, standing: Standing, board: Board) -> list[Link]:
    """The rooms this person can enter, in the house's order."""
    here = getattr(request.resolver_match, "view_name", "") if request.resolver_match else ""
    found = []
    for place in places():
        if place.name is None or standing.may(place.name, Act.READ, board.pk):
            address = reverse(place.view, kwargs={"board": board.slug})
            at_home = address == request.path
            is_here = at_home if place.is_home else request.path.startswith(address) or here in place.also
            found.append(Link(place.words, address, is_here))
    return found
