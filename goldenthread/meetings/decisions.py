"""Decisions, who differed from them, where they were delegated; and the documents that members sign off."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.documents import Document
from goldenthread.boards.models import Agency, Board, Group
from goldenthread.boards.themes import Theme
from goldenthread.core.models import Record
from goldenthread.meetings.models import Meeting


class Decision(Record):
    """What a meeting decided, and to which group it gave the doing."""

    SHOWN_WITH = ("meeting__group__names",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        "meetings.AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    proposed_by = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions_proposed"
    )
    decided_on = models.DateField()
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    priority = models.CharField(max_length=200, blank=True)
    delegated_to = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions_delegated"
    )
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    report_back_on = models.DateField(null=True, blank=True)
    reported_back_on = models.DateField(null=True, blank=True)
    reported_back = models.TextField(blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-decided_on", "number")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="decisions_of_a_meeting_are_numbered_once"),
            models.CheckConstraint(
                condition=models.Q(reported_back_on=None, reported_back="")
                | (models.Q(reported_back_on__isnull=False) & ~models.Q(reported_back="")),
                name="what_was_reported_back_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return f"Decision {self.number} of {self.decided_on.day} {self.decided_on:%B %Y}"


class Dissent(Record):
    """An agency that did not agree with a decision, in its own words."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="dissents")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="dissents")
    words = models.TextField()

    class Meta:
        ordering = ("agency__order",)
        constraints = (models.UniqueConstraint(fields=("decision", "agency"), name="one_dissent_an_agency"),)

    def __str__(self) -> str:
        return f"{self.agency}: {self.decision}"


class KeyDocument(Record):
    """One version of a document that members sign off."""

    class Kind(models.TextChoices):
        ARRANGEMENTS = "arrangements", "Safeguarding arrangements"
        SCRUTINY = "scrutiny", "Plan for independent scrutiny"
        BUDGET = "budget", "Yearly budget"
        REPORT = "report", "Annual report"
        THRESHOLDS = "thresholds", "Threshold document"
        PLAN = "plan", "Strategic plan"
        OTHER = "other", "Another document"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="key_documents")
    kind = models.CharField(max_length=15, choices=Kind)
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="key_documents"
    )
    due_on = models.DateField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("kind", "title", "version")
        constraints = (
            models.UniqueConstraint(fields=("board", "title", "version"), name="key_document_version_is_listed_once"),
        )

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class SignOff(Record):
    """Whether one agency has signed a key document off: by whom and when."""

    key_document = models.ForeignKey(KeyDocument, on_delete=models.CASCADE, related_name="sign_offs")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="sign_offs")
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("agency__order",)
        constraints = (
            models.UniqueConstraint(fields=("key_document", "agency"), name="one_sign_off_an_agency"),
            models.CheckConstraint(
                condition=models.Q(signed_on=None, signed_by="")
                | (models.Q(signed_on__isnull=False) & ~models.Q(signed_by="")),
                name="signed_on_and_signed_by_go_together",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency}: {self.key_document}"
