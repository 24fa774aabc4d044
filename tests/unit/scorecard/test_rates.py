"""Crude and standardised rates are the published ones, with the ranges a second library gives."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goldenthread.scorecard.methods import rates, standardised
from goldenthread.scorecard.methods.plain import CannotSay
from goldenthread.scorecard.methods.standardised import Band, ReferenceBand

FIFTH_CHILDREN = [
    Band(name, count, births, weight)
    for name, count, births, weight in [
        ("under 20", 0, 327, 319_933),
        ("20 to 24", 8, 30_666, 931_318),
        ("25 to 29", 63, 123_419, 786_511),
        ("30 to 34", 112, 149_919, 488_235),
        ("35 to 39", 262, 104_088, 237_863),
        ("40 and over", 295, 34_392, 61_313),
    ]
]
"""Stark and Mantel (1966), as tabled by Fleiss (1981), table 14.4."""

BANDS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(400, 90_000), st.integers(100, 7000)), min_size=1, max_size=19
).map(lambda rows: [Band(f"band {place}", *row) for place, row in enumerate(rows)])


@settings(max_examples=40, deadline=None)
@given(st.integers(10, 20_000), st.integers(20_000, 900_000), st.sampled_from([1000, 100_000]))
def test_a_rate_agrees_with_a_second_library(count: int, people: int, per: int):
    from PHStatsMethods.confidence_intervals import byars_lower, byars_upper

    found = rates.rate(count, people, per=per)

    assert found.value == pytest.approx(count / people * per)
    assert found.low == pytest.approx(byars_lower(count, confidence=0.95) / people * per, rel=1e-6)
    assert found.high == pytest.approx(byars_upper(count, confidence=0.95) / people * per, rel=1e-6)


@pytest.mark.parametrize(("per", "years", "value"), [(1000, 1, 12.5), (100_000, 1, 1250.0), (100_000, 5, 250.0)])
def test_a_rate_is_for_so_many_people_a_year(per: int, years: float, value: float):
    assert rates.rate(1250, 100_000, per=per, years=years).value == pytest.approx(value)


@given(st.integers(0, 5000))
def test_more_events_make_a_higher_rate_and_range(count: int):
    one, more = rates.rate(count, 50_000), rates.rate(count + 1, 50_000)

    assert (one.value, one.low, one.high) < (more.value, more.low, more.high)
    assert 0 <= one.low <= one.value <= one.high


@pytest.mark.parametrize(
    ("count", "people", "more"),
    [(-1, 10, {}), (1, 0, {}), (1, 10, {"per": 0}), (1, 10, {"years": 0}), (float("nan"), 9, {})],
)
def test_what_is_no_rate_is_refused(count: float, people: float, more: dict):
    with pytest.raises(CannotSay, match=r"above 0|0 or more"):
        rates.rate(count, people, **more)


def test_a_rate_is_said_in_one_sentence():
    found = rates.rate(1250, 100_000, per=100_000)

    assert rates.sentence(found, what="Concerns") == (
        "Concerns: 1,250 in 100,000 adults a year (likely range 1,181.7 to 1,321.3)."
    )


def test_a_standardised_rate_is_that_of_the_published_example():
    """Fay and Feuer (1997): 75.52901 in 100,000 births, 167.1 before standardising."""
    found = standardised.directly(FIFTH_CHILDREN)

    assert round(found.value, 5) == 75.52901
    assert round(found.crude, 1) == 167.1


@settings(max_examples=60, deadline=None)
@given(BANDS)
def test_dobsons_range_agrees_with_a_second_library(bands: list[Band]):
    from PHStatsMethods.confidence_intervals import dobson_lower, dobson_upper

    count = sum(band.count for band in bands)
    assume(count >= 10)
    weight = sum(band.weight for band in bands)
    variance = sum(band.count * (band.weight / band.people) ** 2 for band in bands) / weight**2
    found = standardised.directly(bands)

    low = dobson_lower(found.value, count, variance, 0.95, 100_000)
    assert found.low == pytest.approx(max(0, low), rel=1e-6, abs=1e-6)
    assert found.high == pytest.approx(dobson_upper(found.value, count, variance, 0.95, 100_000), rel=1e-6)


@settings(deadline=None)
@given(BANDS, st.integers(2, 9))
def test_a_standardised_rate_does_not_depend_on_order_or_on_the_size_of_the_standard(bands: list[Band], times: int):
    assume(sum(band.count for band in bands) >= 10)
    found = standardised.directly(bands)
    other = standardised.directly([Band(b.name, b.count, b.people, times * b.weight) for b in bands[::-1]])

    assert (other.value, other.low, other.high) == pytest.approx((found.value, found.low, found.high))
    assert 0 <= found.low <= found.value <= found.high


def test_an_area_of_the_standards_ages_keeps_its_crude_rate():
    bands = [Band(f"band {place}", 20 + place, 1000 * place, 50 * place) for place in range(1, 6)]
    found = standardised.directly(bands)

    assert found.value == pytest.approx(found.crude)
    assert (found.low, found.high) == pytest.approx(
        (rates.rate(found.count, found.people).low, rates.rate(found.count, found.people).high)
    )


def test_repeats_widen_the_range_and_leave_the_rate():
    once = standardised.directly(FIFTH_CHILDREN)
    often = standardised.directly([Band(b.name, b.count, b.people, b.weight, dispersion=4) for b in FIFTH_CHILDREN])

    assert often.value == once.value
    assert often.high - often.value == pytest.approx(2 * (once.high - once.value))


def test_the_standard_population_is_the_european_one_of_2013():
    from PHStatsMethods import euro_standard_pop

    standard = standardised.european()
    theirs = [int(people) for people in euro_standard_pop()["euro_standard_pops"]]

    assert list(standardised.weights(list(range(0, 95, 5)))) == theirs
    assert sum(standard.bands.values()) == 100_000
    assert (standard.year, "Eurostat" in standard.source) == (2013, True)


def test_bands_of_adults_take_their_years_evenly():
    """18 to 64 takes two fifths of 15 to 19, 2,200, and the 59,000 from 20 to 64."""
    assert standardised.weights([18, 65, 75, 85, 95]) == pytest.approx((61_200, 10_500, 6500, 2300, 200))


@pytest.mark.parametrize("ages", [[], [5, 5], [10, 5], [-1, 5], [0, 96]])
def test_bands_that_cannot_be_are_refused(ages: list[int]):
    with pytest.raises(CannotSay, match="rising ages"):
        standardised.weights(ages)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(*[st.integers(10, 500), st.integers(500, 9000)] * 2), min_size=1, max_size=6))
def test_an_indirect_ratio_agrees_with_a_second_library(rows: list[tuple[int, int, int, int]]):
    import pandas as pd
    from PHStatsMethods import ph_ISRatio

    frame = pd.DataFrame(rows, columns=["n", "d", "rn", "rd"])
    theirs = ph_ISRatio(frame, "n", "d", "rn", "rd", refvalue=100)
    found = standardised.indirectly([ReferenceBand("band", *row) for row in rows])

    assert (found.value, found.low, found.high) == pytest.approx(
        (theirs["Value"][0], theirs["lower_95_ci"][0], theirs["upper_95_ci"][0]), rel=1e-6
    )


def test_an_area_with_the_references_rates_has_a_hundred_for_a_hundred():
    found = standardised.indirectly(
        [ReferenceBand("young", 10, 1000, 100, 10_000), ReferenceBand("old", 40, 800, 5, 100)]
    )

    assert (found.value, found.observed, found.expected) == pytest.approx((100, 50, 50))


def test_less_than_one_expected_can_still_be_compared_with():
    found = standardised.indirectly([ReferenceBand("all", 2, 100, 50, 10_000)])

    assert (found.expected, found.value) == pytest.approx((0.5, 400))


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ([Band("18 to 64", 9, 1000, 500)], "at least 10 events, and there are 9"),
        ([Band("18 to 64", 50, 0, 500)], "people aged 18 to 64 must be above 0"),
        ([Band("18 to 64", 50, 1000, 0)], "standard people aged 18 to 64"),
        ([Band("18 to 64", -5, 1000, 10)], "must be 0 or more"),
        ([], "at least 10 events"),
    ],
)
def test_what_cannot_be_standardised_is_refused_in_words(bands: list[Band], words: str):
    with pytest.raises(CannotSay, match=words):
        standardised.directly(bands)


@pytest.mark.parametrize(
    "band", [ReferenceBand("a", 5, 10, 0, 100), ReferenceBand("a", 5, 10, 5, 0), ReferenceBand("a", 5, 0, 5, 100)]
)
def test_a_reference_that_expects_nothing_is_refused(band: ReferenceBand):
    with pytest.raises(CannotSay, match=r"no events at all|above 0"):
        standardised.indirectly([band])


def test_standardised_rates_are_said_in_one_sentence():
    found = standardised.directly(FIFTH_CHILDREN)
    ratio = standardised.indirectly([ReferenceBand("all", 150, 1000, 1000, 10_000)])

    assert standardised.sentence(found, what="Cases", whom="births") == (
        "Cases: 75.5 in 100,000 births a year (likely range 67.6 to 83.9), as if our people were of the ages of the "
        "European Standard Population of 2013; 167.1 as they are."
    )
    assert standardised.ratio_sentence(ratio, what="Enquiries", reference="England") == (
        "Enquiries: 150 for every 100 that people of the same ages in England would have (likely range 127 to 176), "
        "more than chance would make it."
    )
