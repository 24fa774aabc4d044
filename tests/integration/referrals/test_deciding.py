"""Recommending and deciding: by different people, in versions, with a quorum; and learning that stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goldenthread.boards.models import Agency
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.learning.models import Finding
from goldenthread.reviews import deciding, referring_steps
from goldenthread.reviews.deciding_models import ChairDecision, GroupRecommendation, RapidReviewAgency
from goldenthread.reviews.models import Referral
from tests.factories.referring import STATUTORY, Office, case, office
from tests.factories.rooms.referrals import GATES

pytestmark = pytest.mark.django_db
NOT_TOGETHER: dict[str, Any] = {**GATES, "together": "no", "condition": "neither"}


@pytest.fixture
def here() -> Office:
    return office()


def recommended(here: Office, **fields: Any) -> Referral:
    referral = here.screened()
    here.met(referral, *STATUTORY)
    here.recommended(referral, **fields)
    referral.refresh_from_db()
    return referral


@pytest.mark.capability("S66")
def test_a_declined_referral_keeps_its_learning(here: Office):
    referral = here.screened()
    meeting = here.met(referral, *STATUTORY)
    deciding.learn(meeting, text="Services met within a week.", is_strength=True, by=here.by("manager"))
    deciding.learn(meeting, text="Nobody rang the family back.", is_strength=False, by=here.by("manager"))
    here.recommended(referral, **{**NOT_TOGETHER, "outcome": "none"})

    here.decided(referral, **{**NOT_TOGETHER, "outcome": "none"})

    referral.refresh_from_db()
    assert referral.decision == "not_met"
    found = Finding.objects.filter(source__title=f"Rapid review {referral.reference}")
    assert [(one.number, one.is_strength) for one in found] == [(1, True), (2, False)]
    assert found[0].source.kind == "rapid_review"


@pytest.mark.capability("S63")
def test_a_decision_changed_after_an_inquest_is_a_new_version(here: Office):
    referral = recommended(here, **{**NOT_TOGETHER, "outcome": "none"})
    first = here.decided(referral, **{**NOT_TOGETHER, "outcome": "none"})

    with pytest.raises(Refused, match="what changed"):
        here.decided(referral)
    second = here.decided(referral, what_changed="The inquest found that neglect played a part.")

    first.refresh_from_db()
    referral.refresh_from_db()
    assert (first.number, first.outcome, first.replaces) == (1, "none", None)
    assert (second.number, second.outcome, second.replaces) == (2, "mandatory", first)
    assert (referral.decision, referral.state) == ("mandatory", "decided")
    page = here.opened("manager", referral).get(here.inside(referral, "referral/decision/")).content.decode()
    assert "It replaces decision 1." in page
    assert "Decision 1, replaced" in page


@pytest.mark.parametrize(
    ("gates", "outcome"),
    [
        (GATES, "none"),
        (GATES, "discretionary"),
        (NOT_TOGETHER, "mandatory"),
        ({**GATES, "in_area": "no"}, "discretionary"),
        ({**GATES, "condition": "unsure"}, "other_learning"),
    ],
)
def test_what_does_not_follow_from_the_gates_is_refused(here: Office, gates: dict[str, str], outcome: str):
    referral = here.screened()
    here.met(referral, *STATUTORY)

    with pytest.raises(Refused):
        here.recommended(referral, **{**gates, "outcome": outcome})

    assert GroupRecommendation.objects.count() == 0


def test_nobody_decides_on_what_they_recommended_and_only_the_chair_decides(here: Office):
    referral = here.screened()
    here.met(referral, *STATUTORY)
    given = GroupRecommendation(case=case(referral), outcome="mandatory", why="All four.", **GATES)
    deciding.recommend(given, by=here.by("chair"))

    with pytest.raises(NotPermitted, match="You wrote the recommendation"):
        here.decided(referral)
    decision = ChairDecision(case=case(referral), outcome="mandatory", why="Yes.", **GATES)
    with pytest.raises(NotPermitted):
        deciding.decide(decision, by=here.by("manager"))

    assert ChairDecision.objects.count() == 0


@pytest.mark.parametrize("missing", STATUTORY)
def test_without_a_statutory_partner_there_is_no_quorum(here: Office, missing: str):
    referral = here.screened()
    here.met(referral, *(one for one in STATUTORY if one != missing), "hospital", "housing")

    with pytest.raises(Refused, match="Not quorate"):
        here.recommended(referral)
    here.recommended(referral, without_quorum="They sent their view in writing.")

    assert GroupRecommendation.objects.get().without_quorum == "They sent their view in writing."


def test_a_board_has_a_quorum_of_its_own(here: Office):
    hospital = Agency.objects.filter(slug="hospital")
    deciding.set_rule(here.board, list(hospital), 2, by=here.by("manager"))
    referral = here.screened()
    meeting = here.met(referral, "hospital")

    assert "Not quorate" in deciding.quorum_of(meeting).words
    there = RapidReviewAgency(case=case(referral), meeting=meeting, agency=here.agencies["housing"])
    deciding.was_there(there, by=here.by("manager"))
    assert deciding.quorum_of(meeting).is_quorate


def test_a_view_needs_reasons_and_stays_once_the_group_recommended(here: Office):
    referral = here.screened()
    meeting = here.met(referral, *STATUTORY, views={"police": "none"})
    silent = RapidReviewAgency(case=case(referral), meeting=meeting, agency=here.agencies["housing"], view="none")
    with pytest.raises(Refused, match="reasons"):
        deciding.was_there(silent, by=here.by("manager"))
    here.recommended(referral)

    with pytest.raises(NotPossibleNow, match="stays as it is"):
        deciding.change_view(meeting.agencies.get(agency__slug="police"), {"view": ""}, here.by("manager"), None)

    page = here.opened("chair", referral).get(here.inside(referral, "referral/decision/")).content.decode()
    assert page.count("saw it differently") == 1


def test_a_recommendation_can_be_made_again_until_the_chair_decides(here: Office):
    referral = recommended(here)
    here.recommended(referral, why="Said more fully.")
    here.decided(referral)

    with pytest.raises(NotPossibleNow):
        here.recommended(referral)

    assert ChairDecision.objects.get().recommendation.number == 2


def test_the_database_keeps_no_later_decision_that_replaces_none(here: Office):
    referral = recommended(here)
    here.decided(referral)
    second = ChairDecision.objects.get()
    second.pk, second.number, second.replaces = None, 2, None

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


def test_the_index_says_what_was_decided_and_is_not_changed_past_the_chair(here: Office):
    referral = recommended(here)
    here.decided(referral)
    client = here.at("manager")
    page = client.get(f"/board/example/referrals/{referral.pk}/change/").content.decode()
    read = page.split('name="read" value="')[1].split('"')[0]
    index = {"received_on-day": 1, "received_on-month": 2, "received_on-year": 2024, "received_precision": "day"}

    answer = client.post(
        f"/board/example/referrals/{referral.pk}/change/", {**index, "decision": "not_met", "read": read}
    )

    assert answer.status_code == 422
    assert "decided this in the case" in answer.content.decode()


def test_an_earlier_referral_is_entered_by_the_unit_alone(here: Office):
    index = {"received_on-day": 1, "received_on-month": 2, "received_on-year": 2021, "received_precision": "year"}
    sent = {**index, "decision": "not_met"}

    refused = here.at("police.lead").post("/board/example/referrals/new/", sent)
    taken = here.at("manager").post("/board/example/referrals/new/", sent)

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert "Refer somebody for a review" in refused.content.decode()
    assert Referral.objects.get().state == referring_steps.DECIDED
