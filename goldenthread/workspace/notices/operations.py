"""What people do with what they were told: open it, mark all as read, choose how to hear of things."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.core.notices import Way, notice_kinds
from goldenthread.workspace.notices.models import Notice, Preference


@transaction.atomic
def read(notice: Notice, *, by: Actor) -> None:
    """Mark one as read. It changes no record of the Board, so the trail says nothing of it."""
    require(by, Act.EDIT, notice)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())


@transaction.atomic
def read_all(board: Board, *, by: Actor) -> int:
    """Mark all of one's own on a Board as read, and say how many were not."""
    return Notice.objects.filter(user=by.user_id, board=board, read_at=None).update(read_at=clock.now())


@transaction.atomic
def choose(chosen: Mapping[str, Way], *, by: Actor) -> None:
    """Keep how one wants to hear of each kind of notice.

    Raises:
        Refused: a kind that is not optional would be turned off, or there is no such kind; or nobody is signed in.
    """
    if by.user_id is None:
        raise Refused("Only somebody who signs in can choose how to hear of things.")
    for slug, way in chosen.items():
        kind = notice_kinds().get(slug)
        if kind is None or way not in kind.ways:
            raise Refused("That cannot be chosen. Choose one of the ways listed for each.")
        Preference.objects.update_or_create(user_id=by.user_id, kind=slug, defaults={"way": way})
