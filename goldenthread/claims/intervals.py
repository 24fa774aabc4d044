"""Numbers as stated: every value that a printed number may stand for, and arithmetic on all of them at once.

“13%” stands for anything from 12.5% to 13.5%. A statement is wrong only where no values within the bounds of all its numbers
make it true. Sums and quotients of bounds are those of interval arithmetic (R. E. Moore, 1966).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

ROOM = 1e-9
"""Relative room for binary fractions, far below any printed digit."""


@dataclass(frozen=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: float
    high: float

    @classmethod
    def exactly(cls, value: float) -> Interval:
        return cls(value, value)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, factor: float) -> Interval:
        return Interval(self.low * factor, self.high * factor)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient of two quantities from nought up; everything, where the divisor may be nought."""
        if other.low <= 0:
            return Interval(0 if self.low >= 0 else -inf, inf)
        low = self.low / (other.high if self.low >= 0 else other.low)
        high = self.high / (other.low if self.high >= 0 else other.high)
        return Interval(low, high)

    def meets(self, other: Interval) -> bool:
        """Whether one value lies within both."""
        room = ROOM * max(1.0, *(abs(end) for end in (self.low, self.high, other.low, other.high) if abs(end) != inf))
        return self.low <= other.high + room and other.low <= self.high + room

    def holds(self, value: float) -> bool:
        return self.meets(Interval.exactly(value))

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


EVERYTHING = Interval(-inf, inf)
