"""Grades: an agency's own, the meetings that agreed them, what was concluded, and adults who had to be looked at at once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from goldenthread.audits import steps
from goldenthread.audits.practice import AuditQuestion, Participation, PracticeAudit, SampleCase
from goldenthread.boards.models import Agency
from goldenthread.boards.themes import Theme
from goldenthread.core.models import Record
from goldenthread.learning.models import Finding, Recommendation


class AgencyReturn(Record):
    """What one agency says of its own part in one case."""

    SHOWN_WITH = ("participation__agency", "case")
    NOT_IN_TRAIL = frozenset({"comment", "difference_made", "good_practice", "urgent_why", "chronology"})

    class Status(models.TextChoices):
        OPEN = "open", "To be filled in"
        HANDED_IN = "handed_in", "Handed in"
        COULD_NOT = "could_not", "Could not be filled in"

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="returns")
    case = models.ForeignKey(SampleCase, on_delete=models.CASCADE, related_name="returns")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    chronology = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    difference_made = models.TextField(blank=True)
    good_practice = models.TextField(blank=True)
    is_urgent = models.BooleanField(default=False)
    urgent_why = models.TextField(blank=True)
    could_not_why = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True, blank=True, editable=False)
    saved_by = models.CharField(max_length=200, blank=True, editable=False)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("case__order", "case__pseudonym")
        constraints = (
            models.UniqueConstraint(fields=("participation", "case"), name="an_agency_has_one_return_for_a_case"),
            models.CheckConstraint(
                condition=Q(status="could_not", handed_in_at=None) & ~Q(could_not_why="")
                | ~Q(status="could_not") & Q(could_not_why=""),
                name="a_return_that_could_not_be_made_says_why",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at=None, handed_in_by="") | Q(handed_in_at__isnull=False) & ~Q(handed_in_by=""),
                name="handed_in_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=~Q(status="handed_in") | Q(handed_in_at__isnull=False),
                name="a_return_handed_in_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case}, {self.participation.agency}"


class GivenGrade(Record):
    """An agency's own grade for one question of one case."""

    NOT_IN_TRAIL = frozenset({"comment"})

    agency_return = models.ForeignKey(AgencyReturn, on_delete=models.CASCADE, related_name="given")
    question = models.ForeignKey(AuditQuestion, on_delete=models.CASCADE, related_name="given")
    grade = models.CharField(max_length=20, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("question__order",)
        constraints = (models.UniqueConstraint(fields=("agency_return", "question"), name="a_question_is_graded_once"),)

    def __str__(self) -> str:
        return f"{self.agency_return}: {self.question}"


class GradingMeeting(Record):
    """A meeting at which the agencies agreed the grades, chaired by somebody whose work was not graded."""

    SHOWN_WITH = ("audit",)

    class Mode(models.TextChoices):
        VIRTUAL = "virtual", "Online"
        IN_PERSON = "in_person", "In person"
        BOTH = "both", "In person and online"

    audit = models.ForeignKey(PracticeAudit, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    is_day_known = models.BooleanField("the day is known", default=True)
    mode = models.CharField(max_length=10, choices=Mode)
    chaired_by = models.CharField(max_length=200)
    chair_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("held_on", "id")

    def __str__(self) -> str:
        return f"{self.audit}, meeting of {self.held_on:%d.%m.%Y}"


class MeetingPresence(Record):
    """An agency that came to such a meeting."""

    SHOWN_WITH = ("meeting__audit", "agency")

    meeting = models.ForeignKey(GradingMeeting, on_delete=models.CASCADE, related_name="present")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("agency__order", "agency__name")
        constraints = (models.UniqueConstraint(fields=("meeting", "agency"), name="an_agency_is_present_once"),)

    def __str__(self) -> str:
        return str(self.agency)


class AgreedGrade(Record):
    """The grade that was agreed for one agency's part, with the agency's own as it then was, and why they differ."""

    SHOWN_WITH = ("agency_return", "question")
    NOT_IN_TRAIL = frozenset({"reason"})

    agency_return = models.ForeignKey(AgencyReturn, on_delete=models.PROTECT, related_name="agreed")
    question = models.ForeignKey(AuditQuestion, on_delete=models.PROTECT, related_name="agreed")
    meeting = models.ForeignKey(GradingMeeting, on_delete=models.PROTECT, related_name="agreed")
    own = models.CharField(max_length=20, blank=True)
    grade = models.CharField(max_length=20)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("question__order",)
        constraints = (
            models.UniqueConstraint(fields=("agency_return", "question"), name="a_grade_is_agreed_once"),
            models.CheckConstraint(condition=Q(grade=F("own")) | ~Q(reason=""), name="a_changed_grade_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.agency_return}: {self.question}"


class SafetyFlag(Record):
    """An adult who may not be safe, found in an audit: why, and the meeting that looked at the case at once."""

    SHOWN_WITH = ("case__audit",)
    NOT_IN_TRAIL = frozenset({"why", "outcome"})

    case = models.ForeignKey(SampleCase, on_delete=models.PROTECT, related_name="flags")
    agency_return = models.ForeignKey(
        AgencyReturn, null=True, blank=True, on_delete=models.SET_NULL, related_name="flags", editable=False
    )
    why = models.TextField()
    raised_at = models.DateTimeField(editable=False)
    raised_by = models.CharField(max_length=200, editable=False)
    met_on = models.DateField("day the agencies met about the case", null=True, blank=True)
    outcome = models.TextField(blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("raised_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(met_on=None, outcome="") | Q(met_on__isnull=False) & ~Q(outcome=""),
                name="a_case_looked_at_says_when_and_what_came_of_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case.audit}, {self.case}"


class Conclusion(Record):
    """Something an audit concludes. When the audit is reported it becomes learning, where it is answered."""

    SHOWN_WITH = ("audit",)

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Good practice to share"
        GAP = "gap", "Gap"
        RECOMMENDATION = "recommendation", "Recommendation"

    class Level(models.TextChoices):
        PRACTICE = "practice", "Practice with the adult"
        ORGANISATION = "organisation", "An organisation"
        SYSTEM = "system", "Agencies together"

    audit = models.ForeignKey(PracticeAudit, on_delete=models.CASCADE, related_name="conclusions")
    kind = models.CharField(max_length=20, choices=Kind)
    level = models.CharField(max_length=20, choices=Level, blank=True)
    text = models.TextField()
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    finding = models.OneToOneField(
        Finding, null=True, blank=True, on_delete=models.SET_NULL, related_name="concluded", editable=False
    )
    recommendation = models.OneToOneField(
        Recommendation, null=True, blank=True, on_delete=models.SET_NULL, related_name="concluded", editable=False
    )

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.audit.stands in {*steps.SHARED, steps.State.DROPPED}:
            raise ValidationError("The audit is reported. Change what it became, under Learning.")
        if self._state.adding and not self.order:
            last = self.audit.conclusions.aggregate(last=models.Max("order"))["last"] or 0
            self.order = last + 1
