"""The Board's side of a self-assessment: what a panel made of each score, and the event at which both agreed."""

from __future__ import annotations

from django.db import models

from goldenthread.asks.models import Answer
from goldenthread.core.models import Record


class ChallengeEvent(Record):
    """A meeting of a panel with an agency about its self-assessment: what was asked, and what follows."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="challenge_event")
    held_on = models.DateField("day it was held")
    panel = models.CharField("who sat on the panel", max_length=300, help_text="Posts and agencies.")
    asked = models.TextField("what the panel asked", help_text="The questions, and what the agency answered to each.")
    follows = models.TextField("what follows", blank=True, help_text="What the agency will do, and by when.")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("held_on", "id")

    def __str__(self) -> str:
        return f"Challenge event of {self.answer}"


class SelfAssessmentScore(Record):
    """One standard: the agency's own score, what the panel made of it, and what both agreed. The own score never changes here."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="scores")
    key = models.CharField(max_length=60, help_text="The form's question that asks for the score.")
    own = models.CharField(max_length=20, help_text="As it was handed in.")
    moderated = models.CharField(max_length=20, blank=True)
    moderated_why = models.TextField(blank=True)
    moderated_at = models.DateTimeField(null=True, blank=True)
    moderated_by = models.CharField(max_length=200, blank=True)
    agreed = models.CharField(max_length=20, blank=True)
    agreed_why = models.TextField(blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("key",)
        constraints = (
            models.UniqueConstraint(fields=("answer", "key"), name="a_standard_is_scored_once"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{name}_at__isnull": True, f"{name}_by": "", name: ""})
                    | models.Q(**{f"{name}_at__isnull": False})
                    & ~models.Q(**{f"{name}_by": ""})
                    & ~models.Q(**{name: ""}),
                    name=f"score_{name}_at_and_by_go_together",
                )
                for name in ("moderated", "agreed")
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} of {self.answer}"

    @property
    def differs(self) -> bool:
        """Whether the Board's view differs from the agency's own."""
        settled = self.agreed or self.moderated
        return bool(settled) and settled != self.own
