"""Naming people on a case, taking them off, agencies that take part, standing aside: as people do it, on the pages."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.boards.standing import RoleHeld
from goldenthread.cases import naming, two_people
from goldenthread.cases.models import CaseAgency, CaseMembership, TwoPersonAct
from goldenthread.core.access import standing_of
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow
from goldenthread.trail.models import Entry
from goldenthread.workspace.notices.models import Notice
from tests.factories import people
from tests.integration.cases.conftest import Around


def ask_to_name(around: Around, who: str, by: str = "manager", **more: str) -> Any:
    said = {"user": str(around.users[who].pk), "part": "panel", "why": "She joins the panel.", **more}
    return around.client(by).post(f"{around.inside}named/new/", said)


def decide(around: Around, by: str, what: str, **more: str) -> Any:
    act = TwoPersonAct.objects.get(state="proposed")
    return around.client(by).post(f"{around.cases}waiting/{act.pk}/{what}/", more, follow=True)


def is_named(around: Around, who: str) -> bool:
    return around.case.pk in standing_of(around.users[who]).cases


def test_somebody_is_named_once_a_second_person_agrees(around: Around):
    asked = ask_to_name(around, "reviewer", part="reviewer")

    assert asked.status_code == 302
    assert not is_named(around, "reviewer")

    waits = around.client("governance").get(f"{around.cases}waiting/").content.decode()
    agreed = decide(around, "governance", "agree")

    assert around.case.reference in waits
    assert "Reviewer: independent reviewer" in waits
    assert around.case.called not in waits
    assert "You agreed." in agreed.content.decode()
    assert is_named(around, "reviewer")
    entry = Entry.objects.get(verb="name on a case")
    assert (entry.by_name, entry.second_name) == ("Manager", "Governance")


def test_whoever_may_agree_is_told_by_the_reference_alone(around: Around):
    ask_to_name(around, "reviewer")

    told = {notice.user.email: notice.words for notice in Notice.objects.filter(kind="naming-to-agree")}

    assert set(told) == {f"{one}@luton.example" for one in ("other.manager", "governance", "other.governance")}
    assert set(told.values()) == {f"Case {around.case.reference}: naming somebody on it waits for you to agree, or not"}

    decide(around, "governance", "refuse", why="They worked with the family.")

    assert not Notice.objects.filter(kind="naming-to-agree", read_at=None).exists()
    assert not is_named(around, "reviewer")


@pytest.mark.parametrize(
    ("by", "what", "says"),
    [
        ("manager", "agree", "It takes a second person"),
        ("other governance", "take-back", "Only the one who asked"),
        ("other governance", "refuse", "Say why you refuse it"),
    ],
)
def test_what_one_person_cannot_do(around: Around, by: str, what: str, says: str):
    ask_to_name(around, "reviewer")

    assert says in decide(around, by, what).content.decode()
    assert not is_named(around, "reviewer")


def test_nobody_agrees_to_being_named_themselves(around: Around):
    ask_to_name(around, "governance")

    assert "Nobody names themselves" in decide(around, "governance", "agree").content.decode()
    assert not is_named(around, "governance")


def test_whoever_asked_takes_it_back(around: Around):
    ask_to_name(around, "reviewer")

    assert "You took it back" in decide(around, "manager", "take-back").content.decode()


@pytest.mark.parametrize("what", ["agree", "refuse"])
def test_whoever_stands_aside_neither_sees_it_nor_decides(around: Around, what: str):
    people.stands_aside(around.users["governance"], around.case)
    ask_to_name(around, "reviewer")

    assert around.case.reference not in around.client("governance").get(f"{around.cases}waiting/").content.decode()
    assert decide(around, "governance", what).status_code == 404


def test_somebody_who_lost_their_role_meanwhile_is_not_named(around: Around):
    ask_to_name(around, "reviewer")
    RoleHeld.objects.filter(user=around.users["reviewer"]).delete()

    assert "They hold no role on this Board today" in decide(around, "governance", "agree").content.decode()


def test_the_same_is_not_asked_for_twice(around: Around):
    ask_to_name(around, "reviewer")
    again = ask_to_name(around, "reviewer")

    assert again.status_code == 422
    assert "waits for a second person already" in again.content.decode()
    assert "She joins the panel." in again.content.decode()


def test_whoever_speaks_for_an_agency_says_which(around: Around):
    asked = ask_to_name(around, "contributor", part="agency")

    assert "Choose the agency they speak for" in asked.content.decode()


def test_somebody_is_taken_off_at_once(around: Around):
    panellist = around.client("panellist")
    one = CaseMembership.objects.get(user=around.users["panellist"])
    assert panellist.get(f"{around.inside}named/").status_code == 200

    empty = around.client("manager").post(f"{around.inside}named/{one.pk}/off/", {"why": ""})
    done = around.client("manager").post(f"{around.inside}named/{one.pk}/off/", {"why": "She left."})

    assert (empty.status_code, done.status_code) == (422, 302)
    assert panellist.get(f"{around.inside}named/").status_code == 404


def ask_to_let_in(around: Around, *slugs: str, by: str = "manager", **more: str) -> Any:
    keys = [str(around.board.agencies.get(slug=slug).pk) for slug in slugs]
    return around.client(by).post(f"{around.inside}named/agencies/", {"agencies": keys, "why": "It knew her.", **more})


def test_an_agency_takes_part_once_a_second_person_agrees_stops_and_takes_part_again(around: Around):
    manager, lead = around.client("manager"), around.client("seventh lead")

    def sees() -> int:
        return lead.get(f"{around.inside}named/").status_code  # type: ignore[no-any-return]

    assert ask_to_let_in(around, "hospice").status_code == 302
    waits = around.client("governance").get(f"{around.cases}waiting/").content.decode()
    assert (sees(), "Hospice: to take part" in waits, around.case.called in waits) == (404, True, False)

    assert "The agencies take part from today." in decide(around, "governance", "agree").content.decode()
    assert sees() == 200
    entry = Entry.objects.get(verb="take part in a case")
    assert (entry.by_name, entry.second_name) == ("Manager", "Governance")

    part = CaseAgency.objects.get(agency__slug="hospice")
    manager.post(f"{around.inside}named/agencies/{part.pk}/stop/", {"why": "It had no contact."})
    assert sees() == 404

    ask_to_let_in(around, "hospice")
    assert sees() == 404
    decide(around, "other manager", "agree")
    assert sees() == 200


@pytest.mark.parametrize("what", ["refuse", "take-back"])
def test_an_agency_that_is_not_agreed_to_stays_out(around: Around, what: str):
    ask_to_let_in(around, "hospice")
    told = {notice.user.email: notice.words for notice in Notice.objects.filter(kind="naming-to-agree")}

    decide(around, "manager" if what == "take-back" else "governance", what, why="It had no contact.")

    waits = "letting agencies take part in it waits for you to agree, or not"
    assert set(told.values()) == {f"Case {around.case.reference}: {waits}"}
    assert not CaseAgency.objects.filter(agency__slug="hospice").exists()
    assert around.client("seventh lead").get(around.inside).status_code == 404


def test_nobody_lets_an_agency_in_alone(around: Around):
    ask_to_let_in(around, "hospice")

    answer = decide(around, "manager", "agree")

    assert "It takes a second person" in answer.content.decode()
    assert not CaseAgency.objects.filter(agency__slug="hospice").exists()


def test_several_agencies_are_let_in_at_once_and_those_that_are_there_are_not_offered(around: Around):
    nobody = ask_to_let_in(around)
    unsaid = ask_to_let_in(around, "hospice", why="")
    there = ask_to_let_in(around, "police")
    agencies = [one.slug for one in around.board.agencies.exclude(slug="police")]
    ask_to_let_in(around, *agencies)
    again = ask_to_let_in(around, *agencies)
    decide(around, "governance", "agree")

    assert (nobody.status_code, unsaid.status_code, there.status_code) == (422, 422, 422)
    assert "waits for a second person already" in again.content.decode()
    assert CaseAgency.objects.filter(case=around.case, is_only_asked=False).count() == len(agencies) + 1


def test_the_rule_itself_lets_no_agency_in_by_one(around: Around):
    hospice = around.board.agencies.get(slug="hospice")
    manager = Actor.person("Manager", around.users["manager"].pk)
    lead = Actor.person("Lead", around.users["lead"].pk)

    with pytest.raises(NotPossibleNow, match="second person"):
        naming.let_take_part(around.case, [hospice], by=manager, second=manager)
    with pytest.raises(NotPermitted):
        naming.let_take_part(around.case, [hospice], by=manager, second=lead)
    with pytest.raises(NotPermitted):
        two_people.ask_to_let_in(around.case, [hospice], why="Now.", by=lead)


def test_standing_aside_shuts_the_case_at_once(around: Around):
    manager = around.client("manager")

    done = manager.post(f"{around.inside}aside/", {"reason": "I worked with the family."}, follow=True)

    assert "You stand aside" in done.content.decode()
    assert around.case.called not in done.content.decode()
    assert manager.get(f"{around.inside}named/").status_code == 404


def test_another_is_put_aside_whether_or_not_they_are_named(around: Around):
    said = {"user": str(around.users["other manager"].pk), "reason": "He is their line manager."}

    around.client("manager").post(f"{around.inside}named/aside/", said)

    assert around.case.pk in standing_of(around.users["other manager"]).recused


@pytest.mark.parametrize("who", ["panellist", "lead"])
def test_whoever_may_not_give_access_is_offered_none(around: Around, who: str):
    client = around.client(who)

    page = client.get(f"{around.inside}named/").content.decode()

    assert "Take off" not in page
    assert "Name somebody" not in page
    assert client.get(f"{around.inside}named/new/").status_code == 403


def test_cases_are_found_among_ones_own(around: Around):
    manager = around.client("manager")

    assert around.case.reference in manager.get(f"{around.cases}?q={around.case.reference}").content.decode()
    assert "None of your cases fits" in manager.get(f"{around.cases}?q=zebra").content.decode()
    assert "None of your cases fits" in manager.get(f"{around.cases}?which=closed").content.decode()
    assert manager.get(f"{around.cases}?board=1").status_code == 400


def test_an_inspector_sees_the_cases_they_were_given(around: Around):
    inspector = around.client("inspector")
    assert around.case.reference not in inspector.get(around.cases).content.decode()

    people.given(around.users["inspector"], around.case, around.board)

    assert around.case.reference in inspector.get(around.cases).content.decode()
