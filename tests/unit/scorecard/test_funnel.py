"""Funnel limits are those of a second library; comparators never stand without year, source and definition."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.figures.statistics import Z95, Z998, byar, wilson
from goldenthread.scorecard.methods import comparators, funnel
from goldenthread.scorecard.methods.comparators import Comparator
from goldenthread.scorecard.methods.funnel import Stands
from goldenthread.scorecard.methods.plain import CannotSay


def area(name: str, count: float, base: float, per: int = 1, **more: str) -> Comparator:
    about = {"year": "2025-26", "source": "an invented return", "definition": "concerns that led to an enquiry", **more}
    return Comparator(name, about["year"], about["source"], about["definition"], count, base, per)


def areas(rows: list[tuple[int, int]], per: int = 1) -> list[Comparator]:
    return [area(f"area {place}", *row, per) for place, row in enumerate(rows)]


QUIET = [(30, 100), (62, 200), (118, 400), (241, 800), (29, 100), (61, 200), (122, 400), (237, 800)]
SHARES = st.lists(
    st.integers(5, 3000).flatmap(lambda base: st.tuples(st.integers(1, base - 1), st.just(base))),
    min_size=3,
    max_size=20,
)
RATES = st.lists(st.tuples(st.integers(10, 2000), st.integers(5000, 400_000)), min_size=3, max_size=20)


@given(st.integers(5, 5000), st.floats(0.02, 0.98))
def test_limits_of_shares_agree_with_a_second_library(base: int, average: float):
    from PHStatsMethods.utils_funnel import sigma_adjustment

    rows = [(round(average * base), base)] * 3
    plot = funnel.funnel(areas(rows), target=average)

    assert plot.lines[0].low == pytest.approx(max(0, sigma_adjustment(0.975, base, average, "low", 1)), abs=1e-9)
    assert plot.lines[0].far_high == pytest.approx(min(1, sigma_adjustment(0.999, base, average, "high", 1)), abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(RATES)
def test_where_areas_stand_agrees_with_a_second_library(rows: list[tuple[int, int]]):
    """Its limits are never widened, so only plots whose are not are compared."""
    import pandas as pd
    from PHStatsMethods import assign_funnel_significance

    plot = funnel.funnel(areas(rows, 100_000))
    frame = pd.DataFrame({"n": [n for n, _ in rows], "d": [d for _, d in rows]})
    frame["r"] = frame["n"] / frame["d"] * 100_000
    theirs = assign_funnel_significance(frame, "n", "rate", "d", "r", "crude", 100_000)["significance"]
    said = {
        "High (0.001)": Stands.FAR_ABOVE,
        "High (0.025)": Stands.ABOVE,
        "Not significant": Stands.WITHIN,
        "Low (0.025)": Stands.BELOW,
        "Low (0.001)": Stands.FAR_BELOW,
    }
    if not plot.widened:
        assert [point.stands for point in plot.points] == [said[word] for word in theirs]


@settings(max_examples=60, deadline=None)
@given(SHARES)
def test_a_share_is_outside_exactly_when_its_range_leaves_the_average_out(rows: list[tuple[int, int]]):
    plot = funnel.funnel(areas(rows))
    wide = sqrt(plot.dispersion) if plot.widened else 1

    for point, (count, base) in zip(plot.points, rows, strict=True):
        likely = wilson(count, base, Z95 * wide)
        edge = min(abs(plot.average - likely.low), abs(plot.average - likely.high)) < 1e-9
        assert edge or (point.stands is Stands.WITHIN) == (likely.low <= plot.average <= likely.high)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 50_000), st.sampled_from([Z95, Z998]))
def test_limits_of_counts_are_where_byars_range_meets_the_expected(expected: float, z: float):
    low, high = funnel.counts_around(expected, z)

    assert 0 <= low <= expected <= high
    assert byar(high, z).low == pytest.approx(expected, rel=1e-6, abs=1e-9)
    if low > 0:
        assert byar(low, z).high == pytest.approx(expected, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(RATES)
def test_limits_narrow_with_size_and_are_in_order(rows: list[tuple[int, int]]):
    lines = funnel.funnel(areas(rows, 100_000), lines=12).lines

    for line in lines:
        assert 0 <= line.far_low <= line.low <= line.high <= line.far_high
    for smaller, larger in pairwise(lines):
        assert larger.far_high <= smaller.far_high + 1e-6
        assert larger.far_low >= smaller.far_low - 1e-6


@settings(max_examples=40, deadline=None)
@given(SHARES)
def test_where_an_area_stands_does_not_depend_on_the_order(rows: list[tuple[int, int]]):
    one, other = funnel.funnel(areas(rows)), funnel.funnel(areas(rows)[::-1])

    assert {point.name: point.stands for point in one.points} == {point.name: point.stands for point in other.points}


def test_limits_are_worked_by_hand():
    """At 900 of 3,000 the average is 0.3; for 400 the 95% limits are 0.3 and 1.96 times 0.0229 either way."""
    plot = funnel.funnel(areas(QUIET))
    line = next(line for line in funnel.funnel(areas([(90, 300), (120, 400), (120, 400)])).lines if line.base == 400)

    assert plot.average == pytest.approx(0.3)
    assert not plot.widened
    assert all(point.stands is Stands.WITHIN for point in plot.points)
    assert (round(line.low, 3), round(line.high, 3)) == (0.255, 0.345)


@pytest.mark.parametrize(
    ("count", "stands"),
    [(300, Stands.FAR_ABOVE), (280, Stands.ABOVE), (240, Stands.WITHIN), (205, Stands.BELOW), (150, Stands.FAR_BELOW)],
)
def test_an_area_stands_where_its_limits_put_it(count: int, stands: Stands):
    plot = funnel.funnel([*areas(QUIET), area("ours", count, 800)], target=0.3)

    assert plot.points[-1].stands is stands


def test_limits_are_widened_where_areas_differ_anyway():
    rows = [(10, 100), (50, 100), (20, 100), (40, 100), (15, 100), (45, 100), (30, 100), (30, 100)]
    plot = funnel.funnel(areas(rows))

    assert plot.widened
    assert plot.dispersion > 2
    assert all(point.stands is Stands.WITHIN for point in plot.points)
    assert "the limits are widened" in funnel.sentence(plot, what="Conversion")


def test_a_few_outermost_areas_do_not_widen_the_limits_alone():
    """One of eleven far out is drawn in to the next, so that it does not hide itself."""
    rows = [*QUIET, (30, 100), (30, 100), (380, 400)]
    plot = funnel.funnel(areas(rows), target=0.3)

    assert not plot.widened
    assert plot.points[-1].stands is Stands.FAR_ABOVE


def test_the_outermost_tenth_at_either_end_is_drawn_in():
    """Of twenty areas two at either end count as two standard errors, as the next do: (14 + 6 × 4) / 20 is 1.9."""
    counts = [20, 30, 40, *[45] * 7, *[55] * 7, 60, 70, 80]
    plot = funnel.funnel(areas([(count, 100) for count in counts]))

    assert plot.average == pytest.approx(0.5)
    assert plot.dispersion == pytest.approx(1.9)
    assert plot.widened


@settings(max_examples=60, deadline=None)
@given(RATES)
def test_a_rate_is_outside_exactly_when_its_range_leaves_the_average_out(rows: list[tuple[int, int]]):
    plot = funnel.funnel(areas(rows, 100_000))
    wide = sqrt(plot.dispersion) if plot.widened else 1

    for point, (count, base) in zip(plot.points, rows, strict=True):
        likely = byar(count, Z95 * wide)
        expected = plot.average / 100_000 * base
        assert (point.stands is Stands.WITHIN) == (likely.low <= expected <= likely.high)


def test_of_three_areas_the_middle_one_says_how_far_they_lie_apart():
    """Of 40, 50 and 65 in a hundred against 0.5 the middle one lies on the average, so nothing is widened."""
    plot = funnel.funnel(areas([(40, 100), (50, 100), (65, 100)]), target=0.5)

    assert plot.dispersion == pytest.approx(0)


def test_limits_of_rates_are_drawn_where_byars_range_meets_the_average():
    """At 200 in 100,000 an area of 50,000 would have 100; of counts from 80.4 to 120.6 the range holds 100."""
    plot = funnel.funnel(areas([(100, 50_000), (98, 50_000), (103, 50_000)], 100_000), target=200)
    (line,) = plot.lines

    assert (round(line.low / 2, 1), round(line.high / 2, 1)) == (80.4, 120.6)
    assert plot.average == pytest.approx(200)


def test_widened_limits_are_drawn_as_wide_as_they_are_judged():
    rows = [(10, 100), (50, 100), (20, 100), (40, 100), (15, 100), (45, 100), (30, 100), (30, 100)]
    plot = funnel.funnel(areas(rows))

    assert plot.lines[0].high - 0.3 == pytest.approx(Z95 * sqrt(plot.dispersion * 0.3 * 0.7 / 100))


@pytest.mark.parametrize(("lines", "sizes"), [(4, [100, 200, 400, 800]), (2, [100, 800])])
def test_limits_are_drawn_from_the_smallest_area_to_the_largest(lines: int, sizes: list[float]):
    plot = funnel.funnel(areas(QUIET), lines=lines)

    assert [line.base for line in plot.lines] == pytest.approx(sizes)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (areas(QUIET)[:2], "at least three areas"),
        ([*areas(QUIET), area("area 0", 1, 2)], "named twice"),
        ([*areas(QUIET), area("x", 1, 2, year="2024-25")], "differ in their year"),
        ([*areas(QUIET), area("x", 1, 2, source="elsewhere")], "differ in their source"),
        ([*areas(QUIET), area("x", 1, 2, definition="another")], "differ in their definition"),
        ([*areas(QUIET), area("x", 1, 2, per=1000)], "differ in their unit"),
        (areas([(0, 5)] * 3), "none or all"),
        (areas([(5, 5)] * 3), "none or all"),
    ],
)
def test_what_is_no_funnel_is_refused_in_words(rows: list[Comparator], words: str):
    with pytest.raises(CannotSay, match=words):
        funnel.funnel(rows)


def test_a_funnel_is_said_in_words():
    plot = funnel.funnel([*areas(QUIET), area("Ours", 300, 800)], target=0.3)

    assert funnel.sentence(plot, what="Conversion", ours="Ours") == (
        "Conversion: the average of 9 areas is 30% (2025-26, an invented return). Ours has 37.5%, far above the average; "
        "1 area stands out."
    )


@pytest.mark.parametrize("missing", ["year", "source", "definition"])
@pytest.mark.capability("S126")
def test_no_comparator_stands_without_year_source_and_definition(missing: str):
    with pytest.raises(CannotSay, match=f"has no {missing}"):
        area("England", 1, 2, **{missing: " "})


@pytest.mark.parametrize(
    ("count", "base", "name"), [(3, 2, "England"), (-1, 2, "England"), (1, 0, "England"), (1, 2, " ")]
)
def test_a_comparator_that_cannot_be_is_refused(count: float, base: float, name: str):
    with pytest.raises(CannotSay):
        area(name, count, base)


@pytest.mark.capability("S126")
def test_ours_beside_theirs_says_what_differs():
    ours = area("Ours", 346, 2956)
    theirs = area("England", 176_560, 640_240, year="2024-25", source="the national return", definition="another")
    found = comparators.beside(ours, theirs)

    assert found.differs_in == ("year", "definition")
    assert not found.like_for_like
    assert comparators.sentence(found, what="Conversion") == (
        "Conversion: 11.7% (2025-26) beside 27.6% in England (2024-25, the national return), below it by more than chance. "
        "They are not like for like: the year and the definition differ."
    )


def test_like_for_like_is_the_same_year_and_definition_however_it_is_spaced():
    found = comparators.beside(
        area("Ours", 30, 100), area("Theirs", 31, 100, definition=" Concerns that  led to an enquiry")
    )

    assert found.like_for_like
    assert not found.more_than_chance
    assert comparators.sentence(found, what="Conversion").endswith("no further from it than chance may bring.")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 400))
def test_rates_differ_the_same_both_ways_and_never_from_themselves(count: int, other: int):
    one, two = area("One", count, 50_000, 100_000), area("Two", other, 50_000, 100_000)

    assert comparators.beside(one, two).more_than_chance == comparators.beside(two, one).more_than_chance
    assert not comparators.beside(one, one).more_than_chance
    if byar(count).high < byar(other).low:
        assert comparators.beside(one, two).more_than_chance


def test_shares_are_surer_than_rates_of_the_same_numbers():
    """80% and 60% differ by Newcombe's method; as rates of 56 and 48 events they may be chance."""
    shares = comparators.beside(area("Ours", 56, 70), area("Theirs", 48, 80))
    rates = comparators.beside(area("Ours", 56, 70, 1000), area("Theirs", 48, 80, 1000))

    assert (shares.more_than_chance, rates.more_than_chance) == (True, False)


def test_a_share_and_a_rate_are_not_set_beside_each_other():
    with pytest.raises(CannotSay, match="another number of people"):
        comparators.beside(area("One", 1, 2), area("Two", 1, 2, per=1000))


def test_points_apart_and_likely_ranges_are_those_of_the_figures():
    found = comparators.beside(area("Ours", 56, 70), area("Theirs", 48, 80))

    assert [round(value, 4) for value in comparators.points_apart(found)] == [0.2, 0.0524, 0.3339]
    assert comparators.likely_range(area("Ours", 56, 70)) == pytest.approx((wilson(56, 70).low, wilson(56, 70).high))
    assert comparators.likely_range(area("Ours", 56, 70, 1000))[1] == pytest.approx(byar(56).high / 70 * 1000)
    with pytest.raises(CannotSay, match="for shares"):
        comparators.points_apart(comparators.beside(area("a", 1, 2, 1000), area("b", 1, 2, 1000)))
