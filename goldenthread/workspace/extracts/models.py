"""An extract somebody sent, from the files to what became of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.casework.findings import About
from goldenthread.casework.models import Extract
from goldenthread.core.models import Record


class CheckedExtract(Record):
    """One sending of files: what they are called, what the check came to, and what was done with them.

    The files and every row of the answer stand in `folder`, until the extract is loaded or thrown away.
    """

    NOT_IN_TRAIL = frozenset({"refusals"})

    class State(models.TextChoices):
        SENT = "sent", "Being checked"
        CHECKED = "checked", "Checked, not loaded"
        REFUSED = "refused", "Refused"
        LOADED = "loaded", "Loaded"
        THROWN_AWAY = "thrown_away", "Thrown away"
        FORGOTTEN = "forgotten", "Never loaded: its files were deleted"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="checked_extracts")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="checked_extracts")
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)
    file_names = models.JSONField(default=list, help_text="As the sender calls them; never used as a path.")
    said = models.JSONField(default=dict, help_text="What the sender said where extract.json does not.")
    state = models.CharField(max_length=12, choices=State, default=State.SENT)

    authority = models.CharField(max_length=200, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)
    rows = models.JSONField(default=dict, help_text="Rows read, by file.")
    counts = models.JSONField(default=dict, help_text="errors, faulty_rows, left_out, notices; faulty rows by file.")
    refusals = models.JSONField(default=list, help_text="Why it was refused: message and remedy.")
    ended_at = models.DateTimeField(null=True, blank=True)
    extract = models.ForeignKey(Extract, null=True, blank=True, on_delete=models.SET_NULL, related_name="checks")

    class Meta:
        ordering = ("-sent_at",)

    def __str__(self) -> str:
        return f"{self.authority or 'An extract'}, sent {self.sent_at:%d %B %Y}"

    @property
    def folder(self) -> Path:
        """Where its files and the answer to its check stand."""
        return incoming() / str(self.pk)

    @property
    def about(self) -> About:
        """What the sender said beside the files. Whatever is sent to a demonstration is synthetic."""
        first, last, taken = (_day(self.said.get(name)) for name in ("period_from", "period_to", "taken_on"))
        return About(str(self.said.get("authority") or ""), first, last, taken, self.board.is_demonstration)

    @property
    def is_open(self) -> bool:
        """Whether something can still be done with it."""
        return self.state in {self.State.SENT, self.State.CHECKED}


def incoming() -> Path:
    """The folder of all that was sent and is not loaded yet."""
    root: Path = settings.DATA.root
    return root / "media" / "extracts" / "incoming"


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
