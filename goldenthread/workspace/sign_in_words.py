"""Words that anybody here would guess: the Boards', their areas' and their agencies'. No password is made of them."""

from __future__ import annotations

from goldenthread.accounts.passwords import words_in
from goldenthread.boards.models import Agency, Board


def words() -> list[str]:
    """Each word of each name, and the names run together."""
    names = [
        *Board.objects.values_list("name", "short_name", "area", "authority"),
        *Agency.objects.values_list("name", "short_name"),
    ]
    return [word for several in names for name in several for word in words_in(name)]
