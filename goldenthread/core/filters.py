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


def there(model: type[Model], name: str, words: str, path: str, shown: str, *, board: str = "board") -> Filter:
    """By what the records of the list name at `path`: only what there is, in the words found at `shown`.

    For kinds of which whoever opens the list sees all, or nothing: its choices are those of every record of the Board.
    """

    def choices(board_id: UUID) -> Iterable[tuple[str, str]]:
        found = model._default_manager.filter(**{board: board_id}).exclude(**{path: None}).order_by(shown)
        return [(str(value), str(said)) for value, said in found.values_list(path, shown).distinct() if said != ""]

    return Filter(name, words, path, choices)
