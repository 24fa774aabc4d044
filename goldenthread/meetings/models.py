"""Meetings and who came. What hangs on them stands in modules of its own, named at the end."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.models import Agency, Group
from goldenthread.core.models import Record


class Meeting(Record):
    """A meeting of a group, or an event that it holds."""

    SHOWN_WITH = ("group__names",)

    class Kind(models.TextChoices):
        MEETING = "meeting", "Meeting"
        DEVELOPMENT_DAY = "development_day", "Development day"
        LEARNING_DAY = "learning_day", "Learning day"
        OPEN_DAY = "open_day", "Open day"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.MEETING)
    title = models.CharField(max_length=200, blank=True, help_text="Only where the group’s name does not say it.")
    is_online = models.BooleanField(default=True)
    place = models.CharField(max_length=200, blank=True)
    chaired_by = models.CharField(max_length=200, blank=True)
    question = models.TextField(blank=True)
    conclusions = models.TextField(blank=True)
    people_came = models.PositiveIntegerField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("held_on",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(begins__isnull=False, ends__gt=models.F("begins")),
                name="meeting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_on=None, cancelled_why="")
                | (models.Q(cancelled_on__isnull=False) & ~models.Q(cancelled_why="")),
                name="meeting_is_cancelled_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.held_on.day} {self.held_on:%B %Y}"

    @property
    def name(self) -> str:
        """What people call it: its own title, or the group's name on its day."""
        return self.title or self.group.name_on(self.held_on)

    @property
    def mode(self) -> str:
        """How people take part. A place and a screen together are a hybrid meeting."""
        if self.is_online:
            return "Online and in person" if self.place else "Online"
        return "In person"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_on is not None

    @property
    def is_event(self) -> bool:
        return self.kind != self.Kind.MEETING


class Attendance(Record):
    """Whether an agency was at a meeting, and how."""

    class Status(models.TextChoices):
        PRESENT = "present", "Present"
        DEPUTY = "deputy", "Deputy present"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"
        NOT_EXPECTED = "not_expected", "Not expected"
        VACANT = "vacant", "Seat is vacant"

    class How(models.TextChoices):
        ONLINE = "online", "Online"
        IN_PERSON = "in_person", "In person"

    CAME = (Status.PRESENT, Status.DEPUTY)
    MISSED = (Status.APOLOGIES, Status.ABSENT)
    """What counts in a percentage is who came and who missed it; nobody misses what they were not expected at."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="attendance")
    status = models.CharField(max_length=15, choices=Status)
    how = models.CharField(max_length=10, choices=How, blank=True)
    who = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "agency"), name="one_attendance_an_agency"),)

    def __str__(self) -> str:
        return f"{self.agency}: {self.status}"


from goldenthread.meetings.agendas import (  # noqa: E402  (models too)
    AgendaItem,
    ConfidentialPart,
    GroupPaper,
    Paper,
    RestrictedPaper,
)
from goldenthread.meetings.challenges import (  # noqa: E402  (the same)
    Challenge,
    ChallengeReply,
    Escalation,
    ScrutinyActivity,
)
from goldenthread.meetings.decisions import Decision, Dissent, KeyDocument, SignOff  # noqa: E402  (the same)
from goldenthread.meetings.minutes import ApprovedMinutes, DraftMinutes  # noqa: E402  (the same)
from goldenthread.meetings.packs import CalendarFeed, Pack  # noqa: E402  (the same)
from goldenthread.meetings.structure import ReportingLine, TermsOfReference  # noqa: E402  (the same)

__all__ = [
    "AgendaItem",
    "ApprovedMinutes",
    "Attendance",
    "CalendarFeed",
    "Challenge",
    "ChallengeReply",
    "ConfidentialPart",
    "Decision",
    "Dissent",
    "DraftMinutes",
    "Escalation",
    "GroupPaper",
    "KeyDocument",
    "Meeting",
    "Pack",
    "Paper",
    "ReportingLine",
    "RestrictedPaper",
    "ScrutinyActivity",
    "SignOff",
    "TermsOfReference",
]
