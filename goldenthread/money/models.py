"""What members paid in and what it was spent on, in whole pence."""

from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.core.models import Record


class Contribution(Record):
    """Money a member paid towards the Board's work (Schedule 2, paragraph 2)."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="contributions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="contributions")
    period = models.CharField(max_length=7)
    pence = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("period", "-pence")

    def __str__(self) -> str:
        return f"{self.agency} {self.period}"


class Expenditure(Record):
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="expenditure")
    period = models.CharField(max_length=7)
    line = models.CharField(max_length=100)
    pence = models.PositiveBigIntegerField()
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("period", "-pence")
        verbose_name_plural = "expenditure"

    def __str__(self) -> str:
        return f"{self.line} {self.period}"
