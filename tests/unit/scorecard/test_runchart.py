"""A run chart finds shifts, trends and odd numbers of runs, by published rules and tables."""

from __future__ import annotations

from itertools import groupby, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.scorecard.methods import runchart
from goldenthread.scorecard.methods.plain import CannotSay
from goldenthread.scorecard.methods.runchart import Movement
from goldenthread.scorecard.methods.signals import Side

VALUES = st.lists(st.integers(0, 30).map(float), min_size=10, max_size=40)


def found(chart: runchart.RunChart, movement: Movement) -> list[tuple[Side, tuple[int, ...]]]:
    return [(moved.side, moved.points) for moved in chart.moved if moved.movement is movement]


@pytest.mark.parametrize(
    ("above", "below", "too_few", "too_many"),
    [(5, 5, 2, 10), (6, 6, 3, 11), (8, 8, 4, 14), (10, 10, 6, 16), (15, 15, 10, 22), (7, 12, 5, 14)],
)
def test_numbers_of_runs_are_those_of_the_published_table(above: int, below: int, too_few: int, too_many: int):
    """Swed and Eisenhart (1943), as tabled for a chance of 0.025 either way."""
    assert runchart.usual_runs(above, below) == (too_few + 1, too_many - 1)


@pytest.mark.parametrize(("above", "below", "usual"), [(0, 0, (0, 0)), (3, 0, (1, 1)), (0, 3, (1, 1))])
def test_points_on_one_side_only_make_one_run(above: int, below: int, usual: tuple[int, int]):
    assert runchart.usual_runs(above, below) == usual


@pytest.mark.parametrize(("above", "below"), [(3, 4), (5, 5), (2, 8), (6, 5)])
def test_numbers_of_runs_agree_with_every_order_counted(above: int, below: int):
    orders = [order for order in product((0, 1), repeat=above + below) if sum(order) == above]
    runs = sorted(len(list(groupby(order))) for order in orders)
    least = next(r for r in range(1, 20) if sum(run <= r for run in runs) > 0.025 * len(runs))
    most = next(r for r in range(20, 0, -1) if sum(run >= r for run in runs) > 0.025 * len(runs))

    assert runchart.usual_runs(above, below) == (least, most)


def test_too_few_runs_of_a_published_example():
    """Balestracci (Quality Digest, October 2008): 16 points in runs of 7, 7, 1 and 1, at least five of which are usual."""
    values = [20.0] * 7 + [2.0] * 7 + [20.0, 2.0]
    values = [value + place / 100 for place, value in enumerate(values)]
    chart = runchart.run_chart(values)

    assert (chart.runs, chart.fewest) == (4, 5)
    assert found(chart, Movement.FEW_RUNS)


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_median_and_runs_agree_with_a_second_library(values: list[float]):
    import shewhart

    theirs = shewhart.run_chart(values).stats
    ours = runchart.run_chart(values)

    assert ours.median == theirs["median"]
    assert ours.runs == theirs.get("runs_about_median", ours.runs)


@pytest.mark.parametrize(
    ("values", "movement", "expected"),
    [
        (
            [1, 9, 2, 9, 1, 9, 8, 8, 8, 8, 8, 8, 2, 1, 9, 2, 1, 3, 2, 1],
            Movement.SHIFT,
            [(Side.HIGH, (5, 6, 7, 8, 9, 10, 11))],
        ),
        ([5, 1, 9, 2, 3, 4, 5, 6, 1, 9], Movement.TREND, [(Side.HIGH, (3, 4, 5, 6, 7))]),
        ([5, 1, 9, 8, 8, 7, 6, 6, 5, 9], Movement.TREND, [(Side.LOW, (2, 3, 5, 6, 8))]),
        ([1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9], Movement.MANY_RUNS, [(Side.NEITHER, ())]),
    ],
)
def test_each_movement_is_found(values: list[float], movement: Movement, expected: list):
    assert found(runchart.run_chart(values), movement) == expected


@pytest.mark.parametrize(
    ("values", "movement"),
    [
        ([1, 9, 8, 8, 8, 8, 1, 1, 9, 1, 1, 9], Movement.SHIFT),
        ([1, 9, 8, 8, None, 8, 8, 8, 1, 1, 1, 9, 1, 1], Movement.SHIFT),
        ([9, 1, 2, 3, 4, 1, 9, 1, 9, 1], Movement.TREND),
        ([9, 1, 2, None, 3, 4, 5, 1, 9, 1, 9], Movement.TREND),
    ],
)
def test_what_is_too_short_or_has_a_gap_is_not(values: list[float | None], movement: Movement):
    assert found(runchart.run_chart(values), movement) == []


def test_a_point_on_the_median_neither_lengthens_nor_ends_a_shift():
    chart = runchart.run_chart([1, 1, 1, 1, 1, 5, 5, 5, 9, 9, 9, 5, 9, 9, 9, 1, 5])

    assert chart.median == 5
    assert found(chart, Movement.SHIFT) == [(Side.HIGH, (8, 9, 10, 12, 13, 14))]
    assert chart.useful == 12


def test_the_median_of_a_baseline_is_kept():
    chart = runchart.run_chart([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50, 51, 52, 53, 54, 55], baseline=10)

    assert chart.median == 5.5


@pytest.mark.parametrize(("values", "odd"), [([1, 9] * 5, True), ([1, 9, 1, 9, 1, 1, 9, 1, 9, 9], False)])
def test_as_many_runs_as_are_usual_are_not_too_many(values: list[float], odd: bool):
    """With five on either side three to nine runs are usual; ten are too many, and eight are not."""
    assert bool(found(runchart.run_chart(values), Movement.MANY_RUNS)) == odd


@pytest.mark.parametrize("values", [[1, 9, 1, 9, 1, 9, 1, 1, 9, 9], [1, 1, 9, 1, 9, 1, 9, 1, 9, 9]])
def test_the_largest_usual_number_of_runs_is_usual(values: list[float]):
    chart = runchart.run_chart([*values, 1, 9])

    assert chart.runs <= chart.most
    assert not found(chart, Movement.MANY_RUNS)


def test_a_baseline_without_a_point_is_refused():
    with pytest.raises(CannotSay, match="at least one point"):
        runchart.run_chart([1.0, 2.0] * 6, baseline=0)


def test_equal_points_have_no_runs_and_no_movement():
    chart = runchart.run_chart([4] * 12)

    assert (chart.useful, chart.runs, chart.moved) == (0, 0, ())


@settings(deadline=None)
@given(VALUES, st.sampled_from([0.5, 4.0]), st.sampled_from([-16.0, 32.0]))
def test_scale_and_shift_change_nothing_but_the_median(values: list[float], scale: float, shift: float):
    chart, moved = runchart.run_chart(values), runchart.run_chart([scale * value + shift for value in values])

    assert moved.moved == chart.moved
    assert (moved.runs, moved.longest) == (chart.runs, chart.longest)
    assert moved.median == scale * chart.median + shift


@settings(deadline=None)
@given(VALUES)
def test_backwards_there_are_as_many_runs_and_shifts(values: list[float]):
    chart, back = runchart.run_chart(values), runchart.run_chart(values[::-1])

    assert (chart.runs, chart.longest, chart.fewest, chart.most) == (back.runs, back.longest, back.fewest, back.most)
    assert len(found(chart, Movement.SHIFT)) == len(found(back, Movement.SHIFT))


@pytest.mark.parametrize(
    ("values", "words"), [([1.0] * 9, "at least 10 points, and there are 9"), ([float("nan")] * 12, "not a number")]
)
def test_what_has_no_run_chart_is_refused_in_words(values: list[float], words: str):
    with pytest.raises(CannotSay, match=words):
        runchart.run_chart(values)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([1, 9, 9, 1, 1, 9, 1, 9, 9, 1], "Concerns: nothing but everyday ups and downs around the middle value of 5."),
        ([5, 1, 9, 2, 3, 4, 5, 6, 1, 9], "Concerns: it rises 5 points in a row, from month 4 to month 8."),
        ([1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9], "more often than chance would (12 runs, at most"),
        ([1, 1, 2, 1, 2, 1, 9, 8, 9, 8, 9, 8], "6 points in a row are above the middle value of 5, from month 7"),
    ],
)
def test_a_run_chart_is_said_in_one_sentence(values: list[float], said: str):
    when = [f"month {place}" for place in range(1, len(values) + 1)]

    assert said in runchart.sentence(runchart.run_chart(values), what="Concerns", when=when)
