"""How what the Board set out to do is guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.plans import models

guard(models.Vision, "plans")
guard(models.Principle, "plans")
guard(models.PrincipleAccount, "plans", board="principle__board_id")
guard(models.Priority, "plans")
guard(models.GoldenThread, "plans")
guard(models.Undertaking, "plans")
guard(models.PlanItem, "plans", board="group__board_id", group="group_id")
guard(models.MemberContribution, "member_returns", board="agency__board_id", own="agency_id", draft={})
guard(models.BoardRisk, "risk_register")
