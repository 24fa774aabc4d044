"""How learning and actions are guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.learning import models

CASE = "recommendation__source__review__pk"

# What a review taught is part of that review: whoever stands aside from the one stands aside from the other.
guard(models.Source, "learning", own="agency_id", case="review__pk")
guard(models.Finding, "learning", board="source__board_id", own="source__agency_id", case="source__review__pk")
guard(models.Recommendation, "learning", board="source__board_id", own="source__agency_id", case="source__review__pk")
guard(models.Action, "actions", own="agency_id", case=CASE, draft={"status__in": models.Action.OPEN})
guard(models.ProgressNote, "actions", board="action__board_id", own="action__agency_id", case=f"action__{CASE}")
guard(models.DueDateChange, "actions", board="action__board_id", own="action__agency_id", case=f"action__{CASE}")
guard(
    models.Evidence,
    "evidence",
    board="action__board_id",
    own="action__agency_id",
    case=f"action__{CASE}",
    draft={"state__in": (models.Evidence.State.HANDED_IN, models.Evidence.State.SENT_BACK)},
)
guard(models.Measure, "measures", own="action__agency_id", case=CASE)
guard(models.Verdict, "measures", board="measure__board_id", own="measure__action__agency_id", case=f"measure__{CASE}")
guard(models.EvaluationDay, "evaluation")
guard(models.Allocation, "allocations", board="day__board_id", own="agency_id", case="source__review__pk", draft={})
guard(models.ThemeAssurance, "evaluation")
guard(models.NextStep, "evaluation", board="assurance__board_id")
guard(models.DataNeeded, "evaluation", board="assurance__board_id", own="agency_id", draft={"answered_on": None})
