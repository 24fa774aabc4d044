"""How case audits are guarded."""

from goldenthread.audits import models
from goldenthread.core.access.guards import guard

guard(models.EnquiryAudit, "audits", own="made_by_id")
guard(models.AuditCase, "practice_audits", board="audit__board_id", own="audit__made_by_id")
