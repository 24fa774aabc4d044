"""How frozen sets, proposals and releases are guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.figures import models

guard(models.FrozenSet, "releases")
guard(models.PublishedRelease, "releases")
guard(models.ReleaseProposal, "releases")
