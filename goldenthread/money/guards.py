"""How money is guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.money import models

guard(models.Contribution, "money", own="agency_id")
guard(models.InKind, "money", own="agency_id")
guard(models.BudgetLine, "money")
guard(models.Commitment, "money")
guard(models.Expenditure, "money")
guard(models.Reserve, "money")
guard(models.CallRule, "money")
guard(models.CallShare, "money", board="rule__board_id", own="agency_id")
guard(models.DeflatorSeries, "money")
guard(models.Deflator, "money", board="series__board_id")
