"""What a confidential case taught is held within it until it is shared with the Board, or the review is published."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, Refused
from goldenthread.learning.models import Source
from goldenthread.trail import operations as trail


def hold(source_id: UUID, case_id: UUID) -> None:
    """Tie a new source to the case it comes from, and hold it there. Said again, nothing happens."""
    Source.objects.filter(pk=source_id, case=None).update(case=case_id, held_in=case_id)


def release(source_id: UUID) -> None:
    """What was published is held no longer."""
    Source.objects.filter(pk=source_id).exclude(held_in=None).update(held_in=None)


@transaction.atomic
def share(source: Source, *, why: str, by: Actor) -> Source:
    """Let the Board read what a case taught: the source, its findings and recommendations, and what is done about them.

    Raises:
        NotPermitted: they may not change learning, or are not near the case.
        AlreadyDone: it is shared.
        Refused: nobody says why now.
    """
    now = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    require(by, Act.EDIT, now)
    if now.held_in_id is None:
        raise AlreadyDone("This is shared already: the Board reads it.")
    if not why.strip():
        raise Refused("Say why it is shared now.")
    now.held_in = None
    now.save(update_fields=["held_in"])
    trail.record("share with the Board", now, by=by, why=why.strip())
    return now
