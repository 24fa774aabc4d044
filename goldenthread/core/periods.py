"""Financial years and quarters, as Boards write them: "2023-24" runs from 1 April 2023 to 31 March 2024."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.core.errors import Refused

_LABEL = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTERS = re.compile(r"([0-9]{4}-[0-9]{2}) Q([1-4])(?:-Q([1-4]))?")
FIRST, LAST = 1900, 2199
"""The years that a Board can speak of. Beyond them a year has no day before or after it that a calendar knows."""


@dataclass(frozen=True, order=True)
class Period:
    """One financial year, 1 April to 31 March, both days included."""

    starts_in: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read "2023-24".

        Raises:
            Refused: the text is not a financial year, such as "2023/34" or "2024-24", or starts before 1900 or after 2199.
        """
        found = _LABEL.fullmatch(text.strip())
        if not found or (int(found[1]) + 1) % 100 != int(found[2]):
            raise Refused(f"“{text}” is not a financial year. Write it as 2023-24: the year it starts, then the next.")
        if not FIRST <= int(found[1]) <= LAST:
            raise Refused(f"“{text}” is not a financial year that can be used. Write one from {FIRST} to {LAST}.")
        return cls(int(found[1]))

    @classmethod
    def containing(cls, day: date) -> Period:
        """The financial year a day falls in."""
        return cls(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)

    @property
    def start(self) -> date:
        return date(self.starts_in, 4, 1)

    @property
    def end(self) -> date:
        return date(self.starts_in + 1, 3, 31)

    @property
    def label(self) -> str:
        return f"{self.starts_in}-{(self.starts_in + 1) % 100:02d}"

    @property
    def months(self) -> str:
        """The period in words, as captions say it."""
        return f"April {self.starts_in} to March {self.starts_in + 1}"

    def previous(self) -> Period:
        return Period(self.starts_in - 1)

    def next(self) -> Period:
        return Period(self.starts_in + 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, order=True)
class Quarters:
    """A quarter of a financial year, or several together: "2023-24 Q2", "2023-24 Q1-Q3". Both days are included.

    It has what a `Period` has; `previous` and `next` are the same quarters of the year before and after.
    """

    year: Period
    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last <= 4 or (self.first, self.last) == (1, 4):
            raise Refused(
                "A year has four quarters. Choose one, or some that follow one another; all four are the year."
            )

    @property
    def start(self) -> date:
        return _first_of(self.year, self.first)

    @property
    def end(self) -> date:
        return self.year.end if self.last == 4 else _first_of(self.year, self.last + 1) - timedelta(days=1)

    @property
    def label(self) -> str:
        return f"{self.year} Q{self.first}" + (f"-Q{self.last}" if self.last > self.first else "")

    @property
    def months(self) -> str:
        """The period in words, as captions say it."""
        return f"{self.start:%B} to {self.end:%B} {self.end.year}"

    def previous(self) -> Quarters:
        return Quarters(self.year.previous(), self.first, self.last)

    def next(self) -> Quarters:
        return Quarters(self.year.next(), self.first, self.last)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label


Stretch = Period | Quarters
"""What figures may be released for: a year, or quarters of one."""


def stretch(text: str) -> Stretch:
    """Read "2023-24", "2023-24 Q2" or "2023-24 Q1-Q3".

    Raises:
        Refused: it is none of these, or names all four quarters, which are the year.
    """
    found = _QUARTERS.fullmatch(text.strip())
    if found is None:
        return Period.parse(text)
    return Quarters(Period.parse(found[1]), int(found[2]), int(found[3] or found[2]))


def year_of(one: Stretch) -> Period:
    """The financial year itself, or the one that quarters lie in."""
    return one if isinstance(one, Period) else one.year


def stretches_of(year: Period) -> tuple[Stretch, ...]:
    """The year, and all that may be released of its quarters: each by itself, and those that follow one another."""
    pairs = [(first, last) for first in range(1, 5) for last in range(first, 5) if (first, last) != (1, 4)]
    return (year, *(Quarters(year, first, last) for first, last in pairs))


def _first_of(year: Period, quarter: int) -> date:
    """The first day of a quarter of a financial year."""
    months = 3 + 3 * (quarter - 1)
    return date(year.starts_in + months // 12, months % 12 + 1, 1)
