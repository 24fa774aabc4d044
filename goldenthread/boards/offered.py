"""What lists of any room can be narrowed by: the Board's agencies, groups and themes, as (value, words)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.boards.models import Agency, Group
from goldenthread.boards.themes import Theme
from goldenthread.core import clock


def agencies(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Agency.objects.filter(board_id=board_id)]


def groups(board_id: UUID) -> Iterable[tuple[str, str]]:
    """Each group by the name it has today."""
    found = Group.objects.filter(board_id=board_id).prefetch_related("names")
    return [(str(one.pk), one.name_on(clock.today())) for one in found]


def themes(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Theme.objects.filter(board_id=board_id)]
