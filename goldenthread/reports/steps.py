"""How a section of the annual report comes to be signed off. Free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow


class State(StrEnum):
    """How far a section is. Stored; never renamed."""

    NOT_STARTED = "not_started"
    BEING_WRITTEN = "being_written"
    READY = "ready"
    SIGNED_OFF = "signed_off"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    State.NOT_STARTED: "Not started",
    State.BEING_WRITTEN: "Being written",
    State.READY: "Ready to be signed off",
    State.SIGNED_OFF: "Signed off",
}
SHAPES = {
    State.NOT_STARTED: "ring",
    State.BEING_WRITTEN: "part",
    State.READY: "info",
    State.SIGNED_OFF: "good",
}


@dataclass(frozen=True)
class Step:
    """A move a section can make: its verb, the states around it, what one must be allowed, and whether it wants a reason."""

    verb: str
    source: State
    target: State
    act: Act
    button: str
    wants_reason: bool = False


HAND_IN = Step("hand in a section", State.BEING_WRITTEN, State.READY, Act.EDIT, "Say that it is ready")
SIGN_OFF = Step("sign off a section", State.READY, State.SIGNED_OFF, Act.APPROVE, "Sign it off")
RETURN = Step("return a section", State.READY, State.BEING_WRITTEN, Act.APPROVE, "Send it back", wants_reason=True)
REOPEN = Step("reopen a section", State.SIGNED_OFF, State.BEING_WRITTEN, Act.EDIT, "Open it again", wants_reason=True)

STEPS = {"hand-in": HAND_IN, "sign-off": SIGN_OFF, "return": RETURN, "reopen": REOPEN}
"""Each step by its stored name. Writing in a section takes it back to being written; that is no step of its own."""


def open_from(state: State) -> dict[str, Step]:
    """The steps that can be taken from here, in the order the page offers them."""
    return {name: step for name, step in STEPS.items() if step.source is state}


def check(step: Step, state: State) -> None:
    """Whether a section in this state can take a step.

    Raises:
        NotPossibleNow: it cannot; says how it stands.
    """
    if step.source is not state:
        raise NotPossibleNow(
            f"This can be done to a section that is “{step.source.words.lower()}”. This one is “{state.words.lower()}”."
        )
