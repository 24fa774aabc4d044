"""What the workspace itself keeps."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.core.models import Record


class Job(Record):
    """Long work that somebody asked for: how far it is, and what came of it.

    `payload` and `result` hold ids, counts and words; what is said of an adult is never among them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for its turn"
        RUNNING = "running", "At work"
        DONE = "done", "Done"
        FAILED = "failed", "Stopped before it was done"
        CANCELLED = "cancelled", "Stopped by the one who asked for it"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    by_kind = models.CharField(max_length=10)
    by_name = models.CharField(max_length=200)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.PositiveSmallIntegerField(default=0, help_text="The step it is at, counted from 1.")
    steps = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=200, blank=True, help_text="What it does now.")
    result = models.JSONField(default=dict)
    error = models.CharField(max_length=1000, blank=True, help_text="Why it stopped, for the reader.")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at",)
        indexes = (models.Index(fields=("state",), name="job_by_state"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "running"), ended_at=None)
                | (~models.Q(state__in=("waiting", "running")) & models.Q(ended_at__isnull=False)),
                name="job_has_ended_or_has_not",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}, {self.get_state_display()}"

    @property
    def actor(self) -> Actor:
        """Whoever asked for it, as the trail names them."""
        return Actor(self.by_kind, self.by_name, self.by_user_id)  # type: ignore[arg-type]  # as it was kept

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done, or being done."""
        return self.state in {self.State.WAITING, self.State.RUNNING}


from goldenthread.workspace.extracts.models import CheckedExtract  # noqa: E402, F401  (a model too)
from goldenthread.workspace.notices.models import DigestSent, Notice, Preference  # noqa: E402, F401  (models too)
from goldenthread.workspace.year_zero.models import SpreadsheetImport  # noqa: E402, F401  (a model too)
