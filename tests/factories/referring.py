"""A Board that gets a referral: its people, each at the browser of their own, and the deeds that lead from draft to decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import Case
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.reviews import deciding, referring, referring_steps, scoping
from goldenthread.reviews.deciding_models import ChairDecision, GroupRecommendation, RapidReview, RapidReviewAgency
from goldenthread.reviews.models import Referral
from goldenthread.reviews.referral_models import ReferralDetails
from goldenthread.reviews.scoping_models import InformationRequest, InformationResponse
from tests.factories import people
from tests.factories.rooms.referrals import GATES

STATUTORY = ("council", "icb", "police")
COMPLETE: dict[str, Any] = {
    "reference": "See the request.",
    "searched": "The case system.",
    "known": "no",
    "secured": "yes",
    "contact": "The safeguarding lead",
}
"""A complete answer of an agency that did not know the adult."""


@dataclass
class Office:
    """A Board with a manager, an officer, a chair, and a lead and a contributor of each of some agencies."""

    board: Board
    agencies: dict[str, Agency] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def by(self, who: str) -> Actor:
        user = self.users[who]
        return Actor.person(user.name, user.pk)

    def at(self, who: str) -> Client:
        """Their browser, signed in."""
        return people.signed_in(Client(), self.users[who])

    def inside(self, referral: Referral, rest: str = "referral/") -> str:
        return f"/board/{self.board.slug}/cases/{referral.pk}/{rest}"

    def opened(self, who: str, referral: Referral, purpose: str = "screening") -> Client:
        """Their browser, with why they open this case said."""
        client = self.at(who)
        client.post(self.inside(referral, "why/"), {"purpose": purpose})
        return client

    def begin(self, who: str = "police.contributor", agency: str | None = "police") -> Referral:
        return referring.begin(self.board, self.agencies[agency] if agency else None, by=self.by(who))

    def handed_in(self, **answers: Any) -> Referral:
        referral = self.begin()
        details = ReferralDetails.objects.get(case=referral.pk)
        details.data = {"outline": "What happened.", **answers}
        details.save(update_fields=["data"])
        return referring.hand_in(details, by=self.by("police.contributor"))

    def take(self, referral: Referral, *steps: Any, who: str = "manager", **more: Any) -> Referral:
        for step in steps:
            referring.take(step, case(referral), by=self.by(who), **more)
        referral.refresh_from_db()
        return referral

    def screened(self, **answers: Any) -> Referral:
        return self.take(self.handed_in(**answers), referring_steps.ACKNOWLEDGE, referring_steps.SCREEN)

    def asked(self, referral: Referral, *agencies: str, due_on: date | None = None) -> list[InformationRequest]:
        given = InformationRequest(
            case=case(referral),
            purpose="To decide on a review.",
            likely="It cared for them.",
            wanted="An outline.",
            due_on=due_on or scoping.due_on(case(referral)),
        )
        return scoping.ask(given, [self.agencies[one] for one in agencies], by=self.by("manager"))

    def answered(self, request: InformationRequest, answers: Mapping[str, Any] = COMPLETE) -> InformationResponse:
        response = InformationResponse.objects.get(request=request)
        response.data = dict(answers)
        response.save(update_fields=["data"])
        return scoping.hand_in(response, by=self.by(f"{request.agency.slug}.lead"))

    def met(self, referral: Referral, *agencies: str, views: Mapping[str, str] | None = None) -> RapidReview:
        """A rapid review, held, with these agencies there."""
        if referral.state != referring_steps.RAPID_REVIEW:
            self.take(referral, referring_steps.MEET)
        meeting = RapidReview(case=case(referral), chaired_by="The chair of the subgroup")
        deciding.hold(meeting, by=self.by("manager"))
        for one in agencies:
            view = (views or {}).get(one, "")
            there = RapidReviewAgency(
                case=case(referral),
                meeting=meeting,
                agency=self.agencies[one],
                view=view,
                why="Because." if view else "",
            )
            deciding.was_there(there, by=self.by("manager"))
        return meeting

    def recommended(self, referral: Referral, **fields: Any) -> GroupRecommendation:
        given = {**GATES, "outcome": "mandatory", "why": "All four are passed.", **fields}
        return deciding.recommend(GroupRecommendation(case=case(referral), **given), by=self.by("manager"))

    def decided(self, referral: Referral, **fields: Any) -> ChairDecision:
        given = {**GATES, "outcome": "mandatory", "why": "I agree with the group.", **fields}
        return deciding.decide(ChairDecision(case=case(referral), **given), by=self.by("chair"))


def case(referral: Referral) -> Case:
    return Case.objects.select_related("board").get(pk=referral.pk)


def office(slug: str = "example") -> Office:
    board = people.board(slug)
    made = Office(board)
    for agency in (*STATUTORY, "hospital", "housing"):
        made.agencies[agency] = people.agency(board, agency, is_statutory_partner=agency in STATUTORY)
        for post, role in (("lead", Role.AGENCY_LEAD), ("contributor", Role.AGENCY_CONTRIBUTOR)):
            made.users[f"{agency}.{post}"] = people.person(
                f"{agency}.{post}@{slug}.example", board=board, role=role, agency=made.agencies[agency]
            )
    for who, role in (
        ("manager", Role.BOARD_MANAGER),
        ("officer", Role.BOARD_OFFICER),
        ("chair", Role.CHAIR),
        ("member", Role.MEMBER),
        ("panel", Role.PANEL_MEMBER),
        ("analyst", Role.ANALYST),
    ):
        made.users[who] = people.person(f"{who}@{slug}.example", board=board, role=role)
    return made
