"""Reading a release as its readers do: every number printed, and every sum they know, become knowledge. Free of Django."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import inf

from goldenthread.core.periods import stretch
from goldenthread.figures.disclosure_audit.knowledge import Cell, Knowledge
from goldenthread.figures.disclosure_rules import Rule, rule_of
from goldenthread.figures.published import PublishedFigure, PublishedNumber, Release
from goldenthread.figures.relations import COUNTED_ROWS, SECOND, D, N, Quantity, Relations

BY_SIZE = frozenset(
    {"concerns.by_decision", "enquiries.by_abuse_type", "enquiries.by_location", "enquiries.by_support_reason"}
    | {"reviews.referral_factors"}
)
"""Figures whose rows stand by size, in tables and in charts: a place between two others bounds a count."""
LEFT_OVER, BETWEEN, OF_FIVES = "left over", "between", "printed in fives"
LEAST_BESIDE = 5
"""The least that a count of adults can be which a rule would have printed, and which is withheld for others."""
KNOWN: Relations = SECOND
"""Whoever reads knows every relation there is, whatever the rule that protected the release knew."""


def counts_people(one: PublishedFigure) -> bool:
    """As `protection.counts_people`, of a figure that was published."""
    return one.definition.disclosure == "people" and one.definition.unit in {"count", "percent"}


class Reader:
    """Adds one release to what is known. `printed` says where each cell's value was printed, and what value.

    `counted` are cells that everybody knows are not 0: of rows that are there only because they hold somebody, and
    counts of the Board's own activity.
    """

    def __init__(self, known: Knowledge, release: Release) -> None:
        self.known, self.release = known, release
        self.rule: Rule = rule_of(release.rule, release.version)
        self.seal = release.snapshot.sha256
        self.before = stretch(release.period).previous().label
        self.printed: dict[Cell, list[tuple[str, Quantity, float]]] = {}
        self.withheld: list[Cell] = []
        self.counted: list[Cell] = []
        self.figures = {name: one for name, one in release.figures.items() if counts_people(one)}
        self.rounded = {of[0] for of, _ in KNOWN.to_nearest_5}

    def read(self) -> None:
        """Read everything: numbers first, then what they have to do with one another."""
        for one in self.figures.values():
            if one.id not in self.rounded:
                self._numbers(one)
        self._names()
        self._exempt()
        self._beside()
        self._sums()
        self._to_nearest_5()
        for one in self.figures.values():
            if one.id not in self.rounded:
                self._previous(one)
            if one.id in BY_SIZE:
                self._order(one)
        self._year_before()

    def cell(self, quantity: Quantity, period: str = "") -> Cell:
        return Cell(period or self.release.period, self.seal, *quantity)

    def _numbers(self, one: PublishedFigure) -> None:
        parts = [("", one.numerator, one.denominator)]
        parts += [(row.key, row.numerator, row.denominator) for row in one.rows]
        for key, numerator, denominator in parts:
            self._number((one.id, key, N), numerator)
            if denominator is not None:
                self._number((one.id, key, D), denominator)

    def _number(self, quantity: Quantity, number: PublishedNumber, period: str = "") -> None:
        if number.value is None and number.mark != "c":
            return
        cell = self.cell(quantity, period)
        self.known.add(cell, *bounds(self.rule, number))
        if quantity[1] and (quantity[0], quantity[2]) in COUNTED_ROWS and self._is_vague(number):
            self.known.add(cell, 1)
            self.counted.append(cell)
        if number.value is None:
            self.withheld.append(cell)
        else:
            where = (period or self.release.period, quantity, number.value)
            self.printed.setdefault(cell, []).append(where)

    def _exempt(self) -> None:
        """Counts of the Board's own activity that bound counts of adults. They are printed as they are, or withheld."""
        for figure_id, by_year in KNOWN.exempt:
            one, years = self.release.figures.get(figure_id), self.release.figures.get(by_year)
            said = [((figure_id, "", N), one.numerator, "")] if one else []
            said += [((figure_id, "", N), one.previous, self.before)] if one and one.previous else []
            said += [((by_year, row.key, N), row.numerator, "") for row in years.rows] if years else []
            for quantity, number, period in said:
                cell = self.cell(quantity, period)
                if number.value is not None:
                    self.known.add(cell, number.value, number.value)
                    self.printed.setdefault(cell, []).append((cell.period, quantity, number.value))
                    self.counted += [cell] if number.value else []
                elif number.is_withheld:
                    self.known.add(cell, self.rule.least)
            for row in years.rows if years else ():
                self.known.are_same(
                    self.known.add(self.cell((figure_id, "", N), row.key)), self.cell((by_year, row.key, N))
                )

    def _beside(self) -> None:
        """A release names the counts that it withholds beside the small ones: of adults, each of these is 5 or more."""
        exempt = {figure_id for pair in KNOWN.exempt for figure_id in pair}
        for period, *quantity in self.release.also:
            cell = self.cell((quantity[0], quantity[1], quantity[2]), period)
            if quantity[0] not in exempt and cell in self.known:
                self.known.add(cell, LEAST_BESIDE)

    def _is_vague(self, number: PublishedNumber) -> bool:
        return number.value is None or self.rule.method != "withhold"

    def _names(self) -> None:
        """Different names of one count."""
        same = list(KNOWN.same)
        for (one, part), (other, other_part) in KNOWN.rows_that_are_rows:
            same += [((one, key, part), (other, key, other_part)) for key in self._keys(one)]
        wholes = [(name, whole) for name, whole in KNOWN.whole_of_parts if name in KNOWN.parts]
        for figure_id, whole in (*wholes, *KNOWN.whole_of_rows):
            same += [(whole, (figure_id, key, D)) for key in self._keys(figure_id)]
        for first, second in same:
            self.known.are_same(self.cell(first), self.cell(second))

    def _keys(self, figure_id: str) -> list[str]:
        figure = self.figures.get(figure_id)
        return [row.key for row in figure.rows] if figure else []

    def _sums(self) -> None:
        for one in self.figures.values():
            if one.id in KNOWN.flows:
                continue
            for key in ("", *(row.key for row in one.rows)):
                self._rest((one.id, key, D), (one.id, key, N), (one.id, key, LEFT_OVER))
        for outer, inner in KNOWN.within:
            self._rest(outer, inner, (outer[0], inner[0], BETWEEN))
        for figure_id, whole in KNOWN.whole_of_parts:
            self._whole(whole, figure_id, N, self._keys(figure_id))
        for whole, figure_id, part in KNOWN.sum_of_rows:
            self._whole(whole, figure_id, part, self._keys(figure_id))
        self._at_least()
        for figure_id, every in KNOWN.rows_at_most:
            rows = self.release.figures[every].rows if every in self.release.figures else ()
            for key in self._keys(figure_id) if rows else ():
                of_all = {self.cell((every, row.key, N)): 1.0 for row in rows}
                self.known.tie({**of_all, self.cell((figure_id, key, N)): -1}, 0, inf)
        for whole, figure_id, keys in KNOWN.some_rows:
            self._whole(whole, figure_id, N, [key for key in self._keys(figure_id) if key in keys])

    def _rest(self, outer: Quantity, inner: Quantity, name: Quantity, period: str = "") -> None:
        """What is left of a whole is a count of adults too, though it is printed nowhere."""
        whole, part, rest = (self.cell(each, period) for each in (outer, inner, name))
        if whole in self.known and part in self.known:
            self.known.add(rest)
            self.known.tie({whole: 1, part: -1, rest: -1})

    def _at_least(self, period: str = "") -> None:
        """Where the count of adults is printed nothing follows: a review whose people nobody entered counts none."""
        for outer, inner in KNOWN.at_least:
            many, few = self.cell(outer, period), self.cell(inner, period)
            if many in self.known and not self.known.is_known(many):
                self.known.tie({many: 1, few: -1}, 0, inf)

    def _whole(self, whole: Quantity, figure_id: str, part: str, keys: list[str]) -> None:
        """Rows make up their whole. Where 0 is withheld too, a table without rows says openly that there was nobody."""
        if figure_id in self.figures and (keys or 0 not in self.rule.small):
            self.known.tie({self.cell(whole): 1, **{self.cell((figure_id, key, part)): -1 for key in keys}})

    def _to_nearest_5(self) -> None:
        if self.rule.method == "controlled":
            return  # they are printed as the count itself is
        for (figure_id, _, part), base in KNOWN.to_nearest_5:
            figure = self.figures.get(figure_id)
            number = (figure.numerator if part == N else figure.denominator) if figure else None
            if number is not None and number.value is not None and self.cell(base) in self.known:
                self.known.add(self.cell(base), max(number.value - 2, 0), number.value + 2)

    def _previous(self, one: PublishedFigure) -> None:
        """The value of the year before: a count of that year, or a share that ties two of its counts."""
        if one.previous is None:
            return
        top, bottom = (one.id, "", N), (one.id, "", D)
        if one.definition.unit == "count":
            self._number(top, one.previous, self.before)
        elif one.previous.value is not None:
            share = Fraction(one.previous.value / 100).limit_denominator(100_000)
            cells = [self.known.add(self.cell(each, self.before)) for each in (top, bottom)]
            printed = [self._as_printed(each) for each in cells]
            self.known.tie({printed[0]: share.denominator, printed[1]: -share.numerator})
            self.known.add(printed[1], 1)
            for cell, quantity in ((self.cell(top, self.before), top), (self.cell(bottom, self.before), bottom)):
                self.printed.setdefault(cell, []).append((self.before, quantity, one.previous.value))

    def _year_before(self) -> None:
        """What hangs together in the totals of the year before."""
        for one, other in KNOWN.same:
            self.known.are_same(self.cell(one, self.before), self.cell(other, self.before))
        for figure_id in sorted(self.figures.keys() - KNOWN.flows):
            self._rest((figure_id, "", D), (figure_id, "", N), (figure_id, "", LEFT_OVER), self.before)
        for outer, inner in KNOWN.within:
            self._rest(outer, inner, (outer[0], inner[0], BETWEEN), self.before)
        self._at_least(self.before)

    def _as_printed(self, cell: Cell) -> Cell:
        """The number that was printed for a count: itself, or how many fives stand for it."""
        if self.rule.method == "withhold":
            return cell
        fives = cell._replace(part=f"{cell.part}, {OF_FIVES}")
        near = 2 if self.rule.method == "nearest" else 4
        self.known.add(fives)
        self.known.tie({cell: 1, fives: -5}, -near, near)
        return fives

    def _order(self, one: PublishedFigure) -> None:
        """Rows by size: each is at least as large as the next, down to the last that is printed."""
        shown = [place for place, row in enumerate(one.rows) if not row.numerator.is_withheld]
        keys = [row.key for row in one.rows][: shown[-1] + 1 if shown else 0]
        if self.rule.method == "withhold":
            for larger, smaller in pairwise(keys):
                self.known.tie({self.cell((one.id, larger, N)): 1, self.cell((one.id, smaller, N)): -1}, 0, inf)


def bounds(rule: Rule, number: PublishedNumber) -> tuple[float, float]:
    """What print says of a count: the least and the most it can be."""
    value = number.value
    if value is None:
        return rule.least, 4 if rule.method == "nearest" and rule.version == "1" else inf
    if rule.method == "nearest":
        return max(value - 2, 5), value + 2
    if rule.method == "controlled":
        return max(value - 4, 0), value + 4
    return value, value
