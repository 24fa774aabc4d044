"""Pauses, what is due, reasons for delay, what there is to do, and the times a Board gives its steps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.cases.models import CaseMembership
from goldenthread.core import clock, todo
from goldenthread.core.access import standing_of
from goldenthread.core.errors import AlreadyDone, NotPossibleNow, Refused
from goldenthread.core.todo import Asked
from goldenthread.reviews import clocks, deciding, referring, referring_steps
from goldenthread.reviews.clocks_models import LateReason
from goldenthread.reviews.deciding_models import OutcomeTold
from goldenthread.reviews.models import Referral
from goldenthread.reviews.referral_models import ReferralDetails, ReferralPause
from goldenthread.reviews.referring_filling import StaleFilling, fingerprints, write
from tests.factories.referring import STATUTORY, Office, case, office

pytestmark = pytest.mark.django_db
THURSDAY = date(2024, 3, 28)
"""The day before Good Friday."""


@pytest.fixture
def here() -> Office:
    return office()


def due(referral: Referral) -> dict[str, tuple[date, date | None]]:
    return {one.clock.slug: (one.due_on, one.done_on) for one in clocks.dues(referral)}


def referral_details(referral: Referral) -> ReferralDetails:
    return ReferralDetails.objects.get(case=referral.pk)


def things(here: Office, who: str) -> list[tuple[str, date | None]]:
    user = here.users[who]
    asked = Asked(user.pk, standing_of(user), here.board, clock.today())
    return [(one.what, one.due_on) for one in todo.things(asked)]


def paused(here: Office, referral: Referral, day: date) -> None:
    given = ReferralPause(case=case(referral), why="inquest", from_on=day)
    referring.pause(given, by=here.by("manager"))


def test_what_is_due_runs_over_easter(here: Office):
    with time_machine.travel(THURSDAY):
        referral = here.handed_in()

        assert due(referral) == {"acknowledge": (date(2024, 4, 3), None), "screen": (date(2024, 4, 8), None)}


def test_a_pause_pushes_what_is_due_and_stops_every_step(here: Office):
    with time_machine.travel(date(2024, 1, 8)):
        referral = here.handed_in()
        paused(here, referral, date(2024, 1, 8))
        with pytest.raises(NotPossibleNow, match="stands still"):
            here.take(referral, referring_steps.ACKNOWLEDGE)
        with pytest.raises(AlreadyDone):
            paused(here, referral, date(2024, 1, 8))
        assert things(here, "manager") == []
    with time_machine.travel(date(2024, 2, 5)):
        referring.resume(case(referral), by=here.by("manager"), why="The inquest is over.")

        assert due(referral)["acknowledge"][0] == date(2024, 2, 6)
        assert here.take(referral, referring_steps.ACKNOWLEDGE).state == "acknowledged"


def test_a_pause_survives_that_the_referral_is_opened_again(here: Office):
    with time_machine.travel(date(2024, 1, 8)):
        referral = here.screened()
        paused(here, referral, date(2024, 1, 8))
    with time_machine.travel(date(2024, 1, 15)):
        referring.resume(case(referral), by=here.by("manager"), why="It is known now.")
        here.take(referral, referring_steps.NOT_FOR_US, why="Nobody had needs for care.")
    with time_machine.travel(date(2024, 2, 1)):
        here.take(referral, referring_steps.REOPEN, why="The family sent letters.")

        page = here.opened("manager", referral).get(here.inside(referral, "referral/steps/")).content.decode()
        assert "It is known now." in page
        assert "The family sent letters." in page
        assert due(referral)["screen"] == (date(2024, 2, 8), None)
        assert case(referral).closed_on is None


def test_a_late_step_needs_a_reason_first(here: Office):
    with time_machine.travel(date(2024, 1, 8)):
        referral = here.handed_in()
    with time_machine.travel(date(2024, 1, 10)):
        assert clocks.open_and_late(referral, ["acknowledge"]) == []
    with time_machine.travel(date(2024, 1, 11)):
        with pytest.raises(Refused, match="Acknowledge a referral"):
            here.take(referral, referring_steps.ACKNOWLEDGE)
        client = here.opened("manager", referral)
        said = {"step": "acknowledge", "code": "illness", "effect": "neither"}
        late = {"revised_on-day": 1, "revised_on-month": 1, "revised_on-year": 2024}

        refused = client.post(here.inside(referral, "delay-reasons/new/"), {**said, **late})
        taken = client.post(here.inside(referral, "delay-reasons/new/"), said)

        assert (refused.status_code, taken.status_code) == (422, 302)
        assert LateReason.objects.get().code == "illness"
        assert here.take(referral, referring_steps.ACKNOWLEDGE).state == "acknowledged"


def test_late_steps_are_things_to_do_that_name_nobody(here: Office):
    with time_machine.travel(date(2024, 1, 8)):
        referral = here.handed_in(outline="Mrs Quillfeather fell.")
        waiting = {
            f"Acknowledge a referral: {referral.reference}": date(2024, 1, 10),
            f"Screen a referral: {referral.reference}": date(2024, 1, 15),
        }

        assert dict(things(here, "manager")) == waiting
        assert things(here, "officer") == []
        assert things(here, "chair") == []
        assert things(here, "police.contributor") == []


def test_the_chair_is_asked_to_decide_and_an_agency_to_answer(here: Office):
    referral = here.screened()
    here.asked(referral, "hospital")
    reference = case(referral).reference
    assert [what for what, _ in things(here, "hospital.lead")] == [f"Answer a request for information: {reference}"]
    here.met(referral, *STATUTORY)
    here.recommended(referral)

    assert [what for what, _ in things(here, "chair")] == [f"Decide about a review: {referral.reference}"]


def test_the_referrer_is_told_after_the_decision_and_not_before(here: Office):
    with time_machine.travel(date(2024, 1, 8)):
        referral = here.screened()
        told = OutcomeTold(case=case(referral), whom="referrer", told_on=date(2024, 1, 8))
        with pytest.raises(NotPossibleNow):
            deciding.told(told, by=here.by("manager"))
        here.met(referral, *STATUTORY)
        here.recommended(referral)
        here.decided(referral)
        assert due(referral)["tell"] == (date(2024, 1, 15), None)

        deciding.told(told, by=here.by("manager"))

        assert due(referral)["tell"] == (date(2024, 1, 15), date(2024, 1, 8))
        assert due(referral)["decide"] == (date(2024, 1, 22), date(2024, 1, 8))


def test_the_rapid_review_is_counted_from_the_last_answer(here: Office):
    with time_machine.travel(date(2024, 1, 8)):
        referral = here.screened()
        one, other = here.asked(referral, "hospital", "housing")
        assert due(referral)["scope"] == (date(2024, 1, 29), None)
    with time_machine.travel(date(2024, 1, 10)):
        here.answered(one)
        assert "meet" not in due(referral)
    with time_machine.travel(date(2024, 1, 12)):
        here.answered(other)

        assert due(referral)["scope"][1] == date(2024, 1, 12)
        assert due(referral)["meet"] == (date(2024, 1, 26), None)


def test_a_board_gives_a_step_another_time_on_its_page(here: Office):
    manager = here.at("manager")
    with time_machine.travel(date(2024, 1, 8)):
        referral = here.handed_in()
        manager = here.at("manager")

        sent = manager.post("/board/example/referrals/times/screen/", {"number": "1", "unit": "months"})

        assert sent.status_code == 302
        assert due(referral)["screen"][0] == date(2024, 2, 8)
        page = manager.get("/board/example/referrals/times/").content.decode()
        assert "1 month" in page
        assert "before, 5 working days" in page
        assert here.at("police.lead").post("/board/example/referrals/times/screen/", {}).status_code == 403
        assert manager.get("/board/example/referrals/times/nothing/").status_code == 404


def test_a_board_says_on_its_page_who_must_be_at_a_rapid_review(here: Office):
    manager = here.at("manager")
    before = manager.get("/board/example/referrals/times/").content.decode()
    chosen = {"agencies": [str(here.agencies["hospital"].pk)], "at_least": "3"}

    empty = manager.post("/board/example/referrals/times/quorum/", {})
    sent = manager.post("/board/example/referrals/times/quorum/", chosen)

    after = manager.get("/board/example/referrals/times/").content.decode()
    assert "Council, Icb and Police are there" in before
    assert (empty.status_code, sent.status_code) == (422, 302)
    assert "Hospital is there, in person or by a deputy and at least three agencies are there" in after


def test_what_somebody_else_saved_is_not_written_over_unseen(here: Office):
    referral = here.begin()
    details = referral_details(referral)
    seen = fingerprints(details, ["outline", "where"])
    write(details, {"outline": "First."}, by=here.by("police.contributor"), seen=seen)

    with pytest.raises(StaleFilling) as stale:
        write(details, {"outline": "Second.", "where": "At home"}, by=here.by("police.lead"), seen=seen)

    assert stale.value.keys == ("outline",)
    assert referral_details(referral).data == {"outline": "First."}
    assert write(details, {"where": "At home"}, by=here.by("police.lead"), seen=seen).data["where"] == "At home"


def test_a_day_that_is_none_has_to_be_put_right_before_handing_in(here: Office):
    referral = here.begin()
    write(referral_details(referral), {"happened_on": "31/2/2024"}, by=here.by("police.contributor"))

    with pytest.raises(Refused, match="Put right"):
        referring.hand_in(referral_details(referral), by=here.by("police.contributor"))

    referral.refresh_from_db()
    assert referral.state == "draft"


def test_queries_for_what_there_is_to_do_do_not_grow_with_referrals(here: Office):
    def counted() -> int:
        with CaptureQueriesContext(connection) as found:
            things(here, "manager")
        return len(found)

    here.handed_in()
    first = counted()
    for _ in range(3):
        here.asked(here.screened(), "hospital")

    assert counted() == first


def test_a_case_that_ended_for_somebody_asks_nothing_of_them(here: Office):
    here.handed_in()
    yesterday = clock.today() - timedelta(days=1)
    CaseMembership.objects.filter(user=here.users["manager"]).update(from_on=yesterday, to_on=yesterday)

    assert things(here, "manager") == []
