"""How money is guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.money import models

guard(models.Contribution, "money", own="agency_id")
guard(models.Expenditure, "money")
