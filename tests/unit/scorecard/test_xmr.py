"""XmR limits are the published ones, agree with a second library, and pick out what the rules say and nothing else."""

from __future__ import annotations

from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.scorecard.methods import thresholds, xmr
from goldenthread.scorecard.methods.plain import CannotSay
from goldenthread.scorecard.methods.signals import Rule, Side

FLOW = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
"""NIST/SEMATECH, e-Handbook of Statistical Methods, 6.3.2.2."""

VALUES = st.lists(st.integers(0, 2000).map(float), min_size=6, max_size=40)
QUIET = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11]
"""Twelve points of nothing but ups and downs: mean 10.5, mean range 23/11, sigma 1.85, limits 4.94 to 16.06."""


def picked(chart: xmr.XmR, rule: Rule) -> list[tuple[Side, tuple[int, ...]]]:
    return [(signal.side, signal.points) for signal in chart.signals if signal.rule is rule]


def test_the_limits_are_those_of_the_published_example():
    """NIST gives a centre of 50.81, a mean range of 1.8778 and limits of 45.8159 and 55.8041."""
    (phase,) = xmr.xmr(FLOW).phases

    assert [round(value, 4) for value in (phase.mean, phase.mean_range, phase.low, phase.high)] == [
        50.81,
        1.8778,
        45.8159,
        55.8041,
    ]


@settings(max_examples=60, deadline=None)
@given(VALUES.filter(lambda values: len(set(values)) > 1))
def test_limits_agree_with_a_second_library(values: list[float]):
    import shewhart

    theirs = shewhart.imr(values, rules="none").stats
    phase = xmr.xmr(values).phase

    spread = 3 * phase.mean_range / (2 / 3.141592653589793**0.5)  # that library keeps more decimals of 1.128
    assert phase.mean == pytest.approx(theirs["i_center"])
    assert phase.high == pytest.approx(phase.mean + spread, rel=4e-4, abs=1e-6 + 4e-4 * spread)
    assert theirs["i_ucl"] == pytest.approx(phase.mean + spread, rel=1e-9)
    assert theirs["i_lcl"] == pytest.approx(phase.mean - spread, rel=1e-9, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(VALUES.filter(lambda values: len(set(values)) > 1))
def test_runs_and_trends_agree_with_a_second_library(values: list[float]):
    import shewhart

    found = shewhart.imr(values, rules="western_electric").signals
    ours = xmr.xmr(values)

    theirs = sorted(signal.points for signal in found if signal.rule == "we_4" and signal.chart != "mr")
    assert sorted(points for _, points in picked(ours, Rule.RUN)) == theirs
    trends = sorted(
        signal.points for signal in shewhart.imr(values, rules="nelson").signals if signal.rule == "nelson_3"
    )
    assert sorted(points for _, points in picked(ours, Rule.TREND)) == trends


@pytest.mark.parametrize(
    ("more", "rule", "side", "points"),
    [
        ([17], Rule.BEYOND, Side.HIGH, (12,)),
        ([4], Rule.BEYOND, Side.LOW, (12,)),
        ([11] * 8, Rule.RUN, Side.HIGH, tuple(range(11, 20))),
        ([9, 10] * 4, Rule.RUN, Side.LOW, tuple(range(12, 20))),
        ([15, 10, 15], Rule.NEAR, Side.HIGH, (12, 14)),
        ([6, 6], Rule.NEAR, Side.LOW, (12, 13)),
        ([8, 9, 10, 11, 12, 13], Rule.TREND, Side.HIGH, tuple(range(12, 18))),
        ([13, 12, 11, 10, 9, 8], Rule.TREND, Side.LOW, tuple(range(12, 18))),
        ([14, *[10, 11] * 8], Rule.HUGGING, Side.NEITHER, tuple(range(13, 29))),
    ],
)
def test_each_rule_picks_out_its_points(more: list[float], rule: Rule, side: Side, points: tuple[int, ...]):
    chart = xmr.xmr(QUIET + more, baseline=12)

    assert picked(chart, rule) == [(side, points)]


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ([16], Rule.BEYOND),
        ([10, *[11] * 7], Rule.RUN),
        ([15, 14, 10, 15, 10, 14, 15], Rule.NEAR),
        ([9, 10, 11, 12, 13], Rule.TREND),
        ([9, 10, 11, 11, 12, 13], Rule.TREND),
        ([8.5, *[10, 11] * 7], Rule.HUGGING),
    ],
)
def test_one_point_fewer_is_no_signal(more: list[float], rule: Rule):
    assert picked(xmr.xmr(QUIET + more, baseline=12), rule) == []


@pytest.mark.parametrize(("length", "found"), [(6, True), (7, True), (8, False)])
def test_the_length_of_a_run_is_a_setting(length: int, found: bool):
    rules = thresholds.ChartRules("Ours", run=length, trend=None, near=None, hugging=None, source="the Board")
    chart = xmr.xmr([*QUIET, 9, *[12] * 7], baseline=12, rules=rules)

    assert bool(picked(chart, Rule.RUN)) == found
    assert {signal.rule for signal in chart.signals} <= {Rule.RUN, Rule.BEYOND}


def test_the_rules_of_making_data_count_take_seven_in_a_row_and_no_hugging():
    chart = xmr.xmr([*QUIET, 9, *[11] * 7], baseline=12, rules=thresholds.chart_rules("making_data_count"))

    assert picked(chart, Rule.RUN) == [(Side.HIGH, tuple(range(13, 20)))]
    assert not picked(chart, Rule.HUGGING)
    assert set(thresholds.names_of_chart_rules()) == {"standard", "making_data_count"}


def test_limits_begin_anew_at_a_named_step():
    chart = xmr.xmr([*QUIET, *(value + 20 for value in QUIET)], steps=[xmr.Step(12, "a new front door")])

    first, second = chart.phases
    assert (first.name, second.name, second.start, second.stop) == ("", "a new front door", 12, 24)
    assert second.mean == pytest.approx(first.mean + 20)
    assert chart.signals == ()
    assert chart.ranges[12] is None


def test_each_of_several_steps_has_limits_of_its_own():
    steps = [xmr.Step(24, "a new form"), xmr.Step(12, "a new front door")]
    chart = xmr.xmr([value + level for level in (0, 40, 20) for value in QUIET], steps=steps)

    assert [(phase.name, phase.start, phase.stop, phase.mean) for phase in chart.phases] == [
        ("", 0, 12, 10.5),
        ("a new front door", 12, 24, 50.5),
        ("a new form", 24, 36, 30.5),
    ]


def test_of_two_steps_close_together_the_first_waits():
    steps = [xmr.Step(12, "a new front door"), xmr.Step(15, "a new form")]
    chart = xmr.xmr([*QUIET, 30, 31, 30, *(value + 20 for value in QUIET)], steps=steps)

    assert chart.waiting == (steps[0],)
    assert [phase.start for phase in chart.phases] == [0, 15]


def test_a_step_with_too_few_points_after_it_keeps_the_limits_from_before():
    step = xmr.Step(12, "a new front door")
    chart = xmr.xmr([*QUIET, 30, 31], steps=[step])

    assert chart.waiting == (step,)
    assert len(chart.phases) == 1


def test_the_baseline_is_the_first_points():
    assert xmr.xmr([*QUIET, 100, 200], baseline=12).phase.mean == xmr.xmr(QUIET).phase.mean


def test_a_baseline_may_be_as_short_as_limits_allow():
    assert xmr.xmr(QUIET, baseline=6).phase.baseline == 6


def test_limits_from_few_points_are_provisional():
    assert xmr.xmr(QUIET[:11]).phase.provisional
    assert not xmr.xmr(QUIET).phase.provisional


def test_limits_stop_at_what_can_be():
    phase = xmr.xmr([0.5, 1.0, 0.2, 0.9, 0.1, 0.8], lowest=0, highest=1).phase

    assert (phase.low, phase.high) == (0, 1)


def test_a_gap_breaks_rows_and_ranges():
    chart = xmr.xmr([*QUIET, 11.5, 11.5, 11.5, 11.5, None, 11.5, 11.5, 11.5], baseline=12)

    assert not picked(chart, Rule.RUN)
    assert chart.ranges[16] is None
    assert chart.ranges[17] is None
    assert chart.last == 19


def test_a_range_wider_than_its_limit_is_named():
    """A jump from 9 to 15.9 is 6.9, above 3.267 times 2.1; neither point is beyond its limits."""
    chart = xmr.xmr([*QUIET[:-1], 15.9, 11], baseline=11)

    assert chart.wide_ranges == (11,)


def test_values_that_never_change_have_no_signals():
    chart = xmr.xmr([0.1] * 20)

    assert chart.signals == ()
    assert chart.phase.low == chart.phase.high == pytest.approx(0.1)


def test_any_change_after_a_baseline_without_one_is_a_signal():
    assert picked(xmr.xmr([5] * 12 + [6], baseline=12), Rule.BEYOND) == [(Side.HIGH, (12,))]


@settings(deadline=None)
@given(VALUES, st.sampled_from([0.001, 0.1, 3.0, 1000.0]), st.sampled_from([-500.0, 0.0, 7.0]))
def test_limits_scale_and_shift_with_the_data_and_signals_stay(values: list[float], scale: float, shift: float):
    chart, moved = xmr.xmr(values), xmr.xmr([scale * value + shift for value in values])

    assert moved.phase.high == pytest.approx(scale * chart.phase.high + shift, rel=1e-6, abs=1e-6)
    assert moved.phase.low == pytest.approx(scale * chart.phase.low + shift, rel=1e-6, abs=1e-6)
    assert moved.phase.low <= moved.phase.mean <= moved.phase.high
    if scale >= 1 and shift >= 0:
        assert moved.signals == chart.signals


@settings(deadline=None)
@given(VALUES)
def test_a_chart_upside_down_shows_the_same_the_other_way(values: list[float]):
    turned = {Side.HIGH: Side.LOW, Side.LOW: Side.HIGH, Side.NEITHER: Side.NEITHER}
    chart, other = xmr.xmr(values), xmr.xmr([-value for value in values])

    assert {(s.rule, turned[s.side], s.points) for s in chart.signals} == {
        (s.rule, s.side, s.points) for s in other.signals
    }


def test_false_alarms_are_as_rare_as_the_method_says():
    """Of 5,000 points of a normal process about 13 lie beyond three sigma; 3 to 30 leaves room for one draw."""
    values = NormalDist(100, 10).samples(5000, seed=14)

    assert 3 <= len(picked(xmr.xmr(values), Rule.BEYOND)) <= 30


@pytest.mark.parametrize(
    ("values", "more", "words"),
    [
        ([1, 2, 3, 4, 5], {}, "at least 6 points, and there are 5"),
        ([1, None, 2, None, 3, None, 4, None, 5, None, 6], {}, "No two known points"),
        ([float("nan"), *QUIET], {}, "not a number"),
        ([float("inf"), *QUIET], {}, "not a number"),
        (QUIET, {"baseline": 3}, "baseline needs at least 6"),
        (QUIET, {"steps": [xmr.Step(0, "first")]}, "outside the series"),
        (QUIET, {"steps": [xmr.Step(12, "late")]}, "outside the series"),
        (QUIET, {"steps": [xmr.Step(6, " ")]}, "needs a name"),
        (QUIET, {"lowest": 10}, "outside what is possible"),
        (QUIET, {"highest": 10}, "outside what is possible"),
    ],
)
def test_what_has_no_limits_is_refused_in_words(values: list[float | None], more: dict, words: str):
    with pytest.raises(CannotSay, match=words):
        xmr.xmr(values, **more)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (QUIET, "Concerns: the latest point, month 12, is 11, within the usual 4.9 to 16.1."),
        ([*QUIET, 20], ", above the upper limit of"),
        ([*QUIET, 1], ", below the lower limit of"),
        ([*QUIET, *[11] * 8], ", one of 9 in a row above the mean of"),
        ([*QUIET, 15, 15], ", one of 2 close together near the upper limit of"),
        ([*QUIET, 20, 11], "within the usual 4.9 to 16.1; one earlier point stands out."),
        (
            [*QUIET, *[10, 11] * 8],
            "within the usual 4.9 to 16.1. The latest 28 in a row are unusually close to the mean",
        ),
        (QUIET[:10], "The limits are provisional: they come from 10 points."),
    ],
)
def test_a_chart_is_said_in_one_sentence(values: list[float], said: str):
    chart = xmr.xmr(values, baseline=min(12, len(values)))
    when = [f"month {place}" for place in range(1, len(values) + 1)]

    assert said in xmr.sentence(chart, what="Concerns", when=when)
