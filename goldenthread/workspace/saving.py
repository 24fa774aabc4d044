"""Saving a form over a record: what is refused goes to the form, and nothing somebody else wrote is overwritten unseen."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Changes
from goldenthread.trail import operations as trail
from goldenthread.trail.stale import Stale
from goldenthread.workspace.versions import Version, both


def over(record: Model, form: RecordForm, *, by: Actor, changes: Changes | None = None) -> list[Version]:
    """Save a form over its record, by the kind's own way to change it where it has one.

    Where somebody was quicker, nothing is saved, and both versions come back. It was saved where nothing comes back and the
    form has no errors. A form without fingerprints of ours is taken for one that has seen nothing.
    """
    if not form.is_valid():
        return []
    seen = form.as_read() or dict.fromkeys(form.fields_of_the_record(), "")
    try:
        with transaction.atomic():
            if changes:
                changes(record, form.values(), by, seen)
            else:
                trail.change(record, form.values(), by=by, seen=seen)
            tied(record, form, by=by)
    except Stale as stale:
        return both(form, stale)
    except ValidationError as error:
        tell(form, error)
    except (NotPermitted, NotPossibleNow, Refused) as error:
        form.add_error(None, str(error))
    return []


def tied(record: Model, form: RecordForm, *, by: Actor) -> None:
    """Tie a record to what its form ticks, in the transaction that keeps it."""
    for name, to in form.ties().items():
        trail.tie(record, name, to, by=by)


def tell(form: RecordForm, error: ValidationError) -> None:
    """What the record itself refused, at the field it is about."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, found in error.error_dict.items():
        form.add_error(name if name in form.fields else None, found)
