"""How far an action has come: dated notes, days that moved, and what shows that it was done."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.boards.documents import Document
from goldenthread.core.models import Record
from goldenthread.learning.models import Action


class ProgressNote(Record):
    """What somebody said of an action on a day. It is never changed; who was wrong adds another."""

    SHOWN_WITH = ("action",)

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="progress")
    text = models.TextField()
    status = models.CharField(max_length=12, choices=Action.Status)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("said_at", "id")

    def __str__(self) -> str:
        return f"Progress of “{self.action}”"


class DueDateChange(Record):
    """A day that moved, and why."""

    SHOWN_WITH = ("action",)

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="due_changes")
    was_on = models.DateField(null=True, blank=True)
    now_on = models.DateField(null=True, blank=True)
    why = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("changed_at", "id")

    def __str__(self) -> str:
        return f"Change of the day of “{self.action}”"


class Evidence(Record):
    """What shows that an action was done, or that it helped. It counts once somebody else has checked it."""

    SHOWN_WITH = ("action",)

    class Kind(models.TextChoices):
        POLICY = "policy", "Policy or procedure"
        TRAINING = "training", "Training data"
        AUDIT = "audit", "Audit result"
        FIGURE = "figure", "Figure"
        REPORT = "report", "Report to the Board, such as a highlight report"
        SUPERVISION = "supervision", "Supervision record"
        SURVEY = "survey", "Survey of practitioners"
        VOICE = "voice", "What adults or families say"
        EXAMPLE = "example", "An example from a case, without names"
        EXTERNAL = "external", "Assessment by somebody else"
        STATEMENT = "statement", "A statement"

    class State(models.TextChoices):
        HANDED_IN = "handed_in", "Waits to be checked"
        ACCEPTED = "accepted", "Accepted"
        SENT_BACK = "sent_back", "Sent back with a question"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField(help_text="What it shows. Leave out anything about an adult.")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    link = models.URLField(blank=True)
    covers_from = models.DateField(null=True, blank=True)
    covers_to = models.DateField(null=True, blank=True)
    handed_in_at = models.DateTimeField()
    handed_in_by = models.CharField(max_length=200)
    handed_in_user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.HANDED_IN)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=200, blank=True)
    question = models.TextField(blank=True, help_text="What is asked, where it is sent back.")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("handed_in_at", "id")
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="handed_in", checked_at=None, checked_by="")
                | (~models.Q(state="handed_in") & models.Q(checked_at__isnull=False) & ~models.Q(checked_by="")),
                name="evidence_is_checked_at_a_moment_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent_back") | ~models.Q(question=""), name="sent_back_with_a_question"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
