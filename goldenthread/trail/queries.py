"""Questions about what was done: who changed this, and what was it before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet

from goldenthread.core.access import Act, Standing, allow, visible_to
from goldenthread.core.access.guards import Unguarded, guards
from goldenthread.core.clock import LONDON
from goldenthread.core.kinds import of_model
from goldenthread.core.shapes import Pounds
from goldenthread.trail import links, words
from goldenthread.trail.models import Entry
from goldenthread.trail.of_case import OfCase

NOTHING = "not given"
WITHOUT_A_FORM = {
    "is_synthetic": "Made up",
    "is_fictional": "Made up",
    "is_invented": "Made up",
    "order": "Place in the list",
    "sha256": "Fingerprint of the file",
    "seal": "Seal of the frozen data",
    "has_reopened": "Opened the recommendation again",
    "is_urgent": "Something in it is urgent",
    "is_confidential": "Confidential",
    "depends_on": "Waits for",
}
"""What people call the fields that no form asks for."""
NUMBERED = {"meetings.approvedminutes", "meetings.pack", "asks.selfassessment"}
"""Kinds whose number says which version it is."""


Beside = Callable[[Any], Iterable[Model]]
_beside: dict[type[Model], Beside] = {}


def tells_also(model: type[Model], beside: Beside) -> None:
    """Register what the history of a record tells besides what was done to itself: an ask's tells of who was given longer."""
    _beside[model] = beside


def history_of(subject: Model) -> QuerySet[Entry]:
    """What was done to a record, and to what its room tells with it, newest first."""
    beside = _beside.get(type(subject))
    wanted = Q()
    for one in (subject, *(beside(subject) if beside else ())):
        wanted |= Q(subject_kind=one._meta.label_lower, subject_id=str(one.pk))
    return Entry.objects.filter(wanted).order_by("-number", "-at")


def recent(board_id: UUID | None) -> QuerySet[Entry]:
    """What was done on a Board, newest first; with None, on what belongs to no Board."""
    return Entry.objects.filter(chain=board_id or links.INSTALLATION).order_by("-number")


def of_case(case_id: UUID, kinds: Iterable[str]) -> QuerySet[Entry]:
    """What was read of a case, and done to whatever is part of it, newest first; `kinds` are those of the case itself."""
    itself = Q(subject_kind__in=list(kinds), subject_id=str(case_id))
    found = Entry.objects.alias(of_case=OfCase("after")).filter(itself | Q(of_case=str(case_id)))
    return found.order_by("-number")


def by_person(user_id: UUID) -> QuerySet[Entry]:
    """What one person did, newest first."""
    return Entry.objects.filter(by_user_id=user_id).order_by("-at", "-number")


def changes(entry: Entry, standing: Standing | None = None) -> list[tuple[str, str, str]]:
    """What an entry says changed: the field as people call it, what it was and what it became, in words.

    A related record is named where `standing` may read it, and is otherwise shown by its kind and the start of its key.
    What did not change is left out, and so is what a room tells in a sentence of its own.
    """
    if words.is_told(entry.verb):
        return []
    model = _model(entry.subject_kind)
    names = [*entry.before, *(name for name in entry.after if name not in entry.before)]
    if model is not None and model in guards() and guards()[model].case == "case_id":
        names = [name for name in names if name != "case"]  # a record never changes its case
    told = [
        (
            _label(model, name),
            _words(model, name, entry.before.get(name), standing),
            _words(model, name, entry.after.get(name), standing),
        )
        for name in names
    ]
    return [(label, before, after) for label, before, after in told if before != after]


def subjects(entries: Iterable[Entry], standing: Standing) -> dict[str, Model]:
    """The records that entries are about, by key, as far as this person may read them; one query for each kind."""
    by_kind: dict[str, set[str]] = {}
    for entry in entries:
        by_kind.setdefault(entry.subject_kind, set()).add(entry.subject_id)
    found: dict[str, Model] = {}
    for kind, keys in by_kind.items():
        model = _model(kind)
        if model is None or model not in guards():
            continue
        seen = visible_to(standing, Act.READ, model._default_manager.filter(pk__in=keys))
        found |= {str(one.pk): one for one in seen.prefetch_related(*getattr(model, "SHOWN_WITH", ()))}
    return found


def stood_aside_from(entries: Iterable[Entry], standing: Standing) -> set[str]:
    """The keys of what entries are about that belong to a case this person stands aside from: they read nothing of it."""
    by_kind: dict[str, set[str]] = {}
    for entry in entries if standing.recused else ():
        by_kind.setdefault(entry.subject_kind, set()).add(entry.subject_id)
    found: set[str] = set()
    for kind, keys in by_kind.items():
        model = _model(kind)
        case = guards()[model].case if model is not None and model in guards() else None
        if model is not None and case is not None:
            theirs = model._default_manager.filter(pk__in=keys).filter(**{f"{case}__in": standing.recused})
            found |= {str(key) for key in theirs.values_list("pk", flat=True)}
    return found


def kind_of(entry: Entry) -> str:
    """What kind of thing an entry is about, in the words of its pages."""
    model = _model(entry.subject_kind)
    if model is None:
        return entry.subject_kind
    kind = of_model(model)
    return kind.one if kind else str(model._meta.verbose_name)


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _field(model: type[Model] | None, name: str) -> Field[Any, Any] | None:
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def _label(model: type[Model] | None, name: str) -> str:
    """The field as its form calls it; a field no form has, as its model does."""
    kind = of_model(model) if model else None
    forms = (kind.form, kind.changing_form) if kind else ()
    asked = next((form.base_fields[name] for form in forms if form is not None and name in form.base_fields), None)
    if asked is not None and asked.label:
        return str(asked.label)
    if name in WITHOUT_A_FORM:
        return WITHOUT_A_FORM[name]
    if name == "number" and model is not None and model._meta.label_lower in NUMBERED:
        return "Version"
    field = _field(model, name)
    words = str(field.verbose_name) if field else name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _words(model: type[Model] | None, name: str, value: Any, standing: Standing | None) -> str:
    field = _field(model, name)
    if value is None or value in ("", [], {}):
        return NOTHING
    if field is not None and field.many_to_many and isinstance(value, list):
        return ", ".join(_related(field, one, standing) for one in value)
    if field is not None and field.is_relation:
        return _related(field, value, standing)
    if field is not None and field.flatchoices:
        return {str(key): str(title) for key, title in field.flatchoices}.get(str(value), str(value))
    if name.endswith("_pence") and isinstance(value, int):
        return str(Pounds(value))
    return _plainly(value, field.get_internal_type() if field else "")


def _plainly(value: Any, kind: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if kind in {"DateField", "DateTimeField"}:
        return _day_or_moment(str(value))
    return str(value)[:5] if kind == "TimeField" else str(value)


def _day_or_moment(text: str) -> str:
    try:
        if "T" not in text:
            day = date.fromisoformat(text)
            return f"{day.day} {day:%B %Y}"
        at = datetime.fromisoformat(text).astimezone(LONDON)
    except ValueError:
        return text
    return f"{at.day} {at:%B %Y} at {at:%H:%M}"


def _related(field: Field[Any, Any], value: Any, standing: Standing | None) -> str:
    model = field.related_model
    if not isinstance(model, type) or not issubclass(model, Model):
        return str(value)
    unnamed = f"{model._meta.verbose_name} {str(value)[:8]}"
    if standing is None:
        return unnamed
    try:
        found = model._base_manager.filter(pk=value).first()
        return str(found) if found is not None and allow(standing, Act.READ, found) else unnamed
    except (Unguarded, ValidationError, ValueError):
        return unnamed
