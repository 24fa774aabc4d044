"""How an answer moves on, read from its table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.asks import steps
from goldenthread.asks.steps import AskState, State, Whose
from goldenthread.core.errors import NotPossibleNow


def test_nothing_leads_out_of_accepted():
    assert steps.open_from(State.ACCEPTED) == ()


def test_the_agency_never_accepts_and_the_board_never_writes():
    assert [one for one in steps.STEPS if one.target is State.ACCEPTED] == [steps.ACCEPT]
    assert steps.ACCEPT.whose is Whose.BOARD
    assert {one.whose for one in (steps.WRITE, steps.HAND_IN, steps.SIGN_OFF)} == {Whose.AGENCY}


@given(st.lists(st.sampled_from(steps.STEPS), max_size=30))
def test_whatever_is_tried_accepted_comes_only_after_signing_off(tried: list[steps.Step]):
    state, way = State.NOT_BEGUN, [State.NOT_BEGUN]
    for step in tried:
        try:
            steps.check(step, state)
        except NotPossibleNow:
            continue
        state = step.target
        way.append(state)

    assert all(state is not State.ACCEPTED for state in way[:-1])
    if way[-1] is State.ACCEPTED:
        assert way[-3:-1] == [State.SUBMITTED, State.SIGNED_OFF]


@pytest.mark.parametrize(
    ("step", "state", "words"),
    [
        (steps.WRITE, State.ACCEPTED, "accepted, so it cannot change"),
        (steps.ACCEPT, State.SUBMITTED, "has not signed this off yet"),
        (steps.SIGN_OFF, State.NOT_BEGUN, "the answer is “not begun”"),
    ],
)
def test_a_refusal_says_what_is_so(step: steps.Step, state: State, words: str):
    with pytest.raises(NotPossibleNow, match=words):
        steps.check(step, state)


def test_an_ask_is_sent_once():
    with pytest.raises(NotPossibleNow, match="This one is “sent”"):
        steps.check_ask(steps.SEND, AskState.SENT)
