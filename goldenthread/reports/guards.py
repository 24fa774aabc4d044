"""How the annual report in preparation is guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.reports import models

guard(models.Report, "reports")
guard(models.Section, "reports", board="report__board_id")
guard(models.SectionVersion, "reports", board="section__report__board_id")
guard(models.Draft, "reports", board="report__board_id")
guard(models.BuiltFile, "reports", board="draft__report__board_id")
guard(models.Proposal, "reports", board="report__board_id")
