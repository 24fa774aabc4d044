"""Themes: one code for what reviews, audits, risks, asks and figures are about, so that they can be read together."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import Slugged


class Theme(Slugged):
    """Something that learning comes back to, such as self-neglect or mental capacity."""

    class Domain(models.TextChoices):
        """Where in the system it lies, as the national analyses of Safeguarding Adults Reviews sort it."""

        PRACTICE = "practice", "Direct practice with the adult"
        TEAM = "team", "Agencies working together around the adult"
        ORGANISATION = "organisation", "The organisations around the team"
        GOVERNANCE = "governance", "The Board’s own governance"
        NATIONAL = "national", "National law, policy and money"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="themes")
    slug = models.SlugField()
    name = models.CharField(max_length=100)
    other_words = models.CharField(
        max_length=300, blank=True, help_text="Other words people use for it, with commas: searching finds it by these."
    )
    domain = models.CharField(max_length=20, choices=Domain, blank=True)
    is_of_the_scorecard = models.BooleanField(
        "asked about in highlight reports", default=False, help_text="One of the themes agencies report on."
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "name")
        constraints = (models.UniqueConstraint(fields=("board", "slug"), name="theme_slug_is_unique_on_its_board"),)

    def __str__(self) -> str:
        return self.name
