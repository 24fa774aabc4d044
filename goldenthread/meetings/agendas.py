"""Agendas: items, their papers, and what of them is confidential."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.documents import Document
from goldenthread.boards.models import Group
from goldenthread.boards.themes import Theme
from goldenthread.core.models import Record
from goldenthread.meetings.models import Meeting


class AgendaItem(Record):
    """A line of an agenda, as everybody of the group may read it.

    Of a confidential item this says only that there is one: what it is about stands in its `ConfidentialPart`.
    """

    SHOWN_WITH = ("meeting__group__names",)
    CONFIDENTIAL = "Confidential item"

    class Purpose(models.TextChoices):
        DECISION = "decision", "Decision"
        ASSURANCE = "assurance", "Assurance"
        CHALLENGE = "challenge", "Challenge"
        INFORMATION = "information", "Information"
        DISCUSSION = "discussion", "Discussion"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=15, choices=Purpose, default=Purpose.DISCUSSION)
    presenter = models.CharField(max_length=200, blank=True)
    minutes_allotted = models.PositiveSmallIntegerField(null=True, blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items")
    background = models.TextField(blank=True)
    said = models.TextField(blank=True)
    is_confidential = models.BooleanField(default=False)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="carried_to_items"
    )
    business = models.CharField(max_length=100, blank=True, help_text="The outstanding business it came from.")

    class Meta:
        ordering = ("order",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_confidential=False)
                | models.Q(title="Confidential item", background="", said="", presenter="", theme=None, business=""),
                name="confidential_item_says_nothing",
            ),
        )

    def __str__(self) -> str:
        return self.title


class ConfidentialPart(Record):
    """What a confidential item is about, and what was said and decided under it."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="confidential_part")
    title = models.CharField(max_length=300)
    background = models.TextField(blank=True)
    said = models.TextField(blank=True)
    decided = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class PaperBase(Record):
    """Something to read: a file, or text written here (Markdown)."""

    title = models.CharField(max_length=300)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="%(app_label)s_%(class)ss"
    )
    text = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering = ("order", "title")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(document__isnull=False) | ~models.Q(text=""),
                name="%(class)s_is_a_file_or_a_text",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Paper(PaperBase):
    """An open paper: whoever may read the agenda may read it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")


class RestrictedPaper(PaperBase):
    """A paper for those who may read the Board's restricted papers."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="restricted_papers")


class GroupPaper(PaperBase):
    """A paper or a pack of data sent to a group between its meetings."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="papers")
    issued_on = models.DateField()
    data_version = models.CharField(
        max_length=100, blank=True, help_text="The seal of the release or frozen set its numbers came from."
    )
