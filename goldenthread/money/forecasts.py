"""What a year will have cost at its end, line by line, and how that was worked out. Free of Django; whole pence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from goldenthread.core.periods import Period

COMMITTED, EVENLY, BUDGET, BY_HAND = "committed", "evenly", "budget", "by_hand"
METHODS = {
    COMMITTED: "What is spent, and what is still to be paid of commitments.",
    EVENLY: "What was spent so far goes on evenly to the end of the year; never less than what is spent and committed.",
    BUDGET: "The budget is spent to the end, or what is spent and committed where that is more.",
    BY_HAND: "The amount was set by hand.",
}


@dataclass(frozen=True)
class Line:
    """A budget line as it stands on a day.

    `committed` is what is still to be paid of what was promised; a line that was not budgeted has a budget of nothing.
    """

    name: str
    budget: int
    spent: int
    committed: int
    method: str = COMMITTED
    by_hand: int | None = None
    reason: str = ""

    def forecast(self, elapsed: tuple[int, int]) -> int:
        """What it will have cost at the end of the year. `elapsed` is days gone by and days in all."""
        sure = self.spent + self.committed
        match self.method:
            case "by_hand":
                return sure if self.by_hand is None else self.by_hand
            case "budget":
                return max(self.budget, sure)
            case "evenly":
                return max(sure, evenly(self.spent, *elapsed))
            case _:
                return sure

    def variance(self, elapsed: tuple[int, int]) -> int:
        """The forecast less the budget: above nothing where more is spent than was planned."""
        return self.forecast(elapsed) - self.budget


def evenly(spent: int, gone: int, days: int) -> int:
    """What was spent in the days gone by, carried on to all of them, in whole pounds.

    Before the first day nothing can be carried on, and after the last nothing is left to.
    """
    if gone <= 0 or gone >= days or spent <= 0:
        return spent
    pounds = (spent * days + 50 * gone) // (100 * gone)
    return max(spent, pounds * 100)


def elapsed(period: Period, today: date) -> tuple[int, int]:
    """How many days of a year have gone by, today among them, and how many it has."""
    days = (period.end - period.start).days + 1
    gone = (today - period.start).days + 1
    return min(max(gone, 0), days), days


def in_real_terms(pence: int, then: Decimal, now: Decimal) -> int:
    """What an amount of another year is worth at this year's prices, from the indexes of both in one series."""
    return int((pence * now / then).to_integral_value(ROUND_HALF_EVEN))
