"""How an ask, and each agency's answer to it, move on. Free of Django.

*Complete* is no state: it is worked out from the form. *Accepted* is a deed of the Board, and nothing changes after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow


class AskState(StrEnum):
    """How far an ask is. Stored; never renamed."""

    DRAFTED = "drafted"
    SENT = "sent"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        return {"drafted": "Being prepared", "sent": "Sent", "closed": "Closed"}[self.value]

    @property
    def shape(self) -> str:
        return {"drafted": "ring", "sent": "info", "closed": "good"}[self.value]


class State(StrEnum):
    """Where an agency's answer stands. Stored; never renamed."""

    NOT_BEGUN = "not_begun"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    SIGNED_OFF = "signed_off"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def words(self) -> str:
        return WORDS[self]

    @property
    def shape(self) -> str:
        return SHAPES[self]

    @property
    def is_open(self) -> bool:
        """Whether the agency can still write in it."""
        return self in OPEN

    @property
    def is_in(self) -> bool:
        """Whether the Board holds it, and the agency has nothing left to do but sign it off."""
        return self in {State.SUBMITTED, State.SIGNED_OFF, State.ACCEPTED}


OPEN = frozenset({State.NOT_BEGUN, State.IN_PROGRESS, State.RETURNED})
WORDS = {
    State.NOT_BEGUN: "Not begun",
    State.IN_PROGRESS: "In progress",
    State.SUBMITTED: "Handed in, to be signed off",
    State.SIGNED_OFF: "Signed off",
    State.RETURNED: "Returned with a question",
    State.ACCEPTED: "Accepted",
}
SHAPES = {
    State.NOT_BEGUN: "ring",
    State.IN_PROGRESS: "part",
    State.SUBMITTED: "info",
    State.SIGNED_OFF: "info",
    State.RETURNED: "part",
    State.ACCEPTED: "good",
}


class Whose(StrEnum):
    """Whose deed a step is."""

    AGENCY = "agency"
    BOARD = "board"


@dataclass(frozen=True)
class Step:
    """A move: its verb for the trail, the states around it, what one must be allowed, and whose deed it is."""

    verb: str
    sources: tuple[State, ...]
    target: State
    act: Act
    whose: Whose
    button: str


WRITE = Step("write an answer", tuple(OPEN), State.IN_PROGRESS, Act.EDIT, Whose.AGENCY, "Save")
HAND_IN = Step(
    "hand in an answer", (State.IN_PROGRESS, State.RETURNED), State.SUBMITTED, Act.EDIT, Whose.AGENCY, "Hand it in"
)
TAKE_BACK = Step(
    "take an answer back",
    (State.SUBMITTED,),
    State.IN_PROGRESS,
    Act.APPROVE,
    Whose.AGENCY,
    "Take it back and change it",
)
SIGN_OFF = Step("sign off an answer", (State.SUBMITTED,), State.SIGNED_OFF, Act.APPROVE, Whose.AGENCY, "Sign it off")
RETURN = Step(
    "return an answer",
    (State.SUBMITTED, State.SIGNED_OFF),
    State.RETURNED,
    Act.EDIT,
    Whose.BOARD,
    "Return it with a question",
)
ACCEPT = Step("accept an answer", (State.SIGNED_OFF,), State.ACCEPTED, Act.APPROVE, Whose.BOARD, "Accept it")

STEPS = (WRITE, HAND_IN, TAKE_BACK, SIGN_OFF, RETURN, ACCEPT)


def open_from(state: State) -> tuple[Step, ...]:
    """The steps that can be taken from here, in the order the page offers them."""
    return tuple(step for step in STEPS if state in step.sources)


def check(step: Step, state: State) -> None:
    """Whether an answer in this state can take a step.

    Raises:
        NotPossibleNow: it cannot; says how it stands, and what would have to come first.
    """
    if state in step.sources:
        return
    if state is State.ACCEPTED:
        raise NotPossibleNow("This answer was accepted, so it cannot change any more. Look at the page again.")
    if step is ACCEPT and state is State.SUBMITTED:
        raise NotPossibleNow(
            "The agency’s safeguarding lead has not signed this off yet. You can accept it after that."
        )
    stands = state.words[0].lower() + state.words[1:]
    raise NotPossibleNow(f"This cannot be done now: the answer is “{stands}”. Look at the page again.")


@dataclass(frozen=True)
class AskStep:
    """A move of an ask."""

    verb: str
    source: AskState
    target: AskState
    act: Act


SEND = AskStep("send an ask", AskState.DRAFTED, AskState.SENT, Act.EDIT)
CLOSE = AskStep("close an ask", AskState.SENT, AskState.CLOSED, Act.EDIT)
REOPEN = AskStep("open an ask again", AskState.CLOSED, AskState.SENT, Act.EDIT)
ASK_STEPS = (SEND, CLOSE, REOPEN)


def check_ask(step: AskStep, state: AskState) -> None:
    """Whether an ask in this state can take a step.

    Raises:
        NotPossibleNow: it cannot; says how it stands.
    """
    if state is not step.source:
        raise NotPossibleNow(
            f"This can be done to an ask that is “{step.source.words.lower()}”. This one is “{state.words.lower()}”."
        )
