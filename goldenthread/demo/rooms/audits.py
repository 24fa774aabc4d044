"""Audits of the demonstration: what the Board published, and made-up ones of the made-up agency with their grades."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from goldenthread.audits import bank, operations, steps
from goldenthread.audits.grading import (
    AgencyReturn,
    AgreedGrade,
    Conclusion,
    GivenGrade,
    GradingMeeting,
    MeetingPresence,
    SafetyFlag,
)
from goldenthread.audits.learned import make_learning
from goldenthread.audits.practice import AuditProgramme, AuditQuestion, Participation, PracticeAudit, SampleCase
from goldenthread.boards.beginning import add_themes
from goldenthread.boards.models import Agency, Board
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.demo.records import content
from goldenthread.learning.models import Source
from goldenthread.trail import operations as trail

GRADES = {
    "o": "outstanding",
    "g": "good",
    "i": "improve",
    "x": "inadequate",
    "e": "not_evidenced",
    "n": "not_applicable",
}
OFFICE = "The Board’s office"


def load(board: Board, *, by: Actor) -> None:
    """The programmes, the audits that were published, and the made-up ones."""
    said = content("audits")
    add_themes(board, by=by)
    for period, one in said["programmes"].items():
        AuditProgramme.objects.create(board=board, period=period, aim=one["aim"])
    for one in said["published"]:
        _published(board, one)
    for one in said["example"]["audits"]:
        _example(board, said["example"], one, by)
    _open(board, said["example"], by)


def _programme(board: Board, period: str) -> AuditProgramme:
    return AuditProgramme.objects.get_or_create(board=board, period=period)[0]


def _theme(board: Board, slug: str | None) -> Theme | None:
    return Theme.objects.filter(board=board, slug=slug).first() if slug else None


def _agency(board: Board, slug: str) -> Agency:
    return Agency.objects.get(board=board, slug=slug)


def _published(board: Board, said: dict[str, Any]) -> None:
    source = Source.objects.filter(board=board, slug=said.get("source", "")).first()
    audit = PracticeAudit.objects.create(
        board=board,
        slug=said["slug"],
        programme=_programme(board, said["year"]),
        title=said["title"],
        status=steps.State.CLOSED.value,
        theme=_theme(board, said.get("theme")),
        source=source,
        planned_on=said.get("planned"),
        held_on=said.get("held"),
        held_precision="month",
        scale=said["scale"],
        sampled_as=said.get("sampled_as", ""),
        cases_chosen=said.get("cases_chosen"),
        **{
            name: said.get(name, "").replace("'", "’")
            for name in ("purpose", "scope", "how_chosen", "chaired_by", "note")
        },
    )
    _ask(audit, said.get("questions", []))
    agencies = [_agency(board, slug) for slug in said.get("agencies", [])]
    for agency in agencies:
        Participation.objects.create(audit=audit, agency=agency)
    for _ in range(said.get("meetings", 0)):
        meeting = GradingMeeting.objects.create(
            audit=audit, held_on=said["held"], is_day_known=False, mode="virtual", chaired_by=OFFICE
        )
        for agency in agencies:
            MeetingPresence.objects.create(meeting=meeting, agency=agency)
    for number, slugs in said.get("also_in", {}).items():
        plans = Source.objects.filter(board=board, slug__in=slugs)
        for asked in source.recommendations.filter(number=number) if source else []:
            asked.also_from.add(*plans)


def _ask(audit: PracticeAudit, keys: list[str]) -> list[AuditQuestion]:
    found = [bank.latest().question(key) for key in keys]
    return [
        AuditQuestion.objects.create(
            audit=audit,
            key=one.key,
            bank=bank.latest().version,
            heading=one.heading,
            words=one.words,
            hint=one.hint,
            order=place,
        )
        for place, one in enumerate(found)
        if one is not None
    ]


def _example(board: Board, all_of_them: dict[str, Any], said: dict[str, Any], by: Actor) -> None:
    """A made-up audit of the made-up agency, reported and closed."""
    agency = _agency(board, all_of_them["agency"])
    audit = PracticeAudit.objects.create(
        board=board,
        slug=said["slug"],
        programme=_programme(board, said["year"]),
        title=said["title"],
        status=steps.State.CLOSED.value,
        theme=_theme(board, "self-neglect"),
        purpose=said["purpose"],
        how_chosen=said["how_chosen"].replace("'", "’"),
        sampling_frame=all_of_them["frame"],
        standard=all_of_them["standard"].replace("'", "’"),
        lawful_basis=all_of_them["lawful_basis"].replace("'", "’"),
        sampled_as="medium",
        chaired_by=OFFICE,
        held_on=said["held"],
        planned_on=said["held"].replace(day=1),
        reported_on=said["held"] + timedelta(days=28),
        previous=PracticeAudit.objects.filter(board=board, slug=said.get("repeats", "")).first(),
        is_synthetic=True,
    )
    questions = _ask(audit, all_of_them["questions"])
    part = Participation.objects.create(audit=audit, agency=agency)
    meeting = GradingMeeting.objects.create(
        audit=audit, held_on=said["held"], mode="in_person", chaired_by=OFFICE, is_synthetic=True
    )
    MeetingPresence.objects.create(meeting=meeting, agency=agency)
    for place, one in enumerate(said["cases"], start=1):
        _graded(part, questions, meeting, {**one, "place": place})
    _flagged(audit, said.get("flag"))
    _concluded(audit, said, by)


def _graded(part: Participation, questions: list[AuditQuestion], meeting: GradingMeeting, said: dict[str, Any]) -> None:
    case = SampleCase.objects.create(
        audit=part.audit,
        pseudonym=said["name"],
        nominated_by=part.agency,
        sampled_as="medium",
        found_as=said["found"],
        order=said["place"],
        is_synthetic=True,
    )
    returned = AgencyReturn.objects.create(
        participation=part,
        case=case,
        status=AgencyReturn.Status.HANDED_IN,
        handed_in_at=_at(meeting.held_on - timedelta(days=10)),
        handed_in_by="A made-up worker",
    )
    reasons = iter(said["why"])
    for question, own, agreed in zip(questions, said["own"].split(), said["agreed"].split(), strict=True):
        GivenGrade.objects.create(agency_return=returned, question=question, grade=GRADES[own])
        AgreedGrade.objects.create(
            agency_return=returned,
            question=question,
            meeting=meeting,
            own=GRADES[own],
            grade=GRADES[agreed],
            reason=next(reasons) if own != agreed else "",
        )


def _at(day: Any) -> datetime:
    return datetime.combine(day, time(10), UTC)


def _flagged(audit: PracticeAudit, said: dict[str, Any] | None) -> None:
    if said is None:
        return
    SafetyFlag.objects.create(
        case=audit.cases.get(pseudonym=said["case"]),
        why="It was chosen as medium risk, and the meeting found it very high.",
        raised_at=_at(audit.held_on),
        raised_by=OFFICE,
        met_on=said["met"],
        outcome=said["outcome"],
        is_synthetic=True,
    )


def _concluded(audit: PracticeAudit, said: dict[str, Any], by: Actor) -> None:
    kinds = (("strengths", "strength"), ("gaps", "gap"), ("recommendations", "recommendation"))
    every = [(kind, one) for name, kind in kinds for one in said[name]]
    for place, (kind, one) in enumerate(every, start=1):
        Conclusion.objects.create(audit=audit, kind=kind, text=one["text"], level=one["level"], order=place)
    audit.source = make_learning(audit, by=by)
    audit.save(update_fields=["source"])
    for asked, one in zip(audit.source.recommendations.all(), said["recommendations"], strict=True):
        trail.change(asked, {"response": one["response"], "status": one["status"]}, by=by)


def _open(board: Board, all_of_them: dict[str, Any], by: Actor) -> None:
    """A made-up audit of this year whose returns are out, so that there is something to do."""
    said = all_of_them["open"]
    audit = trail.add(
        PracticeAudit(
            board=board,
            slug=said["slug"],
            programme=_programme(board, Period.containing(clock.today()).label),
            title=said["title"],
            theme=_theme(board, said["theme"]),
            purpose=said["purpose"],
            how_chosen=said["how_chosen"].replace("'", "’"),
            standard=all_of_them["standard"].replace("'", "’"),
            lawful_basis=all_of_them["lawful_basis"].replace("'", "’"),
            sampled_as="medium",
            chaired_by=OFFICE,
            returns_due_on=clock.today() + timedelta(days=said["due_in"]),
            is_synthetic=True,
        ),
        by=by,
    )
    operations.choose_questions(audit, said["questions"], by=by)
    operations.take(steps.CHOOSE, audit=audit, by=by)
    put_forward = _agency(board, all_of_them["agency"])
    for place, one in enumerate(said["cases"], start=1):
        case = SampleCase(audit=audit, pseudonym=one["name"], about=one["about"], nominated_by=put_forward, order=place)
        case.is_synthetic = True
        trail.add(case, by=by)
    cases = list(audit.cases.all())
    pairs = {(_agency(board, slug).pk, case.pk) for slug in said["agencies"] for case in cases}
    operations.allocate(audit, pairs, by=by)
    operations.take(steps.SEND, audit=audit, by=by)
