"""What was learned: sources, findings, recommendations, and the actions that answer them."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from goldenthread.asks.models import Answer, Ask
from goldenthread.boards.models import Agency, Board, Person
from goldenthread.boards.themes import Theme
from goldenthread.cases.models import Case
from goldenthread.core.models import DatePrecision, Record, Slugged
from goldenthread.meetings.models import Meeting
from goldenthread.plans.models import Principle


class Source(Slugged):
    """Where learning came from. What a confidential case taught is `held_in` that case until it is shared with the Board."""

    SLUG_FROM = "title"

    class Kind(models.TextChoices):
        REVIEW = "review", "Safeguarding Adults Review"
        RAPID_REVIEW = "rapid_review", "Rapid review"
        AUDIT = "audit", "Audit"
        SELF_ASSESSMENT = "self_assessment", "Self-assessment"
        AFTER_ACTION = "after_action", "After action review"
        HIGHLIGHT_REPORT = "highlight_report", "Highlight report"
        LEARNING_DAY = "learning_day", "Learning day"
        DEVELOPMENT_DAY = "development_day", "Development day"
        COMPLAINT = "complaint", "Complaint"
        EXTERNAL = "external", "Report by somebody else"
        SUICIDE_AUDIT = "suicide_audit", "Suicide audit"
        OTHER = "other", "Something else"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="sources")
    slug = models.SlugField()
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    ended_on = models.DateField(null=True, blank=True)
    ended_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    summary = models.TextField(blank=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    case = models.ForeignKey(
        Case, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="taught"
    )
    held_in = models.ForeignKey(Case, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+")
    ask = models.ForeignKey(Ask, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    link = models.URLField(blank=True, help_text="Where it can be read, if it is published.")
    facilitator = models.CharField(max_length=200, blank=True)
    expected = models.TextField("what was expected to happen", blank=True)
    happened = models.TextField("what happened", blank=True)
    why_different = models.TextField("why it was different", blank=True)
    learned = models.TextField("what was learned", blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="sources")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("ended_on", "title")
        constraints = (
            models.UniqueConstraint(fields=("board", "slug"), name="source_slug_is_unique_on_its_board"),
            models.CheckConstraint(
                condition=models.Q(held_in=None) | models.Q(held_in=models.F("case")),
                name="learning_is_held_in_its_own_case",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Finding(Record):
    """What a source found: something to mend, or good practice to spread."""

    SHOWN_WITH = ("source",)

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_strength = models.BooleanField(default=False)
    domain = models.CharField(max_length=20, choices=Theme.Domain, blank=True)
    principle = models.ForeignKey(Principle, null=True, blank=True, on_delete=models.SET_NULL, related_name="findings")
    quality_marker = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="findings")

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.source} finding {self.number}"


class Recommendation(Record):
    """What a source asks, in its own numbering; the response stands apart from the text."""

    SHOWN_WITH = ("source",)

    class Status(models.TextChoices):
        ACCEPTED = "accepted", "Accepted, not begun"
        PARTLY = "partly", "Accepted in part"
        UNDER_WAY = "under_way", "Under way"
        IMPLEMENTED = "implemented", "Done"
        NOT_IMPLEMENTING = "not_implementing", "Decided not to act"

    class Audience(models.TextChoices):
        BOARD = "board", "The Board"
        AGENCY = "agency", "One agency or several"
        NATIONAL = "national", "National bodies"

    class Change(models.TextChoices):
        POLICY = "policy", "Policy or procedure"
        TRAINING = "training", "Training"
        PRACTICE = "practice", "Practice"
        AUDIT = "audit", "Audit or assurance"
        COMMISSIONING = "commissioning", "Commissioning"
        NATIONAL = "national", "A national matter"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="recommendations")
    number = models.CharField(max_length=6)
    text = models.TextField()
    response = models.TextField(blank=True)
    difference = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.UNDER_WAY)
    worked_on_in = models.CharField(max_length=7, blank=True, help_text="The year in which something was done.")
    reasons = models.TextField(blank=True, help_text="Required when the Board decides not to act (Sch 2 para 4(1)(g)).")
    decided_in = models.CharField(max_length=7, blank=True, help_text="The year of a decision not to act.")
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    intended_change = models.TextField(blank=True, help_text="What will be different for adults.")
    audience = models.CharField(max_length=20, choices=Audience, blank=True)
    kind_of_change = models.CharField(max_length=20, choices=Change, blank=True)
    domain = models.CharField(max_length=20, choices=Theme.Domain, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    themes = models.ManyToManyField(Theme, blank=True, related_name="recommendations")
    answers = models.ManyToManyField(Finding, blank=True, related_name="recommendations")
    also_from = models.ManyToManyField(Source, blank=True, related_name="recommendations_shared")

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
        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        STALLED = "stalled", "Stalled"
        DONE = "done", "Done, not yet evidenced"
        EVIDENCED = "evidenced", "Done and evidenced"
        SUPERSEDED = "superseded", "Closed, not done"

    OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.STALLED)
    """What is still to be done."""
    FINISHED = (Status.DONE, Status.EVIDENCED)

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField(help_text="What is to be done.")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    owner = models.CharField(max_length=200, blank=True, help_text="Who does it, by name or post.")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_STARTED)
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="How far it has come.")
    blocked_because = models.TextField(blank=True, help_text="What stands in its way.")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    also_answers = models.ManyToManyField(Recommendation, blank=True, related_name="also_answered_by")
    depends_on = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="holds_up")
    themes = models.ManyToManyField(Theme, blank=True, related_name="actions")
    proposed_in = models.ForeignKey(
        Answer,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
        help_text="The answer it is from.",
    )
    proposed_as = models.CharField(max_length=80, blank=True, help_text="Its place in that answer, such as actions.2.")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = (models.F("due_on").asc(nulls_last=True), "id")
        indexes = (models.Index(fields=("board", "status", "due_on"), name="action_by_due_day"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(proposed_in=None, proposed_as="")
                | models.Q(proposed_in__isnull=False) & ~models.Q(proposed_as=""),
                name="action_proposed_in_and_as_go_together",
            ),
            models.UniqueConstraint(
                fields=("proposed_in", "proposed_as"),
                condition=models.Q(proposed_in__isnull=False),
                name="a_proposed_action_is_carried_over_once",
                violation_error_message="This is in the action register already. Nothing was added.",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_finished(self) -> bool:
        return self.status in self.FINISHED

    @property
    def who(self) -> str:
        """Who does it, as the record names them: a person, or the words it was given."""
        return self.person.name if self.person else self.owner


def open_actions(**where: Any) -> models.QuerySet[Action]:
    """Actions that are still to be done."""
    return Action.objects.filter(status__in=Action.OPEN, **where)


from goldenthread.learning.doing import DueDateChange, Evidence, ProgressNote  # noqa: E402  (models too)
from goldenthread.learning.evaluating import Allocation, DataNeeded, EvaluationDay, NextStep, ThemeAssurance  # noqa: E402  (the same)
from goldenthread.learning.proving import Measure, Verdict  # noqa: E402  (the same)

__all__ = [
    "Action",
    "Allocation",
    "DataNeeded",
    "DueDateChange",
    "EvaluationDay",
    "Evidence",
    "Finding",
    "Measure",
    "NextStep",
    "ProgressNote",
    "Recommendation",
    "Source",
    "ThemeAssurance",
    "Verdict",
    "open_actions",
]
