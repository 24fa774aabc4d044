"""How the trail is guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.trail import models

guard(models.Entry, "trail", board="chain", self="by_user_id")
guard(models.Chain, "trail", board="key")
