"""How tokens are guarded: an agency’s safeguarding lead sees those of their own agency."""

from goldenthread.api import models
from goldenthread.core.access.guards import guard

guard(models.Token, "interface_tokens", own="agency_id")
