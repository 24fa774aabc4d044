"""From plan to report, as the Board's office goes: what stands in the way, who may chair, how grades are agreed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from goldenthread.audits import learned, operations, queries, returning, steps
from goldenthread.audits.models import (
    AgencyReturn,
    AgreedGrade,
    AuditProgramme,
    AuditQuestion,
    Conclusion,
    PracticeAudit,
    SafetyFlag,
    SampleCase,
)
from goldenthread.audits.steps import State
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.learning.models import Source
from goldenthread.trail import operations as trail
from goldenthread.trail.models import Entry
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def conclude(world, **kinds):
    for kind, text in kinds.items():
        trail.add(Conclusion(audit=world.audit, kind=kind, text=text, level="system"), by=world.by())


@pytest.mark.capability("S131", "S138")
def test_an_audit_goes_from_plan_to_report_and_becomes_learning(world):
    world.agreed()
    theme = trail.add(Theme(board=world.board, name="Self-neglect"), by=world.by())
    trail.change(world.audit, {"theme": theme}, by=world.by())
    conclude(world, strength="Police stay with people.", gap="Nobody led.", recommendation="Name a lead.")

    audit = world.go(steps.REPORT)

    source = audit.source
    assert (source.kind, source.title) == ("audit", "Self-neglect")
    assert [(one.text, one.is_strength) for one in source.findings.all()] == [
        ("Police stay with people.", True),
        ("Nobody led.", False),
    ]
    assert [(one.number, one.text) for one in source.recommendations.all()] == [("1", "Name a lead.")]
    assert list(source.themes.all()) == [theme]
    assert {one.kind: bool(one.finding_id or one.recommendation_id) for one in audit.conclusions.all()} == {
        "strength": True,
        "gap": True,
        "recommendation": True,
    }
    assert world.go(steps.CLOSE).stands is State.CLOSED


def test_every_step_says_what_is_missing(world):
    assert queries.in_the_way(world.audit, steps.CHOOSE) == ["Choose the questions."]
    with pytest.raises(NotPossibleNow, match="Choose the questions"):
        world.go(steps.CHOOSE)

    world.prepared()
    PracticeAudit.objects.update(returns_due_on=None, how_chosen="")
    case = SampleCase.objects.create(audit=world.audit, pseudonym="Case 9", nominated_by=world.police)
    world.audit.refresh_from_db()

    assert queries.in_the_way(world.audit, steps.SEND) == [
        "Say by which day the returns are due.",
        "Say how the cases were chosen, and by whom.",
        f"Say which agencies are asked about {case}.",
    ]


def test_agreeing_waits_for_every_return(world):
    world.out()
    world.fill(world.police, 1, "good", "good")
    returning.cannot(world.said(world.police, 2), "Under inspection.", by=world.by(world.lead))

    with pytest.raises(NotPossibleNow, match="Health has 2 returns to hand in"):
        world.go(steps.MODERATE)


@pytest.mark.capability("S138")
@pytest.mark.parametrize("whose", ["graded", "part of a graded one", "above a graded one"])
def test_nobody_chairs_whose_own_work_is_graded(world, whose):
    world.returned()
    chair = {
        "graded": lambda: world.police,
        "part of a graded one": lambda: people.agency(world.board, "custody", part_of=world.police),
        "above a graded one": lambda: people.agency(world.board, "region"),
    }[whose]()
    if whose == "above a graded one":
        world.police.part_of = chair
        world.police.save()

    with pytest.raises(Refused, match="chair belongs to an agency whose work is graded"):
        operations.hold_meeting(
            world.audit,
            held_on=date(2024, 3, 1),
            mode="virtual",
            chaired_by="X",
            chair_agency=chair,
            agencies=[],
            by=world.by(),
        )
    assert world.audit.meetings.count() == 0


def test_an_outsider_chairs(world):
    world.returned()
    fire = people.agency(world.board, "fire")

    meeting = operations.hold_meeting(
        world.audit,
        held_on=date(2024, 3, 1),
        mode="virtual",
        chaired_by="X",
        chair_agency=fire,
        agencies=[world.police],
        by=world.by(),
    )

    assert [one.agency for one in meeting.present.all()] == [world.police]
    world.audit.refresh_from_db()
    assert world.audit.held_on == date(2024, 3, 1)


def test_a_meeting_to_come_is_not_written_down(world):
    world.returned()

    with pytest.raises(Refused, match="today or in the past"):
        operations.hold_meeting(
            world.audit, held_on=clock.today() + timedelta(days=1), mode="virtual", chaired_by="X", chair_agency=None,
            agencies=[], by=world.by(),
        )  # fmt: skip


@pytest.mark.capability("S139")
def test_a_changed_grade_has_a_reason_and_both_are_kept(world):
    world.agreed()

    changed = AgreedGrade.objects.exclude(reason="")

    assert [(one.own, one.grade, one.reason) for one in changed] == [
        ("good", "improve", "Asked once, and never again.")
    ]
    moved = {one.question.key: (one.same, one.better, one.worse) for one in queries.moved(world.audit)}
    assert moved == {"asked-wants": (3, 0, 1), "plan": (4, 0, 0)}
    assert queries.agreement_of(world.audit).words == (
        "The agreed grade was the agency’s own 7 times in 8. It was better never and worse once. "
        "8 are too few to say how much of that is chance."
    )


@pytest.mark.parametrize(
    ("grade", "reason", "words"), [("good", "", "Say why"), ("stars", "Why not", "from the scale")]
)
def test_what_cannot_be_agreed(world, grade, reason, words):
    world.agreed()
    said, question = world.said(world.police), world.audit.questions.last()

    with pytest.raises(Refused, match=words):
        operations.agree(
            said.case, world.meeting, {(said.pk, question.pk): operations.Agreed(grade, reason)}, by=world.by()
        )
    assert AgreedGrade.objects.get(agency_return=said, question=question).grade == "improve"


@pytest.mark.capability("S139")
def test_grades_are_counted_and_never_averaged(world):
    world.agreed()

    heat = queries.agreed(world.audit)

    keys = [grade.key for grade in heat.grades]
    counted = {line.question.key: dict(zip(keys, line.counts, strict=True)) for line in heat.lines}
    assert {key: {k: v for k, v in one.items() if v} for key, one in counted.items()} == {
        "asked-wants": {"good": 3, "improve": 1},
        "plan": {"improve": 4},
    }


@pytest.mark.capability("S142")
def test_a_case_graded_riskier_than_it_was_chosen_is_looked_at_at_once(world):
    world.agreed()
    case = SampleCase.objects.get(pseudonym="Case 1")

    operations.agree(case, world.meeting, {}, by=world.by(), found_as="very_high")
    operations.agree(case, world.meeting, {}, by=world.by(), found_as="high")

    flag = SafetyFlag.objects.get()
    assert (flag.case, flag.why) == (case, "It was chosen as medium risk, and the meeting found it very high.")
    conclude(world, gap="Risk was not seen.")
    world.go(steps.REPORT)
    with pytest.raises(NotPossibleNow, match="Say what came of looking at Case 1 at once"):
        world.go(steps.CLOSE)
    operations.look_at_case(flag, met_on=date(2024, 3, 2), outcome="A safety plan was agreed.", by=world.by())
    assert world.go(steps.CLOSE).stands is State.CLOSED


@pytest.mark.parametrize("found", ["medium", "low", ""])
def test_a_case_no_riskier_than_it_was_chosen_is_not_flagged(world, found):
    world.agreed()

    operations.agree(SampleCase.objects.get(pseudonym="Case 1"), world.meeting, {}, by=world.by(), found_as=found)

    assert SafetyFlag.objects.count() == 0


def test_what_became_of_a_flag_is_said_with_a_day(world):
    world.agreed()
    flag = operations.flag(SampleCase.objects.first(), why="Nobody knows where they sleep.", by=world.by())

    with pytest.raises(Refused, match="Say what the agencies did"):
        operations.look_at_case(flag, met_on=date(2024, 3, 2), outcome=" ", by=world.by())
    with pytest.raises(Refused, match="today or in the past"):
        operations.look_at_case(flag, met_on=clock.today() + timedelta(days=1), outcome="A plan.", by=world.by())


@pytest.mark.capability("S146")
def test_a_recommendation_goes_into_a_reviews_plan_too(world):
    world.agreed()
    conclude(world, recommendation="Name a lead.")
    audit = world.go(steps.REPORT)
    review = trail.add(Source(board=world.board, kind="review", title="Adult Q"), by=world.by())
    asked = audit.source.recommendations.get()

    learned.share(audit, asked, review, by=world.by())

    assert list(review.recommendations_shared.all()) == [asked]
    with pytest.raises(NotPossibleNow, match="this audit’s own"):
        learned.share(audit, asked, audit.source, by=world.by())
    elsewhere = people.board("elsewhere")
    theirs = Source.objects.create(board=elsewhere, kind="review", slug="x", title="Another Board’s")
    with pytest.raises(NotFound):
        learned.share(audit, asked, theirs, by=world.by())


@pytest.mark.capability("S137")
def test_a_repeated_audit_is_compared_question_by_question(world):
    world.agreed()
    programme = trail.add(AuditProgramme(board=world.board, period="2024-25"), by=world.by())
    before = PracticeAudit.objects.create(board=world.board, programme=programme, title="Before", slug="before")
    met = AuditQuestion.objects.create(audit=before, key="asked-wants", words="Was the adult asked?")
    AuditQuestion.objects.create(audit=before, key="gone", words="No longer asked")
    part = before.participations.create(agency=world.police)
    case = before.cases.create(pseudonym="Case 1", nominated_by=world.police)
    said = AgencyReturn.objects.create(participation=part, case=case)
    meeting = before.meetings.create(held_on=date(2023, 1, 1), mode="virtual", chaired_by="X")
    AgreedGrade.objects.create(agency_return=said, question=met, meeting=meeting, own="good", grade="good")
    world.audit.previous = before

    found = queries.compared(world.audit)

    assert [(one.words, one.met_before, one.of_before, one.met, one.of) for one in found.lines] == [
        ("Was the adult asked what they wanted to happen?", 1, 1, 3, 4)
    ]
    assert found.only_now == ["Was there a safeguarding plan that was clear, owned, shared and reviewed?"]
    assert found.only_before == []  # it had no agreed grade
    assert found.words == (
        "1 question was asked both times. The share of grades that met what was asked is larger in none, and smaller in 1. "
        "All together, 3 of 4 grades met it this time, and 1 of 1 last time."
    )
    assert queries.compared(before) is None


def test_an_audit_that_is_not_held_says_why(world):
    with pytest.raises(Refused, match="Say why"):
        world.go(steps.DROP)

    audit = world.go(steps.DROP, "The theme was covered by a review.")

    assert (audit.stands, audit.why_not_held) == (State.DROPPED, "The theme was covered by a review.")


def test_an_audit_held_elsewhere_is_recorded_by_its_conclusions(world):
    with pytest.raises(NotPossibleNow, match="Say when it was held"):
        world.go(steps.RECORD, "It was held on paper.")
    trail.change(world.audit, {"held_on": date(2023, 9, 1), "held_precision": "month"}, by=world.by())
    conclude(world, recommendation="Hold an open day.")

    audit = world.go(steps.RECORD, "It was held on paper.")

    assert (audit.stands, audit.source.ended_on, audit.note) == (
        State.REPORTED,
        date(2023, 9, 1),
        "It was held on paper.",
    )


@pytest.mark.parametrize("make", [
    lambda world: AuditQuestion(audit=world.audit, words="Too late?"),
    lambda world: SampleCase(audit=world.audit, pseudonym="Case 9", nominated_by=world.police),
])  # fmt: skip
def test_questions_and_cases_stay_once_grades_are_agreed(world, make):
    world.returned()

    with pytest.raises(ValidationError):
        trail.add(make(world), by=world.by())


def test_a_conclusion_stays_once_the_audit_is_reported(world):
    world.agreed()
    conclude(world, gap="Nobody led.")
    world.go(steps.REPORT)

    with pytest.raises(ValidationError, match="The audit is reported"):
        conclude(world, gap="And another.")


def test_questions_are_chosen_and_taken_out_until_the_returns_are_out(world):
    own = trail.add(AuditQuestion(audit=world.audit, words="Was the pet thought of?"), by=world.by())
    operations.choose_questions(world.audit, ["plan", own.key], by=world.by())
    operations.choose_questions(world.audit, ["asked-wants", own.key], by=world.by())

    assert {one.key for one in world.audit.questions.all()} == {"asked-wants", own.key}
    with pytest.raises(Refused):
        operations.choose_questions(world.audit, ["stars"], by=world.by())
    operations.choose_questions(world.audit, [], by=world.by())
    assert world.audit.questions.count() == 0
    world.out()
    with pytest.raises(NotPossibleNow):
        operations.choose_questions(world.audit, ["plan"], by=world.by())


def test_agencies_are_taken_back_before_the_returns_are_out_and_not_after(world):
    world.prepared()
    case = world.audit.cases.first()
    operations.allocate(world.audit, {(world.police.pk, case.pk)}, by=world.by())
    assert [one.agency for one in world.audit.participations.all()] == [world.police]
    other = world.audit.cases.last()
    operations.allocate(world.audit, {(world.police.pk, case.pk), (world.health.pk, other.pk)}, by=world.by())
    world.go(steps.SEND)

    operations.allocate(world.audit, {(world.health.pk, case.pk)}, by=world.by())

    assert AgencyReturn.objects.count() == 3
    elsewhere = people.agency(people.board("elsewhere"), "their-police")
    with pytest.raises(Refused):
        operations.allocate(world.audit, {(elsewhere.pk, case.pk)}, by=world.by())


@pytest.mark.parametrize("role", [Role.CHAIR, Role.ANALYST, Role.AGENCY_LEAD, Role.INFORMATION_GOVERNANCE])
def test_only_the_office_moves_an_audit(world, role):
    somebody = people.person(f"{role}@try.example".replace("_", "-"), board=world.board, role=role, agency=world.police)
    world.agreed()
    deeds = [
        lambda by: operations.take(steps.REOPEN, audit=world.audit, by=by, why="To see."),
        lambda by: operations.choose_questions(world.audit, [], by=by),
        lambda by: operations.allocate(world.audit, set(), by=by),
        lambda by: operations.agree(world.audit.cases.first(), world.meeting, {}, by=by),
        lambda by: operations.flag(world.audit.cases.first(), why="To see.", by=by),
        lambda by: operations.hold_meeting(
            world.audit, held_on=date(2024, 3, 1), mode="virtual", chaired_by="X", chair_agency=None, agencies=[], by=by
        ),
    ]

    for deed in deeds:
        with pytest.raises(NotPermitted):
            deed(world.by(somebody))


def test_the_trail_keeps_no_word_about_an_adult(world):
    world.out()
    world.fill(
        world.police, 1, "good", "good", comments={world.audit.questions.first().pk: "SECRET"},
        texts={"comment": "SECRET", "chronology": "SECRET"}, urgent_why="SECRET",
    )  # fmt: skip

    kept = [str((one.before, one.after, one.why)) for one in Entry.objects.all()]

    assert len(kept) > 10
    assert [one for one in kept if "SECRET" in one] == []
