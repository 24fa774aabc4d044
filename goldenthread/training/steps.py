"""What becomes of a booking, as a table. Free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.errors import NotPossibleNow


class State(StrEnum):
    """Where a booking stands. Stored; never renamed."""

    BOOKED = "booked"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    MISSED = "did_not_attend"

    @property
    def words(self) -> str:
        return WORDS[self][1]

    @property
    def shape(self) -> str:
        return WORDS[self][0]


WORDS = {
    State.BOOKED: ("good", "Booked"),
    State.WAITING: ("ring", "On the waiting list"),
    State.OFFERED: ("part", "Offered a place"),
    State.CANCELLED: ("info", "Cancelled"),
    State.ATTENDED: ("good", "Came"),
    State.MISSED: ("bad", "Did not attend"),
}
"""The shape and the words of each."""
HOLD_A_PLACE = frozenset({State.BOOKED, State.OFFERED, State.ATTENDED, State.MISSED})
"""Nobody else can have the place of these."""
OPEN = frozenset({State.BOOKED, State.WAITING, State.OFFERED})
"""Those who are still to come, or hope to."""


@dataclass(frozen=True)
class Step:
    """Something that can be done to a booking from some states, and the state that follows."""

    verb: str
    sources: frozenset[State]
    target: State


OFFER = Step("offer a place", frozenset({State.WAITING}), State.OFFERED)
ACCEPT = Step("take the place", frozenset({State.OFFERED}), State.BOOKED)
LAPSE = Step("let the offer run out", frozenset({State.OFFERED}), State.CANCELLED)
CANCEL = Step("cancel", OPEN, State.CANCELLED)
CAME = Step("mark as came", frozenset({State.BOOKED, State.MISSED}), State.ATTENDED)
MISSED = Step("mark as did not attend", frozenset({State.BOOKED, State.ATTENDED}), State.MISSED)

STEPS = (OFFER, ACCEPT, LAPSE, CANCEL, CAME, MISSED)


def open_from(state: State) -> tuple[Step, ...]:
    """The steps that can be taken from here."""
    return tuple(step for step in STEPS if state in step.sources)


def check(step: Step, state: State) -> None:
    """Refuse a step that is not open from here.

    Raises:
        NotPossibleNow: it is not; says where the booking stands.
    """
    if state not in step.sources:
        raise NotPossibleNow(f"This cannot be done now: the booking stands as “{state.words.lower()}”.")
