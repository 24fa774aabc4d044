"""How a practice audit goes, from plan to report. Free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.errors import NotPossibleNow, Refused


class State(StrEnum):
    """How far an audit is. Stored; never renamed."""

    PLANNED = "planned"
    SAMPLING = "sampling"
    RETURNS_OUT = "returns_out"
    MODERATION = "moderation"
    REPORTED = "reported"
    CLOSED = "closed"
    DROPPED = "dropped"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    State.PLANNED: "Planned",
    State.SAMPLING: "Choosing cases",
    State.RETURNS_OUT: "Agencies grade",
    State.MODERATION: "Grades are agreed",
    State.REPORTED: "Reported",
    State.CLOSED: "Closed",
    State.DROPPED: "Not held",
}
SHAPES = {
    State.PLANNED: "ring",
    State.SAMPLING: "part",
    State.RETURNS_OUT: "part",
    State.MODERATION: "part",
    State.REPORTED: "good",
    State.CLOSED: "good",
    State.DROPPED: "info",
}
IN_ORDER = (State.PLANNED, State.SAMPLING, State.RETURNS_OUT, State.MODERATION, State.REPORTED, State.CLOSED)
SHARED = {State.REPORTED, State.CLOSED}
"""From here an agency that took part may see what all agreed together."""
DELIVERED = SHARED


@dataclass(frozen=True)
class Step:
    """A move an audit can make, and whether somebody must say why."""

    verb: str
    source: State
    target: State
    button: str
    wants_reason: bool = False


CHOOSE = Step("begin to choose cases for", State.PLANNED, State.SAMPLING, "Begin to choose cases")
SEND = Step("send the returns of", State.SAMPLING, State.RETURNS_OUT, "Send the returns to the agencies")
MODERATE = Step("begin to agree grades of", State.RETURNS_OUT, State.MODERATION, "Begin to agree the grades")
REOPEN = Step(
    "open the returns again of", State.MODERATION, State.RETURNS_OUT, "Open the returns again", wants_reason=True
)
REPORT = Step("report", State.MODERATION, State.REPORTED, "Report it: share the grades and conclusions")
CLOSE = Step("close", State.REPORTED, State.CLOSED, "Close it")
DROP = Step("drop", State.PLANNED, State.DROPPED, "Say that it is not held", wants_reason=True)
STOP = Step("drop", State.SAMPLING, State.DROPPED, "Say that it is not held", wants_reason=True)
RECORD = Step(
    "record as held",
    State.PLANNED,
    State.REPORTED,
    "Record it as held elsewhere, by its conclusions",
    wants_reason=True,
)

STEPS = {
    "choose-cases": CHOOSE,
    "send-returns": SEND,
    "agree-grades": MODERATE,
    "report": REPORT,
    "close": CLOSE,
    "open-returns": REOPEN,
    "record": RECORD,
    "drop": DROP,
    "stop": STOP,
}
"""Each step by its name in addresses, in the order in which a page offers them."""


def open_from(state: State) -> dict[str, Step]:
    """The steps that can be taken from here."""
    return {name: step for name, step in STEPS.items() if step.source is state}


def check(step: Step, state: State, why: str = "") -> None:
    """Whether an audit in this state can take a step.

    Raises:
        NotPossibleNow: it cannot; says how it stands.
        Refused: the step wants a reason, and none was given.
    """
    if step.source is not state:
        raise NotPossibleNow(
            f"This can be done to an audit that is at “{step.source.words}”. This one is at “{state.words}”."
        )
    if step.wants_reason and not why.strip():
        raise Refused("Say why. It is kept with the audit.")


def check_at(wanted: State, state: State, what: str) -> None:
    """Whether something can be done to an audit in this state.

    Raises:
        NotPossibleNow: it cannot; says when it can.
    """
    if state is not wanted:
        raise NotPossibleNow(f"{what} while the audit is at “{wanted.words}”. It is at “{state.words}”.")
