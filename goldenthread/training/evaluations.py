"""Whether training helped: asked before, at the end, and six to eight weeks later, then also of the manager."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.boards.models import Board
from goldenthread.core.models import Record
from goldenthread.training.bookings import Booking


class Stage(models.TextChoices):
    """When it is asked. Stored; never renamed."""

    BEFORE = "before", "Before the course"
    END = "end", "At the end"
    LATER = "later", "Six to eight weeks later"


class EvaluationQuestion(Record):
    """A question the Board asks of delegates. Its words may change; the key under which answers are kept stays."""

    class Takes(models.TextChoices):
        """Stored; never renamed."""

        SCALE = "scale", "A score from 1 to 5"
        YES_NO = "yes_no", "Yes or no"
        TEXT = "text", "Words"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="evaluation_questions")
    stage = models.CharField("when it is asked", max_length=10, choices=Stage)
    of_managers = models.BooleanField("asked of the manager", default=False)
    text = models.CharField("question", max_length=300)
    takes = models.CharField("answered with", max_length=10, choices=Takes, default=Takes.SCALE)
    measures = models.SlugField(
        "compared as",
        max_length=40,
        blank=True,
        help_text="Questions of several stages with the same word here are compared, such as confidence.",
    )
    is_asked = models.BooleanField("asked now", default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("stage", "of_managers", "order", "text")

    def __str__(self) -> str:
        return self.text


class Evaluation(Record):
    """What one delegate, or their manager, was asked at one stage, and answered. The answers stay out of the trail."""

    NOT_IN_TRAIL = frozenset({"answers"})

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="evaluations")
    stage = models.CharField(max_length=10, choices=Stage)
    is_of_manager = models.BooleanField("answered by the manager", default=False)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict, help_text="By the question’s key.")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("booking", "stage", "is_of_manager"), name="somebody_is_asked_once_at_each_stage"
            ),
            models.CheckConstraint(
                condition=Q(stage="later") | Q(is_of_manager=False), name="managers_are_asked_weeks_later_only"
            ),
        )

    def __str__(self) -> str:
        who = "manager" if self.is_of_manager else "delegate"
        return f"{Stage(self.stage).label}, {who}"
