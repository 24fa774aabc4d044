"""What leaves for a meeting: the pack, frozen once, and each person's calendar."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from goldenthread.boards.documents import Document
from goldenthread.boards.models import Board
from goldenthread.core.models import Record
from goldenthread.meetings.models import Meeting


class Pack(Record):
    """The papers of a meeting as one document, as they stood at a moment. A later pack is another version."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="packs")
    manifest = models.JSONField()
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="packs_of_a_meeting_are_numbered_once"),
        )

    def __str__(self) -> str:
        return f"Pack for {self.meeting}, version {self.number}"


class CalendarFeed(Record):
    """Somebody's own calendar of meetings at a Board. Its address is secret; only a digest of it is kept."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="calendar_feeds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("board", "user"), name="one_calendar_a_person_and_board"),)

    def __str__(self) -> str:
        return f"Calendar of {self.user}"
