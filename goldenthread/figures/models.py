"""Sets of data that were frozen, and releases that were published from them."""

from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import Record


class FrozenSet(Record):
    """Data sealed as Parquet, on which figures stand for ever."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="frozen_sets")
    period = models.CharField(max_length=7)
    sha256 = models.CharField(max_length=64)
    folder = models.CharField(max_length=300, help_text="Within the installation's folder of frozen sets, or absolute.")
    is_synthetic = models.BooleanField(default=False)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-frozen_at",)
        constraints = (models.UniqueConstraint(fields=("board", "period", "sha256"), name="frozen_once"),)

    def __str__(self) -> str:
        return f"{self.board} {self.period} {self.sha256[:8]}"


class PublishedRelease(Record):
    """Everything published together from one frozen set, protected by one rule."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="releases")
    period = models.CharField(max_length=7)
    rule = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64, help_text="The seal of the frozen set it came from.")
    contents = models.JSONField()
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-released_at",)

    def __str__(self) -> str:
        return f"{self.board} {self.period}, {self.rule} rule"
