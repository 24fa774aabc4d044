"""Who is named on a review, and who stepped aside from it."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.standing import Dated
from goldenthread.reviews.models import Review


class ReviewMembership(Dated):
    """Somebody is named on a review: its panel, its reviewer, its co-ordinator."""

    class Part(models.TextChoices):
        CHAIR = "chair", "Panel chair"
        PANEL = "panel", "Panel member"
        REVIEWER = "reviewer", "Independent reviewer"
        COORDINATOR = "coordinator", "Co-ordinator"
        AGENCY = "agency", "Agency contributor"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="memberships")
    part = models.CharField(max_length=12, choices=Part)

    class Meta(Dated.Meta):
        ordering = ("from_on",)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_part_display()}"


class Recusal(Dated):
    """Somebody stepped, or was put, aside from a review. It beats every other rule."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="recusals")
    reason = models.CharField(max_length=300)

    class Meta(Dated.Meta):
        ordering = ("from_on",)

    def __str__(self) -> str:
        return f"{self.user} stands aside"
