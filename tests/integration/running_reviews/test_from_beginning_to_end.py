"""A review, step by step through its pages, from commissioning to closure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from goldenthread.boards.models import Agency
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.core.days import as_known
from goldenthread.reviews.models import (
    FactCheck,
    FactCorrection,
    Gate,
    Publication,
    Referral,
    ReviewStep,
    TermsOfReference,
)
from tests.factories import people, records
from tests.factories.reviewing import Room, room, sent

REPORT = "Opening words.\n\n## What happened\n\nThe police came twice.\n\n## What we found\n\nNobody held the plan."


def step(where: Room, client, verb: str, kind: str = "step", **more):
    said = {"on": clock.today(), "note": "", **more}
    return client.post(f"{where.below}review/{kind}/{verb}/", sent(**said))


def begun(where: Room) -> None:
    """With terms of reference and a reviewer, and the work begun."""
    manager = where.who("manager", Role.BOARD_MANAGER)
    terms = {"purpose": "To learn", "lines": "How was risk shared?", "method": "A workshop", "agreed_by": "The panel"}
    assert where.add(manager, "terms-of-reference", agreed_on=clock.today(), **terms).status_code == 302
    assert where.add(manager, "appointed-reviewers", name="Ada Invented", declared_on=clock.today()).status_code == 302
    assert step(where, manager, "begin-the-work").status_code == 302


def drafted(where: Room) -> None:
    begun(where)
    reviewer = where.who("reviewer", Role.REVIEWER, "reviewer")
    assert where.add(reviewer, "report-versions", text=REPORT, written_on=clock.today()).status_code == 302
    assert step(where, reviewer, "hand-in-the-draft-report").status_code == 302


def checked(where: Room) -> Agency:
    """With a part of the report checked by the police."""
    drafted(where)
    police = where.police
    manager = where.who("manager", Role.BOARD_MANAGER)
    shared = where.add(
        manager,
        "fact-checks",
        agency=str(police.pk),
        part="What happened",
        asked_on=clock.today(),
        due_on=clock.today(),
    )
    assert shared.status_code == 302
    assert step(where, manager, "send-to-fact-check").status_code == 302
    lead = where.of_agency("lead", police)
    check = FactCheck.objects.get()
    assert lead.post(f"{where.below}fact-checks/{check.pk}/finish/", {"finished": "on"}).status_code == 302
    return police


def signed_off(where: Room) -> None:
    checked(where)
    manager, chair = where.who("manager", Role.BOARD_MANAGER), where.who("chair", Role.CHAIR, "decider")
    leads = where.who("leads", Role.PANEL_CHAIR, "chair")
    assert where.add(leads, "review-meetings", held_on=clock.today(), is_quorate="on").status_code == 302
    assert step(where, leads, "agree-in-the-panel", "agree").status_code == 302
    assert step(where, manager, "put-to-the-board").status_code == 302
    assert step(where, chair, "sign-off", "agree", note="Board of May").status_code == 302


def settle_gates(where: Room, *, but: str = "") -> None:
    manager = where.who("manager", Role.BOARD_MANAGER)
    for gate in Gate.objects.filter(case=where.case).exclude(key=but):
        values = {"words": gate.words, "owner": gate.owner, "state": "met", "evidence": "A letter of today."}
        address = f"{where.below}review-gates/{gate.pk}/change/"
        read = manager.get(address).context["form"].initial["read"]
        said = sent(read=read, settled_on=clock.today(), **values)
        assert manager.post(address, said).status_code == 302


def ask_to_publish(where: Room, client, **more):
    said = {"outcome": "published", "reasons": "", "link": "", "why": "Look at the gates.", **more}
    return client.post(f"{where.below}publication/ask/", sent(**said))


def decide(where: Room, client, says: str = "agree", why: str = ""):
    waiting = where.case.two_person_acts.get(state="proposed")
    return client.post(f"{where.below}publication/acts/{waiting.pk}/", {"says": says, "why": why})


@pytest.mark.django_db
@pytest.mark.capability("S79")
def test_a_review_goes_from_commissioning_to_closure_and_its_days_follow_its_steps():
    where = room()
    signed_off(where)
    settle_gates(where)
    manager, chair = where.who("manager", Role.BOARD_MANAGER), where.who("chair", Role.CHAIR, "decider")
    assert ask_to_publish(where, manager).status_code == 302
    assert where.again().stage == "before_publication"

    assert decide(where, chair).status_code == 302
    for verb in ("begin-the-impact-review", "evaluate"):
        assert step(where, manager, verb).status_code == 302
    assert step(where, chair, "close", "agree").status_code == 302

    now, today = where.again(), clock.today()
    assert (now.stage, now.commissioned_on, now.signed_off_on, now.published_on) == ("closed", today, today, today)
    assert {now.commissioned_precision, now.signed_off_precision, now.published_precision} == {"day"}
    assert Case.objects.get(pk=now.pk).closed_on == today
    assert [one.target for one in ReviewStep.objects.filter(case=where.case).order_by("taken_at")] == [
        "in_progress", "draft_report", "fact_check", "panel_agreed", "board_sign_off", "before_publication", "published",
        "impact_review", "evaluated", "closed",
    ]  # fmt: skip
    assert Publication.objects.get().act.decided_by == where.users["chair"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("comes", "verb", "kind", "says"),
    [
        (room, "begin-the-work", "step", "Agree the terms of reference first"),
        (begun, "hand-in-the-draft-report", "step", "There is no draft yet"),
        (drafted, "send-to-fact-check", "step", "Share a part of the latest version"),
        (checked, "agree-in-the-panel", "agree", "Add the meeting at which enough of the panel came"),
        (begun, "sign-off", "agree", "it would have to be"),
    ],
)
def test_what_has_to_be_there_before_a_step_is_said(comes, verb, kind, says):
    where = room()
    if comes is not room:
        comes(where)
    before = where.again().stage

    answer = step(where, where.who("manager", Role.BOARD_MANAGER), verb, kind)

    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert where.again().stage == before


@pytest.mark.django_db
def test_a_step_is_taken_on_a_day_that_has_come_and_not_before_the_one_before():
    where = room()
    begun(where)
    reviewer = where.who("reviewer", Role.REVIEWER, "reviewer")
    where.add(reviewer, "report-versions", text=REPORT, written_on=clock.today())

    ahead = step(where, reviewer, "hand-in-the-draft-report", on=clock.today() + timedelta(1))
    behind = step(where, reviewer, "hand-in-the-draft-report", on=clock.today() - timedelta(1))

    assert (ahead.status_code, behind.status_code) == (422, 422)
    assert where.again().stage == "in_progress"


@pytest.mark.django_db
def test_nobody_takes_a_step_that_is_not_theirs():
    where = room()
    begun(where)
    member = where.who("member", Role.PANEL_MEMBER)
    lead = where.of_agency("lead", where.police)
    reviewer = people.person("stranger@ours.example", board=where.board, role=Role.REVIEWER)
    stranger = people.signed_in(Client(), reviewer)

    assert step(where, member, "hand-in-the-draft-report").status_code == 403
    assert step(where, lead, "hand-in-the-draft-report").status_code == 403
    assert step(where, stranger, "hand-in-the-draft-report").status_code == 404
    assert step(where, where.who("reviewer", Role.REVIEWER, "reviewer"), "sign-off", "agree").status_code == 403


@pytest.mark.django_db
def test_a_review_stands_still_and_goes_on_where_it_was():
    where = room()
    begun(where)
    manager = where.who("manager", Role.BOARD_MANAGER)
    today = clock.today()
    paused = where.add(
        manager, "review-pauses", reason="criminal", why="A trial.", from_on=today, expected_on=today + timedelta(30)
    )
    assert paused.status_code == 302
    reviewer = where.who("reviewer", Role.REVIEWER, "reviewer")
    where.add(reviewer, "report-versions", text=REPORT, written_on=today)

    refused = step(where, reviewer, "hand-in-the-draft-report")
    again = where.add(manager, "review-pauses", reason="inquest", why="Too.", from_on=today, expected_on=today)
    pause = where.case.reviews_reviewpauses.get()
    gone_on = manager.post(f"{where.below}review-pauses/{pause.pk}/go-on/", sent(on=today))

    assert "stands still" in refused.content.decode()
    assert again.status_code == 422
    assert gone_on.status_code == 302
    assert step(where, reviewer, "hand-in-the-draft-report").status_code == 302
    assert where.again().stage == "draft_report"


@pytest.mark.django_db
def test_terms_of_reference_are_kept_as_they_were_agreed():
    where = room()
    begun(where)
    manager = where.who("manager", Role.BOARD_MANAGER)
    terms = {"purpose": "To learn more", "lines": "Two lines", "method": "A workshop", "agreed_by": "The panel"}
    where.add(manager, "terms-of-reference", agreed_on=clock.today(), what_changed="A further line", **terms)
    first = TermsOfReference.objects.get(version=1)

    assert [one.version for one in TermsOfReference.objects.all()] == [2, 1]
    assert manager.get(f"{where.below}terms-of-reference/{first.pk}/change/").status_code == 404
    assert first.purpose == "To learn"


@pytest.mark.django_db
@pytest.mark.capability("S83")
def test_a_thematic_review_takes_its_people_from_several_referrals_and_the_wall_comes_too():
    where = room(kind="thematic", people=2)
    referrals = [records.make(Referral, where.board) for _ in range(2)]
    cases = [Case.objects.get(pk=one.pk) for one in referrals]
    adults = [
        CasePerson.objects.create(case=case, pseudonym=name, age_band="75-84")
        for case, name in zip(cases, ("Adult A", "Adult B"), strict=True)
    ]
    aside = people.person("aside@ours.example", board=where.board, role=Role.BOARD_OFFICER)
    people.stands_aside(aside, referrals[0])
    manager = where.who("manager", Role.BOARD_MANAGER)
    for case in cases:
        people.named_on(where.users["manager"], case, "coordinator")

    for referral in referrals:
        assert where.add(manager, "review-referrals", referral=str(referral.pk)).status_code == 302

    carried = CasePerson.objects.filter(case=where.case)
    assert sorted(one.pseudonym for one in carried) == ["Adult A", "Adult B"]
    assert {one.person_key for one in carried} == {one.person_key for one in adults}
    assert where.case.recusals.get().user == aside
    for one in carried:
        said = where.add(manager, "review-outcomes", person=str(one.pk), outcome=f"Found for {one.pseudonym}.")
        assert said.status_code == 302
    assert where.case.reviews_personoutcomes.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["never named", "aside", "an emergency"])
def test_people_of_a_referral_come_only_by_somebody_who_works_on_it(how: str):
    """The index of referrals is the unit’s; who the people in one are is for those named on it."""
    where = room(kind="thematic")
    referral = records.make(Referral, where.board)
    before = Case.objects.get(pk=referral.pk)
    CasePerson.objects.create(case=before, pseudonym="Adult Hidden")
    manager = where.who("manager", Role.BOARD_MANAGER)
    if how == "aside":
        people.named_on(where.users["manager"], before, "coordinator")
        people.stands_aside(where.users["manager"], referral)
    if how == "an emergency":
        now = clock.now()
        hours = {"opened_at": now, "ends_at": now + timedelta(hours=4)}
        before.openings.create(user=where.users["manager"], category="danger", reason="x" * 20, **hours)

    answer = where.add(manager, "review-referrals", referral=str(referral.pk))

    assert answer.status_code == 422
    assert not CasePerson.objects.filter(case=where.case).exists()
    assert "Adult Hidden" not in answer.content.decode()


@pytest.mark.django_db
def test_an_agency_sees_and_corrects_its_own_part_and_no_other():
    where = room()
    drafted(where)
    police, fire = where.police, people.agency(where.board, "fire")
    manager = where.who("manager", Role.BOARD_MANAGER)
    for agency, part in ((police, "What happened"), (fire, "What we found")):
        days = {"asked_on": clock.today(), "due_on": clock.today()}
        where.add(manager, "fact-checks", agency=str(agency.pk), part=part, **days)
    theirs, other = FactCheck.objects.get(agency=police), FactCheck.objects.get(agency=fire)
    lead = where.of_agency("lead", police)

    page = lead.get(f"{where.below}fact-checks/{theirs.pk}/").content.decode()
    hidden = lead.get(f"{where.below}fact-checks/{other.pk}/")
    never = lead.get(f"{where.below}fact-checks/{where.case.pk}/")
    for_other = where.add(lead, "fact-corrections", check_of=str(other.pk), says="Nobody", should_say="Somebody")
    added = where.add(lead, "fact-corrections", check_of=str(theirs.pk), says="twice", should_say="three times")

    assert "The police came twice." in page
    assert "Nobody held the plan." not in page
    assert (hidden.status_code, never.status_code) == (404, 404)
    assert for_other.status_code == 422
    assert added.status_code == 302
    assert lead.get(f"{where.below}report-versions/").status_code == 403
    assert lead.get(f"{where.below}review/").status_code == 200
    assert FactCorrection.objects.get().check_of == theirs


@pytest.mark.django_db
def test_a_correction_is_answered_once_the_agency_has_finished_and_a_refusal_says_why():
    where = room()
    drafted(where)
    police = where.police
    manager = where.who("manager", Role.BOARD_MANAGER)
    days = {"asked_on": clock.today(), "due_on": clock.today()}
    where.add(manager, "fact-checks", agency=str(police.pk), part="What happened", **days)
    step(where, manager, "send-to-fact-check")
    lead, check = where.of_agency("lead", police), FactCheck.objects.get()
    where.add(lead, "fact-corrections", check_of=str(check.pk), says="twice", should_say="three times")
    correction = FactCorrection.objects.get()
    there = f"{where.below}fact-corrections/{correction.pk}/answer/"
    reviewer = where.who("reviewer", Role.REVIEWER, "reviewer")

    early = reviewer.post(there, {"verdict": "accepted"})
    lead.post(f"{where.below}fact-checks/{check.pk}/finish/", {"finished": "on"})
    late = where.add(lead, "fact-corrections", check_of=str(check.pk), says="x", should_say="y")
    without = reviewer.post(there, {"verdict": "not_accepted", "why": ""})
    answered = reviewer.post(there, {"verdict": "not_accepted", "why": "The log says twice."})

    assert (early.status_code, late.status_code, without.status_code, answered.status_code) == (422, 422, 422, 302)
    correction.refresh_from_db()
    assert (correction.verdict, correction.verdict_why) == ("not_accepted", "The log says twice.")
    assert "The log says twice." in lead.get(f"{where.below}fact-corrections/{correction.pk}/").content.decode()


@pytest.mark.django_db
def test_once_steps_are_taken_they_alone_say_the_days():
    where = room()
    manager = where.who("manager", Role.BOARD_MANAGER)
    change = f"/board/{where.board.slug}/reviews/{where.review.pk}/change/"
    before = manager.get(change).context["form"].fields
    begun(where)
    after = manager.get(change).context["form"].fields

    assert "signed_off_on" in before
    assert "signed_off_on" not in after
    assert "waiting_for" in after


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "stage"),
    [
        ({}, "commissioning"),
        ({"commissioned_on": date(2023, 4, 1)}, "in_progress"),
        ({"signed_off_on": date(2023, 4, 1)}, "before_publication"),
        ({"published_on": date(2023, 4, 1)}, "published"),
        ({"is_published": True}, "published"),
    ],
)
def test_a_review_brought_in_from_before_stands_where_its_days_say(days, stage):
    where = room(**days)

    assert where.again().stage == stage
    assert as_known(where.again().signed_off_on, "year") == ("2023-24" if "signed_off_on" in days else "")
