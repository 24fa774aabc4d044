"""What every record has in common."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.utils.text import slugify


class Record(models.Model):
    """A record with a key that tells a stranger nothing."""

    SHOWN_WITH: ClassVar[tuple[str, ...]] = ()
    """Relations that a record's words need: fetched with a list of choices, so that queries do not grow with it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True


class DatePrecision(models.TextChoices):
    """How exactly a date is known. A date known by year is kept as the first day of that financial year."""

    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "financial year"


class LastSeen(models.Model):
    """When a part of the installation was last seen at work: the worker, a backup."""

    part = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "last seen"

    def __str__(self) -> str:
        return self.part


class OutgoingMail(Record):
    """An e-mail that waits to leave, whole as it will be sent. Kept in the same transaction as the deed it tells of."""

    message_id = models.CharField(max_length=200, unique=True)
    sender = models.CharField(max_length=320)
    recipients = models.JSONField(default=list)
    message = models.BinaryField(help_text="Forgotten once it has left: it may hold a link that signs somebody in.")
    by_name = models.CharField(max_length=200, blank=True)
    queued_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("queued_at", "id")
        verbose_name_plural = "outgoing mail"
        indexes = (models.Index(fields=("sent_at", "given_up_at", "next_attempt_at"), name="outgoing_mail_that_waits"),)

    def __str__(self) -> str:
        return self.message_id


class Slugged(Record):
    """A record with a short address made from its name when nobody gave it one. It stays when the name changes."""

    SLUG_FROM: ClassVar[str] = "name"

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        given: Any = self
        if not given.slug:
            given.slug = self._free_slug(slugify(str(getattr(self, self.SLUG_FROM)))[:40] or "unnamed")
        super().clean_fields(exclude)

    def _free_slug(self, wanted: str) -> str:
        beside: Any = type(self)._default_manager.exclude(pk=self.pk)
        taken = set(beside.filter(board_id=self.board_id, slug__startswith=wanted).values_list("slug", flat=True))  # type: ignore[attr-defined]
        return next(one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000))) if one not in taken)
