"""Each agency sees its own part of a referral and nothing of another's; whoever is not near sees nothing at all."""

from __future__ import annotations

import pytest

from goldenthread.boards import steps
from goldenthread.cases import two_people
from goldenthread.cases.models import Case, CaseAgency, CaseMembership, CasePerson, CaseRecusal
from goldenthread.core.access import Act, standing_of, visible_to
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted
from goldenthread.reviews import referring, referring_steps, scoping
from goldenthread.reviews.models import Referral
from goldenthread.reviews.referral_models import ReferralDetails
from goldenthread.reviews.referring_filling import write
from goldenthread.reviews.scoping_models import InformationRequest, InformationResponse
from goldenthread.trail.models import Entry
from goldenthread.vault.models import Identity
from tests.factories import people
from tests.factories.records import make
from tests.factories.referring import Office, case, office

pytestmark = pytest.mark.django_db
SECRET = "Nobody had been told about the second fall."


@pytest.fixture
def here() -> Office:
    return office()


def pages(here: Office, referral: object) -> list[str]:
    asked = InformationRequest.objects.filter(agency__slug="hospital").first()
    inside = ["referral/", "referral/says/", "referral/steps/", "referral/decision/", "information/", "case-people/"]
    return inside + ([f"information/{asked.pk}/", f"information/{asked.pk}/answer/"] if asked else [])


@pytest.mark.parametrize("who", ["housing.lead", "housing.contributor", "member", "analyst", "panel"])
def test_whoever_is_not_near_finds_no_such_page(here: Office, who: str):
    referral = here.screened(outline=SECRET)
    here.asked(referral, "hospital")
    client, other = here.at(who), here.at(who)

    for page in pages(here, referral):
        answer = client.get(here.inside(referral, page))
        never = other.get(here.inside(referral, page).replace(str(referral.pk), "00000000-0000-4000-8000-000000000000"))
        assert answer.status_code in {403, 404}, page
        assert SECRET not in answer.content.decode()
        assert answer.status_code == never.status_code


def test_an_agency_that_is_asked_reads_its_request_and_not_what_another_said(here: Office):
    referral = here.screened(outline=SECRET)
    theirs, other = here.asked(referral, "hospital", "housing")
    here.answered(other, {"reference": "R", "searched": SECRET, "known": "no", "secured": "yes", "contact": "Lead"})
    client = here.opened("hospital.lead", referral, "section_45")

    own = client.get(here.inside(referral, f"information/{theirs.pk}/"))
    listed = client.get(here.inside(referral, "information/")).content.decode()

    assert own.status_code == 200
    assert "Hospital" in listed
    assert "Housing" not in listed
    for page in (f"information/{other.pk}/", f"information/{other.pk}/answer/", "referral/says/", "referral/decision/"):
        answer = client.get(here.inside(referral, page))
        assert answer.status_code in {403, 404}, page
        assert SECRET not in answer.content.decode()


def test_the_rule_itself_gives_an_asked_agency_no_referral_of_another(here: Office):
    referral = here.screened(outline=SECRET)
    here.asked(referral, "hospital", "police")
    seen = {who: standing_of(here.users[who]) for who in ("hospital.lead", "police.lead", "manager", "officer")}

    readers = {
        who: (
            visible_to(standing, Act.READ, ReferralDetails.objects.all()).count(),
            visible_to(standing, Act.READ, InformationResponse.objects.all()).count(),
            visible_to(standing, Act.READ, InformationRequest.objects.all()).count(),
        )
        for who, standing in seen.items()
    }

    assert readers == {"hospital.lead": (0, 1, 1), "police.lead": (1, 1, 1), "manager": (1, 2, 2), "officer": (0, 0, 2)}


def test_a_draft_is_nobodys_but_those_who_write_it(here: Office):
    referral = here.begin()

    assert here.at("manager").get(here.inside(referral)).status_code == 404
    assert here.at("chair").get(here.inside(referral)).status_code == 404
    assert here.at("police.lead").get(here.inside(referral)).status_code == 200
    assert here.at("police.contributor").get(here.inside(referral)).status_code == 200


def test_an_answer_in_draft_is_read_by_nobody_outside_its_agency(here: Office):
    referral = here.screened()
    (asked,) = here.asked(referral, "hospital")
    InformationResponse.objects.filter(request=asked).update(data={"outline": SECRET})
    manager = here.opened("manager", referral)

    assert manager.get(here.inside(referral, f"information/{asked.pk}/answer/")).status_code == 404
    assert SECRET not in manager.get(here.inside(referral, f"information/{asked.pk}/")).content.decode()


def test_whoever_stands_aside_is_shut_out_of_everything(here: Office):
    referral = here.screened(outline=SECRET)
    CaseRecusal.objects.create(case=case(referral), user=here.users["manager"], from_on=people.SINCE, reason="Kin")

    client = here.at("manager")

    assert {client.get(here.inside(referral, page)).status_code for page in pages(here, referral)} == {404}
    with pytest.raises(NotPermitted):
        here.take(referral, referring_steps.NOT_FOR_US, why="No")


def test_an_answer_is_read_for_its_own_purposes_only(here: Office):
    referral = here.screened()
    (asked,) = here.asked(referral, "hospital")
    here.answered(asked)
    client = here.opened("manager", referral, "complaint")

    page = client.get(here.inside(referral, f"information/{asked.pk}/answer/")).content.decode()

    assert "can be read for the purposes below only" in page
    assert "The case system." not in page


def test_a_referral_that_is_handed_in_is_changed_by_the_unit_alone(here: Office):
    referral = here.screened()
    client = here.opened("police.contributor", referral)

    assert client.get(here.inside(referral, "referral/part/1/")).status_code == 403
    assert client.get(here.inside(referral, "referral/says/")).status_code == 200
    assert here.opened("manager", referral).get(here.inside(referral, "referral/part/1/")).status_code == 200


def test_an_agency_begins_no_referral_of_another_agency(here: Office):
    with pytest.raises(NotPermitted):
        here.begin("police.contributor", "hospital")
    answer = here.at("police.contributor").post(
        "/board/example/referrals/begin/", {"agency": str(here.agencies["hospital"].pk)}
    )

    assert answer.status_code == 422
    assert ReferralDetails.objects.count() == 0


def test_a_contributor_writes_and_only_the_lead_hands_an_answer_in(here: Office):
    referral = here.screened()
    (asked,) = here.asked(referral, "hospital")
    CaseMembership.objects.create(
        case=case(referral), user=here.users["hospital.contributor"], part="agency", from_on=people.SINCE
    )
    client = here.opened("hospital.contributor", referral, "section_45")

    page = client.get(here.inside(referral, f"information/{asked.pk}/check/"))

    assert page.status_code == 200
    assert "Hand it in</button>" not in page.content.decode()
    assert client.post(here.inside(referral, f"information/{asked.pk}/check/")).status_code == 403


def test_who_refers_and_who_decides_are_named_on_its_case(here: Office):
    referral = here.handed_in()

    named = CaseMembership.objects.filter(case=referral.pk).values_list("user__email", "part")

    assert sorted(named) == [
        ("chair@example.example", "decider"),
        ("manager@example.example", "coordinator"),
        ("police.contributor@example.example", "agency"),
    ]


def test_the_trail_says_nothing_of_what_a_referral_says(here: Office):
    referral = here.begin()
    details = ReferralDetails.objects.get(case=referral.pk)
    write(details, {"outline": SECRET}, by=here.by("police.contributor"))
    referring.hand_in(details, by=here.by("police.contributor"))
    here.take(referral, referring_steps.ACKNOWLEDGE, referring_steps.SCREEN)
    here.take(referral, referring_steps.NOT_FOR_US, why=SECRET)
    told = "".join(f"{one.before}{one.after}{one.why}" for one in Entry.objects.all())

    assert SECRET not in told
    assert Entry.objects.filter(verb="find outside scope").count() == 1


def test_a_refusal_needs_its_reason_and_is_seen_by_the_unit(here: Office):
    referral = here.screened()
    (asked,) = here.asked(referral, "hospital")
    lead = here.opened("hospital.lead", referral, "section_45")
    place = here.inside(referral, f"information/{asked.pk}/")

    empty = lead.post(f"{place}refuse/", {"why": " "})
    given = lead.post(f"{place}refuse/", {"why": "Legal privilege; our solicitor will write."})

    assert (empty.status_code, given.status_code) == (422, 302)
    page = here.opened("manager", referral).get(place).content.decode()
    assert "Legal privilege" in page
    asked.refresh_from_db()
    assert asked.state == "refused"
    with pytest.raises(Exception, match="closed"):
        scoping.hand_in(asked.response, by=here.by("hospital.lead"))


@pytest.fixture
def told(here: Office) -> tuple[Referral, InformationRequest]:
    """A referral with somebody in it whose name is in the vault; the hospital is asked what it knows, by one person."""
    referral = here.screened(outline=SECRET)
    person = CasePerson.objects.create(case=case(referral), pseudonym="Adult Juniper")
    make(Identity, here.board, case=case(referral), person=person, who={"names": SECRET})
    (asked,) = here.asked(referral, "hospital")
    return referral, asked


def test_an_agency_that_was_asked_sees_what_it_is_asked_and_nothing_else_of_the_case(
    here: Office, told: tuple[Referral, InformationRequest]
):
    """One person asked; who the people are, who is named and every other page are shut, in the words of what never was."""
    referral, asked = told
    client = here.opened("hospital.lead", referral, "section_45")
    never = here.inside(referral, "").replace(str(referral.pk), "00000000-0000-4000-8000-000000000000")
    person = CasePerson.objects.get(pseudonym="Adult Juniper")

    first = client.get(here.inside(referral, ""), follow=True)
    page = client.get(here.inside(referral, f"information/{asked.pk}/")).content.decode()
    shut = [
        "referral/",
        "named/",
        "case-people/",
        f"case-people/{person.pk}/",
        f"case-people/{person.pk}/identity/",
    ]

    assert first.redirect_chain[-1][0] == here.inside(referral, "information/")
    assert "Hospital" in first.content.decode()
    assert "An outline." in page
    assert [word for word in ("Adult Juniper", "Who is named", ">People<", SECRET) if word in page] == []
    answers = {rest: client.get(here.inside(referral, rest)) for rest in shut}
    assert {rest: one.status_code for rest, one in answers.items()} == dict.fromkeys(shut, 404)
    assert "There is no such page" in client.get(f"{never}named/").content.decode()
    assert all("There is no such page" in one.content.decode() for one in answers.values())


def test_the_rule_itself_gives_an_asked_agency_nobody_of_the_case(
    here: Office, told: tuple[Referral, InformationRequest]
):
    standing = standing_of(here.users["hospital.lead"])
    kinds = (Case, CasePerson, Identity, CaseMembership, Referral, ReferralDetails)

    seen = {kind.__name__: visible_to(standing, Act.READ, kind._default_manager.all()).count() for kind in kinds}

    assert seen == dict.fromkeys(seen, 0)
    assert visible_to(standing, Act.READ, InformationRequest.objects.all()).count() == 1


def test_two_people_open_the_case_to_an_agency_that_was_asked(here: Office, told: tuple[Referral, InformationRequest]):
    referral, _ = told
    governance = people.person("governance@example.example", board=here.board, role="information_governance")
    act = two_people.ask_to_let_in(
        case(referral), [here.agencies["hospital"]], why="It knew her.", by=here.by("manager")
    )
    client = here.opened("hospital.lead", referral)
    before = client.get(here.inside(referral, "case-people/")).status_code

    two_people.decide(act, steps.AGREE, by=Actor.person("Governance", governance.pk))
    page = client.get(here.inside(referral, "case-people/"))

    assert (before, page.status_code) == (404, 200)
    assert "Adult Juniper" in page.content.decode()


def test_an_asked_agency_finds_its_request_on_its_page_and_among_its_cases(
    here: Office, told: tuple[Referral, InformationRequest]
):
    referral, _ = told
    client = here.opened("hospital.lead", referral, "section_45")
    reference = case(referral).reference

    home = client.get(f"/board/{here.board.slug}/to-do/").content.decode()
    mine = client.get(f"/board/{here.board.slug}/cases/").content.decode()
    other = here.at("housing.lead").get(f"/board/{here.board.slug}/cases/").content.decode()

    assert f"Answer a request for information: {reference}" in home
    assert (reference in mine, reference in other) == (True, False)


def test_whoever_stands_aside_is_shut_out_of_what_their_agency_is_asked(
    here: Office, told: tuple[Referral, InformationRequest]
):
    referral, asked = told
    client = here.opened("hospital.lead", referral, "section_45")

    client.post(here.inside(referral, "aside/"), {"reason": "I treated her."})

    rest = ("", "information/", f"information/{asked.pk}/", "why/")
    assert {client.get(here.inside(referral, one)).status_code for one in rest} == {404}
    assert case(referral).reference not in client.get(f"/board/{here.board.slug}/cases/").content.decode()


def test_an_agency_that_takes_part_is_asked_and_goes_on_taking_part(here: Office):
    referral = here.screened()

    here.asked(referral, "police", "hospital")

    kept = dict(CaseAgency.objects.filter(case=referral.pk).values_list("agency__slug", "is_only_asked"))
    assert kept == {"police": False, "hospital": True}
