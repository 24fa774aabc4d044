"""Forms of the five pathways. Each is of one record’s fields; the labels are the records’ own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from goldenthread.core.forms import RecordForm, field_for


def form_of(model: type[Model], *fields: str, base: type[RecordForm] = RecordForm, **more: Any) -> type[RecordForm]:
    """A form of some fields of a model, in this order."""
    meta = type("Meta", (), {"model": model, "fields": fields, "formfield_callback": staticmethod(field_for)})
    made: type[RecordForm] = type(f"{model.__name__}Form", (base,), {"Meta": meta, **more})
    return made


def told_first(*sentences: str, base: type[RecordForm] = RecordForm) -> type[RecordForm]:
    """A form that says something before its first field."""
    words: Sequence[str] = sentences
    made: type[RecordForm] = type("ToldFirst", (base,), {"told_first": words})
    return made


NAME_NOBODY = told_first("Name nobody here. People stand under pseudonyms; their names are in the vault.")
