"""What every page of the workspace shows around itself: the Board, who is signed in, where they can go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from goldenthread.accounts import kept
from goldenthread.boards.models import Board
from goldenthread.core.access.acts import Role
from goldenthread.core.access.asking import of_request
from goldenthread.core.access.standing import Standing
from goldenthread.workspace.cases import places
from goldenthread.workspace.navigation import rooms
from goldenthread.workspace.notices.queries import unread


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
        "person_roles": roles_in_words(standing, board) if board and signed_in else "",
        "nav": rooms(standing, board, here(request)) if board and signed_in else [],
        "unread": unread(user.pk, board.pk) if board and user is not None and signed_in else 0,
        "is_demonstration": bool(board and board.is_demonstration) or settings.DATA.is_demonstration,
        "writer_field": kept.writer_field(request) if signed_in else "",
        "public_url": settings.GOLDENTHREAD_PUBLIC_URL,
    }


def _only_board(standing: Standing) -> Board | None:
    boards = standing.boards()
    return Board.objects.filter(pk__in=boards).first() if len(boards) == 1 else None


def roles_in_words(standing: Standing, board: Board) -> str:
    return ", ".join(Role(role).words for role in standing.roles_on(board.pk))


def here(request: Any) -> str:
    """Where the page stands in the navigation: a page of a case stands where the case is listed."""
    case = getattr(request, "case", None)
    return places.list_of(case) if case is not None else view_name(request)


def view_name(request: HttpRequest) -> str:
    """The name of the page's view, without its room."""
    return (request.resolver_match.url_name or "") if request.resolver_match else ""
