"""A decision that there is to be a review leads to one, with all that the referral knows already."""

from __future__ import annotations

import pytest

from goldenthread.cases.models import CaseAgency, CasePerson
from goldenthread.core import clock
from goldenthread.reviews import operations
from goldenthread.reviews.models import FromReferral, Referral, Review
from tests.factories import people
from tests.factories.referring import Office, case, office

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def decided(ours: Office, *, method: str = "") -> Referral:
    referral = ours.screened()
    ours.met(referral, "council", "icb", "police")
    ours.recommended(referral, method=method)
    ours.decided(referral)
    referral.refresh_from_db()
    return referral


def send(ours: Office, who: str, referral: Referral, **values: object):
    given = {"pseudonym": "Adult Q", "kind": "single", "people": 1, **values}
    return ours.opened(who, referral).post(ours.inside(referral, "referral/review/"), given)


def test_the_review_begins_filled_in_from_its_referral():
    ours = office()
    referral = decided(ours, method="A thematic review")
    for name in ("Adult Q", "Adult R"):
        CasePerson.objects.create(case=case(referral), pseudonym=name)

    page = ours.opened("manager", referral).get(ours.inside(referral, "referral/review/"))

    form = page.context["form"]
    assert form["pseudonym"].value() == "Adult Q and Adult R"
    assert (form["kind"].value(), form["people"].value()) == ("thematic", 2)
    assert [one.data["label"] for one in form["agencies"] if one.data["selected"]] == ["Police"]


def test_people_agencies_and_whoever_stands_aside_come_too():
    ours = office()
    referral = decided(ours)
    adult = CasePerson.objects.create(case=case(referral), pseudonym="Adult Q", age_band="75-84")
    near = CasePerson.objects.create(case=case(referral), pseudonym="Her son", sort="relative")
    CasePerson.objects.create(case=case(referral), pseudonym="Nurse 1", sort="staff")
    people.stands_aside(ours.users["officer"], referral)
    people.named_on(ours.users["panel"], case(referral), "panel")

    answer = send(ours, "manager", referral, agencies=[str(ours.agencies["police"].pk)])

    review = Review.objects.get()
    after = case(review)  # type: ignore[arg-type]  # both keep their case under their own key
    assert answer["Location"] == f"/board/example/cases/{review.pk}/review/"
    assert (review.basis, review.stage, review.commissioned_on) == ("mandatory", "commissioning", clock.today())
    assert {one.person_key for one in CasePerson.objects.filter(case=after)} == {adult.person_key, near.person_key}
    assert [one.agency.slug for one in CaseAgency.objects.filter(case=after)] == ["police"]
    assert [one.user for one in after.recusals.all()] == [ours.users["officer"]]
    assert {one.user for one in after.memberships.all()} == {ours.users["manager"], ours.users["chair"]}
    assert FromReferral.objects.get(case=after).referral == referral


@pytest.mark.parametrize("outcome", ["other_learning", "none"])
def test_no_review_begins_where_none_was_decided_on(outcome: str):
    ours = office()
    referral = ours.screened()
    ours.met(referral, "council", "icb", "police")
    gates = {"together": "no", "outcome": outcome}
    ours.recommended(referral, **gates)
    ours.decided(referral, **gates)

    front = ours.opened("manager", referral).get(ours.inside(referral))
    answer = send(ours, "manager", referral)

    assert "Begin the review" not in front.content.decode()
    assert answer.status_code == 409
    assert not Review.objects.exists()


def test_it_begins_once():
    ours = office()
    referral = decided(ours)
    send(ours, "manager", referral)

    again = send(ours, "manager", referral)
    front = ours.opened("manager", referral).get(ours.inside(referral)).content.decode()

    assert again.status_code == 422
    assert "A review comes from this referral already" in again.content.decode()
    assert Review.objects.count() == 1
    assert ("Begin the review" in front, "Adult Q" in front) == (False, True)


@pytest.mark.parametrize("who", ["chair", "police.lead", "member", "officer"])
def test_others_cannot_begin_it(who: str):
    ours = office()
    referral = decided(ours)

    answer = send(ours, who, referral)

    assert answer.status_code in {403, 404}
    assert not Review.objects.exists()


def test_an_officer_who_begins_it_is_named_on_it():
    ours = office()
    referral = decided(ours)
    people.named_on(ours.users["officer"], case(referral), "panel")

    send(ours, "officer", referral)

    review = Review.objects.get()
    named = {one.user: one.part for one in case(review).memberships.all()}  # type: ignore[arg-type]  # the same
    assert named[ours.users["officer"]] == "coordinator"


def test_whoever_may_begin_it_is_reminded_until_it_has_begun():
    ours = office()
    referral = decided(ours)
    words = f"Begin the review that was decided on: {referral.reference}"
    home = "/board/example/to-do/"

    before = {who: words in str(ours.at(who).get(home).content.decode()) for who in ("manager", "chair", "police.lead")}
    send(ours, "manager", referral)

    assert before == {"manager": True, "chair": False, "police.lead": False}
    assert words not in ours.at("manager").get(home).content.decode()


def test_a_name_changed_in_the_index_leaves_it_where_it_stands():
    ours = office()
    send(ours, "manager", decided(ours))
    review = Review.objects.get()

    operations.put_right(review, {"pseudonym": "Adult R"}, by=ours.by("manager"))

    review.refresh_from_db()
    assert (review.pseudonym, review.stage) == ("Adult R", "commissioning")
