"""What to put in the addresses of audits."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from goldenthread.audits.models import AgencyReturn, Participation, PracticeAudit, SafetyFlag, SampleCase
from tests.factories import records
from tests.factories.walk import Land, fills

AUDIT = "practice-audits/<uuid:pk>"
PART = "audit-returns/<uuid:pk>"


def _found(land: Land, place: str, make: Any) -> Any:
    if place not in land.found:
        land.found[place] = make()
    return land.found[place]


def _audit(land: Land) -> Any:
    return _found(land, AUDIT, lambda: records.make(PracticeAudit, land.here))


@fills(f"{AUDIT}/step/<slug:step>")
def _step(land: Land) -> str:
    return "choose-cases"


@fills(f"{AUDIT}/grades/<uuid:case>", f"{AUDIT}/unsafe/<uuid:case>")
def _case(land: Land) -> Model:
    return records.make(SampleCase, land.here, audit=_audit(land), nominated_by=land.agency)


@fills(f"{AUDIT}/looked-at/<uuid:flag>")
def _flag(land: Land) -> Model:
    case = records.make(SampleCase, land.here, audit=_audit(land), nominated_by=land.agency)
    return records.make(SafetyFlag, land.here, case=case)


@fills(PART)
def _part(land: Land) -> Model:
    return records.make(Participation, land.here, agency=land.agency)


@fills(f"{PART}/cases/<uuid:said>")
def _said(land: Land) -> Model:
    part = _found(land, PART, lambda: _part(land))
    return records.make(AgencyReturn, land.here, participation=part)
