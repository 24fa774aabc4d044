"""The months, quarters and years that points of a series stand for. Free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.core.periods import Period
from goldenthread.scorecard.catalogue import Every

MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, order=True)
class Slot:
    """A month, a quarter or the whole of a financial year, both days included."""

    start: date
    end: date

    @property
    def year(self) -> Period:
        """The financial year it lies in."""
        return Period.containing(self.start)

    @property
    def every(self) -> Every:
        """How long it is."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        return next(every for every, length in MONTHS.items() if length == months)

    @property
    def number(self) -> int:
        """Which quarter of its financial year it is, or lies in: 1 to 4."""
        return (self.start.month - 4) % 12 // 3 + 1

    @property
    def label(self) -> str:
        """As a table says it: “April 2023”, “April to June 2023”, “2023-24”."""
        said = {
            "month": f"{self.start:%B %Y}",
            "quarter": f"{self.start:%B} to {self.end:%B %Y}",
            "year": str(self.year),
        }
        return said[self.every]

    @property
    def short(self) -> str:
        """As an axis says it: “Apr 2023”, “Q1 2023-24”, “2023-24”."""
        said = {"month": f"{self.start:%b %Y}", "quarter": f"Q{self.number} {self.year}", "year": str(self.year)}
        return said[self.every]

    @property
    def months(self) -> str:
        """A quarter’s months, beside its year: “January to March”."""
        return f"{self.start:%B} to {self.end:%B}"

    def before(self, months: int) -> date:
        """The first day of so many months that end with this slot."""
        return _months_on(date(self.end.year, self.end.month, 1), 1 - months)


def quarter(year: Period, number: int) -> Slot:
    """A quarter of a financial year, from 1 to 4."""
    return _slot(_months_on(year.start, 3 * (number - 1)), "quarter")


def previous(slot: Slot) -> Slot:
    """The month, quarter or year before."""
    return _slot(_months_on(slot.start, -MONTHS[slot.every]), slot.every)


def between(every: Every, first: date, last: date) -> tuple[Slot, ...]:
    """All whole months, quarters or years from the one that `first` lies in to the last that is over on the day `last`."""
    start = Period.containing(first).start
    found = []
    slot = _slot(start, every)
    while slot.end <= last:
        if slot.end >= first:
            found.append(slot)
        slot = _slot(slot.end + timedelta(days=1), every)
    return tuple(found)


def _slot(start: date, every: Every) -> Slot:
    return Slot(start, _months_on(start, MONTHS[every]) - timedelta(days=1))


def _months_on(day: date, months: int) -> date:
    """The first day of the month so many months on."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
