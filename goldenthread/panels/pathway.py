"""What the five pathways have in common: a head record that stands somewhere in a process, and each step that was taken."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import Case, Confidential, InCase
from goldenthread.core import clock
from goldenthread.core.processes import Process


class Pathway(Confidential):
    """The head record of a case in one of the pathways. `case` is its own case, under the same key."""

    IS_ABOUT_AN_ADULT: ClassVar[bool] = True
    PROCESS: ClassVar[Process]

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="%(class)ss")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="%(class)s", editable=False)
    agency = models.ForeignKey(
        Agency,
        verbose_name="brought by",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        help_text="The agency that brings it.",
    )
    begun_on = models.DateField("brought on", default=clock.today)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    is_fictional = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
        ordering = ("-begun_on",)

    def save(self, *args: object, **kwargs: object) -> None:
        self.case_id = self.pk
        super().save(*args, **kwargs)

    @property
    def stands(self) -> Any:
        """Where it stands, as the process says it."""
        return self.PROCESS.state(self.state)  # type: ignore[attr-defined]  # every pathway keeps its own states


class Taken(InCase):
    """A step that was taken: from where, to where, on which day, by whom and why."""

    verb = models.CharField("what was done", max_length=40)
    was = models.CharField("from", max_length=12, blank=True)
    now = models.CharField("to", max_length=12)
    taken_on = models.DateField("on")
    taken_at = models.DateTimeField("written down")
    taken_by = models.CharField("by", max_length=200)
    second_by = models.CharField("agreed by", max_length=200, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ("taken_at",)

    def __str__(self) -> str:
        return self.verb
