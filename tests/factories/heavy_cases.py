"""Ten years of cases, made quickly: hundreds of cases of each sort, and in one of each sort a great deal of everything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, models, transaction
from django.db.models import Model

from goldenthread.boards.documents import Document
from goldenthread.cases.models import Case, CaseAgency, CaseMembership, Confidential
from goldenthread.learning.models import Source
from goldenthread.reviews.models import Review
from tests.factories import case_hall, people, records
from tests.factories.case_hall import Hall, Room
from tests.factories.many_rows import many_rows

CASES, DOCUMENTS, OF_EACH = 300, 2_000, 60
"""Cases of each sort, documents of the Board, and records of each kind in one case: a list then has a second page."""


def fill(hall: Hall) -> dict[str, int]:
    """Make the hall heavy; how many there are of each kind that was added to."""
    for room in hall.rooms:
        head = next(model for model in case_hall.heads() if model._default_manager.filter(pk=room.case.pk).exists())
        cases_like(head._default_manager.get(pk=room.case.pk), hall)
    documents(hall)
    added = {}
    for room in hall.rooms:
        for model in case_hall.material():
            if (
                model._meta.label_lower in case_hall.WHO_COMES_NEAR or model._meta.app_label == "vault"
            ):  # sealed each to itself
                continue
            there = model._default_manager.filter(case=room.case).first()
            if there is not None:
                added[f"{room.case.sort} {model._meta.label}"] = more_of(there, room)
    review = next(room for room in hall.rooms if room.case.sort == "review")
    many_rows(hall.here, review.case)
    case_hall.give_all(hall.insider, hall)
    return added


def copied(one: Model, number: int, **instead: Any) -> Model:
    """The same again, under a key of its own; what can be only once of its kind gets a number."""
    values = {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}
    for field in one._meta.concrete_fields:
        value = values[field.attname]
        if isinstance(value, UUID) and not field.is_relation:
            values[field.attname] = uuid4()
        elif field.name in _once(type(one)):
            values[field.attname] = _numbered(field, value, number)
    return type(one)(**{**values, **instead})


def _once(model: type[Model]) -> set[str]:
    """Fields that take part in a rule that something stands there once, but for those that lead elsewhere."""
    rules = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    named = {name for rule in rules for name in rule.fields}
    named |= {one.name for one in model._meta.concrete_fields if one.unique}
    return {one.name for one in model._meta.concrete_fields if one.name in named and not one.is_relation}


def _numbered(field: Any, value: Any, number: int) -> Any:
    if isinstance(field, models.IntegerField):
        return (value or 0) + number
    if isinstance(field, models.DateField) and value is not None:
        return value - timedelta(number)
    if isinstance(field, models.CharField | models.TextField):
        end = f" {number}"
        return f"{value[: (field.max_length or 200) - len(end)]}{end}"
    return value


def cases_like(one: Confidential, hall: Hall) -> None:
    """Hundreds of cases of a sort, all near the insider, and an agency taking part in each."""
    case = Case.objects.get(pk=one.pk)
    keys = [uuid4() for _ in range(CASES)]
    fields = {field.name for field in case._meta.concrete_fields} - {"id", "reference", "called"}
    given = {name: getattr(case, name) for name in fields}
    called = one.called_in_lists()
    Case.objects.bulk_create(
        Case(id=key, reference=f"H-{key.hex[:15]}", called=f"{called[:180]} {n}", **given) for n, key in enumerate(keys)
    )
    instead: list[dict[str, Any]] = [{"id": key} for key in keys]
    if any(field.name == "case" for field in one._meta.concrete_fields):
        instead = [{**each, "case_id": each["id"]} for each in instead]
    if isinstance(one, Review):
        words = {"board": hall.here, "kind": "review"}
        sources = [Source(slug=f"heavy-{n}", title=f"Adult {n}", **words) for n in range(CASES)]
        Source.objects.bulk_create(sources)
        instead = [{**each, "source_id": source.pk} for each, source in zip(instead, sources, strict=True)]
    type(one)._default_manager.bulk_create(
        [copied(one, number, **each) for number, each in enumerate(instead, start=1)]  # type: ignore[arg-type]
    )
    near = {"user": hall.insider, "part": "coordinator", "from_on": people.SINCE}
    CaseMembership.objects.bulk_create(CaseMembership(case_id=key, **near) for key in keys)
    CaseAgency.objects.bulk_create(CaseAgency(case_id=key, agency=hall.agency, from_on=people.SINCE) for key in keys)


def documents(hall: Hall) -> None:
    """Two thousand files, as records: what they hold is not there."""
    one = records.make(Document, hall.here)
    Document.objects.bulk_create(copied(one, number) for number in range(1, DOCUMENTS))


def more_of(one: Model, room: Room) -> int:
    """More like a record, in one statement where that may be, else one by one as far as there can be more."""
    try:
        with transaction.atomic():
            type(one)._default_manager.bulk_create([copied(one, number) for number in range(1, OF_EACH)])
    except IntegrityError:
        return _one_by_one(type(one), room)
    return OF_EACH


def _one_by_one(model: type[Model], room: Room) -> int:
    fields = {one.name for one in model._meta.fields}
    near = {"case": room.case} | ({"agency": room.agency} if "agency" in fields else {})
    for number in range(1, OF_EACH):
        try:
            with transaction.atomic():
                records.make(model, room.here, **near)
        except IntegrityError:
            return number
    return OF_EACH
