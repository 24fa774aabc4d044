"""A change over a change: what a form carries of the record it was opened on, and what is said when that has moved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Field, Model

from goldenthread.core.errors import NotPossibleNow
from goldenthread.trail.links import canonical
from goldenthread.trail.plain import plain


class Stale(NotPossibleNow):
    """Somebody saved this record since it was opened. `record` is as now saved; `fields` are those that changed."""

    def __init__(self, record: Model, fields: Iterable[str]) -> None:
        self.record = record
        self.fields = tuple(fields)
        super().__init__(
            "Somebody changed this after you opened it. Nothing of yours was saved. "
            "Compare both versions, then save the one that is right."
        )


def fingerprint(value: Any) -> str:
    """A short hash of one value: enough to see that it changed, and nothing to read it from."""
    return hashlib.sha256(canonical(plain(value))).hexdigest()[:16]


def fingerprints(record: Model, fields: Iterable[str]) -> dict[str, str]:
    """A fingerprint for each of these fields, for a form to carry. Take them before the form touches the record."""
    return {name: fingerprint(stored(record, name)) for name in fields}


def changed_since(record: Model, seen: Mapping[str, str]) -> list[str]:
    """The fields whose value is no longer the one that was seen. A field the record has not is left aside."""
    known = {field.name for field in record._meta.concrete_fields}
    return [name for name, print_ in seen.items() if name in known and fingerprint(stored(record, name)) != print_]


def stored(record: Model, name: str) -> Any:
    """The value of a field as the database has it: a related record by its key."""
    field = record._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(f"{name} is not a column of {record._meta.label}.")
    return field.value_from_object(record)
