"""What an agency does with its own return: save it half-done, hand it in, or say that it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from goldenthread.audits import operations, steps
from goldenthread.audits.grading import AgencyReturn, GivenGrade
from goldenthread.audits.practice import AuditQuestion, Participation
from goldenthread.audits.steps import State
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.trail import operations as trail

TEXTS = ("chronology", "comment", "difference_made", "good_practice")


class Overtaken(NotPossibleNow):
    """A colleague saved the return meanwhile. What was sent now is not saved; it carries the return as it is."""

    def __init__(self, now: AgencyReturn) -> None:
        self.now = now
        who = now.saved_by or "Somebody"
        super().__init__(f"{who} saved this return while you were writing. Yours is below and is not saved yet.")


@dataclass(frozen=True)
class Said:
    """What a return says: grades and comments by question, its texts, and whether an adult may not be safe."""

    grades: Mapping[UUID, str] = field(default_factory=dict)
    comments: Mapping[UUID, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    urgent_why: str = ""


def _locked(said: AgencyReturn) -> AgencyReturn:
    rows = AgencyReturn.objects.select_for_update(of=("self",)).select_related("participation__audit", "case")
    return rows.get(pk=said.pk)


def _open(said: AgencyReturn, by: Actor) -> AgencyReturn:
    found = _locked(said)
    if found.status != AgencyReturn.Status.OPEN:
        require(by, Act.READ, found)
        raise NotPossibleNow(
            f"This return is “{found.get_status_display().lower()}”. Ask the Board’s office to open it again."
        )
    require(by, Act.UPDATE, found)
    steps.check_at(State.RETURNS_OUT, found.participation.audit.stands, "Returns are filled in")
    return found


@transaction.atomic
def save(said: AgencyReturn, what: Said, *, by: Actor, seen: datetime | None) -> AgencyReturn:
    """Keep a return as far as it is. `seen` is when it had last been saved when the form was opened.

    A reason why an adult may not be safe reaches the Board's office at once, before anything is handed in.

    Raises:
        Overtaken: a colleague saved it since.
        NotPossibleNow: it was handed in, or the audit has gone on.
        Refused: a grade is not on the audit's scale.
    """
    found = _open(said, by)
    if found.saved_at != seen:
        raise Overtaken(found)
    audit = found.participation.audit
    questions = {one.pk: one for one in audit.questions.all()}
    wrong = [g for g in what.grades.values() if g and audit.grades.grade(g) is None]
    if wrong or set(what.grades) - set(questions):
        raise Refused("Choose grades from the scale.")
    _keep_grades(found, questions, what)
    for name in TEXTS:
        setattr(found, name, what.texts.get(name, getattr(found, name)))
    _urgent(found, what.urgent_why.strip(), by)
    found.saved_at, found.saved_by = clock.now(), by.name[:200]
    found.save()
    done = sum(1 for grade in what.grades.values() if grade)
    trail.record("save", found, by=by, after={"questions graded": done, "is_urgent": found.is_urgent})
    return found


def _keep_grades(found: AgencyReturn, questions: Mapping[UUID, AuditQuestion], what: Said) -> None:
    held = {one.question_id: one for one in found.given.all()}
    for key in questions:
        grade, comment = what.grades.get(key, ""), what.comments.get(key, "").strip()
        one = held.get(key)
        if one is None:
            if grade or comment:
                GivenGrade.objects.create(agency_return=found, question_id=key, grade=grade, comment=comment)
        elif (one.grade, one.comment) != (grade, comment):
            one.grade, one.comment = grade, comment
            one.save(update_fields=["grade", "comment"])


def _urgent(found: AgencyReturn, why: str, by: Actor) -> None:
    """A new reason is a new flag; one already raised is not raised twice, and none is taken back by emptying the box."""
    if why and why != found.urgent_why:
        operations.flag(found.case, why=why, by=by, said=found)
        found.is_urgent, found.urgent_why = True, why


def missing(said: AgencyReturn) -> list[AuditQuestion]:
    """The questions that have no grade yet."""
    graded = {one.question_id for one in said.given.all() if one.grade}
    return [one for one in said.participation.audit.questions.all() if one.pk not in graded]


@transaction.atomic
def hand_in(said: AgencyReturn, *, by: Actor) -> AgencyReturn:
    """Hand a return in: from now on the agency reads it, and does not change it.

    Raises:
        NotPossibleNow: a question has no grade; says how many.
    """
    found = _open(said, by)
    left = missing(found)
    if left:
        raise NotPossibleNow(
            f"{len(left)} question{' has' if len(left) == 1 else 's have'} no grade yet. Grade each, then hand it in."
        )
    found.status = AgencyReturn.Status.HANDED_IN
    found.handed_in_at, found.handed_in_by = clock.now(), by.name[:200]
    found.save(update_fields=["status", "handed_in_at", "handed_in_by"])
    trail.record("hand in", found, by=by, after={"status": found.status})
    return found


@transaction.atomic
def cannot(said: AgencyReturn, why: str, *, by: Actor) -> AgencyReturn:
    """Say that a return cannot be filled in, and why: an inspection, a record that cannot be reached.

    Raises:
        Refused: no reason was given.
    """
    found = _open(said, by)
    if not why.strip():
        raise Refused("Say why the return cannot be filled in.")
    found.status, found.could_not_why = AgencyReturn.Status.COULD_NOT, why.strip()
    found.save(update_fields=["status", "could_not_why"])
    trail.record("say that it cannot be filled in", found, by=by, after={"status": found.status}, why=why)
    return found


@transaction.atomic
def cannot_any(participation: Participation, why: str, *, by: Actor) -> int:
    """Say the same of everything an agency has not yet handed in; returns how many returns that were."""
    waiting = list(participation.returns.filter(status=AgencyReturn.Status.OPEN))
    for one in waiting:
        cannot(one, why, by=by)
    return len(waiting)


@transaction.atomic
def open_again(said: AgencyReturn, why: str, *, by: Actor) -> AgencyReturn:
    """Give a return back to its agency, with the reason; the Board's office does.

    Raises:
        NotPossibleNow: the grades are being agreed, or it is open.
        Refused: no reason was given.
    """
    found = _locked(said)
    require(by, Act.EDIT, found)
    steps.check_at(State.RETURNS_OUT, found.participation.audit.stands, "Returns are opened again")
    if found.status == AgencyReturn.Status.OPEN:
        raise NotPossibleNow("This return is open already.")
    if not why.strip():
        raise Refused("Say why it is opened again.")
    before = found.status
    found.status, found.could_not_why = AgencyReturn.Status.OPEN, ""
    found.handed_in_at, found.handed_in_by = None, ""
    found.save(update_fields=["status", "could_not_why", "handed_in_at", "handed_in_by"])
    trail.record("open again", found, by=by, before={"status": before}, after={"status": found.status}, why=why)
    return found
