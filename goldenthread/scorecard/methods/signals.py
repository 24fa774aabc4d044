"""The rules by which points of a chart are a signal, each of them on points already measured against a centre.

A distance is how many sigma a point lies above the centre; None is a missing point, which breaks every row of points.
Sources: Western Electric (1956), Statistical Quality Control Handbook; Nelson (1984), Journal of Quality Technology 16.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from goldenthread.scorecard.methods.thresholds import ChartRules


class Rule(StrEnum):
    """What makes points a signal, the most telling first."""

    BEYOND = "beyond"
    RUN = "run"
    NEAR = "near"
    TREND = "trend"
    HUGGING = "hugging"


class Side(StrEnum):
    """Where a signal points: up, down or neither."""

    HIGH = "high"
    LOW = "low"
    NEITHER = "neither"


@dataclass(frozen=True)
class Signal:
    """Points (by their place, from 0) that one rule picks out."""

    rule: Rule
    side: Side
    points: tuple[int, ...]


Distances = Sequence[float | None]


def beyond(distances: Distances) -> Iterator[Signal]:
    """Single points more than three sigma from the centre."""
    for place, distance in enumerate(distances):
        if distance is not None and abs(distance) > 3:
            yield Signal(Rule.BEYOND, Side.HIGH if distance > 0 else Side.LOW, (place,))


def run(distances: Distances, length: int) -> Iterator[Signal]:
    """At least `length` points in a row on one side; a point on the centre ends the row."""
    for side, sign in ((Side.HIGH, 1), (Side.LOW, -1)):
        for row in rows(distances, lambda distance, sign=sign: sign * distance > 0):  # type: ignore[misc]
            if len(row) >= length:
                yield Signal(Rule.RUN, side, row)


def trend(values: Sequence[float | None], length: int) -> Iterator[Signal]:
    """At least `length` points in a row that each rise, or each fall; the first of them counts."""
    steps: list[float | None] = [
        None if before is None or value is None else value - before for before, value in pairwise(values)
    ]
    for side, sign in ((Side.HIGH, 1), (Side.LOW, -1)):
        for row in rows(steps, lambda step, sign=sign: sign * step > 0):  # type: ignore[misc]
            if len(row) >= length - 1:
                yield Signal(Rule.TREND, side, (*row, row[-1] + 1))


def near(distances: Distances, enough: int, among: int) -> Iterator[Signal]:
    """`enough` of `among` points in a row more than two sigma out on one side."""
    for side, sign in ((Side.HIGH, 1), (Side.LOW, -1)):
        picked: set[int] = set()
        for start in range(len(distances) - among + 1):
            window = [(place, distances[place]) for place in range(start, start + among)]
            if any(distance is None for _, distance in window):
                continue
            out = [place for place, distance in window if distance is not None and sign * distance > 2]
            if len(out) >= enough:
                picked.update(out)
        yield from (Signal(Rule.NEAR, side, places) for places in _clusters(sorted(picked), among))


def hugging(distances: Distances, length: int) -> Iterator[Signal]:
    """At least `length` points in a row within one sigma of the centre."""
    for row in rows(distances, lambda distance: abs(distance) < 1):
        if len(row) >= length:
            yield Signal(Rule.HUGGING, Side.NEITHER, row)


def find(values: Sequence[float | None], distances: Distances, rules: ChartRules) -> tuple[Signal, ...]:
    """Every signal by these rules, the most telling rule first and each rule in order of time."""
    found = list(beyond(distances))
    if rules.run:
        found += run(distances, rules.run)
    if rules.near:
        found += near(distances, *rules.near)
    if rules.trend:
        found += trend(values, rules.trend)
    if rules.hugging:
        found += hugging(distances, rules.hugging)
    order = list(Rule)
    return tuple(sorted(found, key=lambda signal: (order.index(signal.rule), signal.points)))


def rows(values: Distances, holds: Callable[[float], bool]) -> Iterator[tuple[int, ...]]:
    """The longest rows of places at which something holds; a missing value ends a row."""
    row: list[int] = []
    for place, value in enumerate(values):
        if value is not None and holds(value):
            row.append(place)
        elif row:
            yield tuple(row)
            row = []
    if row:
        yield tuple(row)


def _clusters(places: Sequence[int], among: int) -> Iterator[tuple[int, ...]]:
    """Places parted where they are too far from each other to share a window."""
    cluster: list[int] = []
    for place in places:
        if cluster and place - cluster[-1] >= among:
            yield tuple(cluster)
            cluster = []
        cluster.append(place)
    if cluster:
        yield tuple(cluster)
