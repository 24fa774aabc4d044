"""The audit of a release: for every small count, whether each small number is still possible to a reader. Free of Django.

The reader has everything that was published about the same adults, and the solver. A number that another publication
alone had ruled out already is told, and does not stop this one: nothing it leaves out could bring the number back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from goldenthread.figures.disclosure_audit import checking
from goldenthread.figures.disclosure_audit.facts import Fact
from goldenthread.figures.disclosure_audit.knowledge import Cell
from goldenthread.figures.disclosure_audit.over_time import SAME, year_in
from goldenthread.figures.disclosure_audit.solving import Effort, possible
from goldenthread.figures.disclosure_audit.together import Together, refuse_unless_read, together
from goldenthread.figures.disclosure_rules import rule_of
from goldenthread.figures.published import Release
from goldenthread.figures.relations import D, N, Quantity

LEAST_LEFT = 2
"""So many small numbers stay possible for a count that only follows from others."""
Place = tuple[str, Quantity]
"""A period, and which count of it."""


@dataclass(frozen=True)
class Narrowed:
    """A small count that a reader can tell more of than he may: what it still could be."""

    cell: Cell
    left: frozenset[int]


@dataclass
class Outcome:
    """What an audit found. `told` are counts that other publications had given away before this one."""

    narrowed: list[Narrowed] = field(default_factory=list)
    told: list[Narrowed] = field(default_factory=list)
    checked: int = 0
    asked: int = 0
    beside: int = 0
    flags: list[str] = field(default_factory=list)
    links: dict[tuple[str, str, str], str] = field(default_factory=dict)
    reader: Together | None = None
    before: Together | None = None

    def report(self) -> dict[str, Any]:
        """The audit's report as plain data, which stays with the release. It says no number that is withheld."""
        return {
            "small_counts": self.checked,
            "questions": self.asked,
            "other_publications": self.beside,
            "given_away_before": sorted({" ".join(filter(None, one.cell[:1] + one.cell[2:4])) for one in self.told}),
            "whole_groups": self.flags,
            "states_of_data": [
                [period, older[:8], newer[:8], words] for (period, older, newer), words in sorted(self.links.items())
            ],
        }


def audit(
    release: Release,
    small: Iterable[Place],
    *,
    earlier: Sequence[Release] = (),
    facts: Sequence[Fact] = (),
    effort: Effort | None = None,
    follows: Iterable[Place] = (),
    before: Together | None = None,
) -> Outcome:
    """Ask of every small count whether each small number is still possible. `small` are the truly small ones of this release.

    Of an earlier release, where nobody says which withheld counts are truly small, every withheld one is asked about.
    `follows` are truly small counts of periods that were published nowhere, and follow from others that were. `before`
    is what was known before this release, where an audit of it has found that already (`Outcome.before`).

    Raises:
        NotPossibleNow: the release prints what its counts do not give, what was published does not fit together, or a
            question could not be settled in time. Nothing may be published then.
    """
    rule = rule_of(release.rule, release.version)
    checking.derived(release, rule)
    refuse_unless_read(earlier)
    seal = release.snapshot.sha256
    asked = [Cell(period, seal, *quantity) for period, quantity in follows]
    whole = together([*earlier, release], facts, effort, asked=asked)
    if before is None and (earlier or facts):
        before = together(earlier, facts, effort, of=[*earlier, release])
    outcome = Outcome(
        beside=len(earlier) + len({fact.where for fact in facts}),
        flags=checking.flags(release),
        links=whole.links,
        reader=whole,
        before=before,
    )
    known, theirs = whole.known, {Cell(period, seal, *quantity) for period, quantity in small}
    sure = {known.one(cell) for cell in theirs if cell in known}
    others = {known.one(cell) for reader in whole.readers[:-1] for cell in reader.withheld} - sure
    counted = known.holding(cell for reader in whole.readers for cell in reader.counted)
    for cell in sorted(sure):
        small_here = tuple(value for value in rule.small if value or cell not in counted)
        left = possible(whole.solver, cell, small_here)
        if not _is_safe(cell, left, small_here):
            _sort(outcome, Narrowed(cell, left), _left_before(before, whole, cell, rule.small))
    for cell in sorted(others):
        left = possible(whole.solver, cell, rule.small)
        was = _left_before(before, whole, cell, rule.small)
        if left and left < was:
            outcome.narrowed.append(Narrowed(cell, left))
    unprinted = {known.one(cell) for cell in asked} - sure - others
    for cell in sorted(unprinted):
        left = possible(whole.solver, cell, rule.small)
        if len(left) < LEAST_LEFT:
            _sort(outcome, Narrowed(cell, left), _left_before(before, whole, cell, rule.small))
    outcome.checked, outcome.asked = len(sure) + len(others) + len(unprinted), whole.solver.asked
    return outcome


def _is_safe(cell: Cell, left: frozenset[int], small: tuple[int, ...]) -> bool:
    """Every small number is possible for a count that is printed or withheld.

    What only follows from others, such as what is left of a whole, is printed nowhere: it must not be told exactly. That a
    withheld count is not 0 says already of what is left beside two of them that it is 2 or more.
    """
    return left == set(small) if cell.part in {N, D} else len(left) >= LEAST_LEFT


def _sort(outcome: Outcome, found: Narrowed, was: frozenset[int]) -> None:
    (outcome.narrowed if found.left < was else outcome.told).append(found)


def _left_before(before: Together | None, whole: Together, cell: Cell, small: tuple[int, ...]) -> frozenset[int]:
    """What this count could have been to somebody who had read everything but this release."""
    if before is None:
        return frozenset(small)
    names = [name for name in [*whole.known.low, *whole.known.same] if whole.known.one(name) == cell]
    linked = {pair for pair, words in whole.links.items() if words == SAME}
    names += [
        name._replace(seal=older)
        for name in names
        for period, older, newer in linked
        if year_in(name.period) == period and name.seal == newer
    ]
    left = [possible(before.solver, name, small) for name in dict.fromkeys(names) if name in before.known]
    return frozenset(small).intersection(*left)


def also_withhold(outcome: Outcome, *, of: Iterable[str] | None = None) -> set[Place]:
    """For each narrowed count, the smallest printed number of the newest release that hangs together with it.

    Of these figures alone, where `of` names some. Empty where nothing that it prints has to do with it.
    """
    if outcome.reader is None:
        return set()
    known, newest = outcome.reader.known, outcome.reader.readers[-1]
    printed: dict[Cell, list[tuple[float, Place]]] = {}
    for cell, places in newest.printed.items():
        found = [(value, (period, quantity)) for period, quantity, value in places if value > 0]
        found = found if of is None else [one for one in found if one[1][1][0] in of]
        if found:
            printed.setdefault(known.one(cell), []).extend(found)
    chosen = set()
    for one in outcome.narrowed:
        for cells in _near(outcome.reader, one.cell):
            free = sorted((value, place) for cell in cells for value, place in printed.get(cell, []))
            if free:
                chosen.add(free[0][1])
                break
    return chosen


def _near(reader: Together, cell: Cell) -> Iterable[set[Cell]]:
    """The cell itself; those that share a row with it; those that share a row with anything it hangs together with."""
    yield {cell}
    rows = [set(row.terms) for row in reader.known.settled()]
    yield {other for row in rows if cell in row for other in row}
    beside = set(reader.solver.beside(cell)) | {cell}
    yield {other for row in rows if row & beside for other in row}
