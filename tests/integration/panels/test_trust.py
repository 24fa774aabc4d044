"""Positions of trust: two people for everything, given one by one, and seen by nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.boards import steps
from goldenthread.boards.standing import ItemGrant
from goldenthread.cases import naming, two_people
from goldenthread.cases.models import CaseMembership, CaseRecusal, TwoPersonAct
from goldenthread.core import clock
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.panels import trusting
from goldenthread.panels.models import PositionOfTrust, TrustDisclosure, TrustStep
from goldenthread.trail.models import Entry
from tests.integration.panels.conftest import Place

SAID = {"sector": "care_home", "criterion": "harmed", "allegation": "The allegation is CANARY", "risk": "CANARY"}


def ask(place: Place, who: str = "manager") -> TwoPersonAct:
    head = PositionOfTrust(board=place.board, agency=place.council)
    return trusting.ask_to_open(head, why="A worker was spoken of.", by=place.by(who))


@pytest.fixture
def opened(place: Place) -> PositionOfTrust:
    two_people.decide(ask(place), steps.AGREE, by=place.by("second"))
    return PositionOfTrust.objects.get()


def sees(place: Place, who: str, head: PositionOfTrust) -> bool:
    answer = place.client(who, head.case).get(place.address(head, f"trust-record/{head.pk}/"))
    return answer.status_code == 200 and "Where it stands" in answer.content.decode()


def test_nobody_sees_a_record_before_a_second_person_opened_it(place: Place):
    act = ask(place)
    head = PositionOfTrust.objects.get()

    assert [sees(place, who, head) for who in ("manager", "second", "ig", "chair")] == [False] * 4
    with pytest.raises(NotPossibleNow, match="second person"):
        two_people.decide(act, steps.AGREE, by=place.by("manager"))
    two_people.decide(act, steps.AGREE, by=place.by("second"))

    assert PositionOfTrust.objects.get().state == "open"
    assert {who: sees(place, who, head) for who in ("manager", "second", "ig", "chair", "officer")} == {
        "manager": True, "second": True, "ig": False, "chair": False, "officer": False,
    }  # fmt: skip


@pytest.mark.parametrize("who", ["officer", "chair", "ig", "lead", "worker", "panel_chair"])
def test_only_a_manager_asks_for_a_record(place: Place, who: str):
    with pytest.raises(NotPermitted):
        ask(place, who)
    assert PositionOfTrust.objects.count() == 0


def test_a_record_is_given_by_two_to_somebody_whose_role_may_read_it(place: Place, opened: PositionOfTrust):
    with pytest.raises(Refused, match="role reads no such record"):
        trusting.ask_to_give(opened, place.users["worker"], why="Asks.", by=place.by("manager"))
    with pytest.raises(Refused, match="to themselves"):
        trusting.ask_to_give(opened, place.users["ig"], why="Asks.", by=place.by("ig"))
    act = trusting.ask_to_give(opened, place.users["chair"], why="She chairs the meeting.", by=place.by("manager"))
    assert not sees(place, "chair", opened)

    two_people.decide(act, steps.AGREE, by=place.by("ig"))

    assert sees(place, "chair", opened)
    assert ItemGrant.objects.filter(item_id=opened.pk).count() == 3


@pytest.mark.parametrize("rest", ["named/new/", "named/agencies/"])
def test_nobody_comes_near_a_record_but_by_being_given_it(place: Place, opened: PositionOfTrust, rest: str):
    """One person alone could otherwise let an agency’s leads read who the person is."""
    client = place.client("manager", opened.case)
    said = {"user": str(place.users["chair"].pk), "part": "panel", "agency": str(place.fire.pk), "why": "Asks."}

    shown, sent = (client.get(place.address(opened, rest)), client.post(place.address(opened, rest), said))

    assert {shown.status_code, sent.status_code} == {409}
    assert "sealed" in sent.content.decode()
    assert not opened.case.agencies.exists()
    assert not TwoPersonAct.objects.filter(deed="name").exists()
    assert f'{rest}"' not in client.get(place.address(opened, "named/")).content.decode()


def test_nor_by_what_the_pages_do_not_offer(place: Place, opened: PositionOfTrust):
    with pytest.raises(NotPossibleNow, match="sealed"):
        naming.takes_part(opened.case, place.fire, by=place.by("manager"))
    named = CaseMembership(case=opened.case, user=place.users["chair"], part="panel", from_on=clock.today())
    with pytest.raises(NotPossibleNow, match="sealed"):
        naming.name(named, by=place.by("manager"), second=place.by("second"))


def test_whoever_stands_aside_sees_nothing_even_of_what_was_given(place: Place, opened: PositionOfTrust):
    assert sees(place, "second", opened)
    CaseRecusal.objects.create(case=opened.case, user=place.users["second"], reason="Knows them", from_on=clock.today())

    assert not sees(place, "second", opened)
    with pytest.raises(NotFound):
        trusting.ask_to_give(opened, place.users["chair"], why="Asks.", by=place.by("second"))


def test_a_step_changes_nothing_until_a_second_person_agrees(place: Place, opened: PositionOfTrust):
    asked = trusting.ask_to_take(
        opened, "decide the risk", on=clock.today(), why="Suspended today.", by=place.by("manager"), values=SAID
    )
    opened.refresh_from_db()
    assert (opened.state, opened.allegation) == ("open", "")
    with pytest.raises(NotPossibleNow, match="second person"):
        trusting.agree_to_take(asked, by=place.by("manager"))
    with pytest.raises(NotPermitted):
        trusting.agree_to_take(asked, by=place.by("ig"))
    with pytest.raises(NotPossibleNow, match="waits for a second person already"):
        trusting.ask_to_take(
            opened, "decide the risk", on=clock.today(), why="Again.", by=place.by("second"), values=SAID
        )

    trusting.agree_to_take(asked, by=place.by("second"))

    opened.refresh_from_db()
    kept = TrustStep.objects.get(pk=asked.pk)
    assert (opened.state, opened.allegation, opened.sector) == ("decided", SAID["allegation"], "care_home")
    assert (kept.taken_by, kept.second_by, kept.values) == ("Manager", "Second", {})


def test_a_step_that_waits_is_dropped_with_a_reason(place: Place, opened: PositionOfTrust):
    asked = trusting.ask_to_take(
        opened, "decide the risk", on=clock.today(), why="Suspended.", by=place.by("manager"), values=SAID
    )
    with pytest.raises(Refused):
        trusting.take_back(asked, why=" ", by=place.by("second"))

    trusting.take_back(asked, why="Said too soon.", by=place.by("second"))

    assert list(TrustStep.objects.values_list("verb", flat=True)) == ["open"]


def test_the_whole_of_it_through_its_pages(place: Place, opened: PositionOfTrust):
    first, second = (place.client(who, opened.case) for who in ("manager", "second"))
    today = clock.today()
    day = {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year)}
    record = place.address(opened, f"trust-record/{opened.pk}/")

    def step(verb: str, **more: str) -> None:
        assert (
            first.post(place.address(opened, f"trust-record/steps/{verb}/"), {**day, "why": "So.", **more}).status_code
            == 302
        )
        waits = TrustStep.objects.get(seconded_at=None)
        page = second.get(place.address(opened, f"trust-record/waiting/{waits.pk}/"))
        assert page.status_code == 200
        there = place.address(opened, f"trust-record/waiting/{waits.pk}/")
        assert second.post(there, {"does": "agree", "why": ""}).status_code == 302

    step("decide-the-risk", **SAID)
    told = {
        "told_to": "Registered manager", "what": "That there is an allegation", "told_on-day": "1", "told_on-month": "3",
        "told_on-year": "2024", "basis": "safeguarding", "proportionate": "They decide who works.", "person_told": "not",
    }  # fmt: skip
    without = first.post(place.address(opened, "trust-disclosures/new/"), told)
    assert "Say why the person was not told beforehand" in without.content.decode()
    assert (
        first.post(
            place.address(opened, "trust-disclosures/new/"), {**told, "not_told_why": "Police asked."}
        ).status_code
        == 302
    )
    written = TrustDisclosure.objects.get()
    agree = place.address(opened, f"trust-disclosures/{written.pk}/agree/")
    assert first.post(agree).status_code == 422
    assert second.post(agree).status_code == 302
    step("hold-the-meeting")
    step("note-the-outcome", outcome="substantiated")
    step("close")

    opened.refresh_from_db()
    page = first.get(record).content.decode()
    assert (opened.state, opened.outcome, opened.closed_on) == ("closed", "substantiated", today)
    assert "agreed by Second" in page
    assert "Agreed by two" in page


def test_a_sealed_record_is_on_no_list_search_or_trail_of_others(place: Place, opened: PositionOfTrust):
    asked = trusting.ask_to_take(
        opened, "decide the risk", on=clock.today(), why="CANARY", by=place.by("manager"), values=SAID
    )
    trusting.agree_to_take(asked, by=place.by("second"))

    for who in ("chair", "officer", "ig", "council_lead"):
        client: Client = place.client(who)
        for there in ("positions-of-trust/", "cases/", "to-do/", "", "search/?q=CANARY", "pathway-numbers/"):
            page = client.get(f"/board/ours/{there}")
            assert opened.case.reference not in page.content.decode(), (who, there)
            assert "The allegation is CANARY" not in page.content.decode(), (who, there)
    told = [str((one.before, one.after, one.why)) for one in Entry.objects.all()]
    assert [one for one in told if "CANARY" in one] == []


def test_opening_through_the_pages(place: Place, client: Client):
    asks = place.client("manager")
    sent = {
        "agency": str(place.council.pk),
        "begun_on-day": "1",
        "begun_on-month": "3",
        "begun_on-year": "2024",
        "why": "Spoken of.",
    }
    assert asks.post("/board/ours/positions-of-trust/new/", sent).status_code == 302
    act = TwoPersonAct.objects.get()
    there = f"/board/ours/positions-of-trust/waiting/{act.pk}/"

    assert act.case.reference in place.client("ig").get("/board/ours/positions-of-trust/").content.decode()
    assert place.client("ig").post(there, {"does": "refuse", "why": ""}).status_code == 422
    assert asks.post(there, {"does": "agree", "why": ""}).status_code == 422
    assert place.client("ig").post(there, {"does": "agree", "why": ""}).status_code == 302

    head = PositionOfTrust.objects.get()
    assert (head.state, head.begun_on) == ("open", date(2024, 3, 1))
    assert place.client("lead").get(there).status_code == 403
