"""A link by which somebody without an account answers one ask for their agency. Only the hash of its secret is kept."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import models

from goldenthread.asks.models import Answer
from goldenthread.core import clock
from goldenthread.core.models import Record


class LinkState(StrEnum):
    """How a link stands."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    OVER = "over"

    @property
    def words(self) -> str:
        return {"open": "Open", "used": "Used", "withdrawn": "Withdrawn", "over": "Out of date"}[self.value]

    @property
    def shape(self) -> str:
        return {"open": "info", "used": "good", "withdrawn": "ring", "over": "ring"}[self.value]


class AnswerLink(Record):
    """One link: who it went to, until when it works, and that it was used to hand in."""

    NOT_IN_TRAIL = frozenset({"secret_hash", "sent_to"})

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="links")
    for_whom = models.CharField("who it is for", max_length=100, help_text="A name or a post.")
    sent_to = models.EmailField("their e-mail address")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When it was opened last.")
    used_at = models.DateTimeField(null=True, blank=True, help_text="When the answer was handed in by it.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-made_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("answer",),
                condition=models.Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="one_link_an_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by="")
                | models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_by=""),
                name="link_withdrawn_at_and_by_go_together",
            ),
        )

    def __str__(self) -> str:
        return f"Link of {self.for_whom}: {self.answer}"

    def state(self, now: datetime | None = None) -> LinkState:
        """How it stands at a moment."""
        if self.used_at is not None:
            return LinkState.USED
        if self.withdrawn_at is not None:
            return LinkState.WITHDRAWN
        return LinkState.OVER if self.expires_at <= (now or clock.now()) else LinkState.OPEN
