"""How learning and actions are guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.learning import models

guard(models.Source, "learning")
guard(models.Finding, "learning", board="source__board_id")
guard(models.Recommendation, "learning", board="source__board_id")
guard(models.Action, "actions", own="agency_id", draft={"status": models.Action.Status.OPEN})
