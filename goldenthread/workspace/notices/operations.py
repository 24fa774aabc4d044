"""What people do with what they were told: open it, mark all as read, choose how to hear of things."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from goldenthread.accounts.models import User
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
def read_all(user: User, board: Board) -> int:
    """Mark all of their own on a Board as read, and say how many were not."""
    return Notice.objects.filter(user=user, board=board, read_at=None).update(read_at=clock.now())


@transaction.atomic
def choose(user: User, chosen: Mapping[str, Way]) -> None:
    """Keep how somebody wants to hear of each kind of notice.

    Raises:
        Refused: a kind that is not optional would be turned off, or there is no such kind.
    """
    for slug, way in chosen.items():
        kind = notice_kinds().get(slug)
        if kind is None or way not in kind.ways:
            raise Refused("That cannot be chosen. Choose one of the ways listed for each.")
        Preference.objects.update_or_create(user=user, kind=slug, defaults={"way": way})
