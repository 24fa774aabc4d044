"""A case before a panel: brought, accepted, listed, worked on by agencies, looked at again, and left; and who sees it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from goldenthread.boards.standing import RoleHeld
from goldenthread.cases.models import Case, CaseMembership
from goldenthread.core import clock, working_days
from goldenthread.core.errors import AlreadyDone, NotPermitted, NotPossibleNow, Refused
from goldenthread.panels import beginning, moving, paneling
from goldenthread.panels.models import (
    PanelAction,
    PanelCase,
    PanelListing,
    PanelMeeting,
    PanelMember,
    PanelRisk,
    PanelStep,
    ProviderConcern,
)
from goldenthread.trail.models import Entry
from goldenthread.workspace.panels import case_pages
from tests.factories import people, records
from tests.integration.panels.conftest import Place, Refer


def today() -> date:
    return clock.today()


def accept(head: PanelCase, place: Place) -> PanelCase:
    return moving.take(
        head, "accept", on=today(), why="It fits.", by=place.by("panel_chair"), values={"lead_agency": place.fire}
    )


def named(head: PanelCase) -> set[str]:
    return set(CaseMembership.objects.filter(case=head.pk).values_list("user__email", flat=True))


@pytest.mark.capability("S29")
def test_an_agency_brings_a_case_and_the_chair_alone_of_the_panel_is_named_until_it_is_accepted(
    refer: Refer, seated: Place
):
    head = refer()

    assert (head.state, head.case.sort, head.case.called) == ("referred", "panel", "Adult M, High-risk panel")
    assert named(head) == {"worker@ours.example", "panel-chair@ours.example"}

    accepted = accept(head, seated)

    assert named(head) == {"worker@ours.example", "panel-chair@ours.example", "panel-member@ours.example"}
    assert accepted.review_on == today() + timedelta(weeks=6)
    assert [(one.verb, one.was, one.now, one.taken_by) for one in PanelStep.objects.all()] == [
        ("accept", "referred", "accepted", "Panel-Chair")
    ]


def test_a_case_is_brought_accepted_and_left_through_its_pages(seated: Place):
    worker, chair = seated.client("worker"), seated.client("panel_chair")
    sent = {
        "agency": str(seated.council.pk), "begun_on-day": "1", "begun_on-month": "3", "begun_on-year": "2024",
        "called": "Adult M", "reason": "Visits were turned away", "consent": "refused", "advocacy": "offered",
        "criteria": [str(seated.panel.criteria.get().pk)], "without_consent": "A fire would reach the neighbours.",
    }  # fmt: skip

    without = worker.post("/board/ours/panel-cases/new/", {**sent, "without_consent": ""})
    brought = worker.post("/board/ours/panel-cases/new/", sent)

    head = PanelCase.objects.get()
    assert (without.status_code, brought.status_code) == (422, 302)
    assert "Say why it is brought without the adult’s agreement" in without.content.decode()
    assert [one.text for one in head.criteria.all()] == ["Other ways were tried"]

    asked = chair.get(seated.address(head, f"panel-case/{head.pk}/"))
    assert "Why do you open this case?" in asked.content.decode()
    chair = seated.client("panel_chair", head.case)
    page = chair.get(seated.address(head, f"panel-case/{head.pk}/")).content.decode()
    assert "Accept it" in page
    assert "Visits were turned away" in page

    day = {"on-day": str(today().day), "on-month": str(today().month), "on-year": str(today().year)}
    missing = chair.post(seated.address(head, "panel-case/steps/accept/"), {**day, "why": "It fits."})
    done = chair.post(
        seated.address(head, "panel-case/steps/accept/"), {**day, "why": "It fits.", "lead_agency": str(seated.fire.pk)}
    )
    assert (missing.status_code, done.status_code) == (422, 302)
    assert "Choose the lead agency" in missing.content.decode()

    left = chair.post(seated.address(head, "panel-case/steps/leave/"), {**day, "why": "He moved.", "effect": "moved"})
    head.refresh_from_db()
    assert (left.status_code, head.state, head.effect, head.closed_on) == (302, "left", "moved", today())
    assert Case.objects.get(pk=head.pk).closed_on == today()


def test_a_death_is_not_left_without_saying_whether_a_review_is_asked_for(refer: Refer, seated: Place):
    head = accept(refer(), seated)
    left = {"on": today(), "why": "The adult died.", "by": seated.by("panel_chair")}

    with pytest.raises(ValidationError, match="Say whether a Safeguarding Adults Review is asked for"):
        moving.take(head, "leave", values={"effect": "died"}, **left)
    head.refresh_from_db()
    assert head.state == "accepted"

    said = {"effect": "died", "after_death": "referred", "after_death_why": "Agencies may not have worked together."}
    assert moving.take(head, "leave", values=said, **left).state == "left"


@pytest.mark.parametrize("who", ["manager", "chair", "officer", "outsider", "ig", "lead"])
def test_nobody_else_sees_that_it_is_there(refer: Refer, seated: Place, who: str):
    head = refer(reason="CANARY")
    never = "00000000-0000-4000-8000-000000000000"

    hidden = seated.client(who, head.case).get(seated.address(head, f"panel-case/{head.pk}/"))
    absent = seated.client(who).get(f"/board/ours/cases/{never}/panel-case/{never}/")
    listed = seated.client(who).get("/board/ours/panel-cases/")

    assert hidden.status_code == absent.status_code
    assert hidden.status_code in {403, 404}
    assert b"Adult M" not in listed.content
    assert b"CANARY" not in hidden.content


def test_an_agency_sees_its_own_actions_and_nothing_else_of_the_case(refer: Refer, seated: Place):
    head = accept(refer(reason="CANARY"), seated)
    chair = seated.client("panel_chair", head.case)
    for agency, text in ((seated.fire, "Fit alarms"), (seated.council, "Ask for a clearance")):
        given = {"agency": str(agency.pk), "text": text, "due_on-day": "1", "due_on-month": "3", "due_on-year": "2027"}
        assert chair.post(seated.address(head, "panel-actions/new/"), given).status_code == 302

    fire = seated.client("lead", head.case)
    page = fire.get(seated.address(head), follow=True)

    shown = page.content.decode()
    assert page.status_code == 200
    assert "Fit alarms" in shown
    assert "Ask for a clearance" not in shown
    assert "CANARY" not in shown
    theirs = PanelAction.objects.get(agency=seated.council)
    assert fire.get(seated.address(head, f"panel-actions/{theirs.pk}/")).status_code == 404


def test_a_meetings_list_takes_no_more_than_the_panel_says(refer: Refer, seated: Place):
    seated.panel.most_cases = 1
    seated.panel.save()
    meeting = PanelMeeting.objects.create(panel=seated.panel, held_on=date(2024, 4, 2))
    first, second = accept(refer(), seated), accept(refer(called="Adult N"), seated)
    back = date(2024, 5, 14)

    paneling.put_on_list(
        PanelListing(case=first.case, meeting=meeting, comes_back_on=back), by=seated.by("panel_chair")
    )
    with pytest.raises(NotPossibleNow, match="the panel takes 1 at most"):
        paneling.put_on_list(PanelListing(case=second.case, meeting=meeting), by=seated.by("panel_chair"))

    first.refresh_from_db()
    assert first.review_on == back
    page = seated.client("panel_chair").get(f"/board/ours/panel-meetings/{meeting.pk}/list/").content.decode()
    assert "Adult M" in page
    assert "Adult N" not in page


def test_a_case_that_is_not_accepted_goes_on_no_list(refer: Refer, seated: Place):
    meeting = PanelMeeting.objects.create(panel=seated.panel, held_on=date(2024, 4, 2))

    with pytest.raises(NotPossibleNow, match="Only a case that is before this panel"):
        paneling.put_on_list(PanelListing(case=refer().case, meeting=meeting), by=seated.by("panel_chair"))


def test_risks_are_scored_then_and_now(refer: Refer, seated: Place):
    head = refer()
    risk = PanelRisk.objects.create(case=head.case, sort="fire", text="Fire", likelihood=4, impact=5)
    assert (risk.before, risk.now) == (20, None)

    risk.likelihood_now, risk.impact_now = 2, 5
    assert risk.now == 10


@pytest.mark.parametrize(
    ("on", "why", "words"),
    [
        (timedelta(days=1), "It fits.", "today or in the past"),
        (timedelta(days=-1), "It fits.", "before it was brought"),
        (timedelta(0), " ", "Say why"),
    ],
)
def test_a_step_has_a_day_that_can_be_and_a_reason(refer: Refer, seated: Place, on: timedelta, why: str, words: str):
    with pytest.raises(Refused, match=words):
        moving.take(
            refer(),
            "accept",
            on=today() + on,
            why=why,
            by=seated.by("panel_chair"),
            values={"lead_agency": seated.fire},
        )


def test_only_the_panels_chair_accepts(refer: Refer, seated: Place):
    head = refer()

    for who in ("worker", "panel_member", "manager", "outsider"):
        with pytest.raises(NotPermitted):
            moving.take(head, "accept", on=today(), why="Mine.", by=seated.by(who), values={"lead_agency": seated.fire})


def test_a_key_that_is_another_cases_opens_nothing(refer: Refer, seated: Place):
    """Whoever begins a case says its key; a key that is taken must not name them on what it belongs to."""
    theirs = refer()
    other = people.person("rival@ours.example", board=seated.board, role="agency_lead", agency=seated.fire)
    by = type(seated.by("lead")).person("Rival", other.pk)
    same = {"board": seated.board, "agency": seated.fire, "called": "X"}

    with pytest.raises(NotPossibleNow):
        paneling.refer(PanelCase(pk=theirs.pk, panel=seated.panel, reason="X", consent="given", **same), by=by)
    with pytest.raises(NotPossibleNow):
        beginning.begin(ProviderConcern(pk=theirs.pk, service="care_home", trigger="pattern", text="X", **same), by=by)

    assert "rival@ours.example" not in named(theirs)
    assert ProviderConcern.objects.count() == 0


def test_the_same_form_sent_twice_is_one_case(refer: Refer, seated: Place):
    head = refer()
    again = PanelCase(
        pk=head.pk, board=seated.board, panel=seated.panel, agency=seated.council, called="Adult M",
        reason="Visits were turned away", consent="given",
    )  # fmt: skip

    assert paneling.refer(again, by=seated.by("worker")).pk == head.pk
    assert PanelCase.objects.count() == 1


def test_a_case_is_brought_for_an_agency_one_works_for(seated: Place):
    head = PanelCase(
        board=seated.board, panel=seated.panel, agency=seated.fire, called="Adult M", reason="Fire", consent="given"
    )

    with pytest.raises(Refused, match="an agency that you work for"):
        paneling.refer(head, by=seated.by("worker"))
    assert Case.objects.count() == 0


def test_a_conference_of_others_takes_no_case(seated: Place):
    seated.panel.sort = "conference"
    seated.panel.save()
    head = PanelCase(
        board=seated.board, panel=seated.panel, agency=seated.council, called="A", reason="B", consent="given"
    )

    with pytest.raises(NotPossibleNow, match="only its numbers"):
        paneling.refer(head, by=seated.by("worker"))


def test_naming_somebody_to_a_panel_takes_two_others(place: Place):
    seat = PanelMember(panel=place.panel, user=place.users["panel_member"], part="panel", from_on=today())
    asked = paneling.ask_to_name(seat, by=place.by("manager"))

    assert paneling.sitting(place.panel, "panel", today()) == []
    with pytest.raises(NotPossibleNow, match="second person"):
        paneling.agree(asked, by=place.by("manager"))
    with pytest.raises(NotPermitted):
        paneling.agree(asked, by=place.by("officer"))
    paneling.agree(asked, by=place.by("ig"))
    with pytest.raises(AlreadyDone):
        paneling.agree(asked, by=place.by("second"))

    assert [one.user.name for one in paneling.sitting(place.panel, "panel", today())] == ["Panel-Member"]
    entry = Entry.objects.filter(verb="name to a panel").get()
    assert (entry.by_name, entry.second_name) == ("Manager", "Ig")


def test_a_seat_is_not_agreed_to_where_whoever_asked_may_not_any_more(place: Place):
    seat = PanelMember(panel=place.panel, user=place.users["panel_member"], part="panel", from_on=today())
    asked = paneling.ask_to_name(seat, by=place.by("manager"))
    RoleHeld.objects.filter(user=place.users["manager"]).update(to_on=today() - timedelta(days=1))

    with pytest.raises(NotPossibleNow, match="may not ask for it any more"):
        paneling.agree(asked, by=place.by("second"))

    assert paneling.sitting(place.panel, "panel", today()) == []


def test_a_seat_that_begins_tomorrow_opens_no_case_today(refer: Refer, seated: Place):
    head = accept(refer(), seated)
    new = people.person("new@ours.example", board=seated.board, role="panel_member", agency=seated.fire)
    seat = PanelMember(panel=seated.panel, user=new, part="panel", from_on=today() + timedelta(days=1))
    asked = paneling.ask_to_name(seat, by=seated.by("manager"))

    with pytest.raises(NotPossibleNow, match="begins on a later day"):
        paneling.agree(asked, by=seated.by("second"))

    assert "new@ours.example" not in named(head)


def test_nobody_sits_on_a_panel_without_the_role(place: Place):
    seat = PanelMember(panel=place.panel, user=place.users["worker"], part="panel", from_on=today())

    with pytest.raises(Refused, match="the role “Panel member”"):
        paneling.ask_to_name(seat, by=place.by("manager"))


def test_a_seat_that_ends_is_not_named_on_the_next_case(refer: Refer, seated: Place):
    seat = PanelMember.objects.get(part="panel")
    paneling.end(seat, by=seated.by("manager"))

    head = accept(refer(), seated)

    assert "panel-member@ours.example" not in named(head)


def test_what_is_due_next_follows_from_the_panel(refer: Refer, seated: Place):
    head = refer()
    due, words = case_pages.due_on(head, [], {})
    assert (due, words) == (working_days.after(today(), 5), "The panel’s chair accepts it or not by")

    due, words = case_pages.due_on(accept(head, seated), [], {})
    assert (due, words) == (today() + timedelta(weeks=6), "Comes back to the panel on")


def test_the_trail_never_says_what_a_case_says(refer: Refer, seated: Place):
    head = accept(refer(reason="CANARY", views="CANARY"), seated)
    records.make(PanelRisk, seated.board, case=head.case, text="CANARY")
    moving.take(head, "leave", on=today(), why="CANARY", by=seated.by("panel_chair"), values={"effect": "same"})

    told = [str((one.before, one.after, one.why, one.verb)) for one in Entry.objects.all()]
    assert [one for one in told if "CANARY" in one] == []
