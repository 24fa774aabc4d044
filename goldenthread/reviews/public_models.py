"""What everybody may read of a review: the words that are written for it, and the copies that two people cleared.

The public site reads the copies (`PublicText`) and nothing else of a case. A copy is made in the deed of two people, and
never changed.
"""

from __future__ import annotations

from django.db import models

from goldenthread.cases.models import InCase, TwoPersonAct
from goldenthread.core import clock


class PublicWords(InCase):
    """What is written for everybody about a review, beyond its report: its name, a summary, reasons that may be told."""

    title = models.CharField("what it is called in public", max_length=200, help_text="Never a real name.")
    summary = models.TextField(
        blank=True,
        help_text="Needed where only a summary is published. Begin the heading of each part with ## and a space.",
    )
    reasons = models.TextField(
        "what the public is told of why",
        blank=True,
        help_text="Why there is only a summary, or why it is not published. Leave it empty to tell nothing in public.",
    )

    class Meta:
        ordering = ("title",)
        verbose_name = "what the public reads"
        verbose_name_plural = "what the public reads"
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                name="one_set_of_public_words_of_a_review",
                violation_error_message="There is one already. Change that one.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class PublicText(InCase):
    """A copy of what two people cleared for everybody. Only the newest of a review counts; what was taken down stays away."""

    class Sort(models.TextChoices):
        REPORT = "report", "Report"
        SUMMARY = "summary", "Summary"
        REASONS = "reasons", "Not published"
        BRIEFING = "briefing", "Seven-minute briefing"

    sort = models.CharField(max_length=10, choices=Sort, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    title = models.CharField(max_length=200, editable=False)
    kind = models.CharField("what kind of review", max_length=100, editable=False)
    themes = models.JSONField(default=list, editable=False)
    text = models.TextField(blank=True, editable=False)
    reasons = models.TextField(blank=True, editable=False)
    file = models.BinaryField(null=True, blank=True, editable=False)
    file_ending = models.CharField(max_length=5, blank=True, editable=False)
    link = models.URLField(blank=True, editable=False)
    published_on = models.DateField(default=clock.today, editable=False)
    published_at = models.DateTimeField(default=clock.now, editable=False)
    until_on = models.DateField(null=True, blank=True, editable=False)
    taken_down_on = models.DateField(null=True, blank=True, editable=False)
    taken_down_why = models.CharField(max_length=300, blank=True, editable=False)
    act = models.OneToOneField(TwoPersonAct, on_delete=models.PROTECT, related_name="public_text", editable=False)

    class Meta:
        ordering = ("-published_at",)
        verbose_name = "public text of a review"
        verbose_name_plural = "public texts of reviews"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(taken_down_on=None) | ~models.Q(taken_down_why=""),
                name="a_public_text_is_taken_down_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}: {self.get_sort_display()}"
