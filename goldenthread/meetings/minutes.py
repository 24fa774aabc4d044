"""Minutes: drafts that are written and sent round, and the versions that a later meeting approved."""

from __future__ import annotations

from typing import Any

from django.db import models

from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.models import Record
from goldenthread.meetings.models import Meeting
from goldenthread.meetings.steps import MinutesState


class DraftMinutes(Record):
    """Minutes that are not approved yet: the first, or a correction of approved ones."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="draft_minutes")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    corrects_why = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=12, choices=[(one.value, one.words) for one in MinutesState], default=MinutesState.DRAFT.value
    )
    circulated_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        verbose_name_plural = "draft minutes"
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="draft_minutes_are_numbered_once"),
            models.UniqueConstraint(
                fields=("meeting",), condition=~models.Q(state="approved"), name="one_open_draft_of_minutes"
            ),
        )

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}, version {self.number}"


class ApprovedMinutes(Record):
    """One version of minutes as it was approved. It is never changed: a correction is another version."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="approved_minutes")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    corrects_why = models.CharField(max_length=300, blank=True)
    approved_at_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes_approved_here"
    )
    approved_on = models.DateField()
    approved_by = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)
        verbose_name_plural = "approved minutes"
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="approved_minutes_are_numbered_once"),
        )

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}, version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it once.

        Raises:
            NotPossibleNow: it was kept already.
        """
        if not self._state.adding:
            raise NotPossibleNow("Approved minutes are never changed. Begin a correction, and have that approved.")
        super().save(*args, **kwargs)
