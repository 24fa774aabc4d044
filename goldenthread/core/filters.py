"""Filters that lists of several rooms share: by year, by what the records name, by how they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import Model, Q

from goldenthread.core import clock
from goldenthread.core.kinds import Filter
from goldenthread.core.periods import Period


def years(model: type[Model], board: str = "board") -> Filter:
    """By the financial years there are records for; `board` is the path from a record to its Board."""

    def choices(board_id: UUID) -> Iterable[tuple[str, str]]:
        found = model._default_manager.filter(**{board: board_id}).order_by("-period")
        return [(year, year) for year in found.values_list("period", flat=True).distinct()]

    return Filter("year", "Year", "period", choices)


def years_of(model: type[Model], path: str, words: str = "Year", *, board: str = "board") -> Filter:
    """By the financial years in which the days at `path` lie; `board` is the path from a record to its Board."""

    def choices(board_id: UUID) -> Iterable[tuple[str, str]]:
        found = model._default_manager.filter(**{board: board_id}).exclude(**{path: None})
        said = {Period.containing(day).label for day in found.order_by().values_list(path, flat=True).distinct()}
        return [(year, year) for year in sorted(said, reverse=True)]

    def narrows(value: str) -> Q:
        year = Period.parse(value)
        return Q(**{f"{path}__range": (year.start, year.end)})

    return Filter("year", words, path, choices, narrows=narrows)


def ways(name: str, words: str, path: str, *said: tuple[str, str, Callable[[], Q]]) -> Filter:
    """By a few ways in which a record can stand, each with what it asks for: in force or ended, shown or not."""
    asks = {value: asked for value, _, asked in said}
    choices = [(value, shown) for value, shown, _ in said]
    return Filter(name, words, path, lambda _: choices, narrows=lambda value: asks[value]())


def holds(from_on: str = "from_on", to_on: str = "to_on") -> Filter:
    """By whether what holds from a day to a day holds today, did so once, or will."""

    def over() -> Q:
        return Q(**{f"{to_on}__lt": clock.today()})

    def to_come() -> Q:
        return Q(**{f"{from_on}__gt": clock.today()})

    return ways(
        "state",
        "Holds",
        to_on,
        ("now", "Now", lambda: ~over() & ~to_come()),
        ("over", "No more", over),
        ("to_come", "Not yet", to_come),
    )


def there(model: type[Model], name: str, words: str, path: str, shown: str, *, board: str = "board") -> Filter:
    """By what the records of the list name at `path`: only what there is, in the words found at `shown`.

    For kinds of which whoever opens the list sees all, or nothing: its choices are those of every record of the Board.
    """

    def choices(board_id: UUID) -> Iterable[tuple[str, str]]:
        found = model._default_manager.filter(**{board: board_id}).exclude(**{path: None}).order_by(shown)
        return [(str(value), str(said)) for value, said in found.values_list(path, shown).distinct() if said != ""]

    return Filter(name, words, path, choices)
