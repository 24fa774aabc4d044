"""Whether it changed anything: a measure chosen when the work is agreed, and a verdict on its day."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import Record
from goldenthread.learning.doing import Evidence
from goldenthread.learning.models import Action, Recommendation


class Measure(Record):
    """How the Board will see whether a recommendation or an action changed anything."""

    class Kind(models.TextChoices):
        FIGURE = "figure", "One of our figures"
        AUDIT = "audit", "A question of an audit"
        SURVEY = "survey", "A survey"

    class Direction(models.TextChoices):
        UP = "up", "Should go up"
        DOWN = "down", "Should go down"
        SAME = "same", "Should stay as it is"
        EITHER = "either", "Tells us something either way"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="measures")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=10, choices=Kind)
    figure = models.CharField(max_length=80, blank=True, help_text="The figure, by its short name.")
    words = models.CharField("what is asked or counted", max_length=300, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    baseline = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.UP)
    due_on = models.DateField("day to measure again")
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=200)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(recommendation__isnull=False) | models.Q(action__isnull=False),
                name="measure_is_of_something",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="figure") & ~models.Q(figure="")
                | ~models.Q(kind="figure") & models.Q(figure="") & ~models.Q(words=""),
                name="measure_names_a_figure_or_says_what_it_is",
            ),
        )

    def __str__(self) -> str:
        from goldenthread.core import measured

        return self.words or measured.title_of(self.figure)


class Verdict(Record):
    """What measuring again showed, said honestly."""

    SHOWN_WITH = ("measure",)

    class Says(models.TextChoices):
        IMPROVED = "improved", "Improved"
        NO_CHANGE = "no_change", "No change"
        WORSE = "worse", "Worse"
        CANNOT_TELL = "cannot_tell", "Cannot tell"

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="verdicts")
    says = models.CharField(max_length=12, choices=Says)
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    text = models.TextField(help_text="What we saw, and what we make of it.")
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="verdicts")
    given_on = models.DateField()
    given_by = models.CharField(max_length=200)
    has_reopened = models.BooleanField(default=False)
    next_on = models.DateField("day to look once more", null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("given_on", "id")

    def __str__(self) -> str:
        return f"{self.get_says_display()}: {self.measure}"
