"""What was learned: sources, findings, recommendations and what became of them."""

from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.core.models import DatePrecision, Record, Slugged
from goldenthread.meetings.models import Meeting


class Source(Slugged):
    """Where learning came from."""

    SLUG_FROM = "title"

    class Kind(models.TextChoices):
        REVIEW = "review", "Safeguarding Adults Review"
        RAPID_REVIEW = "rapid_review", "Rapid review"
        AUDIT = "audit", "Audit"
        AFTER_ACTION = "after_action", "After action review"
        LEARNING_DAY = "learning_day", "Learning day"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="sources")
    slug = models.SlugField()
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    ended_on = models.DateField(null=True, blank=True)
    ended_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    summary = models.TextField(blank=True)

    class Meta:
        ordering = ("ended_on", "title")
        constraints = (models.UniqueConstraint(fields=("board", "slug"), name="source_slug_is_unique_on_its_board"),)

    def __str__(self) -> str:
        return self.title


class Finding(Record):
    SHOWN_WITH = ("source",)

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_strength = models.BooleanField(default=False)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.source} finding {self.number}"


class Recommendation(Record):
    """What a source asks, in its own numbering; the response stands apart from the text."""

    SHOWN_WITH = ("source",)

    class Status(models.TextChoices):
        IMPLEMENTED = "implemented", "Done"
        UNDER_WAY = "under_way", "Under way"
        NOT_IMPLEMENTING = "not_implementing", "Decided not to act"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="recommendations")
    number = models.CharField(max_length=6)
    text = models.TextField()
    response = models.TextField(blank=True)
    difference = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.UNDER_WAY)
    worked_on_in = models.CharField(max_length=7, blank=True, help_text="The year in which something was done.")
    reasons = models.TextField(blank=True, help_text="Required when the Board decides not to act (Sch 2 para 4(1)(g)).")
    decided_in = models.CharField(max_length=7, blank=True, help_text="The year of a decision not to act.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(status="not_implementing") | (~models.Q(reasons="") & ~models.Q(decided_in="")),
                name="not_implementing_has_reasons_and_a_year",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} recommendation {self.number}"


class Action(Record):
    """Work that an owner has accepted, with a date."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        CLOSED = "closed", "Closed, not done"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField(help_text="What is to be done.")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    owner = models.CharField(max_length=200, blank=True, help_text="Who does it, by name or post.")
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="How far it has come.")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = (models.F("due_on").asc(nulls_last=True), "id")
        indexes = (models.Index(fields=("board", "status", "due_on"), name="action_by_due_day"),)

    def __str__(self) -> str:
        return self.text
