"""Meetings and who came."""

from django.db import models

from goldenthread.boards.models import Agency, Group
from goldenthread.core.models import Record


class Meeting(Record):
    SHOWN_WITH = ("group__names",)

    class Kind(models.TextChoices):
        MEETING = "meeting", "Meeting"
        DEVELOPMENT_DAY = "development_day", "Development day"
        LEARNING_DAY = "learning_day", "Learning day"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.MEETING)
    is_online = models.BooleanField(default=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("held_on",)

    def __str__(self) -> str:
        return f"{self.group.name_on(self.held_on)}, {self.held_on.day} {self.held_on:%B %Y}"


class Attendance(Record):
    class Status(models.TextChoices):
        PRESENT = "present", "Present"
        DEPUTY = "deputy", "Deputy present"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="attendance")
    status = models.CharField(max_length=10, choices=Status)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "agency"), name="one_attendance_an_agency"),)

    def __str__(self) -> str:
        return f"{self.agency}: {self.status}"
