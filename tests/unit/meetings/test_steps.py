"""From where a challenge and minutes can move."""

from __future__ import annotations

import pytest

from goldenthread.core.errors import NotPossibleNow
from goldenthread.meetings import steps
from goldenthread.meetings.steps import Level, State


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (State.OPEN, ["escalate", "close"]),
        (State.ANSWERED, ["ask-again", "escalate", "close"]),
        (State.CLOSED, ["reopen"]),
    ],
)
def test_a_challenge_offers_what_can_be_done_from_where_it_stands(state: State, offered: list[str]):
    assert list(steps.open_from(state)) == offered


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("name", list(steps.STEPS))
def test_what_is_not_offered_is_refused(state: State, name: str):
    if name in steps.open_from(state):
        steps.check(steps.STEPS[name], state)
    else:
        with pytest.raises(NotPossibleNow, match=state.words.lower()):
            steps.check(steps.STEPS[name], state)


@pytest.mark.parametrize(
    ("level", "agencies", "words"),
    [
        (Level.CHIEF_OFFICER, ["Police"], "It goes to the chief officer of Police."),
        (
            Level.CHIEF_OFFICER,
            ["Council", "Icb", "Police"],
            "It goes to the chief officers of Council, Icb and Police.",
        ),
        (Level.CHIEF_OFFICER, [], "It goes to the chief officer of whoever was asked."),
        (Level.CHAIR, ["Police"], "It goes to the independent chair."),
    ],
)
def test_taking_it_higher_says_to_whom_it_goes(level: Level, agencies: list[str], words: str):
    assert steps.goes_to(level, agencies) == words


def test_approved_minutes_move_nowhere():
    for step in steps.MINUTES_STEPS.values():
        with pytest.raises(NotPossibleNow):
            steps.check_minutes(step, steps.MinutesState.APPROVED)
