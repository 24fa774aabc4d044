"""Scales of grades, the bank of questions, and the table of steps."""

from __future__ import annotations

import pytest

from goldenthread.audits import bank, scales, steps
from goldenthread.audits.steps import State
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.shapes import DRAWN


@pytest.mark.capability("S139")
@pytest.mark.parametrize("scale", scales.SCALES.values(), ids=str)
def test_every_grade_has_a_word_a_meaning_and_a_shape(scale):
    assert all(one.words and one.meaning and one.shape in DRAWN for one in scale.grades)
    assert len({one.key for one in scale.grades}) == len(scale.grades)
    assert [one.is_met for one in scale.judging] == sorted((one.is_met for one in scale.judging), reverse=True)


@pytest.mark.parametrize(
    ("found", "sampled", "is_riskier"),
    [("medium", "medium", False), ("high", "medium", True), ("low", "medium", False), ("", "medium", False),
     ("very_high", "high", True), ("high", "", False)],
)  # fmt: skip
def test_riskier_than_it_was_chosen(found, sampled, is_riskier):
    assert scales.is_riskier(found, sampled) is is_riskier


def test_an_unknown_scale_is_refused():
    with pytest.raises(scales.UnknownScale):
        scales.scale("stars")


def test_the_bank_holds_the_six_principles_and_the_five_areas():
    names = [group.name for group in bank.latest().groups]
    areas = [one for one in bank.latest().questions() if one.heading == "Five areas of risk"]

    assert names[:6] == ["Empowerment", "Prevention", "Proportionality", "Protection", "Partnership", "Accountability"]
    assert len(areas) == 5
    assert len({one.key for one in bank.latest().questions()}) == sum(1 for _ in bank.latest().questions())


@pytest.mark.parametrize("step", steps.STEPS.values(), ids=steps.STEPS)
@pytest.mark.parametrize("state", State)
def test_a_step_is_taken_only_from_where_it_begins(step, state):
    if state is step.source:
        steps.check(step, state, "Because.")
    else:
        with pytest.raises(NotPossibleNow):
            steps.check(step, state, "Because.")


@pytest.mark.parametrize("step", [one for one in steps.STEPS.values() if one.wants_reason])
def test_a_step_that_wants_a_reason_is_not_taken_without(step):
    with pytest.raises(Refused):
        steps.check(step, step.source, "  ")


def test_every_state_but_the_ends_leads_on():
    assert {state for state in State if not steps.open_from(state)} == {State.CLOSED, State.DROPPED}
