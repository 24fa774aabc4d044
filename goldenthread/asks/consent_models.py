"""That an agency lets another Board use an answer it gave to this one."""

from __future__ import annotations

from django.db import models

from goldenthread.asks.models import Answer
from goldenthread.asks.models import _go_together as go_together
from goldenthread.boards.models import Board
from goldenthread.core.models import Record


class AnswerConsent(Record):
    """An agency lets another Board read, and use, an answer it gave to this one."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="consents")
    to_board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="answers_shared_with_it")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("given_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("answer", "to_board"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_consent_a_board",
            ),
            go_together("consent_withdrawn_at_and_by_go_together", "withdrawn_at", "withdrawn_by"),
        )

    def __str__(self) -> str:
        return f"{self.answer}, to {self.to_board}"
