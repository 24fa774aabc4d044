"""Small numbers are flagged before anybody reads a trend into them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.scorecard.methods import small, thresholds
from goldenthread.scorecard.methods.plain import CannotSay
from goldenthread.scorecard.methods.small import Trust


@pytest.mark.parametrize(
    ("counts", "bases", "trust", "points"),
    [
        ([10, 30, 50], None, Trust.READABLE, ()),
        ([9, 30, 50], None, Trust.WITH_CARE, (0,)),
        ([9, None, 50], None, Trust.NOT_YET, (0, 1)),
        ([9, 30], None, Trust.NOT_YET, (0,)),
        ([1, 2, 3], [20, 21, 22], Trust.READABLE, ()),
        ([15, 15, 15], [19, 40, 40], Trust.WITH_CARE, (0,)),
        ([0, 0], None, Trust.NOT_YET, (0, 1)),
    ],
)
def test_small_points_are_flagged(counts: list, bases: list | None, trust: Trust, points: tuple[int, ...]):
    found = small.flag(counts, bases)

    assert (found.trust, found.points) == (trust, points)


@given(st.lists(st.integers(0, 100), min_size=1), st.integers(1, 50))
def test_larger_counts_are_never_trusted_less(counts: list[int], more: int):
    order = [Trust.NOT_YET, Trust.WITH_CARE, Trust.READABLE]
    before, after = small.flag(counts), small.flag([count + more for count in counts])

    assert order.index(after.trust) >= order.index(before.trust)
    assert set(after.points) <= set(before.points)


def test_thresholds_are_the_boards_to_choose():
    needs = thresholds.Small(count=5, base=10, doubtful=1.0, source="the Board")

    assert small.flag([5, 9], needs=needs).trust is Trust.READABLE
    assert small.flag([4, 9], needs=needs).trust is Trust.WITH_CARE


@pytest.mark.parametrize(("counts", "bases"), [([], None), ([1, 2], [3])])
def test_what_cannot_be_looked_at_is_refused(counts: list, bases: list | None):
    with pytest.raises(CannotSay):
        small.flag(counts, bases)


def test_the_flag_is_said_in_one_sentence():
    assert small.sentence(small.flag([20, 30]), what="Concerns") == ""
    assert small.sentence(small.flag([9, 30, 40]), what="Concerns") == (
        "Concerns: 1 of 3 points are below 10 and can jump by chance. Read no trend into a single quarter."
    )
    assert small.sentence(small.flag([9, 3], [12, 11]), what="Conversion", period="month") == (
        "Conversion: 2 of 2 points come from fewer than 20, so no trend can be read here. "
        "Look at longer periods than a month."
    )


def test_every_threshold_says_where_it_comes_from():
    kept = [
        *(thresholds.chart_rules(name) for name in thresholds.names_of_chart_rules()),
        thresholds.limits(),
        thresholds.run_rules(),
        thresholds.small(),
        thresholds.groups(),
    ]

    assert all(len(row.source) > 10 for row in kept)
