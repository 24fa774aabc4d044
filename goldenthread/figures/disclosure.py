"""Turning figures into a release by a named rule. Free of Django.

*board*: counts of adults from 1 to 4 are withheld with whatever would give them away; larger counts are exact; counts of
the Board's own activity, money and already published facts are exempt. *national*: the national publication's rule, 0 to
4 withheld and the rest to the nearest 5, percentages from the rounded counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.figures import statistics, wording
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.engine import compute
from goldenthread.figures.figure import Figure, worth
from goldenthread.figures.protection import counts_people, system, withheld
from goldenthread.figures.published import (
    Change,
    PublishedFigure,
    PublishedNumber,
    PublishedRow,
    Release,
)
from goldenthread.figures.relations import D, N, Quantity

Rule = Literal["board", "national"]
RULES: dict[str, str] = {
    "board": "Counts of adults from 1 to 4 are withheld, with whatever else would give them away.",
    "national": "Counts of adults from 0 to 4 are withheld; others are to the nearest 5.",
}
Shown = Callable[[str, str, str, float | None], PublishedNumber]
NOTHING = PublishedNumber(None, "x")
UNORDERED = {
    "enquiries.by_abuse_type",
    "enquiries.by_location",
    "enquiries.by_support_reason",
    "reviews.referral_factors",
}
"""Their rows stand by size, which would bound a withheld one: withheld rows go last, by name."""


def release(dataset: Dataset, period: Period, rule: str = "board") -> Release:
    """Compute every figure of a period, and protect them together.

    Raises:
        Refused: there is no such rule.
        NotPossibleNow: they cannot be protected; nothing may be published.
    """
    if rule not in RULES:
        raise Refused(f"There is no disclosure rule “{rule}”. There are: {', '.join(RULES)}.")
    figures, before = compute(dataset, period), compute(dataset, period.previous())
    show, show_before = _shown(figures, rule), _shown(before, rule)
    published = {
        figure_id: _publish(figure, before[figure_id], show, show_before) for figure_id, figure in figures.items()
    }
    return Release(dataset.snapshot.board, period.label, rule, dataset.snapshot, published)


def unprotected(figures: Mapping[str, Figure], before: Mapping[str, Figure]) -> dict[str, PublishedFigure]:
    """Figures with nothing withheld, against the period before: for those who may read them, and for nobody else."""

    def show(_figure: str, _key: str, _part: str, value: float | None) -> PublishedNumber:
        return NOTHING if value is None else PublishedNumber(value)

    return {figure_id: _publish(figure, before[figure_id], show, show) for figure_id, figure in figures.items()}


def _shown(figures: Mapping[str, Figure], rule: str) -> Shown:
    people = {figure_id for figure_id, figure in figures.items() if counts_people(figure)}
    found = system(figures) if rule == "board" else None
    hidden = withheld(found) if found else set()

    def show(figure_id: str, key: str, part: str, value: float | None) -> PublishedNumber:
        if value is None:
            return NOTHING
        if figure_id not in people:
            return PublishedNumber(value)
        if found is None:
            return PublishedNumber(None, "c") if value <= 4 else PublishedNumber(5 * round(value / 5))
        quantity: Quantity = found.cell((figure_id, key, part))
        return PublishedNumber(None, "c") if quantity in hidden else PublishedNumber(value)

    return show


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


def _publish(figure: Figure, before: Figure, show: Shown, show_before: Shown) -> PublishedFigure:
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
        _rows(figure, show),
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


def _rows(figure: Figure, show: Shown) -> tuple[PublishedRow, ...]:
    rows = []
    for row in figure.categories:
        numerator, denominator = _parts(figure, row.key, row.numerator, row.denominator, show)
        low, high = _range(figure, numerator, denominator)
        value = _worth(figure, numerator, denominator)
        rows.append(PublishedRow(row.key, row.label, numerator, denominator, value, low, high))
    if figure.id in UNORDERED:
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
