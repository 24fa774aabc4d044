"""What a chart means for the Board: improving, worsening or neither, and whether a target is met."""

from __future__ import annotations

import pytest

from goldenthread.scorecard.methods import variation, xmr
from goldenthread.scorecard.methods.plain import CannotSay, percent
from goldenthread.scorecard.methods.signals import Rule
from goldenthread.scorecard.methods.variation import Better, Change, Meets

QUIET = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11]


@pytest.mark.parametrize(
    ("more", "better", "change", "rule"),
    [
        ([], Better.HIGHER, Change.NEITHER, None),
        ([20], Better.HIGHER, Change.IMPROVING, Rule.BEYOND),
        ([20], Better.LOWER, Change.WORSENING, Rule.BEYOND),
        ([20], Better.CONTEXT, Change.CHANGING, Rule.BEYOND),
        ([1], Better.HIGHER, Change.WORSENING, Rule.BEYOND),
        ([1], Better.LOWER, Change.IMPROVING, Rule.BEYOND),
        ([11] * 8, Better.HIGHER, Change.IMPROVING, Rule.RUN),
        ([20, 11], Better.HIGHER, Change.NEITHER, None),
        ([13, 12, 11, 10, 9, 8], Better.LOWER, Change.IMPROVING, Rule.TREND),
        ([10, 11] * 8, Better.HIGHER, Change.NEITHER, None),
    ],
)
def test_the_latest_point_shows_a_change_or_none(more: list[float], better: Better, change: Change, rule: Rule | None):
    found = variation.variation(xmr.xmr(QUIET + more, baseline=12), better)

    assert (found.change, found.rule) == (change, rule)


@pytest.mark.parametrize(
    ("target", "better", "meets"),
    [
        (4, Better.HIGHER, Meets.PASSES),
        (17, Better.HIGHER, Meets.FAILS),
        (11, Better.HIGHER, Meets.HIT_AND_MISS),
        (17, Better.LOWER, Meets.PASSES),
        (4, Better.LOWER, Meets.FAILS),
        (11, Better.LOWER, Meets.HIT_AND_MISS),
    ],
)
def test_a_target_is_met_always_never_or_by_chance(target: float, better: Better, meets: Meets):
    assert variation.assurance(xmr.xmr(QUIET), target, better).meets is meets


@pytest.mark.parametrize("better", [Better.HIGHER, Better.LOWER])
def test_a_target_on_the_limit_is_met(better: Better):
    phase = xmr.xmr(QUIET).phase
    edge = phase.low if better is Better.HIGHER else phase.high

    assert variation.assurance(xmr.xmr(QUIET), edge, better).meets is Meets.PASSES


def test_a_share_of_all_is_not_always_failed_where_all_can_be_reached():
    chart = xmr.xmr([0.98, 1.0, 0.97, 1.0, 0.99, 1.0], lowest=0, highest=1)

    assert variation.assurance(chart, 1.0, Better.HIGHER).meets is Meets.HIT_AND_MISS


def test_nothing_for_context_meets_a_target():
    with pytest.raises(CannotSay, match="no better side"):
        variation.assurance(xmr.xmr(QUIET), 5, Better.CONTEXT)


def test_both_are_said_in_one_sentence():
    chart = xmr.xmr([*QUIET, 20], baseline=12)
    share = xmr.xmr([0.5, 0.6, 0.55, 0.52, 0.58, 0.6], lowest=0, highest=1)

    assert variation.sentence(variation.variation(chart, Better.LOWER), what="Days to decide") == (
        "Days to decide: worsening. The change is up, and more than everyday ups and downs."
    )
    assert "for context" in variation.sentence(variation.variation(chart, Better.CONTEXT), what="Conversion")
    assert "no change beyond" in variation.sentence(variation.variation(share, Better.LOWER), what="Decided in time")
    assert variation.assurance_sentence(
        variation.assurance(share, 0.8, Better.HIGHER), what="Decided in time", show=percent
    ) == (
        "Decided in time: as things are, the target of 80% is not met. Something has to change first. "
        "The limits are provisional."
    )
