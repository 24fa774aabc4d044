"""Sharing what is learned: by choice, in words that name nobody, as a source of learning that the Board acts on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPossibleNow
from goldenthread.learning.models import Source
from goldenthread.panels import moving
from goldenthread.panels.models import AfterActionReview, Escalation
from goldenthread.trail import operations as trail


@transaction.atomic
def after_action(head: AfterActionReview, said: Mapping[str, Any], *, on: date, why: str, by: Actor) -> Source:
    """Make the account that partners read: a title and the four questions, written for them. Its actions are learning’s.

    Raises:
        NotPermitted: they may not sign it off, or may not add a source of learning.
        NotPossibleNow: the four questions are not answered yet.
        ValidationError: a field does not hold.
    """
    now = moving.locked(head)
    step = now.PROCESS.step("share")
    require(by, step.act, now)
    now.PROCESS.check(step, now.state)
    source = Source(
        board_id=now.board_id,
        case_id=now.pk,
        kind=Source.Kind.AFTER_ACTION,
        ended_on=now.held_on,
        is_synthetic=now.is_fictional,
    )
    for name in ("title", "expected", "happened", "why_different", "learned"):
        setattr(source, name, said[name])
    kept = trail.add(source, by=by)
    now.source = kept
    now.save(update_fields=["source"])
    moving.take(now, "share", on=on, why=why, by=by)
    return kept


@transaction.atomic
def escalation(head: Escalation, said: Mapping[str, Any], *, by: Actor) -> Source:
    """Make a source of learning of a disagreement that was settled, in words that name nobody.

    Raises:
        NotPermitted: they may not change it, or may not add a source of learning.
        NotPossibleNow: it is not settled.
        AlreadyDone: its learning is shared.
    """
    now = moving.locked(head)
    require(by, Act.EDIT, now)
    if now.source_id is not None:
        raise AlreadyDone("Its learning is shared already.")
    if now.state != "settled":
        raise NotPossibleNow("Learning is shared once the disagreement is settled.")
    source = Source(
        board_id=now.board_id,
        case_id=now.pk,
        kind=Source.Kind.OTHER,
        ended_on=now.closed_on,
        is_synthetic=now.is_fictional,
    )
    source.title, source.learned = said["title"], said["learned"]
    kept = trail.add(source, by=by)
    now.source = kept
    now.save(update_fields=["source"])
    trail.record("share what is learned", now, by=by, after={"source": str(kept.pk)})
    return kept
