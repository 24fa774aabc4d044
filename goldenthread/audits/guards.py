"""How case audits are guarded.

An agency reaches its own return, and no other's. What all agreed together it sees from its own part in the audit, once the
audit is reported (`queries.together`); no row of the table gives it another agency's grade.
"""

from goldenthread.audits import grading, models, practice
from goldenthread.core.access.guards import guard

guard(models.EnquiryAudit, "audits", own="made_by_id")
guard(models.AuditCase, "practice_audits", board="audit__board_id", own="audit__made_by_id")

guard(practice.AuditProgramme, "audits")
guard(practice.PracticeAudit, "audits")
guard(practice.AuditQuestion, "audits", board="audit__board_id")
guard(grading.GradingMeeting, "audits", board="audit__board_id")
guard(grading.MeetingPresence, "audits", board="meeting__audit__board_id")
guard(grading.Conclusion, "audits", board="audit__board_id")
guard(practice.SampleCase, "audit_samples", board="audit__board_id", own="nominated_by_id")
guard(grading.SafetyFlag, "audit_samples", board="case__audit__board_id")
guard(practice.Participation, "audit_returns", board="audit__board_id", own="agency_id", draft={"could_not_why": ""})
guard(
    grading.AgencyReturn,
    "audit_returns",
    board="participation__audit__board_id",
    own="participation__agency_id",
    draft={"status": "open"},
)
guard(
    grading.GivenGrade,
    "audit_returns",
    board="agency_return__participation__audit__board_id",
    own="agency_return__participation__agency_id",
    draft={"agency_return__status": "open"},
)
guard(grading.AgreedGrade, "audit_grades", board="agency_return__participation__audit__board_id")
