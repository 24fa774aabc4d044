"""Indicators among people: the rates of the worked example, by age and by sex, and what is said of them."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.periods import Period
from goldenthread.figures.definitions import all_definitions
from goldenthread.scorecard import as_rates
from goldenthread.scorecard.as_rates import Lot, among
from goldenthread.scorecard.by_adult import by_age
from goldenthread.scorecard.catalogue import shipped
from goldenthread.scorecard.methods import rates
from goldenthread.scorecard.population import AgeBand, Population
from tests.factories import worlds

YEAR = Period(2023)
AGES = [(18, 64), (65, 74), (75, 84), (85, 94), (95, None)]
ADULTS = [140_000, 15_000, 9_000, 3_200, 150]
EVENTS = [320, 90, 180, 160, 12]


def people(place: str = "our area", numbers: list[int] = ADULTS, **fields: int) -> Population:
    bands = tuple(AgeBand(*ages, number) for ages, number in zip(AGES, numbers, strict=True))
    return Population(place, 2021, "Census", "Usual residents", bands, **fields)


def once_each(numbers: list[int] = EVENTS) -> list[Lot]:
    return [Lot(first, "female", 1, number) for (first, _), number in zip(AGES, numbers, strict=True) if number]


def test_the_worked_example_of_the_methods_comes_out():
    found = among(once_each(), people(), YEAR)

    (standard,) = found.weighed
    assert (round(found.crude.value, 1), round(standard.found.value, 1)) == (455.3, 574.8)
    assert (round(standard.found.low, 1), round(standard.found.high, 1)) == (533.3, 618.7)
    assert as_rates.sentence(found, what="Adults with an enquiry") == (
        "Adults with an enquiry: 455.3 in 100,000 adults in 2023-24 (likely range 423.6 to 488.8). Were our people of the ages "
        "of the European Standard Population of 2013, it would be 574.8 (533.3 to 618.7)."
    )


def test_england_is_another_standard_and_its_own_ages_change_nothing():
    found = among(once_each(), people(), YEAR, people("England", [10 * number for number in ADULTS]))

    european, english = found.weighed
    assert english.found.value == pytest.approx(found.crude.value)
    assert "of England in 2021, it would be 455.3" in as_rates.sentence(found, what="Enquiries")
    assert european.name == "European Standard Population"


def test_a_standard_of_broader_ages_is_met_in_its_own_bands():
    england = Population("England", 2021, "Census", "Residents", (AgeBand(18, 74, 900), AgeBand(75, None, 100)))

    english = among(once_each(), people(), YEAR, england).weighed[1]

    assert english.found.value == pytest.approx(100_000 * (0.9 * 410 / 155_000 + 0.1 * 352 / 12_350))


def test_each_age_and_sex_has_its_rate_and_few_are_flagged():
    found = among([*once_each([40, 9, 20, 10, 0]), Lot(30, "male", 1, 7)], people(women=90_000, men=77_350), YEAR)

    assert [(part.name, part.rate.count, part.is_small) for part in found.ages] == [
        ("18 to 64", 47, False), ("65 to 74", 9, True), ("75 to 84", 20, False), ("85 to 94", 10, False),
        ("95 and over", 0, True),
    ]  # fmt: skip
    assert [(part.name, part.rate.count, part.rate.base) for part in found.sexes] == [
        ("Women", 79, 90_000),
        ("Men", 7, 77_350),
    ]
    assert as_rates.ages_sentence(found) == (
        "Most frequent at 85 to 94 (312.5), least at 18 to 64 (33.6). 2 of 5 ages have too few to say."
    )


def test_events_without_an_age_count_in_the_whole_and_in_no_age():
    found = among([*once_each(), Lot(None, "", 2, 3)], people(), YEAR)

    assert (found.crude.count, found.no_age, sum(part.rate.count for part in found.ages)) == (768, 6, 762)
    assert as_rates.missing_ages(found) == "6 of 768 have no age and stand in no age below."


def test_repeats_widen_every_range_and_leave_every_rate():
    often = [Lot(lot.age, lot.sex, 2, lot.adults // 2) for lot in once_each()]
    once, twice = among(once_each(), people(), YEAR), among(often, people(), YEAR)

    assert twice.crude.value == once.crude.value
    assert twice.crude.high - twice.crude.low > 1.3 * (once.crude.high - once.crude.low)
    assert twice.weighed[0].found.high - twice.weighed[0].found.low > 1.3 * (
        once.weighed[0].found.high - once.weighed[0].found.low
    )


def test_few_are_flagged_first_and_not_made_comparable():
    found = among(once_each([9, 0, 0, 0, 0]), people(), YEAR)

    assert found.care == "Only 9 were counted. Below 10, a rate jumps by chance: read nothing into it."
    assert found.weighed == ()
    assert "at least 10 events, and there are 9" in found.reasons[0]
    assert as_rates.ages_sentence(found) == ""


def test_nothing_counted_is_a_rate_of_none():
    found = among([], people(), YEAR)

    assert (found.crude.value, found.crude.low) == (0, 0)
    assert found.crude.high == pytest.approx(rates.rate(0, 167_350).high)


def test_an_age_with_nobody_in_it_is_said_and_not_divided_by():
    found = among(once_each(), people(numbers=[140_000, 15_000, 9_000, 3_200, 0]), YEAR)

    assert [part.name for part in found.ages][-1] == "85 to 94"
    assert "people aged 95 and over must be above 0" in found.reasons[0]


def test_ages_one_by_one_are_shown_in_the_bands_of_the_standard():
    bands = (*(AgeBand(age, age, 1000) for age in range(18, 95)), AgeBand(95, None, 200))
    found = among([Lot(23, "male", 1, 20)], Population("our area", 2021, "Census", "Residents", bands), YEAR)

    assert [part.name for part in found.ages][:3] == ["18 to 19", "20 to 24", "25 to 29"]
    assert found.ages[1].rate.value == pytest.approx(400)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=5, max_size=5), st.integers(2, 9))
def test_as_many_times_the_people_make_as_many_times_less(numbers: list[int], times: int):
    one = among(once_each(numbers), people(), YEAR)
    other = among(once_each(numbers), people(numbers=[times * number for number in ADULTS]), YEAR)

    assert other.crude.value == pytest.approx(one.crude.value / times)
    assert [weighed.found.value for weighed in other.weighed] == pytest.approx(
        [weighed.found.value / times for weighed in one.weighed]
    )
    assert sum(part.rate.count for part in one.ages) == one.crude.count


def test_questions_that_can_be_told_apart_by_age_are_the_counts_of_all_ages():
    told = {one.id for one in shipped().indicators.values() if as_rates.rule_of(one, YEAR)}

    assert {"concerns-received", "adults-with-a-concern", "enquiries-started", "enquiries-concluded"} <= told
    assert told.isdisjoint({"young-adults", "enquiries-open-long", "concerns-led-to-enquiry", "review-referrals"})


@pytest.mark.parametrize(
    ("figure", "age"),
    [
        ("concerns.received", "concerns_counted.age)"),
        ("enquiries.started", "age_started"),
        ("enquiries.concluded", "age_concluded"),
    ],
)
def test_an_age_is_that_of_the_year_in_which_an_event_counts(figure: str, age: str):
    assert age in by_age(all_definitions()[figure].sql)


@pytest.mark.parametrize(
    "sql",
    ["SELECT count(*) AS numerator FROM concerns_counted",
     "SELECT sum(1) AS numerator FROM concerns_counted WHERE raised_on BETWEEN $period_start AND $period_end",
     "SELECT count(*) AS numerator FROM meetings WHERE held_on BETWEEN $period_start AND $period_end"],
)  # fmt: skip
def test_other_questions_are_not_told_apart_by_age(sql: str):
    assert by_age(sql) == ""


def test_events_are_counted_by_adult_with_age_and_sex_where_the_year_is_covered():
    spring, autumn = date(2023, 5, 1), date(2023, 10, 1)
    rows = [("a", spring, 40), ("a", autumn, 40), ("b", spring, 90), ("c", spring, None), ("a", date(2022, 5, 1), 39)]
    given_ = {
        "adults": [{"adult_id": "a", "gender": "female"}, {"adult_id": "b", "gender": "male"}],
        "concerns": [
            {"concern_id": f"C{place}", "adult_id": adult, "raised_on": day, "area": "own", "age": age}
            for place, (adult, day, age) in enumerate(rows)
        ],
    }
    whole = dataclasses.replace(worlds.dataset(**given_), spans=((YEAR.start, YEAR.end),))
    part = dataclasses.replace(whole, spans=((YEAR.start, autumn),))
    received, adults = (shipped().indicators[name] for name in ("concerns-received", "adults-with-a-concern"))

    found = as_rates.count(whole, [received, adults], YEAR)

    assert set(found["concerns-received"]) == {Lot(40, "female", 2, 1), Lot(90, "male", 1, 1), Lot(None, "", 1, 1)}
    assert {lot.events for lot in found["adults-with-a-concern"]} == {1}
    assert as_rates.count(part, [received], YEAR) == {}
