"""How referrals and reviews are guarded. Who is named on them, and who stands aside, their case says (`cases`)."""

from goldenthread.core.access.guards import guard
from goldenthread.reviews import (
    chronology_guards,  # noqa: F401  (declares its own)
    models,
    referral_guards,  # noqa: F401  (the same)
    referring_steps,
    running_guards,  # noqa: F401  (the same)
)

guard(models.Referral, "review_referrals", own="agency_id", case="pk", draft={"state": referring_steps.DRAFT})
guard(
    models.ReferralFactor,
    "review_referrals",
    board="referral__board_id",
    own="referral__agency_id",
    case="referral_id",
    draft={"referral__state": referring_steps.DRAFT},
)
guard(models.Review, "reviews", case="pk")
guard(models.ReviewTheme, "reviews", board="review__board_id", case="review_id")
