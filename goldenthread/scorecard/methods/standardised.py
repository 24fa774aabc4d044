"""Rates made comparable between areas whose people are of different ages.

Directly: each age band’s own rate, weighed by a standard population; its likely range is Dobson’s (Dobson, Kuulasmaa,
Eberle and Scherer 1991, Statistics in Medicine 10), on Byar’s range of the count. No such rate is given for fewer than ten
events (Morris and others 2018, Population Health Metrics 16). Indirectly: how many events there were for every hundred
that the rates of a reference would give, with Byar’s range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

import yaml

from goldenthread.figures.statistics import Z95, byar
from goldenthread.scorecard.methods import thresholds
from goldenthread.scorecard.methods.plain import CannotSay, base, number, whole


@dataclass(frozen=True)
class Band:
    """One age band of an area: events, people, and its weight in the standard population.

    `dispersion` is how much wider repeats about the same adults make the count (`repeats.Repeated.dispersion`).
    """

    name: str
    count: float
    people: float
    weight: float
    dispersion: float = 1.0


@dataclass(frozen=True)
class ReferenceBand:
    """One age band of an area: events and people, beside those of the reference."""

    name: str
    count: float
    people: float
    reference_count: float
    reference_people: float


@dataclass(frozen=True)
class Standardised:
    """A directly standardised rate in `per` people a year, its likely range, and the crude rate beside it."""

    value: float
    low: float
    high: float
    crude: float
    per: int
    count: float
    people: float


@dataclass(frozen=True)
class Ratio:
    """Events for every hundred expected, with the likely range."""

    value: float
    low: float
    high: float
    observed: float
    expected: float


@dataclass(frozen=True)
class StandardPopulation:
    """People by age, with where that comes from. `bands` maps the first age of each band to its people."""

    name: str
    year: int
    source: str
    bands: dict[int, int]


@cache
def european() -> StandardPopulation:
    """The European Standard Population in force."""
    path = Path(__file__).with_name("standard_population.yaml")
    return StandardPopulation(**yaml.safe_load(path.read_text(encoding="utf-8")))


def weights(first_ages: Sequence[int], population: StandardPopulation | None = None) -> tuple[float, ...]:
    """The standard people in bands that begin at these ages; the last has no end.

    A band that begins within one of the standard’s takes its years evenly: 18 to 64 takes two fifths of 15 to 19.

    Raises:
        CannotSay: the ages do not rise, or the last lies within the standard’s last band.
    """
    standard = (population or european()).bands
    starts = sorted(standard)
    if (
        not first_ages
        or list(first_ages) != sorted(set(first_ages))
        or first_ages[0] < 0
        or first_ages[-1] > starts[-1]
    ):
        raise CannotSay(f"Age bands must begin at rising ages from 0 to {starts[-1]}. Correct the bands.")

    def above(age: int) -> float:
        """The standard people of this age and older."""
        total = 0.0
        for start, stop in zip(starts, [*starts[1:], None], strict=True):
            if start >= age:
                total += standard[start]
            elif stop is not None and stop > age:
                total += standard[start] * (stop - age) / (stop - start)
        return total

    tails = [above(age) for age in first_ages]
    return tuple(tail - following for tail, following in zip(tails, [*tails[1:], 0.0], strict=True))


def directly(bands: Sequence[Band], *, per: int = 100_000, z: float = Z95) -> Standardised:
    """The rate that an area would have if its people were of the standard’s ages.

    Raises:
        CannotSay: a band has nobody in it, its weight is not above 0, or there are too few events altogether.
    """
    least = thresholds.least_events_standardised()
    for band in bands:
        whole(band.count, f"events aged {band.name}")
        base(band.people, f"people aged {band.name}")
        base(band.weight, f"standard people aged {band.name}")
    count, people = sum(band.count for band in bands), sum(band.people for band in bands)
    if count < least:
        raise CannotSay(
            f"A standardised rate needs at least {least} events, and there are {number(count)}. Take several years together."
        )
    weight = sum(band.weight for band in bands)
    value = sum(band.weight * band.count / band.people for band in bands) / weight
    variance = sum(band.dispersion * band.count * (band.weight / band.people) ** 2 for band in bands) / weight**2
    likely, scale = byar(count, z), sqrt(variance / count)
    return Standardised(
        value=value * per,
        low=max(0.0, value + scale * (likely.low - count)) * per,
        high=(value + scale * (likely.high - count)) * per,
        crude=count / people * per,
        per=per,
        count=count,
        people=people,
    )


def indirectly(bands: Sequence[ReferenceBand], *, z: float = Z95) -> Ratio:
    """How many events there were for every hundred that the reference’s rates would give people of these ages.

    Raises:
        CannotSay: a reference band has nobody in it, or no event would be expected.
    """
    expected = sum(
        whole(band.reference_count, f"reference events aged {band.name}")
        / base(band.reference_people, f"reference people aged {band.name}")
        * whole(band.people, f"people aged {band.name}")
        for band in bands
    )
    if expected <= 0:
        raise CannotSay("The reference would expect no events at all, so there is nothing to compare with.")
    observed = sum(whole(band.count, f"events aged {band.name}") for band in bands)
    likely = byar(observed, z)
    return Ratio(
        100 * observed / expected, 100 * likely.low / expected, 100 * likely.high / expected, observed, expected
    )


def sentence(found: Standardised, *, what: str, standard: str = "", whom: str = "adults") -> str:
    """The standardised rate in words, with the crude rate and the standard it was weighed by."""
    named = standard or f"the {european().name} of {european().year}"
    return (
        f"{what}: {number(found.value)} in {found.per:,} {whom} a year (likely range {number(found.low)} to "
        f"{number(found.high)}), as if our people were of the ages of {named}; {number(found.crude)} as they are."
    )


def ratio_sentence(found: Ratio, *, what: str, reference: str) -> str:
    """The indirectly standardised ratio in words."""
    likely = f"likely range {number(found.low)} to {number(found.high)}"
    if found.low > 100:
        words = "more than chance would make it"
    elif found.high < 100:
        words = "fewer than chance would make it"
    else:
        words = "which may be chance"
    return (
        f"{what}: {number(found.value)} for every 100 that people of the same ages in {reference} would have ({likely}), "
        f"{words}."
    )
