"""What agencies are asked under section 45 of the Care Act 2014, what they answer, and what is done further with it."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.models import Agency
from goldenthread.cases.models import InCase
from goldenthread.core import clock
from goldenthread.reviews.referral_models import Filled


class InformationRequest(InCase):
    """A request to one agency for information about a case (Care Act 2014, section 45).

    The first two conditions of the section are said in words; of the third and the fourth, one at least is chosen.
    """

    SHOWN_WITH = ("case", "agency")

    class Basis(models.TextChoices):
        THIRD = "third", "It is about the agency, what it does, or somebody for whom it acts (condition 3)"
        FOURTH = "fourth", "It was supplied under section 45 before, or comes from that (condition 4)"

    class State(models.TextChoices):
        SENT = "sent", "Asked"
        ANSWERED = "answered", "Answered"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="information_requests")
    purpose = models.TextField("what the Board needs it for (condition 1)")
    likely = models.TextField("why the agency is likely to have it (condition 2)")
    basis = models.CharField("on what basis besides", max_length=10, choices=Basis, default=Basis.THIRD)
    wanted = models.TextField("what is asked for")
    asked_on = models.DateField(default=clock.today, editable=False)
    asked_by = models.CharField(max_length=200, editable=False)
    due_on = models.DateField("answer due")
    state = models.CharField(max_length=10, choices=State, default=State.SENT, editable=False)
    withdrawn_why = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ("due_on", "agency__name")
        verbose_name = "request for information"
        verbose_name_plural = "requests for information"
        constraints = (
            models.UniqueConstraint(
                fields=("case", "agency"),
                condition=models.Q(state="sent"),
                name="an_agency_is_asked_once_at_a_time_in_a_case",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case.called}: {self.agency}"


class InformationResponse(Filled):
    """An agency's answer to a request for information: its own until it is handed in. A refusal gives its reason."""

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        SENT = "sent", "Handed in"
        REFUSED = "refused", "Refused"

    request = models.OneToOneField(InformationRequest, on_delete=models.PROTECT, related_name="response")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="information_responses")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    are_records_secured = models.BooleanField(
        "the records are secured, so that they cannot be changed or destroyed", default=False, editable=False
    )
    refused_why = models.TextField("why it is refused", blank=True)
    ended_at = models.DateTimeField("handed in or refused", null=True, blank=True, editable=False)
    ended_by = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "answer to a request for information"
        verbose_name_plural = "answers to requests for information"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(refused_why=""),
                name="a_refusal_of_information_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"Answer of {self.agency}"


class InformationUse(InCase):
    """What was done further with an agency's answer: for whom, for what. Only the Board's functions allow it (section 45(6))."""

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="uses")
    used_on = models.DateField("day", default=clock.today)
    given_to = models.CharField(
        "given to", max_length=200, help_text="A body or a post, such as the coroner’s officer."
    )
    used_for = models.TextField("what for")

    class Meta:
        ordering = ("used_on",)
        verbose_name = "onward use"

    def __str__(self) -> str:
        return f"{self.given_to}, {self.used_on}"
