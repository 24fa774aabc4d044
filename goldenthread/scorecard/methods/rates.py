"""Rates: how often something happened, for so many people in a year, with the likely range that Byar's method gives.

Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, for the range of the count, which is then
divided by the same base. When one adult can be counted several times, `repeats.counted` gives the wider range.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.figures.statistics import Z95, Range, byar
from goldenthread.scorecard.methods.plain import CannotSay, base, number, whole


@dataclass(frozen=True)
class Rate:
    """So many in `per` people in a year, with its likely range; `count` and `base` are what it was made of."""

    value: float
    low: float
    high: float
    per: int
    count: float
    base: float
    years: float


def rate(
    count: float, people: float, *, per: int = 100_000, years: float = 1, z: float = Z95, likely: Range | None = None
) -> Rate:
    """The rate of a count of events among people watched for so many years.

    Args:
        per: 1,000 or 100,000, or whatever makes the number easy to say.
        likely: the likely range of the count, where repeats about the same adults make it wider (`repeats.counted`); Byar’s
            unless given.

    Raises:
        CannotSay: the count is below 0, or the people, years or `per` are not above 0.
    """
    whole(count, "events")
    if per <= 0:
        raise CannotSay("A rate is for a number of people above 0. Choose 1,000 or 100,000.")
    watched = base(people, "people") * base(years, "years")
    likely = likely or byar(count, z)
    factor = per / watched
    return Rate(count * factor, likely.low * factor, likely.high * factor, per, count, people, years)


def sentence(found: Rate, *, what: str, whom: str = "adults") -> str:
    """The rate in words: “Concerns: 1,250 in 100,000 adults a year (likely range 1,181.7 to 1,321.3)”."""
    likely = f"likely range {number(found.low)} to {number(found.high)}"
    return f"{what}: {number(found.value)} in {found.per:,} {whom} a year ({likely})."
