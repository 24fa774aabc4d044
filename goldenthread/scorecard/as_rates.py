"""What an indicator comes to for so many adults: as it is, by age and by sex, and made comparable by age. Free of Django.

Ages are those on the last day of the financial year, as the national return counts them; people are those of the newest year
that is known. Repeats about one adult are not independent, so every range is as wide as they make it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.core.periods import Period
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.engine import ask_each
from goldenthread.scorecard import by_adult
from goldenthread.scorecard.catalogue import Indicator, Rule, reads_casework
from goldenthread.scorecard.methods import rates, repeats, standardised, thresholds
from goldenthread.scorecard.methods.plain import CannotSay, number
from goldenthread.scorecard.methods.rates import Rate
from goldenthread.scorecard.methods.standardised import Band, Standardised, StandardPopulation
from goldenthread.scorecard.population import AgeBand, Population, merged
from goldenthread.scorecard.series import covers

SEXES = {"female": "Women", "male": "Men"}
MOST_AGES = 20
"""Where people are known in more bands than this, rates stand for the bands of the European standard."""


@dataclass(frozen=True)
class Lot:
    """So many adults of an age and sex had so many of the events each. No age: it is not known, or they are under 18."""

    age: int | None
    sex: str
    events: int
    adults: int


@dataclass(frozen=True)
class Part:
    """The rate of some of the people: of an age, or of a sex. `is_small` where chance alone moves it a lot."""

    name: str
    rate: Rate
    is_small: bool


@dataclass(frozen=True)
class Weighed:
    """A standardised rate, and the standard it was weighed by."""

    name: str
    year: int
    source: str
    definition: str
    found: Standardised


@dataclass(frozen=True)
class Rates:
    """An indicator of one year among the adults of a population.

    `care` is what to bear in mind first, empty where nothing is; `reasons` say what could not be worked out, and why.
    """

    year: Period
    population: Population
    crude: Rate
    ages: tuple[Part, ...]
    sexes: tuple[Part, ...]
    weighed: tuple[Weighed, ...]
    no_age: int
    care: str
    reasons: tuple[str, ...]


def rule_of(indicator: Indicator, year: Period) -> Rule | None:
    """The rule by which an indicator's events of a year can be told apart by age; None where they cannot."""
    rule = indicator.rule_for(year)
    usable = rule is not None and rule.definition.unit == "count" and not indicator.over
    return rule if rule is not None and usable and by_adult.by_age(rule.definition.sql) else None


def count(dataset: Dataset, indicators: Iterable[Indicator], year: Period) -> dict[str, tuple[Lot, ...]]:
    """The events of a financial year by age and sex, of each indicator of which they can be told, in one visit to the data.

    None of it where the case records do not cover the whole year.
    """
    if dataset.spans is not None and not covers(dataset.spans, year.start, year.end):
        return {}
    rules = {one.id: rule for one in indicators if (rule := rule_of(one, year)) and reads_casework(rule.definition)}
    days = (("$period_start", f"DATE '{year.start}'"), ("$period_end", f"DATE '{year.end}'"))
    asked = []
    for rule in rules.values():
        sql = by_adult.by_age(rule.definition.sql)
        for name, day in days:
            sql = sql.replace(name, day)
        asked.append(sql)
    answers = ask_each(dataset, asked)
    return {
        name: tuple(Lot(row["age_"], row["gender_"] or "", row["events_"], row["adults_"]) for row in rows)
        for name, rows in zip(rules, answers, strict=True)
    }


def among(lots: Sequence[Lot], population: Population, year: Period, england: Population | None = None) -> Rates:
    """The rates of a year’s events among a population.

    Args:
        england: England’s people, as another standard to weigh by.

    Raises:
        CannotSay: nobody is in the population.
    """
    crude = _rate(lots, population.adults)
    aged = [lot for lot in lots if lot.age is not None]
    no_age = sum(lot.events * lot.adults for lot in lots) - sum(lot.events * lot.adults for lot in aged)
    weighed, reasons = [], []
    many = len(population.bands) > MOST_AGES
    shown = merged(population.bands, standardised.european().bands) if many else population.bands
    for standard in (standardised.european(), *([_of(england)] if england else [])):
        try:
            found = standardised.directly(_bands(aged, population, standard))
        except CannotSay as reason:
            reasons.append(f"By the ages of {standard.name}: {reason}")
        else:
            definition = england.definition if england and standard.name == england.place else "People by age"
            weighed.append(Weighed(standard.name, standard.year, standard.source, definition, found))
    return Rates(
        year=year,
        population=population,
        crude=crude,
        ages=tuple(_part(band.name, _within(aged, band), band.people) for band in shown if band.people),
        sexes=tuple(
            _part(name, [lot for lot in lots if lot.sex == sex], people)
            for (sex, name), people in zip(SEXES.items(), (population.women, population.men), strict=True)
            if people
        ),
        weighed=tuple(weighed),
        no_age=no_age,
        care=_care(crude),
        reasons=tuple(reasons),
    )


def _of(population: Population) -> StandardPopulation:
    bands = {band.first: band.people for band in population.bands}
    return StandardPopulation(population.place, population.year, population.source, bands)


def _bands(lots: Sequence[Lot], population: Population, standard: StandardPopulation) -> list[Band]:
    """Our bands with their events and weights. They begin where bands of the standard begin too, but for the first of all."""
    bands = merged(population.bands, standard.bands)
    weights = standardised.weights([band.first for band in bands], standard)
    made = []
    for band, weight in zip(bands, weights, strict=True):
        events = _events(_within(lots, band))
        dispersion = repeats.counted(events).dispersion if events else 1.0
        made.append(Band(band.name, sum(events), band.people, weight, dispersion))
    return made


def _within(lots: Sequence[Lot], band: AgeBand) -> list[Lot]:
    return [
        lot
        for lot in lots
        if lot.age is not None and lot.age >= band.first and (band.last is None or lot.age <= band.last)
    ]


def _events(lots: Sequence[Lot]) -> list[int]:
    """How many events each adult had."""
    return [lot.events for lot in lots for _ in range(lot.adults)]


def _rate(lots: Sequence[Lot], people: int) -> Rate:
    events = _events(lots)
    return rates.rate(sum(events), people, likely=repeats.counted(events).likely_events if events else None)


def _part(name: str, lots: Sequence[Lot], people: int) -> Part:
    found = _rate(lots, people)
    return Part(name, found, found.count < thresholds.small().count)


def _care(crude: Rate) -> str:
    least = thresholds.small().count
    if crude.count >= least:
        return ""
    return f"Only {number(crude.count)} were counted. Below {least}, a rate jumps by chance: read nothing into it."


def standard_in_words(one: Weighed) -> str:
    """The standard inside a sentence: “the European Standard Population of 2013”, “England in 2021”."""
    return f"{one.name} in {one.year}" if one.name == "England" else f"the {one.name} of {one.year}"


def sentence(found: Rates, *, what: str) -> str:
    """The rates in words: as it is, and as if people were of the standard’s ages.

    “Adults with an enquiry: 455.3 in 100,000 adults in 2023-24 (likely range 423.5 to 488.8). Were our people of the ages of the
    European Standard Population of 2013, it would be 574.8 (533.3 to 618.7).”
    """
    crude = found.crude
    text = (
        f"{what}: {number(crude.value)} in {crude.per:,} adults in {found.year.label} (likely range {number(crude.low)} to "
        f"{number(crude.high)})."
    )
    would = [
        f"of {standard_in_words(one)}, it would be {number(one.found.value)} ({number(one.found.low)} to "
        f"{number(one.found.high)})"
        for one in found.weighed
    ]
    return f"{text} Were our people of the ages {'; '.join(would)}." if would else text


def ages_sentence(found: Rates) -> str:
    """Where by age it is most frequent and where least, among bands with enough counted; empty where fewer than two have."""
    large = [part for part in found.ages if not part.is_small]
    if len(large) < 2:
        return ""
    most, least = (pick(large, key=lambda part: part.rate.value) for pick in (max, min))
    text = (
        f"Most frequent at {most.name} ({number(most.rate.value)}), least at {least.name} ({number(least.rate.value)})."
    )
    few = len(found.ages) - len(large)
    return f"{text} {few} of {len(found.ages)} ages have too few to say." if few else text


def missing_ages(found: Rates) -> str:
    """How many events have no age and so stand in no band; empty where all have."""
    if not found.no_age:
        return ""
    return f"{found.no_age:,} of {found.crude.count:,.0f} have no age and stand in no age below."
