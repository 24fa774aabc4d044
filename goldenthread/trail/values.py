"""A record's fields as the trail keeps them, without what must not be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BooleanField, Field, Model

from goldenthread.trail.plain import plain

NOT_KEPT = "[not kept]"
NEVER = frozenset({"password"})


def columns(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    """The fields of a model that hold something, but for its key."""
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


def left_out(model: type[Model]) -> frozenset[str]:
    """The fields whose values never enter the trail: what the model names in `NOT_IN_TRAIL`, and passwords; of what
    `IS_ABOUT_AN_ADULT`, everything that could tell of one.
    """
    named: frozenset[str] = getattr(model, "NOT_IN_TRAIL", frozenset())
    if getattr(model, "IS_ABOUT_AN_ADULT", False):
        named |= {field.name for field in columns(model) if _tells(field)}
    return named | NEVER


def _tells(field: Field[Any, Any]) -> bool:
    """Whether a field may say something of an adult: whatever is not a choice from a list, a tick or another record's key."""
    return not (field.choices or field.is_relation or isinstance(field, BooleanField))


def values_of(record: Model, names: Iterable[str] | None = None) -> dict[str, Any]:
    """The fields of a record as plain data (those named, or all), for an entry."""
    wanted = None if names is None else set(names)
    hidden = left_out(type(record))
    return {
        field.name: NOT_KEPT if field.name in hidden else plain(field.value_from_object(record))
        for field in columns(type(record))
        if wanted is None or field.name in wanted
    }


def stored_values(record: Model) -> dict[str, Any]:
    """The fields of a record as they are, to be compared."""
    return {field.name: field.value_from_object(record) for field in columns(type(record))}


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [name for name, value in after.items() if before[name] != value]


def written_by_people(model: type[Model]) -> tuple[str, ...]:
    """The fields that say the same when a form is sent twice: not made by the program anew each time."""
    return tuple(
        field.name
        for field in columns(model)
        if field.editable and not field.unique and not _is_made_anew(field) and not _is_automatic(field)
    )


def _is_made_anew(field: Field[Any, Any]) -> bool:
    return field.has_default() and callable(field.default)


def _is_automatic(field: Field[Any, Any]) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def renewed_on_save(model: type[Model]) -> tuple[str, ...]:
    """The fields that the database layer sets at each save."""
    return tuple(field.name for field in columns(model) if getattr(field, "auto_now", False))
