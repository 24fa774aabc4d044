"""How a challenge moves, and how minutes come to be approved. Free of Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow


class State(StrEnum):
    """Where a challenge stands. Stored; never renamed."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        return {"open": "Waits for an answer", "answered": "Answered, to be judged", "closed": "Closed"}[self.value]


class Level(IntEnum):
    """How high a challenge has been taken. Stored; never renumbered."""

    AGENCY = 1
    CHIEF_OFFICER = 2
    CHAIR = 3
    PARTNERS = 4

    @property
    def words(self) -> str:
        return LEVELS[self]


LEVELS = {
    Level.AGENCY: "With the agency’s member",
    Level.CHIEF_OFFICER: "With its chief officer",
    Level.CHAIR: "With the independent chair",
    Level.PARTNERS: "With the statutory partners",
}


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "A, B and C"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def goes_to(level: Level, agencies: Sequence[str]) -> str:
    """To whom a challenge goes when it is taken to a level, as a sentence. `agencies` are those that have not answered."""
    names = listed(agencies)
    match level:
        case Level.CHIEF_OFFICER if names:
            return f"It goes to the chief {'officers' if len(agencies) > 1 else 'officer'} of {names}."
        case Level.CHIEF_OFFICER:
            return "It goes to the chief officer of whoever was asked."
        case Level.CHAIR:
            return "It goes to the independent chair."
        case Level.PARTNERS:
            return "It goes to the statutory partners: the council, the integrated care board and the police."
        case _:
            return "It goes to the agency’s member."


class Outcome(StrEnum):
    """What came of a challenge. Stored; never renamed."""

    ASSURED = "assured"
    CHANGED = "changed_plan"
    ESCALATED = "escalated"
    UNRESOLVED = "unresolved"

    @property
    def words(self) -> str:
        return OUTCOMES[self]


OUTCOMES = {
    Outcome.ASSURED: "Answered, and the Board is assured",
    Outcome.CHANGED: "Plans were changed",
    Outcome.ESCALATED: "Taken elsewhere",
    Outcome.UNRESOLVED: "Not resolved",
}


@dataclass(frozen=True)
class Step:
    """A move of a challenge: its verb, where it leads from and to, what one must be allowed, what the button says."""

    verb: str
    sources: tuple[State, ...]
    target: State | None
    act: Act
    button: str


REPLY = Step("reply to a challenge", (State.OPEN, State.ANSWERED), State.ANSWERED, Act.EDIT, "Send the reply")
ASK_AGAIN = Step("ask again", (State.ANSWERED,), State.OPEN, Act.EDIT, "Ask again")
ESCALATE = Step("escalate", (State.OPEN, State.ANSWERED), None, Act.EDIT, "Take it higher")
CLOSE = Step("close a challenge", (State.OPEN, State.ANSWERED), State.CLOSED, Act.APPROVE, "Close it")
REOPEN = Step("reopen a challenge", (State.CLOSED,), State.OPEN, Act.APPROVE, "Open it again")

STEPS = {"ask-again": ASK_AGAIN, "escalate": ESCALATE, "close": CLOSE, "reopen": REOPEN}
"""The steps offered on a challenge's own page, by their place in addresses. Replies have a page of their own."""


def check(step: Step, state: State) -> None:
    """Whether a challenge can take a step from here.

    Raises:
        NotPossibleNow: it cannot; says how it stands.
    """
    if state not in step.sources:
        raise NotPossibleNow(f"You cannot {step.verb} now. This one is: {state.words.lower()}. Look at the page again.")


def open_from(state: State) -> dict[str, Step]:
    """The steps that can be taken from here, in the order the page offers them."""
    return {name: step for name, step in STEPS.items() if state in step.sources}


class MinutesState(StrEnum):
    """Where a draft of minutes stands. Stored; never renamed."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"

    @property
    def words(self) -> str:
        return {"draft": "Being written", "circulated": "Sent round, to be approved", "approved": "Approved"}[
            self.value
        ]


@dataclass(frozen=True)
class MinutesStep:
    """A move of minutes."""

    verb: str
    source: MinutesState
    target: MinutesState
    act: Act
    button: str


CIRCULATE = MinutesStep("send minutes round", MinutesState.DRAFT, MinutesState.CIRCULATED, Act.EDIT, "Send them round")
TAKE_BACK = MinutesStep("take minutes back", MinutesState.CIRCULATED, MinutesState.DRAFT, Act.EDIT, "Write on in them")
APPROVE = MinutesStep("approve minutes", MinutesState.CIRCULATED, MinutesState.APPROVED, Act.APPROVE, "Approve them")

SEND_BACK = MinutesStep(
    "send minutes back", MinutesState.CIRCULATED, MinutesState.DRAFT, Act.APPROVE, "Send them back with a note"
)

MINUTES_STEPS = {"circulate": CIRCULATE, "take-back": TAKE_BACK, "send-back": SEND_BACK, "approve": APPROVE}


def check_minutes(step: MinutesStep, state: MinutesState) -> None:
    """Whether minutes can take a step from here.

    Raises:
        NotPossibleNow: they cannot; says how they stand.
    """
    if state is not step.source:
        raise NotPossibleNow(f"You cannot {step.verb} now. These are: {state.words.lower()}. Look at the page again.")
