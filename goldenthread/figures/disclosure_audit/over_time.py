"""What a reader knows of one year from several publications: quarters and their year, and states of its data. Free of Django.

The same count may have been published from different states of the data. A reader takes a count to be unchanged where
nothing printed says otherwise; where that cannot be, the quarters that were visibly put right to have moved by no more
than the largest printed change; then every count of the year; and where even that cannot be, he knows nothing of the one
from the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import inf

from goldenthread.core.periods import Period, Quarters, Stretch, stretch, stretches_of, year_of
from goldenthread.figures.disclosure_audit.facts import Fact
from goldenthread.figures.disclosure_audit.knowledge import Cell, Knowledge
from goldenthread.figures.disclosure_audit.reading import KNOWN
from goldenthread.figures.published import Release
from goldenthread.figures.relations import COUNTED_ROWS, D, N

QUARTERS = re.compile(r"(\d{4}-\d{2}) Q([1-4])(?:-Q([1-4]))?")
ADDED = "new in the year"
ONCE = frozenset(
    {"concerns.adults", "enquiries.adults", "audit.people", "audit.people_with_further", "reviews.different_people"}
)
"""Figures that count each adult once: a year has at most the sum of its quarters, and at least the largest."""
AGAIN = frozenset({("concerns.repeat_adults", N), ("enquiries.repeat_adults", N)})
"""Adults counted more than once: a year has at least the largest of its quarters, and may have more than their sum."""
AT_THE_END = frozenset({"enquiries.open_elsewhere"}) | KNOWN.piled_up
"""Figures of the last day: a year has what its last quarter has."""

SAME, PARTLY, NEAR, APART = "unchanged", "little changed where it shows", "little changed", "unrelated"
Pair = tuple[str, str, str]
"""A year, and two states of its data, the older first."""
Name = tuple[str, str, str]


def year_in(period: str) -> str:
    """The year of "2023-24 Q2", and of "2023-24" itself."""
    return period[:7]


def states(releases: Sequence[Release]) -> list[Pair]:
    """Each year with two states of its data, one after the other. A release tells of its year and of the one before."""
    seals: dict[str, list[str]] = {}
    for one in releases:
        year = year_of(stretch(one.period))
        for label in (year.label, year.previous().label):
            if one.snapshot.sha256 not in seals.setdefault(label, []):
                seals[label].append(one.snapshot.sha256)
    return [(label, *pair) for label, each in seals.items() for pair in pairwise(each)]


def tiers(known: Knowledge, year: str) -> tuple[str, ...]:
    """How closely two states of a year's data may hang together, the closest first."""
    has_quarters = any(cell.period != year and year_in(cell.period) == year for cell in known.low)
    return (SAME, PARTLY, NEAR) if has_quarters else (SAME, NEAR)


def follows(release: Release, earlier: Sequence[Release], facts: Iterable[Fact]) -> list[Stretch]:
    """What can be had by adding and subtracting published periods, now that this release is one of them.

    A year less its first three quarters is the fourth, though no release of it was ever made.
    """
    told = [stretch(one.period) for one in earlier]
    told += [stretch(fact.period) for fact in facts if not fact.period.endswith(" Q1-Q4")]
    this = stretch(release.period)
    found: list[Stretch] = []
    for year, new in ((year_of(one), one) for one in (this, this.previous())):
        before = [one for each in told for one in (each, each.previous()) if year_of(one) == year]
        if any(isinstance(one, Quarters) for one in (new, *before)):
            was, now = _closed(before), _closed([*before, new])
            found += [one for one in stretches_of(year) if _span(one) in now - was and one != new]
    return found


def _span(one: Stretch) -> tuple[int, int]:
    return (one.first, one.last) if isinstance(one, Quarters) else (1, 4)


def _closed(told: Iterable[Stretch]) -> set[tuple[int, int]]:
    """Runs of quarters that are told, or follow: two that follow one another, and what one leaves of another."""
    found = {_span(one) for one in told}
    while True:
        more = {(a, d) for a, b in found for c, d in found if c == b + 1}
        more |= {(d + 1, b) for a, b in found for c, d in found if c == a and d < b}
        more |= {(a, c - 1) for a, b in found for c, d in found if d == b and c > a}
        if more <= found:
            return found
        found |= more


def quarters(known: Knowledge, releases: Sequence[Release], asked: Iterable[Cell] = ()) -> None:
    """Quarters add up to their year, and to the quarters said together, in each state of the data.

    Where no quarter of a year was ever published nothing is added. `asked` are counts of quarters that were printed
    nowhere, and are asked about because they may follow.
    """
    for cell in asked:
        known.add(cell)
    cells = [cell for cell in [*known.low, *known.same] if cell.part in {N, D}]
    years = sorted({year_in(cell.period) for cell in cells if QUARTERS.fullmatch(cell.period)})
    for year in years:
        here = [cell for cell in cells if year_in(cell.period) == year]
        names = sorted({cell[2:] for cell in here if QUARTERS.fullmatch(cell.period)})
        spans = sorted({cell.period for cell in here if (found := QUARTERS.fullmatch(cell.period)) and found[3]})
        for seal in sorted({cell.seal for cell in here}):
            _absent(known, [one for one in releases if one.snapshot.sha256 == seal], year, names)
            for name in names:
                _add_up(known, Cell(year, seal, *name), spans)


def _absent(known: Knowledge, releases: Iterable[Release], year: str, names: Iterable[Name]) -> None:
    """A row that is there only where it holds somebody, and is not there, holds nobody."""
    for one in releases:
        if year_in(one.period) != year:
            continue
        for figure_id, key, part in names:
            figure = one.figures.get(figure_id)
            is_told = figure is not None and bool(figure.rows) and figure.row(key) is None
            if key and is_told and (figure_id, part) in COUNTED_ROWS:
                cell = Cell(one.period, one.snapshot.sha256, figure_id, key, part)
                if cell not in known:
                    known.add(cell, 0, 0)


def _add_up(known: Knowledge, whole: Cell, spans: Iterable[str]) -> None:
    each = [whole._replace(period=f"{whole.period} Q{number}") for number in range(1, 5)]
    for cell in (whole, *each):
        known.add(cell)
    totals = [(whole, each)]
    for span in spans:
        first, last = int(span[9]), int(span[-1])
        cell = whole._replace(period=span)
        if cell in known:
            totals.append((cell, each[first - 1 : last]))
    for total, parts in totals:
        if total.figure in AT_THE_END:
            known.tie({total: 1, parts[-1]: -1})
            continue
        if (total.figure, total.part) not in AGAIN:
            known.tie({**dict.fromkeys(parts, 1), total: -1}, 0, inf if _is_once(total) else 0)
        for part in parts if _is_once(total) or (total.figure, total.part) in AGAIN else ():
            known.tie({total: 1, part: -1}, 0, inf)


def _is_once(cell: Cell) -> bool:
    return cell.figure in ONCE or ((cell.figure, N) in AGAIN and cell.part == D)


def link(known: Knowledge, pair: Pair, tier: str) -> None:
    """Let two states of a year's data hang together as closely as a tier says."""
    year, older, newer = pair
    if tier == APART:
        return
    names = sorted({cell for cell in [*known.low, *known.same] if year_in(cell.period) == year and cell.seal == older})
    both = [(cell, cell._replace(seal=newer)) for cell in names if cell._replace(seal=newer) in known]
    moved = {
        cell: abs(known.low[known.one(cell)] - known.low[known.one(other)])
        for cell, other in both
        if known.is_known(cell) and known.is_known(other)
    }
    shows = {cell.period for cell, far in moved.items() if far}
    furthest = max([*moved.values(), *_gaps(known, year).values()], default=0)
    still = {cell.period for cell in moved} - shows
    for cell, other in both:
        if cell in moved or cell.part not in {N, D}:
            continue
        is_still = tier == SAME or (tier == PARTLY and cell.period in still)
        known.tie({cell: 1, other: -1}, *((0, 0) if is_still else (-furthest, furthest)))


def _gaps(known: Knowledge, year: str) -> Mapping[Name, float]:
    """By how much printed quarters miss their printed total, where they were printed from different states."""
    printed: dict[tuple[str, Name], list[float]] = {}
    for cell in [*known.low, *known.same]:
        if year_in(cell.period) == year and cell.part in {N, D} and known.is_known(cell):
            printed.setdefault((cell.period, cell[2:]), []).append(known.low[known.one(cell)])
    found: dict[Name, float] = {}
    for (period, name), values in printed.items():
        told = QUARTERS.fullmatch(period)
        if name[0] in ONCE | AT_THE_END or (name[0], N) in AGAIN or (told and not told[3]):
            continue
        first, last = (int(told[2]), int(told[3])) if told else (1, 4)
        parts = [printed.get((f"{year} Q{number}", name)) for number in range(first, last + 1)]
        if all(parts):
            low, high = (sum(side(part) for part in parts if part) for side in (min, max))
            found[name] = max(max(abs(value - low), abs(value - high)) for value in values)
    return found


def piled_up(known: Knowledge, releases: Sequence[Release]) -> None:
    """What counts everything up to a year's end holds what was counted to the end of the year before."""
    years = [(stretch(one.period), one.snapshot.sha256) for one in releases]
    all_states = sorted({(each.label, seal) for each, seal in years if isinstance(each, Period)})
    for figure_id in sorted(KNOWN.piled_up):
        for period, seal in all_states:
            before = Period.parse(period).previous().label
            for earlier in [state for state in all_states if state[0] == before]:
                names = [cell for cell in [*known.low, *known.same] if cell[:3] == (period, seal, figure_id)]
                for cell in names:
                    was = cell._replace(period=before, seal=earlier[1])
                    if cell.part == N and was in known:
                        known.add(cell._replace(part=ADDED))
                        known.tie({cell: 1, was: -1, cell._replace(part=ADDED): -1})


def seal_for(period: str, releases: Sequence[Release]) -> str:
    """The state of the data that something said of a period is taken to be about: the newest published for it.

    That is the newest of the very period; of its year or a quarter of it; of the year after; or of all.
    """
    year = year_in(period)
    of_years = [(one, year_of(stretch(one.period))) for one in releases]
    exactly = [one for one in releases if one.period == period]
    within = [one for one, its in of_years if its.label == year]
    after = [one for one, its in of_years if its.previous().label == year]
    found = exactly or within or after or list(releases)
    return found[-1].snapshot.sha256 if found else ""
