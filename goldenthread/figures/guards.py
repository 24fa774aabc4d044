"""How frozen sets, proposals and releases are guarded, and what was given out."""

from goldenthread.core.access.guards import guard
from goldenthread.figures import models
from goldenthread.figures.given_out import GivenOut
from goldenthread.figures.measures import Commentary, DataPack, PlannedMeasure

guard(models.FrozenSet, "releases")
guard(models.PublishedRelease, "releases")
guard(models.ReleaseProposal, "releases")
guard(GivenOut, "releases")
guard(models.ReleaseView, "releases", board="proposal__board_id")
guard(PlannedMeasure, "scorecard", own="agency_id")
guard(Commentary, "scorecard")
guard(DataPack, "scorecard", group="group_id")
