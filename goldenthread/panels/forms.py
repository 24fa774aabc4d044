"""Forms of the five pathways. Each is of one record’s fields; the labels are the records’ own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Model

from goldenthread.core.forms import RecordForm, field_for


class PathwayForm(RecordForm):
    """A form that begins with today where a day is today’s unless somebody says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.TypedChoiceField) and not isinstance(field.widget, forms.RadioSelect):
                words = "Choose one" if field.required else "Not given"
                listed: Any = field.choices
                field.choices = [("", words) if value == "" else (value, shown) for value, shown in listed]
            if self.instance._state.adding:
                self._begin_today(name)

    def _begin_today(self, name: str) -> None:
        own = next((one for one in self.instance._meta.fields if one.name == name), None)
        if own is not None and own.get_internal_type() == "DateField" and own.has_default() and callable(own.default):
            self.initial.setdefault(name, own.get_default())


def form_of(model: type[Model], *fields: str, base: type[RecordForm] = PathwayForm, **more: Any) -> type[RecordForm]:
    """A form of some fields of a model, in this order."""
    meta = type("Meta", (), {"model": model, "fields": fields, "formfield_callback": staticmethod(field_for)})
    made: type[RecordForm] = type(f"{model.__name__}Form", (base,), {"Meta": meta, **more})
    return made


def told_first(*sentences: str, base: type[RecordForm] = PathwayForm) -> type[RecordForm]:
    """A form that says something before its first field."""
    words: Sequence[str] = sentences
    made: type[RecordForm] = type("ToldFirst", (base,), {"told_first": words})
    return made


NAME_NOBODY = told_first("Name nobody here. People stand under pseudonyms; their names are in the vault.")
