"""What the Board's office does with a practice audit: choose questions, ask agencies, hold meetings, agree grades, report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from goldenthread.audits import bank, queries, steps
from goldenthread.audits.grading import (
    AgencyReturn,
    AgreedGrade,
    GivenGrade,
    GradingMeeting,
    MeetingPresence,
    SafetyFlag,
)
from goldenthread.audits.learned import make_learning
from goldenthread.audits.practice import AuditQuestion, Participation, PracticeAudit, Risk, SampleCase
from goldenthread.audits.steps import State
from goldenthread.boards.models import Agency
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.trail import operations as trail
from goldenthread.trail import values


def _locked(audit: PracticeAudit, by: Actor) -> PracticeAudit:
    found = PracticeAudit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    require(by, Act.EDIT, found)
    return found


@transaction.atomic
def take(step: steps.Step, *, audit: PracticeAudit, by: Actor, why: str = "") -> PracticeAudit:
    """Move an audit on, if this person may and nothing stands in the way.

    Raises:
        NotPossibleNow: it is at another step, or something is missing; says what.
        Refused: the step wants a reason.
    """
    audit = _locked(audit, by)
    steps.check(step, audit.stands, why)
    missing = queries.in_the_way(audit, step)
    if missing:
        raise NotPossibleNow(" ".join(missing))
    before = {"status": audit.status}
    audit.status = step.target.value
    if step.target is State.DROPPED:
        audit.why_not_held = why.strip()
    if step.target is State.REPORTED:
        audit.reported_on = clock.today()
        audit.source = make_learning(audit, by=by)
        if step is steps.RECORD:
            audit.note = "\n\n".join(filter(None, (audit.note, why.strip())))
    audit.save(update_fields=["status", "why_not_held", "reported_on", "source", "note"])
    trail.record(step.verb, audit, by=by, before=before, after={"status": audit.status}, why=why)
    return audit


@transaction.atomic
def choose_questions(audit: PracticeAudit, keys: Iterable[str], *, by: Actor) -> None:
    """Ask these questions of the bank and of the Board's own, and no others.

    Raises:
        NotPossibleNow: the returns are out already.
        Refused: the bank has no such question.
    """
    audit = _locked(audit, by)
    _is_being_prepared(audit, "Questions can be chosen")
    wanted, now = set(keys), bank.latest()
    asked = {one.key: one for one in audit.questions.all()}
    if wanted - set(asked) - {one.key for one in now.questions()}:
        raise Refused("Choose questions from the list.")
    for key, one in asked.items():
        if key not in wanted:
            _take_out(one, by)
    for place, question in enumerate(now.questions()):
        if question.key in wanted and question.key not in asked:
            trail.add(
                AuditQuestion(
                    audit=audit,
                    key=question.key,
                    bank=now.version,
                    heading=question.heading,
                    words=question.words,
                    hint=question.hint,
                    order=place,
                ),
                by=by,
            )


def _take_out(one: Model, by: Actor) -> None:
    """Undo a choice while an audit is prepared: a change of the audit, which whoever prepares it may make."""
    trail.record("take out", one, by=by, before=values.values_of(one))
    one.delete()


def _is_being_prepared(audit: PracticeAudit, what: str) -> None:
    if audit.stands not in {State.PLANNED, State.SAMPLING}:
        raise NotPossibleNow(f"{what} until the returns are sent. This audit is at “{audit.stands.words}”.")


@transaction.atomic
def allocate(audit: PracticeAudit, pairs: Iterable[tuple[UUID, UUID]], *, by: Actor) -> None:
    """Say which agencies are asked about which cases: (agency, case). Once returns are out, none is taken back.

    Raises:
        NotPossibleNow: the grades are being agreed, or were.
        Refused: a case or an agency is not this audit's Board's.
    """
    audit = _locked(audit, by)
    if audit.stands not in {State.PLANNED, State.SAMPLING, State.RETURNS_OUT}:
        raise NotPossibleNow("Agencies can be asked until the grades are agreed.")
    wanted = set(pairs)
    _known(audit, wanted)
    held = AgencyReturn.objects.filter(participation__audit=audit).select_related("participation")
    returns = {(one.participation.agency_id, one.case_id): one for one in held}
    if audit.stands is not State.RETURNS_OUT:
        for pair in set(returns) - wanted:
            _take_out(returns[pair], by)
    takes_part = {one.agency_id: one for one in audit.participations.all()}
    for agency, case in sorted(wanted - set(returns), key=str):
        if agency not in takes_part:
            takes_part[agency] = trail.add(Participation(audit=audit, agency_id=agency), by=by)
        trail.add(AgencyReturn(participation=takes_part[agency], case_id=case), by=by)
    for agency, one in takes_part.items():
        if audit.stands is not State.RETURNS_OUT and not one.could_not_why and not any(agency == a for a, _ in wanted):
            _take_out(one, by)


def _known(audit: PracticeAudit, pairs: set[tuple[UUID, UUID]]) -> None:
    cases = set(audit.cases.values_list("pk", flat=True))
    agencies = set(Agency.objects.filter(board=audit.board_id).values_list("pk", flat=True))
    if any(agency not in agencies or case not in cases for agency, case in pairs):
        raise Refused("Choose from the agencies and cases on the page. One may have been taken away: open it again.")


@transaction.atomic
def hold_meeting(
    audit: PracticeAudit,
    *,
    held_on: date,
    mode: str,
    chaired_by: str,
    chair_agency: Agency | None,
    agencies: Iterable[Agency],
    by: Actor,
) -> GradingMeeting:
    """Write down a meeting at which grades were agreed.

    Raises:
        NotPossibleNow: grades are not being agreed now.
        Refused: the chair belongs to an agency whose work is graded, or the day is to come.
    """
    audit = _locked(audit, by)
    steps.check_at(State.MODERATION, audit.stands, "A meeting is written down")
    if not queries.is_independent(audit, chair_agency):
        raise Refused(queries.NOT_INDEPENDENT)
    if held_on > clock.today():
        raise Refused("The day of the meeting must be today or in the past")
    meeting = trail.add(
        GradingMeeting(audit=audit, held_on=held_on, mode=mode, chaired_by=chaired_by, chair_agency=chair_agency), by=by
    )
    for agency in agencies:
        trail.add(MeetingPresence(meeting=meeting, agency=agency), by=by)
    if audit.held_on is None or held_on > audit.held_on:
        trail.change(audit, {"held_on": held_on, "held_precision": "day"}, by=by)
    return meeting


@dataclass(frozen=True)
class Agreed:
    """What was agreed for one answer: the grade, and why where it is not the agency's own."""

    grade: str
    reason: str = ""


@transaction.atomic
def agree(
    case: SampleCase,
    meeting: GradingMeeting,
    grades: Mapping[tuple[UUID, UUID], Agreed],
    *,
    by: Actor,
    found_as: str = "",
) -> SampleCase:
    """Keep the grades agreed for a case, by (return, question), and the risk the meeting held it to be.

    Raises:
        NotPossibleNow: grades are not being agreed now, or the meeting was another audit's.
        Refused: a grade is not on the scale, or one was changed without a reason.
    """
    audit = _locked(case.audit, by)
    steps.check_at(State.MODERATION, audit.stands, "Grades are agreed")
    if meeting.audit_id != audit.pk or case.audit_id != audit.pk:
        raise NotPossibleNow("That meeting was about another audit. Choose one of this audit’s meetings.")
    given = {
        (one.agency_return_id, one.question_id): one.grade
        for one in GivenGrade.objects.filter(agency_return__case=case, agency_return__status="handed_in")
    }
    _check(audit, case, grades, given)
    moved = {}
    for (said, question), what in grades.items():
        own = given.get((said, question), "")
        if _keep(said, question, meeting=meeting, own=own, what=what, by=by):
            moved[str(question)] = what.grade
    if found_as:
        _found_as(audit, case, found_as, by)
    trail.record("agree grades of", case, by=by, after={"grades agreed": len(grades), "changed now": len(moved)})
    return case


def _check(
    audit: PracticeAudit,
    case: SampleCase,
    grades: Mapping[tuple[UUID, UUID], Agreed],
    given: Mapping[tuple[UUID, UUID], str],
) -> None:
    returns = set(case.returns.values_list("pk", flat=True))
    questions = set(audit.questions.values_list("pk", flat=True))
    for (said, question), what in grades.items():
        if said not in returns or question not in questions:
            raise Refused("Something on this page was taken away meanwhile. Open it again.")
        if audit.grades.grade(what.grade) is None:
            raise Refused("Choose a grade from the scale.")
        if what.grade != given.get((said, question), "") and not what.reason.strip():
            raise Refused("Say why the agreed grade is not the agency’s own.")


def _keep(said: UUID, question: UUID, *, meeting: GradingMeeting, own: str, what: Agreed, by: Actor) -> bool:
    """Keep one agreed grade; whether anything was changed."""
    reason = what.reason.strip() if what.grade != own else ""
    values = {"meeting": meeting, "own": own, "grade": what.grade, "reason": reason}
    now = AgreedGrade.objects.filter(agency_return=said, question=question).first()
    if now is None:
        trail.add(AgreedGrade(agency_return_id=said, question_id=question, **values), by=by)
        return True
    if (now.grade, now.reason, now.own) == (what.grade, reason, own):
        return False
    trail.change(now, values, by=by)
    return True


def _found_as(audit: PracticeAudit, case: SampleCase, found_as: str, by: Actor) -> None:
    """Keep the risk a case was found at; where it is more than it was chosen as, it is looked at at once."""
    trail.change(case, {"found_as": found_as}, by=by)
    case.found_as, case.audit = found_as, audit
    if case.is_riskier and not case.flags.filter(agency_return=None).exists():
        was, now = Risk(case.chosen_as).label.lower(), Risk(found_as).label.lower()
        flag(case, why=f"It was chosen as {was} risk, and the meeting found it {now}.", by=by)


@transaction.atomic
def flag(case: SampleCase, *, why: str, by: Actor, said: AgencyReturn | None = None) -> SafetyFlag:
    """Say that the adult in a case may not be safe, so that the agencies meet about it at once.

    An agency raises one from its own return; the Board's office from any case.

    Raises:
        Refused: nobody said why.
    """
    if said is None:
        require(by, Act.EDIT, case)
    else:
        require(by, Act.UPDATE, said)
    if not why.strip():
        raise Refused("Say why the adult may not be safe.")
    raised = SafetyFlag.objects.create(
        case=case,
        agency_return=said,
        why=why.strip(),
        raised_at=clock.now(),
        raised_by=by.name[:200],
        is_synthetic=case.is_synthetic,
    )
    trail.record("flag as urgent", raised, by=by)
    return raised


@transaction.atomic
def look_at_case(flag_: SafetyFlag, *, met_on: date, outcome: str, by: Actor) -> SafetyFlag:
    """Write down when the agencies met about a case that was flagged, and what they did.

    Raises:
        Refused: nothing is said of what came of it, or the day is to come.
    """
    if not outcome.strip():
        raise Refused("Say what the agencies did to make the adult safe.")
    if met_on > clock.today():
        raise Refused("The day the agencies met must be today or in the past")
    return trail.change(flag_, {"met_on": met_on, "outcome": outcome.strip()}, by=by, verb="look at the case of")
