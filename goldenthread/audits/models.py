"""Case audits. An audit of a cohort of enquiries is here; audits that agencies grade together are in `practice` and `grading`."""

from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.core.models import Record
from goldenthread.learning.models import Source


class EnquiryAudit(Record):
    """An audit of enquiries made by one agency on the council's behalf."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="enquiry_audits")
    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="enquiry_audit")
    made_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)

    def __str__(self) -> str:
        return str(self.source)


class AuditCase(Record):
    """An enquiry in the audit: looked at itself, or a further enquiry about the same adult afterwards."""

    class Role(models.TextChoices):
        AUDITED = "audited", "Audited"
        FURTHER = "further", "Further enquiry"

    audit = models.ForeignKey(EnquiryAudit, on_delete=models.CASCADE, related_name="cases")
    enquiry_id_in_extract = models.CharField(max_length=60)
    adult_id_in_extract = models.CharField(max_length=60)
    role = models.CharField(max_length=10, choices=Role)

    def __str__(self) -> str:
        return f"{self.role}: {self.enquiry_id_in_extract}"


from goldenthread.audits import grading, practice  # noqa: E402  (Django finds a room's models here)

AgencyReturn, GivenGrade, AgreedGrade = grading.AgencyReturn, grading.GivenGrade, grading.AgreedGrade
GradingMeeting, MeetingPresence = grading.GradingMeeting, grading.MeetingPresence
SafetyFlag, Conclusion = grading.SafetyFlag, grading.Conclusion
AuditProgramme, PracticeAudit, AuditQuestion = practice.AuditProgramme, practice.PracticeAudit, practice.AuditQuestion
SampleCase, Participation = practice.SampleCase, practice.Participation
