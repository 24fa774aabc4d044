"""An audit of two cases by two agencies, and everybody who works with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.audits import operations, returning, steps
from goldenthread.audits.models import AgencyReturn, AuditProgramme, PracticeAudit, SampleCase
from goldenthread.boards.models import Agency, Board
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.trail import operations as trail
from tests.factories import people

QUESTIONS = ("asked-wants", "plan")
WHOLE = {
    "purpose": "To see how self-neglect is met.",
    "standard": "The local self-neglect procedures.",
    "lawful_basis": "Agreed by information governance.",
    "how_chosen": "The council chose every fifth.",
    "returns_due_on": date(2024, 5, 1),
    "sampled_as": "medium",
    "chaired_by": "The Board’s office",
}


def actor(user: Any) -> Actor:
    return Actor.person(user.name, user.pk)


@dataclass
class World:
    """The Board with an audit, its agencies, and its people signed in."""

    board: Board
    audit: PracticeAudit
    police: Agency
    health: Agency
    manager: Any
    lead: Any
    other: Any

    def by(self, user: Any = None) -> Actor:
        return actor(user or self.manager)

    def client(self, user: Any) -> Client:
        return people.signed_in(Client(), user)

    def prepared(self) -> World:
        """Questions chosen, two cases added, both agencies asked about both."""
        operations.choose_questions(self.audit, QUESTIONS, by=self.by())
        self.go(steps.CHOOSE)
        for number in (1, 2):
            case = SampleCase(audit=self.audit, pseudonym=f"Case {number}", nominated_by=self.police, order=number)
            trail.add(case, by=self.by())
        pairs = {(one.pk, case.pk) for one in (self.police, self.health) for case in self.audit.cases.all()}
        operations.allocate(self.audit, pairs, by=self.by())
        return self

    def go(self, step: steps.Step, why: str = "") -> PracticeAudit:
        self.audit = operations.take(step, audit=self.audit, by=self.by(), why=why)
        return self.audit

    def out(self) -> World:
        self.prepared().go(steps.SEND)
        return self

    def said(self, agency: Agency, number: int = 1) -> AgencyReturn:
        return AgencyReturn.objects.get(participation__agency=agency, case__pseudonym=f"Case {number}")

    def fill(self, agency: Agency, number: int, *grades: str, **more: Any) -> AgencyReturn:
        said = self.said(agency, number)
        by = self.by({self.police: self.lead, self.health: self.other}[agency])
        asked = {one.pk: grade for one, grade in zip(self.audit.questions.all(), grades, strict=True)}
        saved = returning.save(said, returning.Said(grades=asked, **more), by=by, seen=said.saved_at)
        return returning.hand_in(saved, by=by)

    def returned(self, *grades: str) -> World:
        """Everything handed in with these grades, and the agreeing begun."""
        self.out()
        for agency in (self.police, self.health):
            for number in (1, 2):
                self.fill(agency, number, *(grades or ("good", "improve")))
        self.go(steps.MODERATE)
        return self

    def agreed(self) -> World:
        """Every grade agreed as the agencies gave it, but one that was lowered."""
        self.returned()
        day = date(2024, 3, 1)
        self.meeting = operations.hold_meeting(
            self.audit,
            held_on=day,
            mode="virtual",
            chaired_by="The Board’s office",
            chair_agency=None,
            agencies=[self.police, self.health],
            by=self.by(),
        )
        first, second = self.audit.questions.all()
        for case in self.audit.cases.all():
            grades = {}
            for said in case.returns.all():
                grades[said.pk, first.pk] = operations.Agreed("good")
                grades[said.pk, second.pk] = operations.Agreed("improve")
            if case.pseudonym == "Case 1":
                said = self.said(self.police)
                grades[said.pk, first.pk] = operations.Agreed("improve", "Asked once, and never again.")
            operations.agree(case, self.meeting, grades, by=self.by())
        return self


@pytest.fixture
def world(db: Any) -> World:
    board = people.board()
    police, health = people.agency(board, "police"), people.agency(board, "health")
    manager = people.person("manager@audits.example", board=board, role=Role.BOARD_MANAGER)
    lead = people.person("lead@police.example", board=board, role=Role.AGENCY_LEAD, agency=police)
    other = people.person("lead@health.example", board=board, role=Role.AGENCY_LEAD, agency=health)
    programme = trail.add(AuditProgramme(board=board, period="2023-24"), by=actor(manager))
    audit = trail.add(PracticeAudit(board=board, programme=programme, title="Self-neglect", **WHOLE), by=actor(manager))
    return World(board, audit, police, health, manager, lead, other)
