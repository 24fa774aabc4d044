"""How the annual report in preparation is guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.reports import models

guard(models.Report, "reports")
guard(models.Section, "reports", board="report__board_id")
