"""What a merged chronology shows as a whole: where nothing is recorded, and what agencies record differently. Free of Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import combinations, groupby
from uuid import UUID

from goldenthread.reviews.chronology_days import LOOSE, span

When = tuple[date, str, date | None]
"""The day of a row, how exactly it is known, and its last day."""


@dataclass(frozen=True)
class Gap:
    """Days in a row on which nothing is recorded. `loose` rows, known by month or year alone, may lie in it."""

    first: date
    last: date
    loose: int = 0

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def gaps(rows: Iterable[When], longer_than: int) -> list[Gap]:
    """Where nothing is recorded for more than so many days, between the first row and the last.

    Rows known by month or year alone end no gap, for nobody knows on which day they were; a gap says how many may lie in it.
    """
    known: list[tuple[date, date]] = []
    loose: list[tuple[date, date]] = []
    for on, precision, until in rows:
        (loose if precision in LOOSE else known).append(span(on, precision, until))
    found: list[Gap] = []
    reached: date | None = None
    for first, last in sorted(known):
        if reached is not None and (first - reached).days - 1 > longer_than:
            found.append(_gap(reached + timedelta(1), first - timedelta(1), loose))
        reached = last if reached is None else max(reached, last)
    return found


def _gap(first: date, last: date, loose: Sequence[tuple[date, date]]) -> Gap:
    return Gap(first, last, sum(begins <= last and ends >= first for begins, ends in loose))


@dataclass(frozen=True)
class Sight:
    """What one row says of whether the adult was seen, on a day that is known exactly."""

    key: UUID
    agency: UUID
    on: date
    at: time | None
    seen: str
    adults: frozenset[UUID] = frozenset()


def at_odds(rows: Iterable[Sight]) -> list[tuple[Sight, Sight]]:
    """Pairs of rows that may contradict each other: two agencies, the same day (and the same time, where both say one), about
    the same adult (or where a row does not say which), and different answers to whether the adult was seen, and with whom.
    """
    found = []
    for _, same_day in groupby(sorted(rows, key=_order), key=lambda one: one.on):
        found += [(one, other) for one, other in combinations(same_day, 2) if _differ(one, other)]
    return found


def _order(one: Sight) -> tuple[date, time, str]:
    return one.on, one.at or time.min, str(one.key)


def _differ(one: Sight, other: Sight) -> bool:
    is_same_time = one.at is None or other.at is None or one.at == other.at
    is_same_adult = not one.adults or not other.adults or bool(one.adults & other.adults)
    return one.agency != other.agency and one.seen != other.seen and is_same_time and is_same_adult
