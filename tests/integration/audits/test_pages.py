"""The pages of audits: what each shows, to whom, and in how many questions to the database."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.audits import steps
from goldenthread.audits.models import (
    AgencyReturn,
    AgreedGrade,
    AuditProgramme,
    Conclusion,
    EnquiryAudit,
    PracticeAudit,
    SafetyFlag,
    SampleCase,
)
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.core.periods import Period
from goldenthread.learning.models import Source
from goldenthread.reports.telling import TELLERS
from goldenthread.trail import operations as trail
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def address(world, view, **more):
    return reverse(f"workspace:{view}", kwargs={"board": world.board.slug, **more})


def read(world, view, user=None, **more):
    page = world.client(user or world.manager).get(address(world, view, **more))
    assert page.status_code == 200
    assert len(page.content) < 150_000
    return " ".join(page.content.decode().split())


@pytest.mark.capability("S131", "S62", "S44")
def test_the_programme_says_what_was_planned_and_what_delivered(world):
    programme = world.audit.programme
    plan = {"board": world.board, "programme": programme}
    PracticeAudit.objects.create(**plan, title="Done", slug="done", status="closed", held_on=date(2023, 9, 1))
    PracticeAudit.objects.create(**plan, title="Dropped", slug="dropped", status="dropped", why_not_held="Covered.")
    other = AuditProgramme.objects.create(board=world.board, period="2022-23")
    PracticeAudit.objects.create(board=world.board, programme=other, title="Another year’s", slug="another")
    source = records.make(Source, world.board, kind="audit", title="Of enquiries")
    EnquiryAudit.objects.create(board=world.board, source=source, made_by=world.health, period="2023-24")

    page = read(world, "audit-programme")
    last = world.client(world.manager).get(address(world, "audit-programme"), {"year": "2022-23"}).content.decode()

    assert "2 of 4 audits are delivered. 1 was not held; the reason is beside it." in page
    assert [one in page for one in ("Done", "Of enquiries", "Held September 2023", "Another year’s")] == [True] * 2 + [
        False
    ] * 2
    assert ("Another year’s" in last, "0 of 1 audits are delivered." in last) == (True, True)


def test_somebody_who_may_see_no_audit_sees_none_in_the_programme(world):
    page = read(world, "audit-programme", world.lead)

    assert ("Self-neglect" in page, "No audits yet" in page) == (False, True)
    assert "Self-neglect" in read(world, "audit-programme")


@pytest.mark.capability("S139", "S138")
def test_the_audit_shows_grades_own_and_agreed_and_how_far_they_agree(world):
    world.agreed()

    page = read(world, "practice-audits-record", pk=world.audit.pk)

    assert "3 of 8 grades are Outstanding or Good." in page
    assert "The agreed grade was the agency’s own 7 times in 8." in page
    assert ('class="gt-chart"' in page, "Chaired by The Board’s office" in page) == (True, True)
    before = page.index("What comes next")
    assert "Write down what the audit concludes." in page[before:]


@pytest.mark.capability("S137")
def test_an_audit_that_repeats_another_says_first_what_the_comparison_comes_to(world):
    world.agreed()
    again = {"board": world.board, "programme": world.audit.programme, "previous": world.audit}
    repeated = PracticeAudit.objects.create(**again, title="Again", slug="again", held_on=date(2024, 3, 1))
    for one in world.audit.questions.all():
        repeated.questions.create(key=one.key, words=one.words)
    part = repeated.participations.create(agency=world.police)
    case = repeated.cases.create(pseudonym="Case 9", nominated_by=world.police)
    meeting = repeated.meetings.create(held_on=date(2024, 3, 1), mode="virtual", chaired_by="X")
    said = AgencyReturn.objects.create(participation=part, case=case)
    for one in repeated.questions.all():
        AgreedGrade.objects.create(agency_return=said, question=one, meeting=meeting, own="good", grade="good")

    page = read(world, "practice-audits-record", pk=repeated.pk)

    assert "2 questions were asked both times. The share of grades that met what was asked is larger in 2" in page
    assert "All together, 2 of 2 grades met it this time, and 3 of 8 last time." in page
    assert "Each question has too few grades to say whether chance would do as much." in page
    assert page.index("Compared with last time") < page.index("Agencies’ own grades and the agreed ones")


def test_a_step_that_is_not_possible_yet_says_why_and_keeps_what_was_typed(world):
    client = world.client(world.manager)

    early = client.post(
        address(world, "practice-audits-step", pk=world.audit.pk, step="record"), {"why": "Held on paper."}
    )
    none = client.post(address(world, "practice-audits-step", pk=world.audit.pk, step="drop"), {"why": ""})

    assert (early.status_code, "Say when it was held." in early.content.decode()) == (409, True)
    assert "Held on paper." in early.content.decode()
    assert (none.status_code, "Say why. It is kept with the audit." in none.content.decode()) == (422, True)
    assert client.post(address(world, "practice-audits-step", pk=world.audit.pk, step="leap")).status_code == 404


def test_grades_are_agreed_on_the_page_and_a_change_wants_a_reason(world):
    world.returned()
    client, case = world.client(world.manager), world.audit.cases.get(pseudonym="Case 1")
    page = address(world, "practice-audits-grades", pk=world.audit.pk, case=case.pk)
    assert "Write down a meeting" in client.get(page).content.decode()
    client.post(
        address(world, "practice-audits-meeting", pk=world.audit.pk),
        {"held_on-day": "1", "held_on-month": "3", "held_on-year": "2024", "mode": "virtual", "chaired_by": "The office",
         "agencies": [str(world.police.pk)]},
    )  # fmt: skip
    meeting = world.audit.meetings.get()
    said, first = world.said(world.police), world.audit.questions.first()
    key = f"{said.pk.hex}-{first.pk.hex}"
    sent = {"meeting": str(meeting.pk), f"grade-{key}": "improve", f"reason-{key}": "", "found_as": "high"}

    refused = client.post(page, sent)
    kept = client.post(page, {**sent, f"reason-{key}": "Asked once only."}, follow=True).content.decode()

    assert refused.status_code == 422
    assert "Say why the grade for Police is not its own" in refused.content.decode()
    assert [(one.own, one.grade, one.reason) for one in said.agreed.all()] == [("good", "improve", "Asked once only.")]
    assert "found at more risk than it was chosen at" in kept
    assert SafetyFlag.objects.get().case == case


def test_a_chair_of_a_graded_agency_is_refused_on_the_page(world):
    world.returned()

    answer = world.client(world.manager).post(
        address(world, "practice-audits-meeting", pk=world.audit.pk),
        {"held_on-day": "1", "held_on-month": "3", "held_on-year": "2024", "mode": "virtual", "chaired_by": "Their lead",
         "chair_agency": str(world.police.pk), "agencies": [str(world.health.pk)]},
    )  # fmt: skip

    assert (answer.status_code, "Choose somebody from outside those agencies." in answer.content.decode()) == (
        422,
        True,
    )
    assert "Their lead" in answer.content.decode()


def test_questions_and_agencies_are_chosen_on_their_pages(world):
    client = world.client(world.manager)
    client.post(address(world, "practice-audits-questions", pk=world.audit.pk), {"question": ["plan", "asked-wants"]})
    case = SampleCase.objects.create(audit=world.audit, pseudonym="Case 1", nominated_by=world.police)
    page = address(world, "practice-audits-agencies", pk=world.audit.pk)

    client.post(page, {"asked": [f"{world.police.pk}_{case.pk}", "nonsense"]})
    ticked = client.get(page).content.decode()

    assert {one.key for one in world.audit.questions.all()} == {"plan", "asked-wants"}
    assert [one.agency for one in world.audit.participations.all()] == [world.police]
    assert ticked.count(" checked") == 1


@pytest.mark.capability("S146")
def test_a_recommendation_is_put_into_a_reviews_plan_on_the_page(world):
    world.agreed()
    trail.add(Conclusion(audit=world.audit, kind="recommendation", text="Name a lead."), by=world.by())
    audit = world.go(steps.REPORT)
    review = records.make(Source, world.board, title="Adult Q")
    asked = audit.source.recommendations.get()

    world.client(world.manager).post(
        address(world, "practice-audits-share", pk=audit.pk), {"recommendation": str(asked.pk), "with_": str(review.pk)}
    )

    assert list(asked.also_from.all()) == [review]
    assert "Also in the plan of Adult Q" in read(world, "practice-audits-record", pk=audit.pk)


@pytest.mark.parametrize("view", ["practice-audits-record", "audit-programme", "audit-returns"])
def test_a_page_asks_no_more_of_the_database_for_more_cases_and_agencies(world, view):
    world.out()
    client = world.client(world.manager)
    page = address(world, view, **({"pk": world.audit.pk} if view.endswith("record") else {}))

    def questions():
        client.get(page)
        with CaptureQueriesContext(connection) as caught:
            client.get(page)
        return len(caught)

    before = questions()
    for number in range(5):
        agency = people.agency(world.board, f"agency-{number}")
        case = SampleCase.objects.create(audit=world.audit, pseudonym=f"More {number}", nominated_by=agency)
        part = world.audit.participations.create(agency=agency)
        part.returns.create(case=case)
        PracticeAudit.objects.create(
            board=world.board, programme=world.audit.programme, title=f"A{number}", slug=f"a{number}"
        )
        SafetyFlag.objects.create(case=case, why="X", raised_at=clock.now(), raised_by="Ada")

    assert questions() == before
    assert before <= 45


@pytest.mark.capability("S138", "S141", "S140")
def test_the_report_tells_of_audits_their_grades_and_answers(world):
    world.agreed()
    for kind, text in {"strength": "Police stay with people.", "recommendation": "Name a lead."}.items():
        trail.add(Conclusion(audit=world.audit, kind=kind, text=text), by=world.by())
    world.go(steps.REPORT)
    PracticeAudit.objects.create(
        board=world.board,
        programme=world.audit.programme,
        title="Made up",
        slug="made-up",
        status="closed",
        is_synthetic=True,
    )

    told = str(TELLERS["audits"](world.board, Period(2023)))
    planned = str(TELLERS["audit_programme"](world.board, Period(2023)))

    for words in (
        "To see how self-neglect is met.",
        "Health, Police",
        "Police stay with people.",
        "Name a lead.",
        "agreed grades",
    ):
        assert words in told
    assert "The one audit planned for the year was delivered." in planned
    assert "Made up" not in told + planned
    assert "No audit" in str(TELLERS["audits"](world.board, Period(2020)))


def test_a_theme_knows_its_audits(world):
    from goldenthread.core.access import standing_of
    from goldenthread.core.thematic import Wanted, mentions

    theme = Theme.objects.create(board=world.board, slug="self-neglect", name="Self-neglect")
    other = Theme.objects.create(board=world.board, slug="other", name="Other")
    PracticeAudit.objects.update(theme=theme)

    def found(user, only=None):
        every = mentions(Wanted(world.board, standing_of(user), only))
        return [one.title for some in every.values() for one in some if one.kind == "Audit"]

    chair = people.person("chair@audits.example", board=world.board, role=Role.CHAIR)
    assert (found(world.manager), found(chair, theme), found(chair, other)) == (["Self-neglect"], ["Self-neglect"], [])
    assert found(world.lead) == []
