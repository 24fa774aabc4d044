"""Repeats about one adult widen every range, and without any the ranges are those every other figure has."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.figures.statistics import byar, wilson
from goldenthread.scorecard.methods import repeats
from goldenthread.scorecard.methods.plain import CannotSay

ADULTS = st.lists(st.integers(1, 12), min_size=1, max_size=80)
SHARES = st.lists(
    st.integers(1, 8).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))), min_size=2, max_size=60
)


def test_a_number_of_events_is_worked_by_hand():
    """Ten adults once and one ten times: 20 events, 110 for the squares, so 400 / 110 = 3.6 independent events."""
    found = repeats.counted([1] * 10 + [10])

    assert (found.events, found.adults, found.with_repeats) == (20, 11, 1)
    assert found.effective == pytest.approx(400 / 110)
    assert found.dispersion == pytest.approx(5.5)
    assert found.likely_events.low == pytest.approx(max(0, 20 + 10**0.5 * (byar(11).low - 11)))
    assert found.likely_events.high == pytest.approx(20 + 10**0.5 * (byar(11).high - 11))


@given(st.integers(1, 500))
def test_without_repeats_the_range_is_byars(adults: int):
    found = repeats.counted([1] * adults)

    assert (found.likely_events.low, found.likely_events.high) == pytest.approx((byar(adults).low, byar(adults).high))
    assert (found.dispersion, found.effective) == (1, adults)


@given(st.lists(st.booleans(), min_size=2, max_size=300))
def test_without_repeats_a_share_is_wilsons_or_a_little_wider(outcomes: list[bool]):
    found = repeats.share([(int(outcome), 1) for outcome in outcomes])
    usual = wilson(sum(outcomes), len(outcomes))

    assert found.design_effect == pytest.approx(1, abs=1 / (len(outcomes) - 1) + 1e-9)
    assert found.likely.low == pytest.approx(usual.low, abs=0.3 / len(outcomes))
    assert found.likely.high == pytest.approx(usual.high, abs=0.3 / len(outcomes))


@settings(max_examples=40, deadline=None)
@given(SHARES.filter(lambda rows: 0 < sum(yes for yes, _ in rows) < sum(total for _, total in rows)))
def test_the_variance_between_adults_agrees_with_a_second_library(rows: list[tuple[int, int]]):
    """Robust to clusters, as statsmodels computes it; its correction (n - 1) / (n - k) is 1 for a mean."""
    import numpy as np
    import statsmodels.api as sm

    outcomes = [outcome for yes, total in rows for outcome in [1] * yes + [0] * (total - yes)]
    adults = [place for place, (_, total) in enumerate(rows) for _ in range(total)]
    fitted = sm.OLS(outcomes, np.ones(len(outcomes))).fit(cov_type="cluster", cov_kwds={"groups": np.array(adults)})
    part = sum(outcomes) / len(outcomes)
    expected = float(fitted.cov_params()[0][0]) * len(outcomes) / (part * (1 - part))

    assert repeats.share(rows).design_effect == pytest.approx(max(1, expected), rel=1e-9)


@given(SHARES, st.randoms(use_true_random=False))
def test_a_share_does_not_depend_on_the_order_of_adults(rows: list[tuple[int, int]], chance: random.Random):
    found = repeats.share(rows)
    other = repeats.share(chance.sample(rows, len(rows)))

    assert (other.likely.low, other.likely.high) == pytest.approx((found.likely.low, found.likely.high))


@given(SHARES)
def test_repeats_never_tell_more_than_as_many_separate_events(rows: list[tuple[int, int]]):
    found = repeats.share(rows)
    plain = wilson(sum(yes for yes, _ in rows), found.events)

    assert found.effective <= found.events + 1e-9
    assert found.likely.high - found.likely.low >= plain.high - plain.low - 1e-9
    assert 0 <= found.likely.low <= found.share + 1e-9
    assert found.share - 1e-9 <= found.likely.high <= 1


@given(ADULTS)
def test_more_repeats_widen_the_range_of_a_number(events: list[int]):
    found = repeats.counted(events)

    assert 1 <= found.effective <= found.events
    assert found.likely_events.low <= found.events <= found.likely_events.high
    more = repeats.counted([*events[:-1], events[-1] + 1])
    assert more.likely_events.high > found.likely_events.high


def test_the_same_share_of_the_same_events_is_less_sure_about_fewer_adults():
    many = repeats.share([(1, 1)] * 30 + [(0, 1)] * 70)
    few = repeats.share([(10, 10)] * 3 + [(0, 10)] * 7)

    assert many.share == few.share == 0.3
    assert few.effective == pytest.approx(9)
    assert few.likely.high - few.likely.low > 2.5 * (many.likely.high - many.likely.low)


@pytest.mark.parametrize("yes", [0, 3])
def test_none_and_all_are_as_unsure_as_repeats_can_make_them(yes: int):
    found = repeats.share([(yes, 3)] * 10)

    assert found.effective == pytest.approx(10)
    usual = wilson(10 if yes else 0, 10)
    assert (found.likely.low, found.likely.high) == pytest.approx((usual.low, usual.high))


def test_the_range_holds_the_truth_as_often_as_it_says():
    """500 invented years in which an adult has one to eight concerns; Byar's own range holds the truth far less often."""
    chance = random.Random(20)
    sizes, truth = (1, 2, 8), 100 * (0.7 * 1 + 0.2 * 2 + 0.1 * 8)
    held, plain = 0, 0
    for _ in range(500):
        adults = sum(chance.expovariate(1) < 0.1 for _ in range(1051))  # close to Poisson with a mean of 100
        counts = chance.choices(sizes, weights=(7, 2, 1), k=adults)
        found = repeats.counted(counts)
        held += found.likely_events.low <= truth <= found.likely_events.high
        plain += byar(sum(counts)).low <= truth <= byar(sum(counts)).high

    assert 0.92 <= held / 500 <= 0.98
    assert plain / 500 < 0.85


@pytest.mark.parametrize(
    ("events", "words"), [([], "no events"), ([1, 0], "at least one event"), ([1.5], "at least one")]
)
def test_what_has_no_repeats_to_count_is_refused(events: list[int], words: str):
    with pytest.raises(CannotSay, match=words):
        repeats.counted(events)


@pytest.mark.parametrize("rows", [[], [(1, 2)], [(3, 2), (1, 1)], [(0, 0), (1, 1)], [(-1, 2), (1, 1)]])
def test_what_is_no_share_is_refused(rows: list[tuple[int, int]]):
    with pytest.raises(CannotSay, match=r"at least two different adults|no more events than there were"):
        repeats.share(rows)


def test_repeats_are_said_in_words():
    assert repeats.sentence(repeats.counted([1] * 10 + [10])) == (
        "20 concerns were about 11 different adults; 1 of them (9.1%, likely range 1.6% to 37.7%) had more than one. "
        "Since repeats are not independent, they tell as much as 4 separate concerns would; chance alone would give "
        "3 to 47."
    )
    assert repeats.sentence(repeats.counted([1] * 5)).endswith("had more than one.")
    assert repeats.share_sentence(repeats.share([(10, 10)] * 3 + [(0, 10)] * 7), what="Led to an enquiry") == (
        "Led to an enquiry: 30% of 100 (likely range 10.2% to 61.8%), allowing for repeats about the same adults: "
        "10 adults, worth 9 independent events."
    )
