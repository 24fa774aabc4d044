"""How what stands beside indicators is guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.scorecard import models

guard(models.IndicatorCommentary, "scorecard")
guard(models.KnownChange, "scorecard")
guard(models.ComparedValue, "scorecard")
guard(models.AdultPopulation, "scorecard")
guard(models.PeopleByAge, "scorecard")
