"""Facts that say the same of several years or places, set beside each other; and that in one sentence.

Facts belong together when their heading, their words and their unit are the same. What stands in for a year that the source
does not give is nothing: no value is reckoned between two others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from goldenthread.figures import wording

MOST_LINES = 5
"""More places than this are not told apart as lines; they stand in a table."""

PartKind = Literal["text", "value", "time", "words"]


class Fact(Protocol):
    """A fact about the place, as it is kept."""

    code: str
    heading: str
    statement: str
    unit: str
    geography: str
    as_of: str
    source: str
    precision: int


@dataclass(frozen=True)
class Point:
    """One value: whose, of when, and how it is printed."""

    code: str
    place: str
    when: str
    value: float
    said: str


@dataclass(frozen=True)
class Part:
    """A piece of the sentence. `code` names the fact whose value it is."""

    kind: PartKind
    text: str
    code: str = ""


@dataclass(frozen=True)
class Compared:
    """The same measure for several places or years."""

    statement: str
    unit: str
    points: tuple[Point, ...]
    sources: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(point.place for point in self.points))

    @property
    def times(self) -> tuple[str, ...]:
        """Oldest first, by the last year that each names."""
        return tuple(sorted(dict.fromkeys(point.when for point in self.points), key=_last_year))

    @property
    def is_over_time(self) -> bool:
        return len(self.times) > 1

    @property
    def is_drawn(self) -> bool:
        """Whether it shows as lines: over time, for as many places as can be told apart."""
        return self.is_over_time and len(self.places) <= MOST_LINES

    def at(self, place: str, when: str) -> Point | None:
        return next((point for point in self.points if (point.place, point.when) == (place, when)), None)

    def sentence(self) -> str:
        return "".join(part.text for part in self.parts())

    def parts(self) -> Iterator[Part]:
        """One sentence: each place's value; over time, its first and its last."""
        yield Part("words", self.statement)
        yield Part("text", "" if self.is_over_time else ", ")
        if not self.is_over_time:
            yield Part("time", self.times[0])
        for number, place in enumerate(self.places):
            yield Part("text", ": " if number == 0 else " and " if number == len(self.places) - 1 else ", ")
            yield Part("words", place)
            yield from self._of(place)
        yield Part("text", ".")

    def _of(self, place: str) -> Iterator[Part]:
        known = [point for when in self.times if (point := self.at(place, when))]
        first, last = known[0], known[-1]
        if not self.is_over_time:
            yield from (Part("text", " "), Part("value", first.said, first.code))
            return
        if first is not last:
            yield from (Part("text", " from "), *_dated(first), Part("text", " to "), *_dated(last))
        else:
            yield from (Part("text", " "), *_dated(first))


def beside(fact: Fact, among: Iterable[tuple[Fact, float]], *, own_place: str) -> Compared:
    """A fact with those that say the same of other years and places, each with its value. It must be one of them itself."""
    alike = [(one, value) for one, value in among if _measure(one) == _measure(fact)]
    points = tuple(
        Point(one.code, one.geography or own_place, one.as_of, value, said(value, one.unit, one.precision))
        for one, value in alike
    )
    sources = tuple(dict.fromkeys(one.source for one, _ in alike))
    return Compared(fact.statement, fact.unit, points, sources)


def said(value: float, unit: str, precision: int = 0) -> str:
    """A value as it is printed, to as many places as its source gives."""
    number = f"{value:,.{precision}f}" if precision and not float(value).is_integer() else wording.whole(value)
    number = number.replace("-", wording.MINUS)
    return {"percent": f"{number}%", "pounds": f"£{number}"}.get(unit, number)


def _measure(fact: Fact) -> tuple[str, str, str]:
    return fact.heading, fact.statement, fact.unit


def _dated(point: Point) -> tuple[Part, ...]:
    return Part("value", point.said, point.code), Part("text", " ("), Part("time", point.when), Part("text", ")")


def _last_year(when: str) -> tuple[str, str]:
    """“2019 to 2022” by 2022, “2023-24” by 2024."""
    found = re.findall(r"(?:19|20)\d\d(?:-\d\d)?(?!\d)", when)
    last = str(found[-1]) if found else ""
    return (last[:2] + last[-2:] if "-" in last else last), when
