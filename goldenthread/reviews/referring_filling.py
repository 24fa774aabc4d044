"""Filling in a form within a case: saved half-done, and nothing that somebody else wrote is overwritten unseen.

The forms, their questions and their checks are those of `asks`; what is written is part of the case, and of no ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction

from goldenthread.asks import checking, saying
from goldenthread.asks.checking import Checked
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.reviews.referral_models import Filled
from goldenthread.trail import operations as trail
from goldenthread.trail.stale import fingerprint

F = TypeVar("F", bound=Filled)


class StaleFilling(NotPossibleNow):
    """Somebody saved some of these questions since they were read. Nothing was saved; `saved` is how it is now."""

    def __init__(self, keys: Iterable[str], saved: Filled) -> None:
        self.keys, self.saved = tuple(keys), saved
        super().__init__(
            "Somebody changed this after you opened it. Nothing of yours was saved. Compare both versions, then save again."
        )


def fingerprints(record: Filled, keys: Iterable[str]) -> dict[str, str]:
    """How these questions stand now, to be sent along with a page and compared when it comes back."""
    return {key: fingerprint(record.data.get(key)) for key in keys}


def looked_over(record: Filled) -> Checked:
    """What has to be put right, and what is not answered."""
    form = record.form
    asked = {one.key for one in form.asked(record.data)}
    return checking.check(form, {key: value for key, value in record.data.items() if key in asked}, None, clock.today())


@transaction.atomic
def write(record: F, values: Mapping[str, Any], *, by: Actor, seen: Mapping[str, str] | None = None) -> F:
    """Save some answers, however half-done. What is empty takes the question's answer away.

    Raises:
        NotPermitted: it is not theirs to write, or it was handed in and is not theirs to change.
        StaleFilling: somebody changed one of these questions meanwhile, to something else.
        Refused: the form has no such question.
    """
    now = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    require(by, Act.EDIT, now)
    known = {one.key for one in now.form.questions()}
    unknown = [key for key in values if key not in known]
    if unknown:
        raise Refused(f"This form has no question “{unknown[0]}”. Open it again.")
    changed = [key for key, value in values.items() if not _same(now.data.get(key), value)]
    conflicts = [key for key in changed if key in (seen or {}) and fingerprint(now.data.get(key)) != (seen or {})[key]]
    if conflicts:
        raise StaleFilling(conflicts, now)
    if not changed and now.saved_at is not None:
        return now
    now.data = {key: value for key, value in {**now.data, **values}.items() if not saying.is_empty(value)}
    now.saved_at, now.saved_by = clock.now(), by.name[:200]
    now.save(update_fields=["data", "saved_at", "saved_by"])
    trail.record("write", now, by=by, after={"questions answered": len(now.data)})
    return now


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (saying.is_empty(one) and saying.is_empty(other))
