"""Questions about Boards."""

from __future__ import annotations

from goldenthread.boards.models import Board
from goldenthread.core.errors import NotFound


def by_slug(slug: str) -> Board:
    """The Board with this short address.

    Raises:
        NotFound: there is none; names those there are.
    """
    board = Board.objects.filter(slug=slug).first()
    if board is None:
        known = ", ".join(Board.objects.values_list("slug", flat=True)) or "none yet"
        raise NotFound(f"There is no Board “{slug}” here. There is: {known}.")
    return board
