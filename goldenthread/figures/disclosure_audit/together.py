"""Everything that was published about one Board's adults, as one body of knowledge. Free of Django.

The same period may have been published from different states of the data. A reader takes a count to be unchanged where
nothing printed says otherwise; where that cannot be, to have moved by no more than the largest printed change; and where
that cannot be either, he knows nothing of the one from the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.periods import Period
from goldenthread.figures.disclosure_audit.facts import Count, Fact, Rate
from goldenthread.figures.disclosure_audit.knowledge import Cell, Contradiction, Knowledge
from goldenthread.figures.disclosure_audit.reading import KNOWN, Reader
from goldenthread.figures.disclosure_audit.solving import Effort, Solver
from goldenthread.figures.published import Release
from goldenthread.figures.relations import D, N

QUARTERS = re.compile(r"(\d{4}-\d{2}) Q([1-4])(?:-Q([1-4]))?")
ADDED = "new in the year"
OF_ADULTS = ("adults", "people")
"""Figures named so count each adult once: a year has at most the sum of its quarters, and at least the largest."""
FALLS_APART = (
    "Nothing was published: what was published before does not fit together, so it cannot be told what it gives away. "
    "Ask whoever looks after the installation, and do not publish these figures by another way meanwhile."
)


@dataclass
class Together:
    """What is known, what answers questions about it, and where each number was printed by the newest release."""

    solver: Solver
    readers: list[Reader]
    links: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """How two states of a period's data were taken to hang together: (period, older, newer) to words."""

    @property
    def known(self) -> Knowledge:
        return self.solver.known


SAME, NEAR, APART = "unchanged", "little changed", "unrelated"
TIERS = (SAME, NEAR, APART)


def together(
    releases: Sequence[Release],
    facts: Iterable[Fact] = (),
    effort: Effort | None = None,
    *,
    of: Sequence[Release] | None = None,
) -> Together:
    """What a reader knows who has read these releases, oldest first, and these facts.

    `of` are the releases by which it is told which state of the data a fact is about, these unless told otherwise.

    Raises:
        Contradiction: it cannot all be true.
        Unfinished: that could not be settled.
    """
    pairs = _states(releases)
    said = Said(list(facts), list(releases if of is None else of))
    links = dict.fromkeys(pairs, APART)
    found = _know(releases, said, links, effort)
    if not found.solver.fits_together():
        raise Contradiction(FALLS_APART)
    for pair in reversed(pairs):
        for tier in (SAME, NEAR):
            tried = _know(releases, said, {**links, pair: tier}, effort)
            if tried.solver.fits_together():
                links[pair], found = tier, tried
                break
    return found


def _states(releases: Sequence[Release]) -> list[tuple[str, str, str]]:
    """Each period with two states of its data, one after the other."""
    seals: dict[str, list[str]] = {}
    for one in releases:
        for period in (one.period, Period.parse(one.period).previous().label):
            states = seals.setdefault(period, [])
            if one.snapshot.sha256 not in states:
                states.append(one.snapshot.sha256)
    return [(period, *pair) for period, states in seals.items() for pair in pairwise(states)]


@dataclass(frozen=True)
class Said:
    """Facts, and the releases that tell which state of the data they are about."""

    facts: list[Fact]
    of: list[Release]


def _know(
    releases: Sequence[Release], said: Said, links: dict[tuple[str, str, str], str], effort: Effort | None
) -> Together:
    known = Knowledge()
    readers = [Reader(known, one) for one in releases]
    for reader in readers:
        reader.read()
    _piled_up(known, releases)
    for fact in said.facts:
        _say(known, fact, said.of)
    _quarters(known)
    for pair, tier in links.items():
        _link(known, pair, tier)
    return Together(Solver(known, effort), readers, links)


def _link(known: Knowledge, pair: tuple[str, str, str], tier: str) -> None:
    period, older, newer = pair
    if tier == APART:
        return
    names = sorted({cell for cell in [*known.low, *known.same] if cell.period == period and cell.seal == older})
    both = [(cell, cell._replace(seal=newer)) for cell in names if cell._replace(seal=newer) in known]
    moved = {
        cell: abs(known.low[known.one(cell)] - known.low[known.one(other)])
        for cell, other in both
        if known.is_known(cell) and known.is_known(other)
    }
    far = max(moved.values(), default=0)
    for cell, other in both:
        if cell not in moved and not _is_of_others(cell):
            known.tie({cell: 1, other: -1}, *((0, 0) if tier == SAME else (-far, far)))


def _is_of_others(cell: Cell) -> bool:
    return cell.part not in {N, D}


def _piled_up(known: Knowledge, releases: Sequence[Release]) -> None:
    """What counts everything up to a year's end holds what was counted to the end of the year before."""
    states = sorted({(one.period, one.snapshot.sha256) for one in releases})
    for figure_id in sorted(KNOWN.piled_up):
        for period, seal in states:
            before = Period.parse(period).previous().label
            for earlier in [state for state in states if state[0] == before]:
                names = [cell for cell in [*known.low, *known.same] if cell[:3] == (period, seal, figure_id)]
                for cell in names:
                    was = cell._replace(period=before, seal=earlier[1])
                    if cell.part == N and was in known:
                        known.add(cell._replace(part=ADDED))
                        known.tie({cell: 1, was: -1, cell._replace(part=ADDED): -1})


def _seal_for(period: str, releases: Sequence[Release]) -> str:
    """The state of the data that something said of a period is taken to be about: the newest published for it."""
    year = period[:7]
    matching = [one for one in releases if one.period == year]
    before = [one for one in releases if Period.parse(one.period).previous().label == year]
    found = matching or before or list(releases)
    return found[-1].snapshot.sha256 if found else ""


def _say(known: Knowledge, fact: Fact, releases: Sequence[Release]) -> None:
    seal = _seal_for(fact.period, releases)
    top = Cell(fact.period, seal, fact.figure, fact.key, N)
    if isinstance(fact, Count):
        known.add(top._replace(part=fact.part), fact.low, fact.high)
        return
    half = 0.5 * 10**-fact.decimals
    if isinstance(fact, Rate):
        low, high = ((fact.rate + way) * fact.population / fact.per for way in (-half, half))
        known.add(top, max(low, 0), high)
        return
    bottom = top._replace(part=D)
    known.add(top)
    known.add(bottom)
    known.tie({top: 100, bottom: -(fact.percent - half)}, 0, inf)
    known.tie({top: 100, bottom: -(fact.percent + half)}, -inf, 0)
    if fact.figure not in KNOWN.flows:
        known.tie({bottom: 1, top: -1}, 0, inf)


def _quarters(known: Knowledge) -> None:
    """Quarters add up to their year, and to the quarters said together; of adults, a year has no more than that."""
    names = sorted({cell for cell in [*known.low, *known.same] if QUARTERS.fullmatch(cell.period)})
    for year, seal, figure, key, part in sorted({(cell.period[:7], *cell[1:]) for cell in names}):
        whole = Cell(year, seal, figure, key, part)
        quarters = [whole._replace(period=f"{year} Q{number}") for number in range(1, 5)]
        for quarter in quarters:
            known.add(quarter)
        known.add(whole)
        totals = [(whole, quarters)]
        totals += [
            (cell, quarters[int(found[2]) - 1 : int(found[3])])
            for cell in names
            if cell[1:] == whole[1:] and (found := QUARTERS.fullmatch(cell.period)) and found[3] and found[1] == year
        ]
        for total, parts in totals:
            once = any(word in figure.rpartition(".")[2] for word in OF_ADULTS)
            known.tie({**dict.fromkeys(parts, 1), total: -1}, 0, inf if once else 0)
            for each in parts if once else ():
                known.tie({total: 1, each: -1}, 0, inf)


def refuse_unless_read(releases: Iterable[Release]) -> None:
    """Refuse to audit beside a release that has no figures, or none that say which data they are of.

    Raises:
        NotPossibleNow: one of them is incomplete.
    """
    for one in releases:
        if not one.figures or not one.snapshot.sha256:
            raise NotPossibleNow(FALLS_APART)
