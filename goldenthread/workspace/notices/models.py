"""What people were told, how they want to be told, and on which days an e-mail went to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import Record
from goldenthread.core.notices import Way

WAYS = [(way.value, way.words) for way in Way]


class Notice(Record):
    """One thing one person was told of on a Board. Its words say nothing of an adult."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    words = models.CharField(max_length=300)
    address = models.CharField(max_length=300)
    way = models.CharField(max_length=10, choices=WAYS, help_text="How they wanted to hear of it when it was told.")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_on = models.DateField(null=True, blank=True, help_text="The day whose e-mail told of it.")

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=("user", "board", "read_at"), name="notices_unread_of_somebody"),)

    def __str__(self) -> str:
        return self.words


class Preference(Record):
    """How one person wants to hear of one kind of notice, on every Board they work with."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=10, choices=WAYS)

    class Meta:
        ordering = ("kind",)
        constraints = (models.UniqueConstraint(fields=("user", "kind"), name="notice_preference_is_one_for_a_kind"),)

    def __str__(self) -> str:
        return f"{self.kind}, {self.get_way_display()}"


class DigestSent(Record):
    """That somebody's e-mail of a day was made, or that there was nothing to say: a day is looked at once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    day_on = models.DateField()
    things = models.PositiveSmallIntegerField(
        default=0, help_text="How many lines it had; none where nothing was sent."
    )
    named = models.JSONField(
        default=dict, help_text="What was due, by digest of its address, and at which step it was named."
    )
    mail = models.CharField(max_length=200, blank=True, help_text="The Message-ID of the e-mail.")

    class Meta:
        ordering = ("-day_on",)
        verbose_name_plural = "digests sent"
        constraints = (models.UniqueConstraint(fields=("user", "day_on"), name="digest_is_one_a_day"),)

    def __str__(self) -> str:
        return f"{self.day_on}, {self.things}"
