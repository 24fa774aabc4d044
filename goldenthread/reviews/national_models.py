"""What was taken to the national level because it is beyond a Board's own reach, through whom, why, and what came back.

Source: the national escalation protocol of the Boards' chairs network (2021, revised 2023): the regional network first, then the
national network's executive, which refers it to a department, regulator or other body; the answer is followed and told.
"""

from __future__ import annotations

from django.db import models

from goldenthread.core.models import Record
from goldenthread.core.shapes import Status
from goldenthread.learning.models import Recommendation


class NationalIssue(Record):
    """A recommendation, or part of one, that only a national body can act on. Its days say how far it has come."""

    SHOWN_WITH = ("recommendation__source",)

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="national_issues")
    issue = models.CharField("what is taken there", max_length=200, help_text="In a line. Name nobody.")
    why = models.TextField("why it is beyond our reach")
    through = models.CharField("through whom", max_length=200, help_text="Such as the regional chairs’ network.")
    regional_on = models.DateField("taken to the regional network")
    national_on = models.DateField("with the national network", null=True, blank=True)
    bodies = models.CharField(
        "whom it was referred to", max_length=300, blank=True, help_text="A department, a regulator or another body."
    )
    referred_on = models.DateField("referred", null=True, blank=True)
    answer = models.TextField("what came back", blank=True)
    answered_on = models.DateField("answered", null=True, blank=True)
    told_on = models.DateField(
        "Board and author were told", null=True, blank=True, help_text="The author is whoever wrote the review."
    )
    next_on = models.DateField("ask again on", null=True, blank=True)

    class Meta:
        ordering = ("-regional_on", "issue")
        verbose_name = "national issue"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered_on=None) | ~models.Q(answer=""),
                name="a_national_answer_says_something",
                violation_error_message="Say what came back.",
            ),
            models.CheckConstraint(
                condition=models.Q(referred_on=None) | ~models.Q(bodies=""),
                name="a_national_issue_is_referred_to_somebody",
                violation_error_message="Say whom it was referred to.",
            ),
            models.CheckConstraint(
                condition=(models.Q(national_on=None) | models.Q(national_on__gte=models.F("regional_on")))
                & (models.Q(referred_on=None) | models.Q(referred_on__gte=models.F("regional_on")))
                & (models.Q(answered_on=None) | models.Q(answered_on__gte=models.F("regional_on"))),
                name="a_national_issue_goes_to_the_region_first",
                violation_error_message="A day comes before the day it was taken to the regional network.",
            ),
        )

    def __str__(self) -> str:
        return self.issue

    @property
    def stands(self) -> Status:
        """How far it has come, from its days."""
        if self.told_on:
            return Status("good", "Answered, and told")
        if self.answered_on:
            return Status("part", "Answered, not told yet")
        if self.referred_on:
            return Status("info", "With the body it was referred to")
        if self.national_on:
            return Status("info", "With the national network")
        return Status("info", "With the regional network")
