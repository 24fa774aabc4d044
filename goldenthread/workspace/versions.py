"""Two versions side by side, when a record was changed while somebody was writing."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from goldenthread.core.forms import RecordForm, signed
from goldenthread.trail.stale import Stale, fingerprints


@dataclass(frozen=True)
class Version:
    """One field as it is saved now, and as this person wrote it."""

    words: str
    saved: Any
    yours: Any


def both(form: RecordForm, stale: Stale) -> list[Version]:
    """The fields somebody else changed meanwhile. The form then carries them as they are now: saving again is meant."""
    data: Any = copy(form.data)
    data["read"] = signed(fingerprints(stale.record, form.fields_of_the_record()))
    form.data = data
    return [
        Version(str(form.fields[name].label), shown(stale.record, name), _said(form, name))
        for name in stale.fields
        if name in form.fields
    ]


def shown(record: Model, name: str) -> Any:
    """A field's value in words."""
    display = getattr(record, f"get_{name}_display", None)
    return display() if display else getattr(record, name)


def _said(form: RecordForm, name: str) -> Any:
    value = form.cleaned_data.get(name)
    choices = dict(getattr(form.fields[name], "choices", None) or [])
    return choices.get(value, value) if isinstance(value, str) else value
