"""Likely ranges and whether a change is more than chance. Published public-health methods; free of everything else.

Wilson's score interval for a share (Wilson 1927; Newcombe 1998), Byar's approximation for a count (Breslow and Day 1987),
Newcombe's method 10 for the difference of two shares, and for two counts the normal approximation of their square roots.
Ranges are 95% unless another z is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054
Z998 = 3.0902323061678132
"""99.8% limits, as run charts and funnel plots use."""

TOO_FEW = 20
"""With fewer in the base, only counts are given."""


@dataclass(frozen=True)
class Range:
    low: float
    high: float


def wilson(numerator: float, denominator: float, z: float = Z95) -> Range:
    """The likely range of a share, from 0 to 1.

    Raises:
        ValueError: the denominator is not above 0, or the numerator not between 0 and it.
    """
    if denominator <= 0 or not 0 <= numerator <= denominator:
        raise ValueError("a share needs a numerator from 0 to its denominator, and a denominator above 0")
    share = numerator / denominator
    middle = 2 * numerator + z * z
    width = z * sqrt(z * z + 4 * numerator * (1 - share))
    low = 0.0 if numerator == 0 else (middle - width) / (2 * (denominator + z * z))
    high = 1.0 if numerator == denominator else (middle + width) / (2 * (denominator + z * z))
    return Range(low, high)


def byar(count: float, z: float = Z95) -> Range:
    """The likely range of a count of events.

    Raises:
        ValueError: the count is below 0.
    """
    if count < 0:
        raise ValueError("a count cannot be below 0")
    low = 0.0 if count == 0 else count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3
    above = count + 1
    return Range(low, above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3)


def difference_of_shares(  # two shares are four numbers
    numerator: float, denominator: float, before: float, base_before: float, z: float = Z95
) -> Range:
    """The likely range of this share less the one before, from -1 to 1 (Newcombe's method 10)."""
    share, earlier = numerator / denominator, before / base_before
    now, then = wilson(numerator, denominator, z), wilson(before, base_before, z)
    gap = share - earlier
    return Range(
        gap - sqrt((share - now.low) ** 2 + (then.high - earlier) ** 2),
        gap + sqrt((now.high - share) ** 2 + (earlier - then.low) ** 2),
    )


def counts_differ(count: float, before: float, z: float = Z95) -> bool:
    """Whether two counts of events over equally long periods differ by more than chance."""
    return 2 * abs(sqrt(count + 0.375) - sqrt(before + 0.375)) > z * sqrt(2)


def shares_differ(numerator: float, denominator: float, before: float, base_before: float, z: float = Z95) -> bool:
    """Whether two shares differ by more than chance: the range of their difference does not hold 0."""
    gap = difference_of_shares(numerator, denominator, before, base_before, z)
    return not gap.low <= 0 <= gap.high
