"""What a referral says, every step that is taken with it, and the days on which it stands still.

All of it is part of the referral's case (`InCase`): the index (`Referral`) says only that it exists and how it stands. Nothing
that was said is edited away: moves are added, each with a reason and a name.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from goldenthread.asks import library
from goldenthread.asks.definitions import Form
from goldenthread.boards.models import Agency
from goldenthread.cases.models import InCase
from goldenthread.core import clock


class Filled(InCase):
    """A form filled in within a case. It keeps the form as it stood when it was begun, so that it is always read with it."""

    form_data = models.JSONField(default=dict, editable=False)
    data = models.JSONField(default=dict, blank=True, editable=False)
    saved_at = models.DateTimeField(null=True, blank=True, editable=False)
    saved_by = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def form(self) -> Form:
        return library.from_data(self.form_data)


def begun_with(form: Form) -> dict[str, Any]:
    """What a record that is filled in keeps of its form."""
    return {"form_data": library.to_data(form)}


class ReferralDetails(Filled):
    """What a referral says. Its own agency writes it until it is handed in; afterwards the Board's unit fills gaps."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "Being written"
        SENT = "sent", "Handed in"

    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="referral_details", editable=False
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT, editable=False)
    handed_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    handed_in_by = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "referral details"
        constraints = (models.UniqueConstraint(fields=("case",), name="a_referral_says_one_thing"),)

    def __str__(self) -> str:
        return f"What {self.case.called} says"


class ReferralMove(InCase):
    """A step that was taken with a referral: from where, to where, why, and by whom."""

    verb = models.CharField(max_length=60)
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    why = models.TextField(blank=True)
    where_to = models.CharField("where it was sent", max_length=200, blank=True)
    taken_on = models.DateField(default=clock.today)
    taken_at = models.DateTimeField(default=clock.now)
    taken_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("taken_on", "taken_at")

    def __str__(self) -> str:
        return f"{self.case.called}: {self.verb}"


class ReferralPause(InCase):
    """Days on which a referral stands still, and what it waits for. It stays with the referral whatever becomes of that."""

    class Why(models.TextChoices):
        CRIMINAL = "criminal", "A criminal investigation or trial"
        INQUEST = "inquest", "An inquest"
        PARALLEL = "parallel", "Another review or investigation"
        FAMILY = "family", "The adult or the family asked for time"
        INFORMATION = "information", "Information is still to come"
        OTHER = "other", "Something else"

    from_on = models.DateField("from", default=clock.today)
    to_on = models.DateField("it went on", null=True, blank=True)
    why = models.CharField("what it waits for", max_length=12, choices=Why)
    about = models.TextField("in your words", blank=True)
    expected_on = models.DateField("when it is expected to go on", null=True, blank=True)
    paused_by = models.CharField(max_length=200, editable=False)
    resumed_by = models.CharField(max_length=200, blank=True, editable=False)
    resumed_why = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ("from_on",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="referral_pause_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=("case",), condition=models.Q(to_on=None), name="a_referral_is_paused_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case.called}: {self.get_why_display().lower()}"
