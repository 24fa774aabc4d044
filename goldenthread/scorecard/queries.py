"""What the scorecard asks of the records: its series, and what people wrote beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.core import clock
from goldenthread.core.periods import Period
from goldenthread.figures import warm
from goldenthread.figures.basis import Basis, is_proved
from goldenthread.scorecard import as_rates, population
from goldenthread.scorecard.as_rates import Lot
from goldenthread.scorecard.catalogue import shipped
from goldenthread.scorecard.models import AdultPopulation, KnownChange, PeopleByAge
from goldenthread.scorecard.population import Population
from goldenthread.scorecard.series import Point, Series, compute
from goldenthread.scorecard.slots import Slot

SHAPE = 1
"""What a kept file holds of each point; another number is another name."""


def all_series(one: Basis) -> Mapping[str, Series]:
    """Every indicator from this basis, for all whole periods that are over: computed once, since the data last changed.

    Raises:
        Refused: the frozen set was changed, or is not there.
    """
    return _all_series(one, last_day(one))


def last_day(one: Basis) -> date:
    """The last day that points may cover: of a frozen set, the last of its year; of live data, the end of last month."""
    today = clock.today()
    before = date(today.year, today.month, 1)
    ended = date.fromordinal(before.toordinal() - 1)
    return min(Period.parse(one.period).end, ended) if one.kind == "frozen" else ended


def is_computed(one: Basis) -> bool:
    """Whether the series of this basis are there already."""
    return warm.read(_name(one, last_day(one))) is not None


def _name(one: Basis, until: date) -> str:
    return warm.name_of(
        str(one.board_id), one.period, one.kind, one.key, "scorecard", shipped().seal, until.isoformat(), str(SHAPE)
    )


@lru_cache(maxsize=8)
def _all_series(one: Basis, until: date) -> Mapping[str, Series]:
    name = _name(one, until)
    kept = warm.read(name)
    if kept is not None and is_proved(one):
        return {key: _series_from_json(said) for key, said in kept.items()}
    found = compute(one.dataset(), shipped().indicators.values(), until=until)
    warm.keep(name, {key: _series_to_json(series) for key, series in found.items()})
    return found


def forget() -> None:
    """Compute everything anew."""
    _all_series.cache_clear()
    counted_by_age.cache_clear()


def _series_to_json(series: Series) -> dict[str, Any]:
    return {
        every: [
            [p.slot.start.isoformat(), p.slot.end.isoformat(), p.numerator, p.denominator, p.value, p.version, p.spread]
            for p in points
        ]
        for every, points in (("months", series.months), ("quarters", series.quarters), ("years", series.years))
        if points
    }


def _series_from_json(said: Mapping[str, Any]) -> Series:
    return Series(**{every: tuple(_point(row) for row in rows) for every, rows in said.items()})


def _point(row: list[Any]) -> Point:
    start, end, top, base, value, version, spread = row
    slot = Slot(date.fromisoformat(start), date.fromisoformat(end))
    return Point(slot, top, base, value, version, tuple((yes, total, adults) for yes, total, adults in spread))


@lru_cache(maxsize=16)
def counted_by_age(one: Basis, year: Period) -> Mapping[str, tuple[Lot, ...]]:
    """What a year’s events come to by age and sex, of each indicator of which they can be told; computed once.

    Raises:
        Refused: the frozen set was changed, or is not there.
    """
    name = warm.name_of(
        str(one.board_id), one.period, one.kind, one.key, "scorecard by age", shipped().seal, year.label, str(SHAPE)
    )
    kept = warm.read(name)
    if kept is not None and is_proved(one):
        return {key: tuple(Lot(*row) for row in rows) for key, rows in kept.items()}
    found = as_rates.count(one.dataset(), shipped().indicators.values(), year)
    warm.keep(name, {key: [[lot.age, lot.sex, lot.events, lot.adults] for lot in lots] for key, lots in found.items()})
    return found


def people_by_age(seen: Iterable[PeopleByAge], area: PeopleByAge.Area, year: Period, place: str) -> Population | None:
    """The people of an area, as somebody who sees these rows may know them: of the year nearest before, or the first after.

    Raises:
        CannotSay: what was entered is no whole population; says what to mend.
    """
    rows = [
        population.Row(
            one.year, one.sex, one.first_age, one.last_age, one.people, one.source, one.definition, one.is_synthetic
        )
        for one in seen
        if one.area == area
    ]
    return population.of_year(rows, place, year.starts_in)


def known_changes(board_id: UUID) -> dict[str, list[KnownChange]]:
    """Known changes by indicator, oldest first."""
    found: dict[str, list[KnownChange]] = {}
    for one in KnownChange.objects.filter(board=board_id).order_by("from_on"):
        found.setdefault(one.indicator, []).append(one)
    return found


def populations(seen: QuerySet[AdultPopulation]) -> list[AdultPopulation]:
    """People by ethnic group, of the newest census among those that somebody sees."""
    found = list(seen)
    newest = max((one.year for one in found), default=0)
    order = list(AdultPopulation.Group.values)
    return sorted((one for one in found if one.year == newest), key=lambda one: order.index(one.group))
