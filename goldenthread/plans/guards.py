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

guard(models.StrategicPlan, "plans")
guard(models.Objective, "plans", board="plan__board_id")
guard(models.Deliverable, "plans", own="lead_agency_id", group="lead_group_id")
guard(models.Activity, "plans", board="deliverable__board_id", own="deliverable__lead_agency_id")
guard(models.ProgressNote, "plan_progress", board="deliverable__board_id", own="deliverable__lead_agency_id")
guard(models.Capacity, "plan_capacity", group="group_id")
guard(models.WorkItem, "plans", group="group_id")

guard(models.IssueOfConcern, "plans", group="group_id")
guard(models.Assurance, "plans", board="issue__board_id")
guard(models.Policy, "procedures")
guard(models.Campaign, "plans")
guard(models.Service, "plans")
guard(models.Forum, "plans")
guard(models.ForumCount, "plans", board="forum__board_id")
guard(models.ExternalStrategy, "plans")
guard(models.LivedExperience, "lived_experience")
guard(models.Programme, "plans")
guard(models.Milestone, "plans", board="programme__board_id")
guard(models.PartnerDuty, "plans")

guard(models.BoardRisk, "risk_register")
guard(models.RiskControl, "risk_register", board="risk__board_id")
guard(models.RiskScore, "risk_scores", board="risk__board_id")
guard(models.RiskBand, "risk_register")
guard(models.RiskShare, "risk_register", board="risk__board_id")
guard(models.SharedRisk, "risk_register")
