"""How an action moves, and how strong evidence is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.errors import NotPossibleNow
from goldenthread.learning import markers, steps
from goldenthread.learning.steps import Strength, strength

EVERY = [
    "policy",
    "training",
    "audit",
    "figure",
    "report",
    "supervision",
    "survey",
    "voice",
    "example",
    "external",
    "statement",
]


@pytest.mark.parametrize(
    ("kinds", "together"),
    [
        ([], Strength.NONE),
        (["statement"], Strength.ASSERTED),
        (["statement", "example"], Strength.ASSERTED),
        (["policy"], Strength.DOCUMENTED),
        (["policy", "policy", "statement"], Strength.DOCUMENTED),
        (["audit"], Strength.MEASURED),
        (["audit", "statement"], Strength.MEASURED),
        (["audit", "audit"], Strength.MEASURED),
        (["policy", "audit"], Strength.TRIANGULATED),
        (["policy", "supervision"], Strength.TRIANGULATED),
    ],
)
@pytest.mark.capability("S84")
def test_strength_is_worked_out_from_the_kinds_of_evidence(kinds: list[str], together: Strength):
    assert strength(kinds) is together


@given(st.lists(st.sampled_from(EVERY)), st.sampled_from(EVERY))
def test_more_evidence_never_weakens(kinds: list[str], one_more: str):
    order = list(Strength)

    assert order.index(strength([*kinds, one_more])) >= order.index(strength(kinds))


@pytest.mark.parametrize("status", ["not_started", "in_progress", "stalled"])
def test_what_is_open_can_be_done(status: str):
    assert steps.step_to("done", status, "").words == "It is done"


@pytest.mark.parametrize(
    ("status", "target"),
    [
        ("done", "stalled"),
        ("superseded", "done"),
        ("evidenced", "done"),
        ("in_progress", "not_started"),
        ("in_progress", "evidenced"),
    ],
)
def test_an_action_goes_only_where_a_step_leads(status: str, target: str):
    with pytest.raises(NotPossibleNow):
        steps.step_to(target, status, "Because.")


@pytest.mark.parametrize(
    ("status", "target"), [("in_progress", "stalled"), ("not_started", "superseded"), ("done", "in_progress")]
)
def test_stalling_closing_and_taking_up_again_ask_for_a_reason(status: str, target: str):
    with pytest.raises(NotPossibleNow, match="Say "):
        steps.step_to(target, status, "  ")


def test_there_are_fifteen_quality_markers_each_with_a_prompt_of_our_own():
    assert list(markers.MARKERS) == list(range(1, 16))
    assert all(title and prompt.endswith("?") for title, prompt in markers.MARKERS.values())
