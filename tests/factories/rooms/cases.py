"""Cases and who may come near them, as tests make them: dull and fixed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.cases import models as cases
from goldenthread.core import clock
from tests.factories import people
from tests.factories.records import agency_of, makes, review_of, slug, user_of


def case_of(on: Board) -> cases.Case:
    """The case of the Board's first review."""
    return cases.Case.objects.get(pk=review_of(on).pk)


def heads() -> list[type[Model]]:
    """The kinds of record a case is kept in."""
    found: list[Any] = []
    waiting: list[Any] = list(cases.Confidential.__subclasses__())
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        found += [] if one._meta.abstract else [one]
    return sorted(found, key=lambda one: one._meta.label)


@makes(cases.Case)
def _case(on: Board, **fields: Any) -> Model:
    return cases.Case.objects.create(**{"board": on, "sort": "review", "called": "Adult Q", **fields})


def _near(on: Board, fields: dict[str, Any]) -> dict[str, Any]:
    """With a case and a person, where none is given."""
    fields = {name: one for name, one in fields.items() if one is not None}
    fields.setdefault("case", case_of(on))
    fields.setdefault("user", user_of(on))
    return fields


@makes(cases.CaseMembership)
def _membership(on: Board, **fields: Any) -> Model:
    return cases.CaseMembership.objects.create(**{"part": "panel", "from_on": people.SINCE, **_near(on, fields)})


@makes(cases.CaseRecusal)
def _recusal(on: Board, **fields: Any) -> Model:
    return cases.CaseRecusal.objects.create(**{"reason": "Knows them", "from_on": people.SINCE, **_near(on, fields)})


@makes(cases.CaseAgency)
def _agency(on: Board, **fields: Any) -> Model:
    """An agency takes part once."""
    given = {"case": fields.get("case") or case_of(on), "agency": fields.get("agency") or agency_of(on)}
    return cases.CaseAgency.objects.get_or_create(**given)[0]


@makes(cases.Opening)
def _opening(on: Board, **fields: Any) -> Model:
    now = clock.now()
    given = {"category": "danger", "reason": "Somebody is in danger tonight.", "opened_at": now}
    return cases.Opening.objects.create(**{**given, "ends_at": now + timedelta(hours=4), **_near(on, fields)})


@makes(cases.TwoPersonAct)
def _two_person_act(on: Board, **fields: Any) -> Model:
    near = _near(on, fields)
    near["proposed_by"] = near.pop("user")
    given = {"deed": "name", "why": "She joins the panel.", "proposed_at": clock.now()}
    given["details"] = {"user": str(near["proposed_by"].pk), "part": "panel"}
    return cases.TwoPersonAct.objects.create(**{**given, **near})


@makes(cases.CasePerson)
def _person(on: Board, **fields: Any) -> Model:
    given = {"pseudonym": f"Adult {slug()}", **fields}
    given["case"] = given.get("case") or case_of(on)
    return cases.CasePerson.objects.create(**given)
