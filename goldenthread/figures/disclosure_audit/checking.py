"""What is checked of a release before any question is asked: it is whole, and nothing is derived from unprinted numbers.

The national publication withholds and rounds counts and prints rates from the unrounded ones beside the population: with
both, most counts can be worked out again. Here a percentage, a rate, a range and a change are exactly what the printed
counts make of them, or they are not printed. Free of Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import isclose, isfinite

from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures import statistics
from goldenthread.figures.disclosure_rules import Rule
from goldenthread.figures.figure import Figure, worth
from goldenthread.figures.protection import counts_people
from goldenthread.figures.published import PublishedFigure, PublishedNumber, Release
from goldenthread.figures.relations import Relations

SHARES = {"percent", "rate", "ratio"}
DOMINANT = 0.9
"""A row with this share of what is printed of its table, or more, is flagged (the dominance rule of official statistics)."""
INCOMPLETE = (
    "Nothing was published: {what} Compute the figures again, and load the records again where that does not help."
)


def whole(figures: Mapping[str, Figure], relations: Relations) -> None:
    """Refuse figures that are not all there, or are no counts.

    Raises:
        NotPossibleNow: one is missing, or a count of adults is not a whole number from 0 up.
    """
    for figure_id in sorted(named(relations) - figures.keys()):
        raise NotPossibleNow(INCOMPLETE.format(what=f"{figure_id} is missing, so its sums cannot be checked."))
    for figure in figures.values():
        if not counts_people(figure):
            continue
        parts = [("", figure.numerator, figure.denominator)]
        parts += [(row.key, row.numerator, row.denominator) for row in figure.categories]
        keys = [key for key, _, _ in parts]
        if len(keys) != len(set(keys)):
            raise NotPossibleNow(INCOMPLETE.format(what=f"a row of {figure.id} is there twice."))
        for key, top, bottom in parts:
            if figure.id not in relations.flows and top is not None and bottom is not None and top > bottom:
                raise NotPossibleNow(INCOMPLETE.format(what=f"{figure.id} counts more of a whole than there are."))
            for number in (top, bottom):
                if number is not None and not (isfinite(number) and number >= 0 and float(number).is_integer()):
                    what = f"{figure.id}{f' ({key})' if key else ''} is {number}, which is no count of adults."
                    raise NotPossibleNow(INCOMPLETE.format(what=what))


def named(relations: Relations) -> set[str]:
    """The figures that relations speak of."""
    found = {figure_id for pair in (*relations.same, *relations.within) for figure_id, _, _ in pair}
    found |= {figure_id for figure_id, _ in (*relations.whole_of_parts, *relations.whole_of_rows)}
    found |= {whole[0] for _, whole in (*relations.whole_of_parts, *relations.whole_of_rows)}
    return found | {name for whole_, figure_id, _ in relations.sum_of_rows for name in (whole_[0], figure_id)}


def derived(release: Release, rule: Rule) -> None:
    """Refuse a release that prints what its printed counts do not give.

    Raises:
        NotPossibleNow: a percentage, range or change was worked out from numbers that are not printed.
    """
    for words in wrongly_derived(release, rule):
        raise NotPossibleNow(
            f"Nothing was published: {words}, and not from the counts as they are printed. "
            "Work it out from the printed counts, or leave it out."
        )


def wrongly_derived(release: Release, rule: Rule) -> Iterator[str]:
    """What is printed and does not follow from the printed counts, in words."""
    for one in release.figures.values():
        is_of_people = one.definition.disclosure == "people"
        parts = [("", one.numerator, one.denominator, one.value, one.low, one.high)]
        parts += [(row.key, row.numerator, row.denominator, row.value, row.low, row.high) for row in one.rows]
        for key, numerator, denominator, value, low, high in parts:
            name = f"{one.id} ({key})" if key else one.id
            if not _follows(one, numerator, denominator, value):
                yield f"{name} is {value.value:g}, worked out from other numbers"
            elif is_of_people and not _ranges(numerator, denominator, low, high):
                yield f"the likely range of {name} was worked out from other numbers"
            if is_of_people and rule.method != "withhold" and not _is_in_fives((numerator, denominator), one):
                yield f"{name} prints a count that is not rounded"
        if one.change is not None and not _changed(one):
            yield f"the change of {one.id} was worked out from other numbers"


def _follows(
    one: PublishedFigure, top: PublishedNumber, bottom: PublishedNumber | None, value: PublishedNumber
) -> bool:
    if value.value is None:
        return True
    if top.value is None or (bottom is not None and bottom.value is None and one.definition.unit in SHARES):
        return False
    given = worth(one.definition.unit, top.value, bottom.value if bottom else None)
    return given is not None and isclose(given, value.value, rel_tol=1e-12, abs_tol=1e-12)


def _ranges(top: PublishedNumber, bottom: PublishedNumber | None, low: float | None, high: float | None) -> bool:
    if low is None and high is None:
        return True
    if low is None or high is None or top.value is None or bottom is None or not bottom.value:
        return False
    found = statistics.wilson(top.value, bottom.value)
    return isclose(low, 100 * found.low, rel_tol=1e-9, abs_tol=1e-9) and isclose(high, 100 * found.high, rel_tol=1e-9)


def _is_in_fives(numbers: Iterable[PublishedNumber | None], one: PublishedFigure) -> bool:
    if one.definition.unit not in {"count", "percent"}:
        return True
    return all(number is None or number.value is None or number.value % 5 == 0 for number in numbers)


def _changed(one: PublishedFigure) -> bool:
    change, value, before = one.change, one.value.value, one.previous.value if one.previous else None
    if change is None or value is None or before is None:
        return False
    percent = 100 * (value - before) / before if before else None
    same = (change.percent is None) == (percent is None)
    return (
        same
        and isclose(change.difference, value - before, rel_tol=1e-12, abs_tol=1e-12)
        and (percent is None or isclose(change.percent or 0, percent, rel_tol=1e-12, abs_tol=1e-12))
    )


def flags(release: Release) -> list[str]:
    """Whole groups told at once: everybody, or nobody, of fewer than ten; or one row that holds nearly all of a table."""
    found = []
    for one in release.figures.values():
        if one.definition.disclosure != "people":
            continue
        parts = [(one.definition.title, one.numerator, one.denominator)]
        parts += [(f"{one.definition.title}, {row.label}", row.numerator, row.denominator) for row in one.rows]
        for title, top, bottom in parts:
            if bottom is None or top.value is None or not bottom.value or bottom.value >= 10:
                continue
            if top.value in {0, bottom.value}:
                who = "all" if top.value else "none"
                found.append(f"{title}: {who} of {bottom.value:g}. Whoever knows one of them knows this of them.")
        found += _largest_row(one)
    return found


def _largest_row(one: PublishedFigure) -> Iterator[str]:
    """A row that holds a table, or nearly all that is printed of it: its agency, or its kind, is told of nearly everybody."""
    shown = [row for row in one.rows if row.numerator.value or row.numerator.is_withheld]
    if len(shown) == 1 and len(one.rows) == 1:
        yield f"{one.definition.title}: one row, {shown[0].label}, holds everybody."
        return
    printed = [(row.numerator.value, row.label) for row in shown if row.numerator.value]
    most, label = max(printed, default=(0, ""))
    if most and most >= DOMINANT * sum(number for number, _ in printed):
        yield f"{one.definition.title}: one row, {label}, holds nearly everybody."
