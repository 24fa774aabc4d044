"""Days on which agencies look together at whether reviews changed practice, and what the Board makes of each theme."""

from __future__ import annotations

from django.db import models

from goldenthread.asks.models import Ask
from goldenthread.boards.models import Agency, Board
from goldenthread.boards.themes import Theme
from goldenthread.core.models import DatePrecision, Record
from goldenthread.learning.models import Source
from goldenthread.plans.models import Principle


class EvaluationDay(Record):
    """One or more days on which each agency looks at a source it was given."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="evaluation_days")
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    held_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    until_on = models.DateField("last day", null=True, blank=True)
    purpose = models.TextField(blank=True)
    conclusions = models.TextField(blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-held_on", "title")

    def __str__(self) -> str:
        return self.title


class Allocation(Record):
    """Which source an agency was given, and what it brought back."""

    SHOWN_WITH = ("day", "agency", "source")

    day = models.ForeignKey(EvaluationDay, on_delete=models.CASCADE, related_name="allocations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="allocations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="allocations")
    learning = models.TextField("what was learned", blank=True)
    shown_by = models.TextField("what shows it", blank=True)
    effect = models.TextField("what it changed in policy and practice", blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="allocations")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("source__title", "agency__name")
        constraints = (
            models.UniqueConstraint(fields=("day", "agency", "source"), name="an_agency_is_given_a_source_once"),
        )

    def __str__(self) -> str:
        return f"{self.agency}: {self.source}"

    @property
    def is_back(self) -> bool:
        """Whether the agency said what it learned: the one thing that nobody else can."""
        return bool(self.learning.strip())


class ThemeAssurance(Record):
    """What the Board makes of a theme: what shows change, what is still needed, and when it looks again."""

    SHOWN_WITH = ("theme",)

    class Judgement(models.TextChoices):
        ASSURED = "assured", "Assured"
        PARTLY = "partly", "Partly assured"
        NOT_ASSURED = "not_assured", "Not assured"
        CANNOT_TELL = "cannot_tell", "Cannot tell yet"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="theme_assurances")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="assurances")
    day = models.ForeignKey(
        EvaluationDay, null=True, blank=True, on_delete=models.PROTECT, related_name="theme_assurances"
    )
    period = models.CharField(max_length=7, help_text="The year it is for.")
    shown_by = models.TextField("what shows change", blank=True)
    changed = models.TextField("what changed", blank=True)
    still_needed = models.TextField("what is still needed", blank=True)
    judgement = models.CharField(max_length=12, choices=Judgement, blank=True)
    judged_by = models.CharField(max_length=200, blank=True)
    next_on = models.DateField("day to look again", null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-period", "order")
        constraints = (
            models.UniqueConstraint(fields=("board", "theme", "period"), name="one_assurance_a_theme_and_year"),
        )

    def __str__(self) -> str:
        return f"{self.theme}, {self.period}"


class NextStep(Record):
    """Something still to be done about a theme, under one of the six principles."""

    SHOWN_WITH = ("assurance__theme",)

    assurance = models.ForeignKey(ThemeAssurance, on_delete=models.CASCADE, related_name="steps")
    text = models.TextField()
    principle = models.ForeignKey(
        Principle, null=True, blank=True, on_delete=models.SET_NULL, related_name="next_steps"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.text


class DataNeeded(Record):
    """Data the Board still needs to judge a theme: the question, from whom, and by when."""

    SHOWN_WITH = ("assurance__theme",)

    assurance = models.ForeignKey(ThemeAssurance, on_delete=models.CASCADE, related_name="data_needed")
    question = models.TextField()
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="data_needed")
    due_on = models.DateField(null=True, blank=True)
    ask = models.ForeignKey(Ask, null=True, blank=True, on_delete=models.SET_NULL, related_name="data_needed")
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "id")
        verbose_name_plural = "data needed"

    def __str__(self) -> str:
        return self.question
