"""What was sent about an answer that did not come: a reminder to the agency, or word to the chair. Kept by the day."""

from __future__ import annotations

from django.db import models

from goldenthread.asks.models import Answer
from goldenthread.core.models import Record


class Reminder(Record):
    """That somebody was told of a late answer: the agency at most once a day, the chair once for each day it was due."""

    NOT_IN_TRAIL = frozenset({"told"})

    class To(models.TextChoices):
        AGENCY = "agency", "The agency"
        CHAIR = "chair", "The chair"

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="reminders")
    to = models.CharField("who was told", max_length=10, choices=To, default=To.AGENCY)
    told = models.TextField("whom it went to", help_text="Names and e-mail addresses, as they were then.")
    due_on = models.DateField("the day it was due then")
    on = models.DateField("the day it was sent")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("answer", "on"), condition=models.Q(to="agency"), name="an_agency_is_reminded_once_a_day"
            ),
            models.UniqueConstraint(
                fields=("answer", "due_on"), condition=models.Q(to="chair"), name="the_chair_is_told_once_of_a_due_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_to_display()}, {self.answer}, {self.on}"
