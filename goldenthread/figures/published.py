"""What leaves the platform: numbers after disclosure control. Reports, charts and pages know only these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from goldenthread.figures.figure import Definition, Snapshot

Mark = Literal["", "c", "x", "z", "p", "r"]
"""[c] withheld (small numbers), [x] not available, [z] does not apply, [p] not final, [r] revised."""


@dataclass(frozen=True)
class PublishedNumber:
    """A number that may be shown, or the mark that stands in its place."""

    value: float | None
    mark: Mark = ""

    @property
    def is_withheld(self) -> bool:
        return self.mark == "c"


@dataclass(frozen=True)
class PublishedRow:
    """One category. `value` is what its unit makes of numerator and denominator; `low` and `high` its likely range."""

    key: str
    label: str
    numerator: PublishedNumber
    denominator: PublishedNumber | None
    value: PublishedNumber
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Change:
    """Against the period before: the difference in the figure's own unit (percentage points for a percent)."""

    difference: float
    percent: float | None
    direction: Literal["more", "fewer", "same"]
    words: str
    """One sentence in the house's words for uncertainty, such as "Larger than chance alone would explain."."""


@dataclass(frozen=True)
class PublishedFigure:
    """A figure as the public may see it."""

    definition: Definition
    period: str
    numerator: PublishedNumber
    denominator: PublishedNumber | None
    value: PublishedNumber
    low: float | None
    high: float | None
    rows: tuple[PublishedRow, ...]
    previous: PublishedNumber | None
    change: Change | None
    snapshot: Snapshot
    cover: str = ""
    """As `coverage.known` has it: "none" where no data are loaded for the year, empty where they cover all of it."""

    @property
    def id(self) -> str:
        return self.definition.id

    def row(self, key: str) -> PublishedRow | None:
        return next((row for row in self.rows if row.key == key), None)


@dataclass(frozen=True)
class Release:
    """Everything published together, protected together by one version of one named rule.

    `also` are counts withheld beside what the rule withholds, because of what else is public: (period, figure, row or "",
    part). The same frozen set, rule, version and `also` give the same release for ever.
    """

    board: str
    period: str
    rule: str
    snapshot: Snapshot
    figures: Mapping[str, PublishedFigure]
    version: str = "1"
    also: tuple[tuple[str, str, str, str], ...] = ()
