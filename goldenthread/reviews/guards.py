"""How reviews are guarded, and who says who is named on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from goldenthread.core.access.acts import Scope
from goldenthread.core.access.guards import guard
from goldenthread.core.access.standing import RECUSED, provides
from goldenthread.reviews import models
from goldenthread.reviews.standing import Recusal, ReviewMembership


@provides(Scope.CASE)
def cases(user_id: UUID, day: date) -> Iterable[UUID]:
    return ReviewMembership.objects.on(day).filter(user_id=user_id).values_list("review_id", flat=True)


@provides(RECUSED)
def recused(user_id: UUID, day: date) -> Iterable[UUID]:
    return Recusal.objects.on(day).filter(user_id=user_id).values_list("review_id", flat=True)


guard(models.Referral, "review_referrals", draft={"decision": models.Referral.Decision.UNDECIDED})
guard(
    models.ReferralFactor,
    "review_referrals",
    board="referral__board_id",
    draft={"referral__decision": models.Referral.Decision.UNDECIDED},
)
guard(models.Review, "reviews", case="pk")
guard(models.ReviewTheme, "reviews", board="review__board_id", case="review_id")
guard(ReviewMembership, "memberships", board="review__board_id", case="review_id", self="user_id")
guard(Recusal, "memberships", board="review__board_id", case="review_id", self="user_id")
