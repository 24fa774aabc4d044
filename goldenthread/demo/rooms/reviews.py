"""How the made-up review of Adult Q was carried out, up to the gates before publication. Everything in it is invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.boards.models import Board
from goldenthread.cases import naming
from goldenthread.cases.models import Case, CasePerson, Part
from goldenthread.core import clock
from goldenthread.core.access.acts import Role
from goldenthread.core.actors import Actor
from goldenthread.demo.records import content
from goldenthread.reviews import fact_checking, running_operations, running_process
from goldenthread.reviews.models import (
    AppointedReviewer,
    Briefing,
    FactCheck,
    FactCorrection,
    FamilyContact,
    FamilyQuestion,
    Gate,
    Involvement,
    PanelMeeting,
    PanelNote,
    ParallelProcess,
    PersonOutcome,
    PractitionerEvent,
    QualityAnswer,
    ReportVersion,
    Review,
    ReviewDelay,
    ReviewPause,
    TermsOfReference,
)
from goldenthread.trail import operations as trail

Data = dict[str, Any]
DAYS = {
    "agreed": "agreed_on", "shared": "shared_on", "declared": "declared_on", "from": "from_on", "to": "to_on",
    "held": "held_on", "began": "began_on", "ended": "ended_on", "when": "on", "asked": "asked_on", "written": "written_on",
    "due": "due_on", "settled": "settled_on", "expected": "expected_on", "draft_seen": "draft_seen_on",
}  # fmt: skip
"""How a day is called in the content, and in the record."""


def _day(days: int) -> date:
    return clock.today() + timedelta(days=days)


def _said(one: Data, *leave: str) -> Data:
    """What the content says of a record, days counted from today."""
    return {
        DAYS.get(name, name): _day(value) if name in DAYS else value for name, value in one.items() if name not in leave
    }


def adult_q(board: Board, *, by: Actor) -> None:
    """Carry the made-up review out, on days before today. Call it once its people are there."""
    said = content("reviews")["adult-q"]
    review = Review.objects.get(board=board, source__slug="adult-q")
    trail.change(review, {"basis": said["basis"]}, by=by)
    case = Case.objects.get(pk=review.pk)
    naming.enrol(case, by=by, roles=(Role.CHAIR,), part=Part.DECIDER)
    people = {}
    for one in said["people"]:
        people[one["pseudonym"]] = trail.add(CasePerson(case=case, is_synthetic=True, **one), by=by)
    _begun(case, said, people, by)
    steps = said["steps"]
    _take(running_process.START, review, steps["started"], by)
    _reported(case, review, said, by)
    _take(running_process.AGREE, review, steps["agreed"], by)
    _take(running_process.TO_BOARD, review, steps["to_board"], by)
    _take(running_process.SIGN_OFF, review, steps["signed_off"], by)
    _towards_publication(case, said, by)


def _take(step: Any, review: Review, day: int, by: Actor) -> None:
    running_operations.take(step, review=review, by=by, on=_day(day))


def _begun(case: Case, said: Data, people: dict[str, CasePerson], by: Actor) -> None:
    for one in said["terms"]:
        running_operations.add_version(None, TermsOfReference(case=case, **_said(one)), by)
    reviewer = _said(said["reviewer"], "fee")
    trail.add(AppointedReviewer(case=case, fee_pence=said["reviewer"]["fee"], **reviewer), by=by)
    made_up = case.board.agencies.get(is_fictional=True)
    for one in said["meetings"]:
        words = _said(one, "quorate")
        meeting = trail.add(PanelMeeting(case=case, is_quorate=one["quorate"], **words), by=by)
        trail.tie(meeting, "came", [made_up], by=by)
    trail.add(PractitionerEvent(case=case, **_said(said["practitioners"])), by=by)
    for one in said["processes"]:
        trail.add(ParallelProcess(case=case, **_said(one)), by=by)
    for one in said["delays"]:
        trail.add(ReviewDelay(case=case, **_said(one)), by=by)
    pause = _said(said["pause"], "ended")
    stopped = running_operations.pause(None, ReviewPause(case=case, **pause), by)
    assert isinstance(stopped, ReviewPause)  # noqa: S101  (what was given)
    running_operations.go_on(stopped, by=by, on=_day(said["pause"]["ended"]))
    outcome = said["outcome"]
    trail.add(PersonOutcome(case=case, person=people[outcome["person"]], outcome=outcome["outcome"]), by=by)
    _family(case, said["involvement"], people, by)


def _family(case: Case, said: Data, people: dict[str, CasePerson], by: Actor) -> None:
    words = _said(said, "person", "contacts", "questions")
    near = trail.add(Involvement(case=case, person=people[said["person"]], state="in_touch", **words), by=by)
    for one in said["contacts"]:
        trail.add(FamilyContact(case=case, involvement=near, **_said(one)), by=by)
    for one in said["questions"]:
        trail.add(FamilyQuestion(case=case, involvement=near, **_said(one)), by=by)


def _reported(case: Case, review: Review, said: Data, by: Actor) -> None:
    """The first draft, its fact check by the made-up agency, and the second draft."""
    first, second = said["report"]
    running_operations.add_version(None, ReportVersion(case=case, **_said(first)), by)
    _take(running_process.DRAFTED, review, said["steps"]["drafted"], by)
    asked = said["fact_check"]
    agency = case.board.agencies.get(slug=asked["agency"])
    check = fact_checking.share(
        None, FactCheck(case=case, agency=agency, **_said(asked, "agency", "answered", "corrections")), by
    )
    assert isinstance(check, FactCheck)  # noqa: S101  (what was given)
    _take(running_process.CHECK, review, said["steps"]["checked"], by)
    given = []
    for one in asked["corrections"]:
        words = {name: value for name, value in one.items() if name not in {"verdict", "why"}}
        given.append((fact_checking.correct(None, FactCorrection(case=case, check_of=check, **words), by), one))
    fact_checking.finish(check, by=by)
    FactCheck.objects.filter(pk=check.pk).update(answered_on=_day(asked["answered"]))
    for correction, one in given:
        assert isinstance(correction, FactCorrection)  # noqa: S101  (what was given)
        fact_checking.answer(correction, verdict=one["verdict"], why=one.get("why", ""), by=by)
    running_operations.add_version(None, ReportVersion(case=case, **_said(second)), by)
    trail.add(PanelNote(case=case, **said["note"]), by=by)


def _towards_publication(case: Case, said: Data, by: Actor) -> None:
    for key, one in said["gates"].items():
        trail.change(Gate.objects.get(case=case, key=key), _said(one), by=by)
    trail.add(Briefing(case=case, **said["briefing"]), by=by)
    for key, one in said["quality"].items():
        trail.add(QualityAnswer(case=case, question=key, **one), by=by)
