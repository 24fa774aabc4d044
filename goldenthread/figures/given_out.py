"""Counts that were told outside the Board by another way than a release or a report."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import Record
from goldenthread.figures.definitions import all_definitions


class GivenOut(Record):
    """Counts of one figure that somebody outside the Board was told: in an answer, a talk, or a sheet of the scorecard.

    `counts` are rows of the figure ("" is the figure itself), each with the least and the most that was told.
    """

    NOT_IN_TRAIL = frozenset({"counts", "names"})

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="given_out")
    period = models.CharField(max_length=13, help_text="A year, 2023-24, or quarters of one, 2023-24 Q1-Q2.")
    figure_id = models.CharField(max_length=80)
    counts = models.JSONField(help_text="By row: the least and the most that was told.")
    names = models.JSONField(default=dict, blank=True, help_text="What each row was called.")
    to_whom = models.CharField(max_length=200)
    what = models.CharField(max_length=200, help_text="What they stood in.")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-given_at",)

    def __str__(self) -> str:
        return f"{self.title}, {self.period}, given to {self.to_whom}"

    @property
    def title(self) -> str:
        """What the figure is called; its name where the definition is gone."""
        found = all_definitions().get(self.figure_id)
        return found.title if found else self.figure_id
