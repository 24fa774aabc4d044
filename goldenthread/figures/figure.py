"""What a figure is: a number with a definition, a period, its workings and where it came from. Free of Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from goldenthread.core.periods import Stretch

Unit = Literal["count", "percent", "pounds", "days", "rate", "ratio", "value"]
Disclosure = Literal["people", "exempt"]


@dataclass(frozen=True)
class Definition:
    """The header of a figure's SQL file, which is its published definition.

    `unit` says how the value reads: a count is the numerator; a percent is 100 × numerator / denominator.
    `breakdown` names the category column's meaning, empty for a single value.
    `disclosure` is "people" where the figure counts adults or things about adults, "exempt" where it counts the
    Board's own activity, money or already published facts.
    """

    id: str
    title: str
    unit: Unit
    numerator: str
    denominator: str
    period: str
    breakdown: str
    grain: str
    datasets: tuple[str, ...]
    disclosure: Disclosure
    caveat: str
    version: str
    valid_from: str
    sql: str = field(repr=False)

    @property
    def is_by_day(self) -> bool:
        """Whether it counts what happened in the period, by a day: then it can be counted for quarters of a year too.

        What stands on a last day, is entered once a year, counts year by year, or is said of the year, such as who had more
        than one concern in it, is counted for whole years alone.
        """
        is_of_a_year = "by financial year" in self.period or "in the year" in self.title
        return "by the day" in self.period and not is_of_a_year


@dataclass(frozen=True)
class Snapshot:
    """The data a figure was computed from."""

    kind: Literal["live", "frozen"]
    board: str
    period: str
    sha256: str
    taken_at: datetime
    is_synthetic: bool


@dataclass(frozen=True)
class Category:
    """One row of a figure with a breakdown."""

    key: str
    label: str
    numerator: float | None
    denominator: float | None = None


@dataclass(frozen=True)
class Figure:
    """A computed figure. `numerator` is the count or amount, `denominator` is None for a plain count."""

    definition: Definition
    period: Stretch
    numerator: float | None
    denominator: float | None
    categories: tuple[Category, ...]
    snapshot: Snapshot
    columns_read: Mapping[str, tuple[str, ...]]
    cover: str = ""
    """As `coverage.known` has it: empty where the data cover the whole period."""

    @property
    def id(self) -> str:
        return self.definition.id

    @property
    def value(self) -> float | None:
        """The number people read: a count or amount as it is, a percent as 0 to 100."""
        return worth(self.definition.unit, self.numerator, self.denominator)

    def category(self, key: str) -> Category | None:
        return next((row for row in self.categories if row.key == key), None)


def worth(unit: Unit, numerator: float | None, denominator: float | None) -> float | None:
    """What a numerator and denominator come to in a unit; None where there is nothing to divide by."""
    if numerator is None or denominator is None:
        return numerator if unit not in {"percent", "rate", "ratio"} else None
    if not denominator:
        return None
    if unit == "percent":
        return 100 * numerator / denominator
    return numerator / denominator if unit in {"rate", "ratio", "days"} else numerator
