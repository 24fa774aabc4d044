"""Everything that was published about one Board's adults, as one body of knowledge. Free of Django.

How states of a year's data and its quarters hang together is told in `over_time`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures.disclosure_audit import over_time
from goldenthread.figures.disclosure_audit.facts import Count, Fact, Rate
from goldenthread.figures.disclosure_audit.knowledge import Cell, Contradiction, Knowledge
from goldenthread.figures.disclosure_audit.over_time import APART, SAME, seal_for
from goldenthread.figures.disclosure_audit.reading import KNOWN, Reader
from goldenthread.figures.disclosure_audit.solving import Effort, Solver
from goldenthread.figures.published import Release
from goldenthread.figures.relations import D, N

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


def together(
    releases: Sequence[Release],
    facts: Iterable[Fact] = (),
    effort: Effort | None = None,
    *,
    of: Sequence[Release] | None = None,
    asked: Iterable[Cell] = (),
) -> Together:
    """What a reader knows who has read these releases, oldest first, and these facts.

    `of` are the releases by which it is told which state of the data a fact is about, these unless told otherwise.
    `asked` are counts that are asked about though they were printed nowhere.

    Raises:
        Contradiction: it cannot all be true.
        Unfinished: that could not be settled.
    """
    pairs = over_time.states(releases)
    said = Said(list(facts), list(releases if of is None else of), tuple(asked))
    found = _know(releases, said, dict.fromkeys(pairs, SAME), effort)
    if found.solver.fits_together():
        return found
    links = dict.fromkeys(pairs, APART)
    found = _know(releases, said, links, effort)
    if not found.solver.fits_together():
        raise Contradiction(FALLS_APART)
    for pair in reversed(pairs):
        for tier in over_time.tiers(found.known, pair[0]):
            tried = _know(releases, said, {**links, pair: tier}, effort)
            if tried.solver.fits_together():
                links[pair], found = tier, tried
                break
    return found


@dataclass(frozen=True)
class Said:
    """Facts, the releases that tell which state of the data they are about, and what else is asked about."""

    facts: list[Fact]
    of: list[Release]
    asked: tuple[Cell, ...]


def _know(
    releases: Sequence[Release], said: Said, links: dict[tuple[str, str, str], str], effort: Effort | None
) -> Together:
    known = Knowledge()
    readers = [Reader(known, one) for one in releases]
    for reader in readers:
        reader.read()
    over_time.piled_up(known, releases)
    for fact in said.facts:
        _say(known, fact, said.of)
    over_time.quarters(known, releases, said.asked)
    for pair, tier in links.items():
        over_time.link(known, pair, tier)
    return Together(Solver(known, effort), readers, links)


def _say(known: Knowledge, fact: Fact, releases: Sequence[Release]) -> None:
    seal = seal_for(fact.period, releases)
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


def refuse_unless_read(releases: Iterable[Release]) -> None:
    """Refuse to audit beside a release that has no figures, or none that say which data they are of.

    Raises:
        NotPossibleNow: one of them is incomplete.
    """
    for one in releases:
        if not one.figures or not one.snapshot.sha256:
            raise NotPossibleNow(FALLS_APART)
