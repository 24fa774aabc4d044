"""Filters that lists of several rooms share."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from goldenthread.core.kinds import Filter


def years(model: type[Model], board: str = "board") -> Filter:
    """By the financial years there are records for; `board` is the path from a record to its Board."""

    def choices(board_id: UUID) -> Iterable[tuple[str, str]]:
        found = model._default_manager.filter(**{board: board_id}).order_by("-period")
        return [(year, year) for year in found.values_list("period", flat=True).distinct()]

    return Filter("year", "Year", "period", choices)
