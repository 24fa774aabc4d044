"""How what belongs to a referral is guarded: each agency reads its own part, and no other's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from goldenthread.boards.standing import AgencyMembership
from goldenthread.cases.guards import asked_in, named_on, of_their_agency
from goldenthread.core.access.acts import Scope
from goldenthread.core.access.guards import guard
from goldenthread.core.access.standing import provides
from goldenthread.reviews.clocks_models import LateReason, StepTime
from goldenthread.reviews.deciding_models import (
    ChairDecision,
    GroupRecommendation,
    OutcomeTold,
    RapidReview,
    RapidReviewAgency,
    RapidReviewRule,
)
from goldenthread.reviews.referral_models import ReferralDetails, ReferralMove, ReferralPause
from goldenthread.reviews.scoping_models import InformationRequest, InformationResponse, InformationUse


@provides(Scope.ITEM)
def asked_of_them(user_id: UUID, day: date) -> Iterable[UUID]:
    """Requests for information to the agency somebody works for, in cases that they may know of, or in which it was asked."""
    theirs = AgencyMembership.objects.on(day).filter(user_id=user_id).values("agency_id")
    near = Q(case__in=named_on(user_id, day)) | Q(case__in=of_their_agency(user_id, day))
    known = near | Q(case__in=asked_in(user_id, day))
    return InformationRequest.objects.filter(known, agency__in=theirs).order_by().values_list("pk", flat=True)


_IN: dict[str, Any] = {"board": "case__board_id", "case": "case_id"}

guard(ReferralDetails, "referral_details", **_IN, own="agency_id", draft={"stage": ReferralDetails.Stage.DRAFT})
for _model in (
    ReferralMove,
    ReferralPause,
    LateReason,
    RapidReview,
    RapidReviewAgency,
    GroupRecommendation,
    ChairDecision,
    OutcomeTold,
):
    guard(_model, "referral_decisions", **_IN)
guard(InformationRequest, "information_requests", **_IN, draft={"state": InformationRequest.State.SENT})
guard(InformationUse, "information_requests", **_IN, item="request_id")
guard(
    InformationResponse,
    "information_responses",
    **_IN,
    own="agency_id",
    draft={"state": InformationResponse.State.DRAFT},
)
guard(StepTime, "governance")
guard(RapidReviewRule, "governance")
