"""Tokens: how a program of an agency shows that it may read."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.core.models import Record


class Token(Record):
    """What a program of one agency shows so that it may read, for one purpose, until a day.

    Only a digest is kept. `begins_with` are its first characters, by which people tell it from others. `minute` and
    `asked_in_minute` count its requests of one minute.
    """

    NOT_IN_TRAIL = frozenset({"digest"})

    class Reads(models.TextChoices):
        RELEASED = "released", "Figures as they were released: small numbers are withheld"
        EVERYTHING = "everything", "Every figure of the Board: small numbers are not withheld"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="interface_tokens")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="interface_tokens")
    purpose = models.CharField("what it is for", max_length=300)
    reads = models.CharField("what it may read", max_length=10, choices=Reads, default=Reads.RELEASED)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    begins_with = models.CharField(max_length=8, editable=False)
    made_at = models.DateTimeField(editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    last_day = models.DateField("last day", help_text="It stops by itself after this day.")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    minute = models.DateTimeField(null=True, blank=True, editable=False)
    asked_in_minute = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("-made_at",)
        verbose_name = "token"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="token_ended_at_and_by_go_together",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency}, {self.begins_with}…"

    def clean(self) -> None:
        super().clean()
        if self.agency_id and self.agency.board_id != self.board_id:
            raise ValidationError({"agency": "Choose the agency from the list"})
