"""What stands in the addresses of who may come near a case."""

from django.db.models import Model

from goldenthread.cases.models import CaseAgency, CaseMembership, CaseRecusal, Opening, TwoPersonAct
from tests.factories import records
from tests.factories.walk import STRICTER, Land, Put, fills


@fills("cases/openings/<uuid:pk>")
def _opening(land: Land) -> Model:
    return records.make(Opening, land.here, case=land.case)  # type: ignore[no-any-return]


@fills("cases/waiting/<uuid:pk>")
def _waiting(land: Land) -> Model:
    return records.make(TwoPersonAct, land.here, case=land.case)  # type: ignore[no-any-return]


@fills("cases/waiting/<uuid:pk>/<slug:what>")
def _what(land: Land) -> Put:
    return Put(records.make(TwoPersonAct, land.here, case=land.case), "refuse")


@fills("cases/<uuid:case>/named/<uuid:pk>")
def _membership(land: Land) -> Model:
    return records.make(CaseMembership, land.here, case=land.case)  # type: ignore[no-any-return]


@fills("cases/<uuid:case>/named/agencies/<uuid:pk>")
def _agency(land: Land) -> Model:
    return records.make(CaseAgency, land.here, case=land.case)  # type: ignore[no-any-return]


@fills("cases/<uuid:case>/recusals/<uuid:pk>")
def _recusal(land: Land) -> Model:
    return records.make(CaseRecusal, land.here, case=land.case)  # type: ignore[no-any-return]


STRICTER["cases/<uuid:case>/recusals/"] = "Why people stand aside is not for the agencies of the case."
STRICTER["cases/open-for-governance/"] = (
    "It is for information governance; the chair judges openings, and makes none so."
)
