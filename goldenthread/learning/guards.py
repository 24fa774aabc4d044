"""How learning and actions are guarded."""

from typing import Any

from goldenthread.core.access.guards import guard
from goldenthread.learning import models

SOURCE: dict[str, Any] = {"case": "source__case_id", "held": "source__held_in_id"}
ASKED: dict[str, Any] = {name: f"recommendation__{path}" for name, path in SOURCE.items()}
ACTION: dict[str, Any] = {name: f"action__{path}" for name, path in ASKED.items()} | {
    "board": "action__board_id",
    "own": "action__agency_id",
}
MEASURED: dict[str, Any] = {name: f"measure__{path}" for name, path in ASKED.items()}

# What a case taught is part of that case: whoever stands aside from the one stands aside from the other; and until it is
# shared, only those near the case read it, and an agency the action that is its own.
guard(models.Source, "learning", own="agency_id", case="case_id", held="held_in_id")
guard(models.Finding, "learning", board="source__board_id", own="source__agency_id", **SOURCE)
guard(models.Recommendation, "learning", board="source__board_id", own="source__agency_id", **SOURCE)
guard(models.Action, "actions", own="agency_id", draft={"status__in": models.Action.OPEN}, **ASKED)
guard(models.ProgressNote, "actions", **ACTION)
guard(models.DueDateChange, "actions", **ACTION)
guard(
    models.Evidence,
    "evidence",
    draft={"state__in": (models.Evidence.State.HANDED_IN, models.Evidence.State.SENT_BACK)},
    **ACTION,
)
guard(models.Measure, "measures", own="action__agency_id", **ASKED)
guard(models.Verdict, "measures", board="measure__board_id", own="measure__action__agency_id", **MEASURED)
guard(models.EvaluationDay, "evaluation")
guard(models.Allocation, "allocations", board="day__board_id", own="agency_id", draft={}, **SOURCE)
guard(models.ThemeAssurance, "evaluation")
guard(models.NextStep, "evaluation", board="assurance__board_id")
guard(models.DataNeeded, "evaluation", board="assurance__board_id", own="agency_id", draft={"answered_on": None})
