"""How learning and actions are guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.learning import models

# What a review taught is part of that review: whoever stands aside from the one stands aside from the other.
guard(models.Source, "learning", case="review__pk")
guard(models.Finding, "learning", board="source__board_id", case="source__review__pk")
guard(models.Recommendation, "learning", board="source__board_id", case="source__review__pk")
guard(
    models.Action,
    "actions",
    own="agency_id",
    case="recommendation__source__review__pk",
    draft={"status": models.Action.Status.OPEN},
)
