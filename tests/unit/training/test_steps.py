"""What can be done to a booking, from where."""

from __future__ import annotations

import pytest

from goldenthread.core.errors import NotPossibleNow
from goldenthread.training import steps
from goldenthread.training.steps import State


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (State.BOOKED, ["cancel", "mark as came", "mark as did not attend"]),
        (State.WAITING, ["offer a place", "cancel"]),
        (State.OFFERED, ["take the place", "let the offer run out", "cancel"]),
        (State.CANCELLED, []),
        (State.ATTENDED, ["mark as did not attend"]),
        (State.MISSED, ["mark as came"]),
    ],
)
def test_what_can_be_done_from_each_state(state: State, verbs: list[str]):
    assert [step.verb for step in steps.open_from(state)] == verbs


def test_what_is_cancelled_stays_cancelled():
    with pytest.raises(NotPossibleNow, match="the booking stands as “cancelled”"):
        steps.check(steps.ACCEPT, State.CANCELLED)


def test_a_place_is_held_by_whoever_is_offered_it():
    assert State.OFFERED in steps.HOLD_A_PLACE
    assert State.WAITING not in steps.HOLD_A_PLACE
