"""Our intervals agree with two other libraries and with published worked values."""

from __future__ import annotations

import warnings

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from goldenthread.figures import statistics

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from PHStatsMethods import ph_proportion
    from PHStatsMethods.confidence_intervals import byars_lower, byars_upper

SHARES = st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@given(SHARES)
def test_wilson_agrees_with_statsmodels(share: tuple[int, int]):
    ours = statistics.wilson(*share)

    assert (ours.low, ours.high) == pytest.approx(proportion_confint(*share, alpha=0.05, method="wilson"), abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(SHARES)
def test_wilson_agrees_with_the_public_health_library(share: tuple[int, int]):
    theirs = ph_proportion(pd.DataFrame({"n": [share[0]], "d": [share[1]]}), "n", "d", confidence=0.95)
    ours = statistics.wilson(*share)

    assert (ours.low, ours.high) == pytest.approx((theirs["lower_95_ci"][0], theirs["upper_95_ci"][0]), abs=1e-9)


@given(st.integers(10, 100_000))  # below ten that library uses the exact method
def test_byar_agrees_with_the_public_health_library(count: int):
    ours = statistics.byar(count)

    theirs = byars_lower(count, confidence=0.95), byars_upper(count, confidence=0.95)
    assert (ours.low, ours.high) == pytest.approx(theirs, rel=1e-6)


def test_wilson_gives_newcombes_published_example():
    """Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662; 15 of 148 gives 0.0624 to 0.1605."""
    first, second = statistics.wilson(81, 263), statistics.wilson(15, 148)

    assert [round(value, 4) for value in (first.low, first.high)] == [0.2553, 0.3662]
    assert [round(value, 4) for value in (second.low, second.high)] == [0.0624, 0.1605]


def test_the_difference_of_shares_gives_newcombes_published_example():
    """Newcombe (1998b), method 10: 56 of 70 less 48 of 80 gives 0.0524 to 0.3339."""
    gap = statistics.difference_of_shares(56, 70, 48, 80)

    assert (round(gap.low, 4), round(gap.high, 4)) == (0.0524, 0.3339)


@given(SHARES, SHARES)
def test_a_difference_turned_round_is_the_same_with_the_other_sign(one: tuple[int, int], other: tuple[int, int]):
    there, back = statistics.difference_of_shares(*one, *other), statistics.difference_of_shares(*other, *one)

    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)


@given(SHARES)
def test_nothing_differs_from_itself(share: tuple[int, int]):
    assert not statistics.shares_differ(*share, *share)
    assert not statistics.counts_differ(share[0], share[0])


@pytest.mark.parametrize(
    ("count", "before", "differs"), [(346, 294, True), (30, 29, False), (2956, 3209, True), (18, 9, False)]
)
def test_two_counts_differ_by_more_than_chance(count: int, before: int, differs: bool):
    assert statistics.counts_differ(count, before) == differs


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (-1, 5), (6, 5), (0, 0)])
def test_a_share_that_cannot_be_is_refused(numerator: int, denominator: int):
    with pytest.raises(ValueError, match="a share needs"):
        statistics.wilson(numerator, denominator)


def test_the_edges_of_a_share_stay_between_none_and_all():
    assert statistics.wilson(0, 10).low == 0
    assert statistics.wilson(10, 10).high == 1
    assert statistics.byar(0).low == 0
