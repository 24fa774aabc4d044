"""Bands of scores, which way a risk goes, and the steps of a plan."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.errors import NotPossibleNow
from goldenthread.plans import steps
from goldenthread.plans.models import BoardRisk, RiskScore
from goldenthread.plans.register import bands

FIVE = st.integers(1, 5)


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (1, "Low"),
        (5, "Low"),
        (6, "Medium"),
        (9, "Medium"),
        (10, "High"),
        (14, "High"),
        (15, "Very high"),
        (25, "Very high"),
    ],
)
def test_a_score_falls_in_a_band(score: int, name: str):
    assert bands.band(score, bands.USUAL).name == name


def test_a_score_below_the_lowest_band_is_in_the_lowest():
    assert bands.band(1, [bands.Band(4, "Some", "ring"), bands.Band(9, "Much", "bad")]).name == "Some"


@given(FIVE, FIVE)
def test_every_risk_stands_once_on_the_map(likelihood: int, impact: int):
    risk = BoardRisk(title="One", likelihood=likelihood, impact=impact)

    grid = bands.grid([risk])

    assert [(5 - row, column + 1) for row, cells in enumerate(grid) for column, cell in enumerate(cells) if cell] == [
        (likelihood, impact)
    ]


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ((2, 3), (3, 3), "Worse: from 6 to 9"),
        ((3, 3), (2, 3), "Better: from 9 to 6"),
        ((2, 3), (3, 2), "Unchanged when last looked at"),
    ],
)
def test_which_way_a_risk_goes_is_read_from_its_last_score(before: tuple[int, int], now: tuple[int, int], words: str):
    score = RiskScore(likelihood=now[0], impact=now[1], likelihood_before=before[0], impact_before=before[1],
                      scored_on=date(2024, 4, 1))  # fmt: skip

    assert bands.direction([score]) == words


def test_a_plan_goes_from_draft_to_agreed_to_closed_and_back_only_from_agreed():
    assert [step.verb for step in steps.open_from(steps.State.DRAFT)] == ["agree"]
    assert [step.verb for step in steps.open_from(steps.State.AGREED)] == ["close", "take back"]
    assert steps.open_from(steps.State.CLOSED) == ()
    with pytest.raises(NotPossibleNow, match=r"while it is agreed\. This one is draft"):
        steps.check(steps.CLOSE, steps.State.DRAFT)
