"""Referrals and what belongs to them, as tests make them: dull and fixed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.cases.models import Case
from goldenthread.reviews import referring_forms
from goldenthread.reviews.clocks_models import LateReason, StepTime
from goldenthread.reviews.deciding_models import (
    ChairDecision,
    GroupRecommendation,
    OutcomeTold,
    RapidReview,
    RapidReviewAgency,
    RapidReviewRule,
)
from goldenthread.reviews.models import Referral
from goldenthread.reviews.referral_models import ReferralDetails, ReferralMove, ReferralPause
from goldenthread.reviews.scoping_models import InformationRequest, InformationResponse, InformationUse
from tests.factories import people
from tests.factories.records import agency_of, make, makes, slug

DAY = date(2024, 1, 8)
GATES = {
    f"{name}{rest}": said
    for name, answer in (("in_area", "yes"), ("needs", "yes"), ("together", "yes"), ("condition", "died"))
    for rest, said in (("", answer), ("_evidence", "The answers of three agencies."))
}
"""Four gates, all passed."""


def case_of(on: Board) -> Case:
    """The case of a new referral: what is one of a kind in its case finds a place."""
    return Case.objects.get(pk=make(Referral, on).pk)


def _in(on: Board, fields: dict[str, Any], **given: Any) -> dict[str, Any]:
    """What is given, in the case that is given or a new one."""
    made = {**given, **{name: one for name, one in fields.items() if one is not None}}
    made.setdefault("case", None)
    made["case"] = made["case"] or case_of(on)
    return made


@makes(ReferralDetails)
def _details(on: Board, **fields: Any) -> Model:
    fields.pop("case", None) if fields.get("case") and _has_details(fields["case"]) else None
    given = _in(on, fields, form_data=referring_forms.data_of_referral())
    given.setdefault("agency", agency_of(on))
    return ReferralDetails.objects.create(**given)


def _has_details(case: Case) -> bool:
    return ReferralDetails.objects.filter(case=case).exists()


@makes(ReferralMove)
def _move(on: Board, **fields: Any) -> Model:
    given = {"verb": "acknowledge", "source": "submitted", "target": "acknowledged", "taken_on": DAY, "taken_by": "Ada"}
    return ReferralMove.objects.create(**_in(on, fields, **given))


@makes(ReferralPause)
def _pause(on: Board, **fields: Any) -> Model:
    return ReferralPause.objects.create(**_in(on, fields, from_on=DAY, to_on=DAY, why="inquest", paused_by="Ada"))


@makes(LateReason)
def _late(on: Board, **fields: Any) -> Model:
    return LateReason.objects.create(**_in(on, fields, step="screen", code="inquest"))


@makes(InformationRequest)
def _request(on: Board, **fields: Any) -> Model:
    given = {
        "purpose": "To screen",
        "likely": "It cared for them",
        "wanted": "An outline",
        "due_on": DAY,
        "asked_by": "Ada",
    }
    made = _in(on, fields, **given)
    made["agency"] = made.get("agency") or agency_of(on)
    waits = InformationRequest.objects.filter(case=made["case"], agency=made["agency"], state="sent").exists()
    asked = InformationRequest.objects.create(**{**made, **({"state": "answered"} if waits else {})})
    given = {"case": asked.case, "agency": asked.agency, "form_data": referring_forms.data_of_scoping()}
    InformationResponse.objects.create(request=asked, **given)  # every agency that is asked has an answer to write
    return asked


@makes(InformationResponse)
def _response(on: Board, **fields: Any) -> Model:
    request = fields.pop("request", None) or make(
        InformationRequest, on, case=fields.pop("case", None), agency=fields.pop("agency", None)
    )
    given = {"case": request.case, "agency": request.agency, **fields}
    return InformationResponse.objects.update_or_create(request=request, defaults=given)[0]


@makes(InformationUse)
def _use(on: Board, **fields: Any) -> Model:
    request = fields.pop("request", None) or make(InformationRequest, on, case=fields.pop("case", None))
    given = {"request": request, "case": request.case, "given_to": "The coroner’s officer", "used_for": "The inquest"}
    return InformationUse.objects.create(**{**given, "used_on": DAY, **fields})


@makes(RapidReview)
def _meeting(on: Board, **fields: Any) -> Model:
    return RapidReview.objects.create(**_in(on, fields, held_on=DAY, chaired_by="The chair of the subgroup"))


@makes(RapidReviewAgency)
def _at(on: Board, **fields: Any) -> Model:
    meeting = fields.pop("meeting", None) or make(RapidReview, on, case=fields.pop("case", None))
    agency = fields.pop("agency", None) or agency_of(on)
    given = {"meeting": meeting, "case": meeting.case, "agency": agency, "represented_by": "A detective inspector"}
    return RapidReviewAgency.objects.create(**{**given, **fields})


@makes(RapidReviewRule)
def _rule(on: Board, **fields: Any) -> Model:
    return RapidReviewRule.objects.update_or_create(board=on, defaults={"rule": [{"at_least": 3}], **fields})[0]


@makes(GroupRecommendation)
def _recommendation(on: Board, **fields: Any) -> Model:
    meeting = fields.pop("meeting", None) or make(RapidReview, on, case=fields.pop("case", None))
    given = {"meeting": meeting, "case": meeting.case, "statute": "2015-04-01", **GATES}
    number = GroupRecommendation.objects.filter(case=meeting.case).count() + 1
    given |= {"outcome": "mandatory", "why": "All four are passed.", "number": number, "made_on": DAY}
    return GroupRecommendation.objects.create(**{**given, "made_by": people.person(f"{slug()}@ours.example"), **fields})


@makes(ChairDecision)
def _decision(on: Board, **fields: Any) -> Model:
    recommendation = fields.pop("recommendation", None) or make(GroupRecommendation, on, case=fields.pop("case", None))
    before = ChairDecision.objects.filter(case=recommendation.case).last()
    given = {"recommendation": recommendation, "case": recommendation.case, "statute": "2015-04-01", **GATES}
    given |= {"outcome": "mandatory", "why": "All four are passed.", "number": before.number + 1 if before else 1}
    given |= {"replaces": before, "made_on": DAY, "made_by": people.person(f"{slug()}@ours.example")}
    return ChairDecision.objects.create(**{**given, **fields})


@makes(OutcomeTold)
def _told(on: Board, **fields: Any) -> Model:
    return OutcomeTold.objects.create(**_in(on, fields, whom="referrer", told_on=DAY))


@makes(StepTime)
def _time(on: Board, **fields: Any) -> Model:
    given = {"step": "screen", "number": 7, "unit": "working_days", **fields}
    step = given.pop("step")
    return StepTime.objects.update_or_create(board=on, step=step, defaults=given)[0]
