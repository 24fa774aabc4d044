"""The times a Board gives the steps of a referral, and why one of them took longer."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.models import Board
from goldenthread.cases.models import InCase
from goldenthread.core.models import Record
from goldenthread.reviews import clocks_rules


class StepTime(Record):
    """The time a Board gives a step of a referral, where it is another than the program begins with."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="step_times")
    step = models.CharField(max_length=20, choices=[(one.slug, one.words) for one in clocks_rules.EVERY])
    number = models.PositiveSmallIntegerField("how many")
    unit = models.CharField(
        max_length=15, choices=[(str(one), words) for one, words in clocks_rules.UNIT_WORDS.items()]
    )

    class Meta:
        ordering = ("step",)
        constraints = (models.UniqueConstraint(fields=("board", "step"), name="a_step_has_one_time_on_a_board"),)

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.number} {self.get_unit_display()}"


class LateReason(InCase):
    """Why a step of a referral takes, or took, longer than its time. The Board learns what delays have in common."""

    class Code(models.TextChoices):
        CRIMINAL = "criminal", "Criminal proceedings"
        INQUEST = "inquest", "An inquest"
        FAMILY = "family", "The adult or the family"
        AGENCY = "agency", "An agency’s answer was late"
        REVIEWER = "capacity", "Too few people or too little time"
        PARALLEL = "parallel", "Another review"
        ILLNESS = "illness", "Illness or leave"
        OTHER = "other", "Something else"

    class Effect(models.TextChoices):
        HELPED = "helped", "The time helped"
        HARMED = "harmed", "The delay did harm"
        NEITHER = "neither", "Neither"

    step = models.CharField("which step", max_length=20, choices=[(one.slug, one.words) for one in clocks_rules.CLOCKS])
    code = models.CharField("why it takes longer", max_length=12, choices=Code)
    about = models.TextField("in your words", blank=True)
    effect = models.CharField("what the delay does", max_length=10, choices=Effect, default=Effect.NEITHER)
    revised_on = models.DateField("new day", null=True, blank=True)

    class Meta:
        ordering = ("step",)
        verbose_name = "reason for delay"
        verbose_name_plural = "reasons for delay"

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_code_display().lower()}"
