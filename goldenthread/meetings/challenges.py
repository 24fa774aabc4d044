"""Challenges: what members, the chair and other boards were asked, what they answered, and what changed."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.boards.themes import Theme
from goldenthread.core.models import Record
from goldenthread.meetings.models import Meeting
from goldenthread.meetings.steps import Level, Outcome, State


class Challenge(Record):
    """A question put to agencies or to another board, with what came of it."""

    class Kind(models.TextChoices):
        CHALLENGE = "challenge", "Challenge"
        CHAIRS_ASK = "chairs_ask", "Ask of the chair"
        ATTENDANCE = "attendance", "About attendance"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="challenges")
    reference = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CHALLENGE)
    title = models.CharField(max_length=200)
    question = models.TextField()
    raised_on = models.DateField()
    raised_by = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="challenges_raised"
    )
    raised_by_words = models.CharField(
        max_length=200, blank=True, help_text="Where it is no agency: such as the chair."
    )
    to_board = models.CharField(max_length=200, blank=True, help_text="Such as the Community Safety Partnership.")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="challenges")
    evidence_asked = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="challenges")
    level = models.PositiveSmallIntegerField(choices=[(one.value, one.words) for one in Level], default=Level.AGENCY)
    state = models.CharField(max_length=10, choices=[(one.value, one.words) for one in State], default=State.OPEN.value)
    outcome = models.CharField(max_length=15, choices=[(one.value, one.words) for one in Outcome], blank=True)
    what_changed = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    carried_to = models.CharField(max_length=7, blank=True, help_text="The year whose report tells of it again.")
    public_summary = models.TextField(blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-raised_on", "title")
        constraints = (
            models.UniqueConstraint(fields=("board", "reference"), name="challenge_reference_is_unique_on_its_board"),
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_on__isnull=False) & ~models.Q(outcome="")
                | ~models.Q(state="closed") & models.Q(closed_on=None, outcome=""),
                name="challenge_is_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(raised_by__isnull=False) | ~models.Q(raised_by_words=""),
                name="challenge_says_who_raised_it",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        """Who raised it."""
        return self.raised_by.name if self.raised_by else self.raised_by_words


class ChallengeReply(Record):
    """What one agency answers. It is there, empty, from the moment the agency is asked."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="replies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="challenge_replies")
    text = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("agency__order", "agency__name")
        verbose_name_plural = "challenge replies"
        constraints = (
            models.UniqueConstraint(fields=("challenge", "agency"), name="one_reply_an_agency"),
            models.CheckConstraint(
                condition=models.Q(replied_on=None) | ~models.Q(text=""), name="a_reply_that_was_given_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency}: {self.challenge}"


class Escalation(Record):
    """A challenge taken to a higher level: when, and why."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="escalations")
    level = models.PositiveSmallIntegerField(choices=[(one.value, one.words) for one in Level])
    escalated_on = models.DateField()
    why = models.CharField(max_length=500)

    class Meta:
        ordering = ("level",)
        constraints = (models.UniqueConstraint(fields=("challenge", "level"), name="escalated_once_to_a_level"),)

    def __str__(self) -> str:
        return f"{self.challenge}: {self.get_level_display()}"


class ScrutinyActivity(Record):
    """One piece of the chair's own scrutiny."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="scrutiny_activities")
    question = models.CharField(max_length=300)
    method = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    judgement = models.TextField(blank=True)
    recommendations = models.TextField(blank=True)
    response = models.TextField(blank=True)
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="scrutiny_activities"
    )
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("due_on", "question")
        verbose_name_plural = "scrutiny activities"

    def __str__(self) -> str:
        return self.question
