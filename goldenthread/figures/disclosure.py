"""Turning figures into a release by a version of a named rule (`disclosure_rules`), and auditing it. Free of Django."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.periods import Stretch
from goldenthread.figures import rounding, statistics, wording
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.disclosure_audit import checking, over_time
from goldenthread.figures.disclosure_audit.auditing import LEAST_LEFT, Outcome, Place, also_withhold, audit
from goldenthread.figures.disclosure_audit.facts import Fact
from goldenthread.figures.disclosure_audit.solving import Effort
from goldenthread.figures.disclosure_rules import Rule, nearest_5, rule_of
from goldenthread.figures.engine import compute
from goldenthread.figures.figure import Definition, Figure, worth
from goldenthread.figures.protection import System, counts_people, system, withheld
from goldenthread.figures.published import (
    Change,
    PublishedFigure,
    PublishedNumber,
    PublishedRow,
    Release,
)
from goldenthread.figures.relations import D, N, Quantity

Shown = Callable[[str, str, str, float | None], PublishedNumber]
NOTHING = PublishedNumber(None, "x")
WITHHELD = PublishedNumber(None, "c")
UNORDERED = {
    "enquiries.by_abuse_type",
    "enquiries.by_location",
    "enquiries.by_support_reason",
    "reviews.referral_factors",
}
"""Their rows stand by size, which would bound a withheld one: withheld rows go last, by name."""
BY_SIZE = UNORDERED | {"concerns.by_decision"}
"""The same, with one that the first versions forgot."""
ROUNDS = 60
"""How often the audit may ask for one more count to be withheld."""


@dataclass(frozen=True)
class Audited:
    """A release, and what its audit found."""

    release: Release
    outcome: Outcome

    @property
    def report(self) -> dict[str, Any]:
        return self.outcome.report()


def release(dataset: Dataset, period: Stretch, rule: str = "board") -> Release:
    """Compute every figure of a period, protect them together by the newest version of a rule, and audit that.

    Raises:
        Refused: there is no such rule.
        NotPossibleNow: they cannot be protected, or the audit came to no end; nothing may be published.
    """
    return audited(dataset, period, rule).release


def audited(
    dataset: Dataset,
    period: Stretch,
    rule: str = "board",
    *,
    earlier: Sequence[Release] = (),
    facts: Sequence[Fact] = (),
    effort: Effort | None = None,
) -> Audited:
    """A release beside everything else that is public of the Board: earlier releases, oldest first, and facts.

    Where something would give a small count away, one more count is withheld, and all is asked again.

    Raises:
        Refused: there is no such rule.
        NotPossibleNow: they cannot be protected, or the audit came to no end; nothing may be published.
    """
    by = rule_of(rule)
    figures, before = compute(dataset, period), compute(dataset, period.previous())
    return protected(figures, before, dataset, by, earlier=earlier, facts=facts, effort=effort)


def protected(
    figures: Mapping[str, Figure],
    before: Mapping[str, Figure],
    dataset: Dataset,
    by: Rule,
    *,
    earlier: Sequence[Release] = (),
    facts: Sequence[Fact] = (),
    effort: Effort | None = None,
) -> Audited:
    """The same, of figures that were computed already.

    Raises:
        NotPossibleNow: as `audited` has it.
    """
    also: set[Place] = set()
    if not by.is_audited:
        return Audited(_made(figures, before, dataset, by, also), Outcome())
    for each in (figures, before):
        checking.whole(each, by.relations)
    small = _small(figures, by) | _small(before, by)
    made = _made(figures, before, dataset, by, also)
    follows = _following(dataset, over_time.follows(made, earlier, facts), by)
    known = None
    for _ in range(ROUNDS):
        outcome = audit(made, small, earlier=earlier, facts=facts, effort=effort, follows=follows, before=known)
        if not outcome.narrowed:
            return Audited(made, outcome)
        more = also_withhold(outcome, of=_own(by) if by.method == "controlled" else None) - also
        if not more:
            break
        also |= more
        made, known = _made(figures, before, dataset, by, also), outcome.before
    cell = outcome.narrowed[0].cell
    raise NotPossibleNow(
        f"Nothing was published: with everything that is public, {cell.figure} of {cell.period} would give a small number "
        "away. Merge some of its categories, leave it out, or choose another rule."
    )


def rebuilt(
    dataset: Dataset,
    period: Stretch,
    rule: str,
    version: str,
    *,
    also: Iterable[tuple[str, str, str, str]] = (),
    definitions: Mapping[str, Definition] | None = None,
    views: Mapping[str, str] | None = None,
) -> Release:
    """A release as it was made once: the same data, rule, version, `also`, definitions and views give the same release.

    It is not audited again. Without `definitions` or shared `views`, today's are taken.

    Raises:
        Refused: there is no such rule, or no such version of it.
        NotPossibleNow: its counts contradict one another.
    """
    figures = compute(dataset, period, by=definitions, through=views)
    before = compute(dataset, period.previous(), by=definitions, through=views)
    places: set[Place] = {(of, (figure_id, key, part)) for of, figure_id, key, part in also}
    return _made(figures, before, dataset, rule_of(rule, version), places)


def _own(by: Rule) -> set[str]:
    """The figures of the Board's own activity that may have to be withheld. What is rounded cannot be withheld as well."""
    return {figure_id for pair in by.relations.exempt for figure_id in pair}


def _small(figures: Mapping[str, Figure], by: Rule) -> set[Place]:
    found = system(figures, by.relations)
    period = next(iter(figures.values())).period.label
    counts = ((cell, value) for cell, value in found.values.items() if value > 0 or cell not in found.unprinted)
    return {(period, cell) for cell, value in counts if value in by.small}


def _following(dataset: Dataset, periods: Iterable[Stretch], by: Rule) -> set[Place]:
    """The small counts of periods that are printed nowhere."""
    counts = {(period, cell) for period in periods for _, cell in _small(compute(dataset, period), by)}
    return {(period.label, cell) for period, cell in counts if cell[2] in {N, D}}


def _made(
    figures: Mapping[str, Figure], before: Mapping[str, Figure], dataset: Dataset, by: Rule, also: Iterable[Place]
) -> Release:
    now, then = (next(iter(each.values())).period.label for each in (figures, before))
    show = Protection(figures, by, [quantity for period, quantity in also if period == now]).show
    show_before = Protection(before, by, [quantity for period, quantity in also if period == then]).show
    last = BY_SIZE if by.is_audited else UNORDERED
    published = {
        figure_id: _publish(figure, before[figure_id], show, show_before, last) for figure_id, figure in figures.items()
    }
    named = tuple(sorted((period, *quantity) for period, quantity in also))
    return Release(dataset.snapshot.board, now, by.name, dataset.snapshot, published, by.version, named)


def unprotected(figures: Mapping[str, Figure], before: Mapping[str, Figure]) -> dict[str, PublishedFigure]:
    """Figures with nothing withheld, against the period before: for those who may read them, and for nobody else."""

    def show(_figure: str, _key: str, _part: str, value: float | None) -> PublishedNumber:
        return NOTHING if value is None else PublishedNumber(value)

    return {
        figure_id: _publish(figure, before[figure_id], show, show, UNORDERED) for figure_id, figure in figures.items()
    }


class Protection:
    """What a rule shows of each number of a period's figures."""

    def __init__(self, figures: Mapping[str, Figure], by: Rule, also: Iterable[Quantity] = ()) -> None:
        self.by = by
        also = set(also)
        self.own = {quantity for quantity in also if quantity[0] in _own(by)}
        self.people = {figure_id for figure_id, figure in figures.items() if counts_people(figure)}
        self.fives: Mapping[Quantity, float] = {}
        self.found = System()
        self.hidden: set[Quantity] = set()
        if by.method != "nearest" or by.is_audited:
            self.found = system(figures, by.relations)
        if by.method == "withhold":
            self.hidden = withheld(self.found, also, left_over=LEAST_LEFT if by.is_audited else 4)
        elif by.method == "controlled":
            self.fives = rounding.controlled(self.found)
        else:
            self.hidden = {self.found.cell(one) for one in also}
        self.stands_on = dict(by.relations.stands_on)
        self.to_nearest_5 = dict(by.relations.to_nearest_5)

    def show(self, figure_id: str, key: str, part: str, value: float | None) -> PublishedNumber:
        """The number, or the mark in its place."""
        quantity = (figure_id, key, part)
        if value is None:
            return NOTHING
        if quantity in self.own:
            return WITHHELD
        if (base := self.stands_on.get(quantity)) is not None and self._is_too_few(base):
            return WITHHELD
        if (base := self.to_nearest_5.get(quantity)) is not None and (shown := self._of_base(base)) is not None:
            return shown if self.by.method == "controlled" or shown.value is None else PublishedNumber(value)
        return PublishedNumber(value) if figure_id not in self.people else self._count(quantity, value)

    def _count(self, quantity: Quantity, value: float) -> PublishedNumber:
        cell = self.found.cell(quantity)
        if cell in self.hidden:
            return WITHHELD
        if self.by.method == "withhold":
            return PublishedNumber(value)
        if self.by.method == "controlled":
            return PublishedNumber(self.fives[cell])
        rounded = nearest_5(value, self.by.version)
        return WITHHELD if rounded is None else PublishedNumber(rounded)

    def _of_base(self, base: Quantity) -> PublishedNumber | None:
        value = self.found.values.get(self.found.cell(base))
        return None if value is None else self._count(base, value)

    def _is_too_few(self, base: Quantity) -> bool:
        shown = self._of_base(base)
        return shown is not None and (shown.value is None or (self.by.method == "controlled" and shown.value < 10))


def _worth(figure: Figure, numerator: PublishedNumber, denominator: PublishedNumber | None) -> PublishedNumber:
    """The value that published parts allow."""
    if numerator.value is None:
        return numerator
    if denominator is not None and denominator.value is None and figure.definition.unit in {"percent", "rate", "ratio"}:
        return denominator
    value = worth(figure.definition.unit, numerator.value, denominator.value if denominator else None)
    return NOTHING if value is None else PublishedNumber(value)


def _range(
    figure: Figure, numerator: PublishedNumber, denominator: PublishedNumber | None
) -> tuple[float | None, float | None]:
    """The likely range of a share of people; counts in full of money or meetings have none."""
    if figure.definition.unit != "percent" or figure.definition.disclosure != "people":
        return None, None
    if numerator.value is None or denominator is None or not denominator.value:
        return None, None
    if denominator.value < statistics.TOO_FEW or numerator.value > denominator.value:
        return None, None
    found = statistics.wilson(numerator.value, denominator.value)
    return 100 * found.low, 100 * found.high


def _publish(
    figure: Figure, before: Figure, show: Shown, show_before: Shown, withheld_last: Iterable[str]
) -> PublishedFigure:
    numerator, denominator = _parts(figure, "", figure.numerator, figure.denominator, show)
    value = _worth(figure, numerator, denominator)
    low, high = _range(figure, numerator, denominator)
    then, then_base = _parts(before, "", before.numerator, before.denominator, show_before)
    previous = _worth(before, then, then_base)
    return PublishedFigure(
        figure.definition,
        figure.period.label,
        numerator,
        denominator,
        value,
        low,
        high,
        _rows(figure, show, withheld_last),
        None if previous.mark == "x" else previous,
        _change(figure, before, (numerator, denominator, value), (then, then_base, previous)),
        figure.snapshot,
        figure.cover,
    )


def _parts(
    figure: Figure, key: str, numerator: float | None, denominator: float | None, show: Shown
) -> tuple[PublishedNumber, PublishedNumber | None]:
    base = None if denominator is None else show(figure.id, key, D, denominator)
    return show(figure.id, key, N, numerator), base


def _rows(figure: Figure, show: Shown, withheld_last: Iterable[str]) -> tuple[PublishedRow, ...]:
    rows = []
    for row in figure.categories:
        numerator, denominator = _parts(figure, row.key, row.numerator, row.denominator, show)
        low, high = _range(figure, numerator, denominator)
        value = _worth(figure, numerator, denominator)
        rows.append(PublishedRow(row.key, row.label, numerator, denominator, value, low, high))
    if figure.id in withheld_last:
        rows.sort(key=lambda row: (row.numerator.is_withheld, row.label if row.numerator.is_withheld else ""))
    return tuple(rows)


Parts = tuple[PublishedNumber, PublishedNumber | None, PublishedNumber]


def _change(figure: Figure, before: Figure, now: Parts, then: Parts) -> Change | None:
    """Against the year before; none where either year is not known from its first day to its last."""
    if figure.cover or before.cover:
        return None
    value, earlier = now[2].value, then[2].value
    if value is None or earlier is None:
        return None
    gap = value - earlier
    percent = 100 * gap / earlier if earlier else None
    direction: Literal["more", "fewer", "same"] = "same" if gap == 0 else ("more" if gap > 0 else "fewer")
    return Change(gap, percent, direction, _chance(figure, now, then))


def _chance(figure: Figure, now: Parts, then: Parts) -> str:
    """Whether the change is more than chance. What is counted in full, such as money, has no chance in it."""
    if figure.definition.disclosure != "people":
        return wording.COUNTED
    if figure.definition.unit == "percent" and now[1] and then[1] and now[1].value and then[1].value:
        return wording.chance_of_shares((now[0].value or 0, now[1].value), (then[0].value or 0, then[1].value))
    if figure.definition.unit == "count":
        return wording.chance_of_counts(now[0].value or 0, then[0].value or 0)
    return wording.TOO_FEW
