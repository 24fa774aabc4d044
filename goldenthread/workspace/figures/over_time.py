"""A figure over the years: the numbers, a chart of them, and what they say in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from goldenthread.core.periods import Period
from goldenthread.figures import basis, wording
from goldenthread.figures.published import PublishedFigure, PublishedRow
from goldenthread.figures.store import releases_of_years
from goldenthread.reports import charts
from goldenthread.reports.document import Chart, Table
from goldenthread.workspace.figures.choosing import Chosen, Shown, released


@dataclass(frozen=True)
class Drawn:
    """A chart for a page, at its two widths."""

    title: str
    subtitle: str
    wide: str
    narrow: str


@dataclass(frozen=True)
class Years:
    """A figure year by year: (year, value, workings, likely range), the sentence, and the chart where there is one."""

    lines: list[tuple[str, str, str, str]]
    sentence: str
    chart: Drawn | None
    has_parts: bool
    has_ranges: bool


def years(chosen: Chosen, shown: Shown) -> Years | None:
    """The value of each year for which there are data; None for figures without a value, or of a single year."""
    by_year = _by_year(chosen, shown)
    if len(by_year) < 2 or all(one.value.value is None for one in by_year.values()):
        return None
    lines = [(year, *_workings(one)) for year, one in by_year.items()]
    has_parts, has_ranges = any(line[2] for line in lines), any(line[3] for line in lines)
    return Years(lines, _sentence(by_year), _chart(shown, by_year), has_parts, has_ranges)


def _by_year(chosen: Chosen, shown: Shown) -> dict[str, PublishedFigure]:
    figure_id = shown.definition.id
    if shown.is_in_full:
        wanted = basis.years_of(chosen.basis, figure_id)
        found = {year: basis.in_full(chosen.basis, year)[figure_id] for year in wanted}
    else:
        labels = releases_of_years(chosen.board).order_by("period").values_list("period", flat=True)
        releases = {year: released(chosen.board, year) for year in sorted({Period.parse(label) for label in labels})}
        found = {year: one.figures[figure_id] for year, one in releases.items() if one and figure_id in one.figures}
    return {year.label: one for year, one in found.items() if not (one.rows and one.value.value is None)}


def _workings(figure: PublishedFigure) -> tuple[str, str, str]:
    unit = figure.definition.unit
    value = wording.say(figure.value, unit, in_table=True)
    parts = ""
    if unit == "percent" and figure.denominator is not None:
        top, base = (wording.say(one, "count", in_table=True) for one in (figure.numerator, figure.denominator))
        parts = f"{top} of {base}"
    is_known = figure.low is not None and figure.high is not None
    return value, parts, wording.likely(figure.low or 0, figure.high or 0, unit) if is_known else ""


def _sentence(by_year: dict[str, PublishedFigure]) -> str:
    """Where it was highest and lowest, and how the last two years compare."""
    known = {year: one for year, one in by_year.items() if one.value.value is not None}
    top = max(known, key=lambda year: known[year].value.value or 0)
    low = min(known, key=lambda year: known[year].value.value or 0)
    if known[top].value.value == known[low].value.value:
        said = f"It was {_value(known[top])} in each of {wording.in_words(len(known))} years."
    else:
        said = f"Highest in {top} ({_value(known[top])}), lowest in {low} ({_value(known[low])})."
    last = list(by_year)[-1]
    change = by_year[last].change if Period.parse(last).previous().label in known else None
    if change is None:
        return said
    if change.direction == "same":
        return f"{said} {last} was the same as the year before."
    compared = wording.changed_by(change, by_year[last].definition.unit)
    return f"{said} In {last} it was {compared} than the year before. {change.words}"


def _value(figure: PublishedFigure) -> str:
    return wording.say(figure.value, figure.definition.unit)


def _chart(shown: Shown, by_year: dict[str, PublishedFigure]) -> Drawn | None:
    rows = tuple(_row(year, one) for year, one in by_year.items())
    last = list(by_year.values())[-1]
    title = shown.definition.title
    known = {year: one for year, one in by_year.items() if one.value.value is not None}
    top = max(known, key=lambda year: known[year].value.value or 0)
    figure = replace(last, rows=rows)
    sentence = ". ".join([title, "; ".join(f"{year} {_value(one)}" for year, one in by_year.items())]) + "."
    subtitle = f"{_capital(shown.definition.numerator)}, in each financial year."
    if any(row.low is not None for row in rows):
        subtitle += " The thin line is the likely range."
    return drawn(figure, f"{title}: highest in {top}", subtitle, sentence, "years")


def _row(year: str, figure: PublishedFigure) -> PublishedRow:
    """A year as a row. What is drawn of a count or an amount is its value."""
    top = figure.numerator if figure.definition.unit == "percent" else figure.value
    return PublishedRow(year, year, top, figure.denominator, figure.value, figure.low, figure.high)


def drawn(figure: PublishedFigure, title: str, subtitle: str, sentence: str, unique: str) -> Drawn:
    """A figure's rows as a chart."""
    chart = Chart(figure, title, subtitle, sentence, Table("", [], []), "bars")
    wide = charts.svg(chart, charts.WIDE, unique=f"{unique}-w")
    narrow = charts.svg(chart, charts.NARROW, unique=f"{unique}-n")
    return Drawn(title, subtitle, wide, narrow)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
