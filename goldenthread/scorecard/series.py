"""Indicators counted for every month and quarter, all of them in one visit to the data.

Each rule asks once for all of its slots: its question stands beside a table of periods. A period of which the extracts do not
hold every day has no value, as a period nobody sent is not one in which nothing happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldenthread.core.periods import Period
from goldenthread.figures.coverage import Span
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.engine import ask_each
from goldenthread.figures.figure import Definition, worth
from goldenthread.figures.tables import DATED
from goldenthread.scorecard import by_adult
from goldenthread.scorecard.catalogue import Every, Indicator, Rule, reads_casework
from goldenthread.scorecard.slots import Slot, between

LONGEST = 10
"""So many years back a series goes at most."""


@dataclass(frozen=True)
class Point:
    """An indicator in one period: its numbers, or none where they are not known, and the rule that made it."""

    slot: Slot
    numerator: float | None
    denominator: float | None
    value: float | None
    version: str
    spread: tuple[tuple[int, int, int], ...] = ()
    """Of how many of an adult's events it is true, of how many, and for how many adults; where single events are counted."""


@dataclass(frozen=True)
class Series:
    """An indicator by month, quarter or year, as often as it is counted; oldest first. What has months has quarters too."""

    months: tuple[Point, ...] = ()
    quarters: tuple[Point, ...] = ()
    years: tuple[Point, ...] = ()

    def at(self, slot: Slot) -> Point | None:
        """The point of a month, quarter or year."""
        points = {"month": self.months, "quarter": self.quarters, "year": self.years}[slot.every]
        return next((point for point in points if point.slot == slot), None)


PERIODS: dict[Every, tuple[Every, ...]] = {"month": ("month", "quarter"), "quarter": ("quarter",), "year": ("year",)}
"""The periods in which an indicator is counted."""

Key = tuple[str, Every]


def compute(dataset: Dataset, indicators: Iterable[Indicator], *, until: date) -> dict[str, Series]:
    """Every indicator for all whole periods up to a day, from the first of which the data tell.

    Args:
        dataset: the tables, frozen or live.
        indicators: those wanted.
        until: the last day that points may cover.
    """
    wanted = list(indicators)
    slots = _slots(dataset, wanted, until)
    asked = [(key, *parts) for one in wanted for key in _keys(one) for parts in _by_rule(one, slots[key], dataset)]
    lengths = {one.id: one.over for one in wanted}
    sqls = [(rule.definition.sql, by_adult.spread(rule.definition.sql)) for _, rule, _ in asked]
    questions = [_question(sql, those, lengths[key[0]]) for (key, _, those), (sql, _) in zip(asked, sqls, strict=True)]
    spreads = {
        place: _question(sql, those, lengths[key[0]])
        for place, ((key, _, those), (_, sql)) in enumerate(zip(asked, sqls, strict=True))
        if sql and key[1] != "month"
    }
    answers = ask_each(dataset, [*questions, *spreads.values()])
    more = dict(zip(spreads, answers[len(questions) :], strict=True))
    points: dict[Key, dict[Slot, Point]] = {key: {} for key in slots}
    for place, (key, rule, those) in enumerate(asked):
        points[key] |= _points(rule, those, answers[place], more.get(place, []))
    return {
        one.id: Series(**{f"{key[1]}s": _in_order(slots[key], points[key]) for key in _keys(one)}) for one in wanted
    }


def _keys(one: Indicator) -> tuple[Key, ...]:
    return tuple((one.id, every) for every in PERIODS[one.every])


def _slots(dataset: Dataset, indicators: Iterable[Indicator], until: date) -> dict[Key, tuple[Slot, ...]]:
    """The periods of which each indicator may have a point."""
    firsts = _first_days(dataset)
    found = {}
    for one in indicators:
        first = _first_day(one.definition, dataset, firsts)
        for key in _keys(one):
            found[key] = () if first is None else between(key[1], _not_before(first, until), until)
    return found


def _in_order(slots: Iterable[Slot], points: Mapping[Slot, Point]) -> tuple[Point, ...]:
    """A point for each slot; those that were not asked for have no value."""
    return tuple(points.get(slot) or Point(slot, None, None, None, "") for slot in slots)


def _by_rule(one: Indicator, slots: Iterable[Slot], dataset: Dataset) -> Iterable[tuple[Rule, tuple[Slot, ...]]]:
    """The slots of each rule, as far as the data hold all that the rule reads."""
    by_version: dict[str, tuple[Rule, list[Slot]]] = {}
    for slot in slots:
        rule = one.rule_for(slot.year)
        if rule is None or not _is_held(rule.definition, slot, one.over, dataset):
            continue
        by_version.setdefault(rule.version, (rule, []))[1].append(slot)
    return [(rule, tuple(those)) for rule, those in by_version.values()]


def _is_held(definition: Definition, slot: Slot, over: int, dataset: Dataset) -> bool:
    if not reads_casework(definition) or dataset.spans is None:
        return True
    return covers(dataset.spans, slot.before(over) if over else slot.start, slot.end)


def covers(spans: Iterable[Span], first: date, last: date) -> bool:
    """Whether every day from one to another lies in a span."""
    reached = first
    for start, end in sorted(spans):
        if start <= reached <= end:
            reached = end + timedelta(days=1)
    return reached > last


def _first_days(dataset: Dataset) -> dict[str, date]:
    """The first day of the financial year of the first row, of each dated table of the Board's own."""
    found = {}
    for table, column in DATED.items():
        days = [day for day in dataset.tables[table][column].unique().to_pylist() if day is not None]
        if days:
            found[table] = Period.containing(min(days)).start
    return found


def _first_day(definition: Definition, dataset: Dataset, firsts: Mapping[str, date]) -> date | None:
    """From when on the data tell of what a definition reads; None where they never do."""
    if reads_casework(definition):
        days = dataset.tables["concerns"]["raised_on"].unique().to_pylist() if dataset.spans is None else []
        return min([start for start, _ in dataset.spans or ()] + days, default=None)
    return min((firsts[table] for table in definition.datasets if table in firsts), default=None)


def _not_before(first: date, until: date) -> date:
    return max(first, Period(Period.containing(until).starts_in - LONGEST + 1).start)


def _question(asked: str, slots: Sequence[Slot], over: int) -> str:
    """A question for all slots at once: beside a table of periods, of which each row is asked."""
    periods = ", ".join(
        f"({place}, DATE '{slot.before(over) if over else slot.start}', DATE '{slot.end}')"
        for place, slot in enumerate(slots)
    )
    sql = asked.replace("$period_start", "slot_.first_").replace("$period_end", "slot_.last_")
    return (
        "SELECT slot_.place_, answer_.* "  # noqa: S608  (places and days of our own, and a definition of the package)
        f"FROM (VALUES {periods}) AS slot_ (place_, first_, last_), LATERAL ({sql}) AS answer_"
    )


def _points(
    rule: Rule, slots: Sequence[Slot], rows: Iterable[Mapping[str, Any]], spreads: Iterable[Mapping[str, Any]]
) -> dict[Slot, Point]:
    """Points from answers. What adds up no rows, and a row that a figure does not have in a period, are none of it."""
    unit = rule.definition.unit
    found = {slots[row["place_"]]: row for row in rows if not rule.row or row["category"] == rule.row}
    spread: dict[Slot, list[tuple[int, int, int]]] = {}
    for row in spreads:
        spread.setdefault(slots[row["place_"]], []).append((row["yes_"], row["total_"], row["adults_"]))
    made = {}
    for slot in slots:
        row = found.get(slot, {})
        top, base = _number(row.get("numerator")), _number(row.get("denominator"))
        top = 0 if top is None and unit == "count" else top
        made[slot] = Point(slot, top, base, worth(unit, top, base), rule.version, tuple(spread.get(slot, ())))
    return made


def _number(value: Any) -> float | None:
    if value is None:
        return None
    number = float(value)
    return int(number) if number.is_integer() else number
