"""Comparators: a number of somebody else’s beside ours, never without its year, its source and its definition.

Two numbers are like for like when they are of the same year and the same definition. Otherwise both are shown, and the
sentence says what differs before it says how far apart they are. There is no national standard for conversion.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from goldenthread.figures.statistics import byar, difference_of_shares, shares_differ, wilson
from goldenthread.scorecard.methods.plain import CannotSay, base, number, percent, whole


@dataclass(frozen=True)
class Comparator:
    """A share of, or rate among, `base`, of one area and year.

    Args:
        per: 1 for a share from 0 to 1; 100,000 for a rate in so many people.

    Raises:
        CannotSay: its name, year, source or definition is missing, or its numbers cannot be.
    """

    name: str
    year: str
    source: str
    definition: str
    count: float
    base: float
    per: int = 1

    def __post_init__(self) -> None:
        for what, text in (("year", self.year), ("source", self.source), ("definition", self.definition)):
            if not text.strip():
                raise CannotSay(f"{self.name or 'A comparator'} has no {what}. Add it before it is shown beside ours.")
        if not self.name.strip():
            raise CannotSay("A comparator needs the name of the area it is of.")
        whole(self.count, f"events of {self.name}")
        base(self.base, f"people of {self.name}")
        if self.per == 1 and self.count > self.base:
            raise CannotSay(f"{self.name} counts more than the number it is a share of. Correct one of them.")

    @property
    def value(self) -> float:
        """The share, or the rate in `per` people."""
        return self.count / self.base * self.per

    @property
    def said(self) -> str:
        """The value as in a sentence."""
        return percent(self.value) if self.per == 1 else f"{number(self.value)} in {self.per:,}"


@dataclass(frozen=True)
class Beside:
    """Ours beside another’s: whether they are like for like, what differs, and whether they differ by more than chance."""

    ours: Comparator
    theirs: Comparator
    differs_in: tuple[str, ...]
    more_than_chance: bool

    @property
    def like_for_like(self) -> bool:
        """Whether year and definition are the same."""
        return not self.differs_in


def beside(ours: Comparator, theirs: Comparator) -> Beside:
    """Our number beside somebody else’s.

    Raises:
        CannotSay: one is a share and the other a rate, or they are rates in different numbers of people.
    """
    if ours.per != theirs.per:
        raise CannotSay("One number is a share or rate in another number of people than the other. Give both the same.")
    differs = tuple(
        what
        for what, one, other in (
            ("year", ours.year, theirs.year),
            ("definition", ours.definition, theirs.definition),
        )
        if " ".join(one.split()).casefold() != " ".join(other.split()).casefold()
    )
    shares = ours.per == 1
    apart = _shares_differ(ours, theirs) if shares else _rates_differ(ours, theirs)
    return Beside(ours, theirs, differs, apart)


def _shares_differ(ours: Comparator, theirs: Comparator) -> bool:
    return shares_differ(ours.count, ours.base, theirs.count, theirs.base)


def _rates_differ(ours: Comparator, theirs: Comparator) -> bool:
    """Whether the range of the difference of two rates leaves out 0, from the ranges of both (Zou and Donner 2008)."""
    one, other = byar(ours.count), byar(theirs.count)
    rate, rate_there = ours.count / ours.base, theirs.count / theirs.base
    gap = rate - rate_there
    down = hypot(rate - one.low / ours.base, other.high / theirs.base - rate_there)
    up = hypot(one.high / ours.base - rate, rate_there - other.low / theirs.base)
    return not gap - down <= 0 <= gap + up


def sentence(found: Beside, *, what: str) -> str:
    """Both numbers with the year and source of theirs, whether they differ, and what stands in the way of comparing."""
    ours, theirs = found.ours, found.theirs
    way = "above" if ours.value > theirs.value else "below"
    words = f"{way} it by more than chance" if found.more_than_chance else "no further from it than chance may bring"
    text = f"{what}: {ours.said} ({ours.year}) beside {theirs.said} in {theirs.name} ({theirs.year}, {theirs.source}), {words}."
    if found.differs_in:
        verb = "differs" if len(found.differs_in) == 1 else "differ"
        text = f"{text} They are not like for like: the {' and the '.join(found.differs_in)} {verb}."
    return text


def likely_range(comparator: Comparator) -> tuple[float, float]:
    """The likely range of a comparator’s value: Wilson’s for a share, Byar’s for a rate."""
    if comparator.per == 1:
        share = wilson(comparator.count, comparator.base)
        return share.low, share.high
    count = byar(comparator.count)
    scale = comparator.per / comparator.base
    return count.low * scale, count.high * scale


def points_apart(found: Beside) -> tuple[float, float, float]:
    """How far our share lies above theirs, with the likely range of that, in parts of 1 (Newcombe’s method 10).

    Raises:
        CannotSay: they are rates.
    """
    if found.ours.per != 1:
        raise CannotSay("Points apart are for shares. For rates give both, with their likely ranges.")
    ours, theirs = found.ours, found.theirs
    gap = difference_of_shares(ours.count, ours.base, theirs.count, theirs.base)
    return ours.value - theirs.value, gap.low, gap.high
