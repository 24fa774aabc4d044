"""An indicator among the people who live here: its rate, by age and sex, and made comparable by age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.periods import Period
from goldenthread.reports import charts
from goldenthread.scorecard import as_rates, queries
from goldenthread.scorecard.as_rates import Part, Rates
from goldenthread.scorecard.catalogue import Indicator
from goldenthread.scorecard.methods.plain import CannotSay, number
from goldenthread.scorecard.methods.rates import Rate
from goldenthread.scorecard.models import PeopleByAge
from goldenthread.scorecard.population import Population
from goldenthread.scorecard.series import Series
from goldenthread.workspace.figures.over_time import Drawn
from goldenthread.workspace.scorecard import ranges
from goldenthread.workspace.scorecard.choosing import Asked

Area = PeopleByAge.Area


@dataclass(frozen=True)
class AsRates:
    """What the page says of an indicator among people: in words, as tables, drawn; or what is missing for it.

    `lines` are (what, rate, likely range, source) of the whole, `parts` (who, counted, people, rate, likely range, whether few)
    by age and sex, `peoples` (whose, adults, year, source, definition, whether made up).
    """

    year: str
    sentence: str
    care: str
    notes: list[str]
    lines: list[tuple[str, str, str, str]]
    parts: list[tuple[str, str, str, str, str, bool]]
    chart: Drawn | None
    peoples: list[tuple[str, str, int, str, str, bool]]
    found: Rates | None

    @property
    def is_made_up(self) -> bool:
        return any(one[-1] for one in self.peoples)

    @property
    def has_few(self) -> bool:
        return any(one[-1] for one in self.parts)


def whole_year(series: Series, year: Period) -> Period | None:
    """The newest financial year, no later than this, of which every quarter is known."""
    known: dict[Period, int] = {}
    for point in series.quarters:
        if point.value is not None and point.slot.year <= year:
            known[point.slot.year] = known.get(point.slot.year, 0) + 1
    return max((one for one, quarters in known.items() if quarters == 4), default=None)


def of(request: Any, one: Asked, known: Indicator, series: Series) -> AsRates | None:
    """An indicator as a rate; None where it is none that can be one, or no whole year is known."""
    year = whole_year(series, one.chosen.period)
    if year is None or as_rates.rule_of(known, year) is None:
        return None
    seen = list(visible_to(request.standing, Act.READ, PeopleByAge.objects.filter(board=request.board)))
    ours, england, notes = None, None, []
    try:
        ours = queries.people_by_age(seen, Area.OURS, year, "our area")
    except CannotSay as reason:
        notes.append(str(reason))
    try:
        england = queries.people_by_age(seen, Area.ENGLAND, year, Area.ENGLAND.label)
    except CannotSay as reason:
        notes.append(str(reason))
    if ours is None or not ours.adults:
        return AsRates(year.label, "", "", notes, [], [], None, [], None)
    lots = queries.counted_by_age(one.chosen.basis, year).get(known.id)
    if lots is None:
        return None
    found = as_rates.among(lots, ours, year, england)
    words = as_rates.sentence(found, what=known.title)
    notes += [*found.reasons, *filter(None, (as_rates.ages_sentence(found), as_rates.missing_ages(found)))]
    if ours.year != year.starts_in:
        notes.append(f"The people are those of {ours.year}, the nearest year that is known.")
    return AsRates(
        year=year.label,
        sentence=words,
        care=found.care,
        notes=notes,
        lines=_lines(found),
        parts=[_part(part) for part in (*found.ages, *found.sexes)],
        chart=_chart(known, found),
        peoples=[_people("Our area", ours), *([_people("England", england)] if england else [])],
        found=found,
    )


def _lines(found: Rates) -> list[tuple[str, str, str, str]]:
    crude, ours = found.crude, found.population
    counted = f"{crude.count:,.0f} among {crude.base:,.0f} adults"
    lines = [("As it is", number(crude.value), _range(crude), f"{counted}, {ours.year}. {ours.source}")]
    for one in found.weighed:
        named = as_rates.standard_in_words(one)
        lines.append(
            (
                f"As if our people were of the ages of {named}",
                number(one.found.value),
                f"{number(one.found.low)} to {number(one.found.high)}",
                one.source,
            )
        )
    return lines


def _range(rate: Rate) -> str:
    return f"{number(rate.low)} to {number(rate.high)}"


def _part(part: Part) -> tuple[str, str, str, str, str, bool]:
    rate = part.rate
    return (
        part.name,
        f"{rate.count:,.0f}",
        f"{rate.base:,.0f}",
        number(rate.value),
        _range(rate),
        part.is_small,
    )


def _people(whose: str, people: Population) -> tuple[str, str, int, str, str, bool]:
    return (whose, f"{people.adults:,}", people.year, people.source, people.definition, people.is_synthetic)


def _chart(known: Indicator, found: Rates) -> Drawn | None:
    """Rates by age with their likely ranges, of ages with enough counted; nothing where fewer than two have."""
    rows = [
        {"name": part.name, "value": part.rate.value, "low": part.rate.low, "high": part.rate.high}
        for part in found.ages
        if not part.is_small
    ]
    if len(rows) < 2:
        return None
    title = f"{known.title} in 100,000 adults of each age, {found.year.label}"
    words = f"{as_rates.ages_sentence(found)} {_each(found.ages)}"
    subtitle = "The dot is the rate, the line its likely range. The upright line is the rate of all ages together."

    def layers(given: list[dict[str, Any]], width: int) -> dict[str, Any]:
        return ranges.layers(given, width, beside=found.crude.value)

    def drawn(width: int, unique: str) -> str:
        specification = charts.whole(rows, width, layers)
        return charts.page_svg(specification, title=title, sentence=words, bound=f"rates.{known.id}", unique=unique)

    return Drawn(title, subtitle, drawn(charts.WIDE, "rates-w"), drawn(charts.NARROW, "rates-n"))


def _each(parts: Sequence[Part]) -> str:
    return "; ".join(f"{part.name}: {number(part.rate.value)}" for part in parts if not part.is_small) + "."
