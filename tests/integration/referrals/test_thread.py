"""From a draft to the chair's decision, through the public door: each deed by whoever does it, in their own browser."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from goldenthread.core import clock
from goldenthread.learning.models import Finding
from goldenthread.reviews.deciding_models import ChairDecision, GroupRecommendation, RapidReview
from goldenthread.reviews.models import Referral
from goldenthread.reviews.referral_models import ReferralDetails, ReferralMove
from goldenthread.reviews.scoping_models import InformationRequest
from tests.factories.referring import COMPLETE, STATUTORY, Office, office
from tests.factories.rooms.referrals import GATES

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Office:
    return office()


def go(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def send(client: Client, address: str, data: dict[str, object] | None = None) -> str:
    """Send a form and follow where it leads; shows what was wrong where it was not taken."""
    answer = client.post(address, data or {})
    said = re.findall(r"error-message[^>]*>(.*?)</p>|error-summary.*?</div>", answer.content.decode(), re.DOTALL)
    assert answer.status_code == 302, (answer.status_code, said, answer.content.decode()[-3000:])
    return str(answer["Location"])


def write(client: Client, address: str, answers: dict[str, object]) -> str:
    """Write a part of a form, as a page that was opened sends it, and save it for later."""
    read = re.search(r'name="read" value="([^"]*)"', go(client, address))
    assert read is not None
    return send(
        client, address, {**{f"q-{key}": value for key, value in answers.items()}, "read": read[1], "do": "later"}
    )


TODAY = clock.today()


def day(name: str, on: date = TODAY) -> dict[str, object]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def _written_and_handed_in(here: Office, police: Client) -> Referral:
    begin = "/board/example/referrals/begin/"
    assert "This is not how to raise a concern" in go(police, begin)
    first = send(police, begin, {"agency": here.agencies["police"].pk})
    referral = Referral.objects.get()
    assert first == here.inside(referral, "referral/part/1/")
    write(police, first, {"referrer_kind": "agency", "discussed": "yes"})
    what = {"outline": "She was found at home.", "abuse": ["neglect", "self_neglect"], "died": "died"}
    write(police, here.inside(referral, "referral/part/3/"), {**what, "unexpected": "unexpected"})
    check = go(police, here.inside(referral, "referral/check/"))
    assert "You can hand it in all the same" in check
    assert check.count("What shows that the adult had needs for care and support?</a>") == 1
    assert "?: Answer: " not in check
    assert here.at("manager").get(here.inside(referral)).status_code == 404
    send(police, here.inside(referral, "referral/check/"))
    referral.refresh_from_db()
    return referral


def _screened_and_asked(here: Office, referral: Referral, manager: Client) -> None:
    assert "Tell the referrer that it has come" in go(manager, here.inside(referral))
    send(manager, here.inside(referral, "why/"), {"purpose": "screening"})
    assert "She was found at home." in go(manager, here.inside(referral, "referral/says/"))
    send(manager, here.inside(referral, "referral/step/acknowledge/"), {"why": ""})
    send(manager, here.inside(referral, "referral/step/begin-screening/"), {"why": ""})
    assert "condition 3" in go(manager, here.inside(referral, "information/ask/"))
    agencies = [str(here.agencies[one].pk) for one in STATUTORY]
    asked = {"purpose": "To decide.", "likely": "It cared.", "basis": "third", "wanted": "An outline."}
    later = day("due_on", TODAY + timedelta(days=21))
    send(manager, here.inside(referral, "information/ask/"), {"agencies": agencies, **asked, **later})


def _answered(here: Office, referral: Referral, slug: str) -> InformationRequest:
    lead = here.opened(f"{slug}.lead", referral, "section_45")
    request = InformationRequest.objects.get(agency__slug=slug)
    place = here.inside(referral, f"information/{request.pk}/")
    assert "Answer it" in go(lead, place)
    write(lead, f"{place}part/1/", {key: COMPLETE[key] for key in ("reference", "searched", "known", "secured")})
    write(lead, f"{place}part/4/", {"contact": COMPLETE["contact"]})
    send(lead, f"{place}check/")
    return request


def _recommended(here: Office, referral: Referral, manager: Client) -> None:
    send(manager, here.inside(referral, "referral/step/begin-the-rapid-review/"), {"why": ""})
    send(manager, here.inside(referral, "rapid-reviews/new/"), {**day("held_on"), "chaired_by": "The subgroup’s chair"})
    meeting = RapidReview.objects.get()
    for slug, view in (("council", "mandatory"), ("icb", "mandatory"), ("police", "mandatory"), ("housing", "none")):
        there = {"meeting": meeting.pk, "agency": here.agencies[slug].pk, "view": view, "why": "Our reasons."}
        send(manager, here.inside(referral, "rapid-review-agencies/new/"), there)
    learned = {"text": "Home visits were not shared between services.", "is_strength": "no"}
    send(manager, here.inside(referral, f"rapid-reviews/{meeting.pk}/learn/"), learned)
    send(manager, here.inside(referral, "referral/recommend/"), {**GATES, "outcome": "mandatory", "why": "All four."})


@pytest.mark.capability("S63", "S68")
def test_a_referral_goes_from_its_draft_to_the_chairs_decision(here: Office):
    police, manager, chair = here.at("police.contributor"), here.at("manager"), here.at("chair")

    referral = _written_and_handed_in(here, police)

    assert referral.state == "submitted"
    assert sorted(referral.factors.values_list("factor", flat=True)) == [
        "Neglect or acts of omission",
        "Self-neglect",
        "Unexpected death or suspected suicide",
    ]

    _screened_and_asked(here, referral, manager)
    for slug in STATUTORY:
        request = _answered(here, referral, slug)
        assert "The case system." in go(manager, here.inside(referral, f"information/{request.pk}/answer/"))
    _recommended(here, referral, manager)
    send(chair, here.inside(referral, "why/"), {"purpose": "screening"})

    assert "saw it differently" in go(chair, here.inside(referral, "referral/decision/"))
    assert "The group recommends" in go(chair, here.inside(referral, "referral/decide/"))
    send(chair, here.inside(referral, "referral/decide/"), {**GATES, "outcome": "mandatory", "why": "I agree."})
    referral.refresh_from_db()
    assert (referral.state, referral.decision) == ("decided", "mandatory")
    assert ChairDecision.objects.get().recommendation == GroupRecommendation.objects.get()
    assert Finding.objects.get().source.kind == "rapid_review"

    send(
        manager,
        here.inside(referral, "outcome-told/new/"),
        {"whom": "referrer", **day("told_on"), "how": "By telephone"},
    )

    assert "The referrer was told" in go(police, here.inside(referral))
    assert list(ReferralMove.objects.filter(case=referral.pk).values_list("verb", flat=True)) == [
        "hand in",
        "acknowledge",
        "begin screening",
        "begin scoping",
        "begin the rapid review",
        "recommend",
        "decide",
    ]
    assert "With the chair" in go(manager, here.inside(referral, "referral/steps/"))
    assert ReferralDetails.objects.get().stage == "sent"
