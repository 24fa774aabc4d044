"""Which counts must be withheld so that no count of adults from 1 to 4 can be worked out. Free of Django.

The published counts of a period form a system: cells, and sums that tie them together (a whole and its parts, a share and
what is left of it). Small cells are withheld first; then, wherever a sum would give a withheld cell away, the smallest of
its other parts is withheld too. At the end the system is audited: if the sums still narrow any withheld cell within 1 to
4, nothing is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures.figure import Figure
from goldenthread.figures.relations import FIRST, D, N, Quantity, Relations

SMALLEST, LARGEST = 1, 4
"""Counts of adults in this range are withheld (0 is shown)."""


@dataclass(frozen=True)
class Sum:
    """One cell that is the sum of others."""

    total: Quantity
    parts: tuple[Quantity, ...]


@dataclass
class System:
    """Cells with their values; which of them are never printed; and how they add up."""

    values: dict[Quantity, float] = field(default_factory=dict)
    unprinted: set[Quantity] = field(default_factory=set)
    sums: list[Sum] = field(default_factory=list)
    aliases: dict[Quantity, Quantity] = field(default_factory=dict)

    def cell(self, quantity: Quantity) -> Quantity:
        """The one cell that stands for every name of a count."""
        while quantity in self.aliases:
            quantity = self.aliases[quantity]
        return quantity


def counts_people(figure: Figure) -> bool:
    """Whether a figure's numbers are counts of adults or of things about adults."""
    return figure.definition.disclosure == "people" and figure.definition.unit in {"count", "percent"}


def system(figures: Mapping[str, Figure], relations: Relations = FIRST) -> System:
    """Everything the figures of a period say about adults, and how it adds up.

    Raises:
        NotPossibleNow: counts that are one count differ, or rows do not add up to their whole.
    """
    found = System()
    people = {figure_id: figure for figure_id, figure in figures.items() if counts_people(figure)}
    for figure in people.values():
        for key, numerator, denominator in _pairs(figure):
            if numerator is not None:
                found.values[figure.id, key, N] = numerator
            if denominator is not None:
                found.values[figure.id, key, D] = denominator
    _alias(found, people, relations)
    for figure in people.values():
        for key, numerator, denominator in _pairs(figure):
            if numerator is not None and denominator is not None and figure.id not in relations.flows:
                _left_over(found, (figure.id, key, D), (figure.id, key, N), (figure.id, key, "left over"))
    for outer, inner in relations.within:
        if outer in found.values and inner in found.values:
            _left_over(found, outer, inner, (outer[0], inner[0], "between"))
    for figure_id, whole in relations.whole_of_parts:
        _sum_of_rows(found, people, whole, (figure_id, N))
    for whole, figure_id, part in relations.sum_of_rows:
        _sum_of_rows(found, people, whole, (figure_id, part))
    for whole, figure_id, keys in relations.some_rows:
        _sum_of_rows(found, people, whole, (figure_id, N), keys)
    return found


def _pairs(figure: Figure) -> Iterable[tuple[str, float | None, float | None]]:
    yield "", figure.numerator, figure.denominator
    for row in figure.categories:
        yield row.key, row.numerator, row.denominator


def _alias(found: System, people: Mapping[str, Figure], relations: Relations) -> None:
    same = list(relations.same)
    for (one, part), (other, other_part) in relations.rows_that_are_rows:
        if one in people:
            same += [((one, row.key, part), (other, row.key, other_part)) for row in people[one].categories]
    wholes = [(name, whole) for name, whole in relations.whole_of_parts if name in relations.parts]
    for figure_id, whole in (*wholes, *relations.whole_of_rows):
        if figure_id in people:
            same += [(whole, (figure_id, row.key, D)) for row in people[figure_id].categories]
    for kept, other_name in same:
        first, second = found.cell(kept), found.cell(other_name)
        if first in found.values and second in found.values and first != second:
            if found.values[first] != found.values[second]:
                raise NotPossibleNow(
                    f"{kept[0]} and {other_name[0]} should be the same count and are not. "
                    "The analyst can look at both under Figures, and put right the records that one of them misses."
                )
            found.aliases[second] = first
            del found.values[second]


def _left_over(found: System, outer: Quantity, inner: Quantity, name: Quantity) -> None:
    whole, part = found.cell(outer), found.cell(inner)
    found.values[name] = found.values[whole] - found.values[part]
    found.unprinted.add(name)
    found.sums.append(Sum(whole, (part, name)))


def _sum_of_rows(
    found: System,
    people: Mapping[str, Figure],
    whole: Quantity,
    rows_of: tuple[str, str],
    keys: Iterable[str] | None = None,
) -> None:
    """The rows of a figure make up a total: all of them, or those of some keys. `rows_of` is the figure and which part."""
    figure_id, part = rows_of
    if figure_id not in people or found.cell(whole) not in found.values:
        return
    wanted = [row.key for row in people[figure_id].categories if keys is None or row.key in keys]
    rows = tuple(found.cell((figure_id, key, part)) for key in wanted)
    if sum(found.values[row] for row in rows) != found.values[found.cell(whole)]:
        raise NotPossibleNow(f"The rows of {figure_id} do not add up to {whole[0]}.")
    found.sums.append(Sum(found.cell(whole), rows))


def withheld(found: System, also: Iterable[Quantity] = (), *, left_over: int = 4) -> set[Quantity]:
    """The cells that may not be printed. `also` are names of counts that are withheld beside the small ones.

    `left_over` is how many small numbers must stay possible for what is printed nowhere and follows from others.

    Raises:
        NotPossibleNow: no choice of cells protects every small count, so nothing may be published.
    """
    hidden = {cell for cell, value in found.values.items() if SMALLEST <= value <= LARGEST}
    hidden |= {found.cell(one) for one in also if found.cell(one) in found.values}
    while True:
        while more := {cell for one in found.sums if (cell := _also(found, one, hidden)) is not None}:
            hidden |= more
        narrowed = _narrowed(found, hidden, left_over)
        if not narrowed:
            return hidden
        more = {cell for small in narrowed if (cell := _beside(found, small, hidden)) is not None}
        if not more:
            raise NotPossibleNow(
                f"Nothing was published: {min(narrowed)[0]} would still give a small number away. "
                "Merge some of its categories, or leave it out."
            )
        hidden |= more


def _beside(found: System, small: Quantity, hidden: set[Quantity]) -> Quantity | None:
    """The smallest cell still printed that stands in a sum with a narrowed one; None where there is none."""
    cells = {cell for one in found.sums if small in {one.total, *one.parts} for cell in (one.total, *one.parts)}
    free = [cell for cell in cells if cell not in hidden and cell not in found.unprinted and found.values[cell] > 0]
    return min(free, key=lambda cell: (found.values[cell], cell)) if free else None


def _also(found: System, one: Sum, hidden: set[Quantity]) -> Quantity | None:
    """What else must be withheld so that this sum gives nothing away; None if it does not."""
    unknown = [part for part in one.parts if part in hidden or part in found.unprinted]
    if not any(part in hidden for part in unknown) and one.total not in hidden:
        return None
    if one.total in hidden:
        return None if unknown else _smallest(found, one, hidden)
    if len(unknown) > 1:
        total = sum(found.values[part] for part in unknown)
        least = [0 if part in found.unprinted else SMALLEST for part in unknown]
        if total - LARGEST >= sum(least) - min(least):
            return None
    return _smallest(found, one, hidden)


def _smallest(found: System, one: Sum, hidden: set[Quantity]) -> Quantity:
    """The smallest part still printed; the total where there is none."""
    free = [p for p in one.parts if p not in hidden and p not in found.unprinted and found.values[p] > 0]
    return min(free, key=lambda part: (found.values[part], part)) if free else one.total


def _narrowed(found: System, hidden: set[Quantity], left_over: int) -> set[Quantity]:
    """The small cells that a reader could tell are not every number from 1 to 4, by the bounds the sums leave them.

    A cell withheld only to protect another needs no protection of its own.
    """
    bounds = {cell: _first_bounds(found, cell, hidden) for cell in found.values}
    for _ in range(4 * len(found.sums) + 1):
        if not any(_tighten(bounds, one) for one in found.sums):
            break
    small = {cell for cell in hidden if found.values[cell] <= LARGEST}
    every = LARGEST - SMALLEST + 1
    return {cell for cell in small if _left(bounds[cell]) < (left_over if cell in found.unprinted else every)}


def _left(bounds: tuple[float, float]) -> float:
    """How many of the small numbers lie between two bounds."""
    return min(bounds[1], LARGEST) - max(bounds[0], SMALLEST) + 1


def _first_bounds(found: System, cell: Quantity, hidden: set[Quantity]) -> tuple[float, float]:
    if cell in found.unprinted:
        return (0, inf)
    return (SMALLEST, inf) if cell in hidden else (found.values[cell], found.values[cell])


def _tighten(bounds: dict[Quantity, tuple[float, float]], one: Sum) -> bool:
    before = [bounds[cell] for cell in (one.total, *one.parts)]
    lows, highs = ([bounds[part][side] for part in one.parts] for side in (0, 1))
    low, high = bounds[one.total]
    bounds[one.total] = max(low, sum(lows)), min(high, sum(highs))
    low, high = bounds[one.total]
    for place, part in enumerate(one.parts):
        others_low, others_high = sum(lows) - lows[place], sum(highs[:place] + highs[place + 1 :])
        bounds[part] = max(bounds[part][0], low - others_high), min(bounds[part][1], high - others_low)
    return before != [bounds[cell] for cell in (one.total, *one.parts)]
