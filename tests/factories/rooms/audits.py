"""Audits that agencies grade together: the programme, cases, returns, meetings and grades."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model

from goldenthread.audits.models import (
    AgencyReturn,
    AgreedGrade,
    AuditProgramme,
    AuditQuestion,
    Conclusion,
    GivenGrade,
    GradingMeeting,
    MeetingPresence,
    Participation,
    PracticeAudit,
    SafetyFlag,
    SampleCase,
)
from goldenthread.boards.models import Agency, Board
from tests.factories.records import AT, agency_of, below, make, makes, of, simple, slug

simple(AuditProgramme, period=slug)


@makes(PracticeAudit)
def _audit(on: Board, **fields: Any) -> Model:
    """An audit follows no source unless one is given."""
    programme = fields.pop("programme", None) or of(AuditProgramme)(on)
    given = {"title": "Self-neglect", "slug": slug(), **fields}
    return PracticeAudit.objects.create(board=on, programme=programme, **given)


below(AuditQuestion, "audit", of(PracticeAudit), key=slug, words="Was the adult asked what they wanted?")
below(
    GradingMeeting,
    "audit",
    of(PracticeAudit),
    held_on=date(2024, 3, 1),
    mode="virtual",
    chaired_by="The Board’s office",
)
below(Conclusion, "audit", of(PracticeAudit), kind="gap", text="Nobody led.")


@makes(SampleCase)
def _case(on: Board, **fields: Any) -> Model:
    audit = fields.pop("audit", None) or of(PracticeAudit)(on)
    nominated_by = fields.pop("nominated_by", None) or agency_of(on)
    given = {"pseudonym": f"Case {slug()}", **fields}
    return SampleCase.objects.create(audit=audit, nominated_by=nominated_by, **given)


@makes(Participation)
def _participation(on: Board, **fields: Any) -> Model:
    """An agency takes part in an audit once: without a given one, each is of an audit of its own."""
    audit = fields.pop("audit", None) or make(PracticeAudit, on)
    agency = fields.pop("agency", None) or agency_of(on)
    return Participation.objects.create(audit=audit, agency=agency, **fields)


@makes(AgencyReturn)
def _return(on: Board, **fields: Any) -> Model:
    participation = fields.pop("participation", None) or make(Participation, on, **_of_agency(fields))
    case = fields.pop("case", None) or make(SampleCase, on, audit=participation.audit)
    return AgencyReturn.objects.create(participation=participation, case=case, **fields)


def _of_agency(fields: dict[str, Any]) -> dict[str, Agency]:
    return {"agency": fields.pop("agency")} if "agency" in fields else {}


@makes(GivenGrade)
def _given(on: Board, **fields: Any) -> Model:
    said = fields.pop("agency_return", None) or make(AgencyReturn, on)
    question = fields.pop("question", None) or make(AuditQuestion, on, audit=said.participation.audit)
    return GivenGrade.objects.create(agency_return=said, question=question, **{"grade": "good", **fields})


@makes(AgreedGrade)
def _agreed(on: Board, **fields: Any) -> Model:
    said = fields.pop("agency_return", None) or make(AgencyReturn, on)
    audit = said.participation.audit
    question = fields.pop("question", None) or make(AuditQuestion, on, audit=audit)
    meeting = fields.pop("meeting", None) or make(GradingMeeting, on, audit=audit)
    given = {"own": "good", "grade": "good", **fields}
    return AgreedGrade.objects.create(agency_return=said, question=question, meeting=meeting, **given)


@makes(MeetingPresence)
def _presence(on: Board, **fields: Any) -> Model:
    meeting = fields.pop("meeting", None) or make(GradingMeeting, on)
    return MeetingPresence.objects.create(meeting=meeting, agency=fields.pop("agency", None) or agency_of(on), **fields)


@makes(SafetyFlag)
def _flag(on: Board, **fields: Any) -> Model:
    case = fields.pop("case", None) or make(SampleCase, on)
    given = {"why": "Nobody knows where they sleep.", "raised_at": AT, "raised_by": "Ada", **fields}
    return SafetyFlag.objects.create(case=case, **given)
