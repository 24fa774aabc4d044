"""Writing the trail: in the same transaction as the deed, so that neither stands without the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.trail.models import Entry


def record(
    verb: str,
    subject: Model,
    *,
    by: Actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Say what was done. Values must be plain data; leave out anything about an adult."""
    return Entry.objects.create(
        at=clock.now(),
        by_kind=by.kind,
        by_name=by.name,
        by_user_id=by.user_id,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        before=dict(before or {}),
        after=dict(after or {}),
    )
