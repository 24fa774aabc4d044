"""How referrals and reviews are guarded. Who is named on them, and who stands aside, their case says (`cases`)."""

from goldenthread.core.access.guards import guard
from goldenthread.reviews import (
    chronology_guards,  # noqa: F401  (declares its own)
    models,
    running_guards,  # noqa: F401  (the same)
)

guard(models.Referral, "review_referrals", case="pk", draft={"decision": models.Referral.Decision.UNDECIDED})
guard(
    models.ReferralFactor,
    "review_referrals",
    board="referral__board_id",
    case="referral_id",
    draft={"referral__decision": models.Referral.Decision.UNDECIDED},
)
guard(models.Review, "reviews", case="pk")
guard(models.ReviewTheme, "reviews", board="review__board_id", case="review_id")
