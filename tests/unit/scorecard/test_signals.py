"""Every rule picks out the same points as a second library does, and no method ever says “not a number”."""

from __future__ import annotations

import subprocess
import sys
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.scorecard.methods import runchart, signals, thresholds, variation, xmr
from goldenthread.scorecard.methods.plain import CannotSay
from goldenthread.scorecard.methods.signals import Rule, Signal

DISTANCES = st.lists(st.floats(-4, 4).map(lambda value: round(value, 2)), min_size=3, max_size=60)
VALUES = st.one_of(
    st.none(), st.floats(-1e12, 1e12, allow_nan=False, allow_infinity=False), st.integers(0, 5).map(float)
)


def points(found: list[Signal]) -> set[int]:
    return {place for signal in found for place in signal.points}


@pytest.mark.parametrize(
    ("rule", "find"),
    [
        ("nelson_1", lambda z: list(signals.beyond(z))),
        ("we_4", lambda z: list(signals.run(z, 8))),
        ("nelson_2", lambda z: list(signals.run(z, 9))),
        ("nelson_3", lambda z: list(signals.trend(z, 6))),
        ("nelson_5", lambda z: list(signals.near(z, 2, 3))),
        ("nelson_6", None),
        ("nelson_7", lambda z: list(signals.hugging(z, 15))),
    ],
)
@settings(max_examples=80, deadline=None)
@given(distances=DISTANCES)
def test_each_rule_picks_out_the_points_a_second_library_does(rule: str, find, distances: list[float]):
    import numpy as np
    from shewhart._rules import RULES

    if find is None:  # four of five beyond one sigma is two of three beyond two, on distances twice as large
        find = lambda z: list(signals.near([2 * distance for distance in z], 4, 5))  # noqa: E731
    theirs = {place for row in RULES[rule].fn(np.array(distances)) for place in row}

    assert points(find(distances)) == theirs


@settings(max_examples=150, deadline=None)
@given(
    st.lists(VALUES, min_size=6, max_size=40),
    st.none() | st.integers(6, 20),
    st.lists(st.integers(1, 39), max_size=3, unique=True),
)
def test_whatever_the_series_nothing_is_not_a_number(
    values: list[float | None], baseline: int | None, steps: list[int]
):
    when = [f"month {place}" for place in range(len(values))]
    try:
        chart = xmr.xmr(values, baseline=baseline, steps=[xmr.Step(at, "a change") for at in steps])
    except CannotSay:
        return
    for phase in chart.phases:
        assert all(isfinite(value) for value in (phase.low, phase.mean, phase.high, phase.range_high))
        assert phase.low <= phase.mean <= phase.high
    assert [phase.start for phase in chart.phases[1:]] == [phase.stop for phase in chart.phases[:-1]]
    assert len(chart.ranges) == len(values) == chart.phase.stop
    assert all(values[place] is not None for signal in chart.signals for place in signal.points)
    said = xmr.sentence(chart, what="Concerns", when=when)
    said += variation.sentence(variation.variation(chart, variation.Better.LOWER), what="Concerns")
    if sum(value is not None for value in values) >= thresholds.run_rules().least:
        said += runchart.sentence(runchart.run_chart(values), what="Concerns", when=when)
    assert "nan" not in said
    assert "inf" not in said


def test_a_point_is_part_of_the_most_telling_signal_first():
    rules = [signal.rule for signal in signals.find([9.0] * 9, [3.5] * 9, thresholds.chart_rules())]

    assert rules == [*[Rule.BEYOND] * 9, Rule.RUN, Rule.NEAR]


def test_the_methods_load_neither_the_framework_nor_a_table_library():
    package = Path(xmr.__file__).parent
    names = [f"goldenthread.scorecard.methods.{path.stem}" for path in package.glob("*.py") if path.stem != "__init__"]
    code = f"import sys, {', '.join(names)}; print({{'django', 'pandas', 'scipy', 'numpy'}} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=package.parents[2]
    )

    assert done.stdout.strip() == "set()"
