"""How a strategic plan goes from draft to agreed to closed. Free of the framework."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.errors import NotPossibleNow


class State(StrEnum):
    """Where a plan stands. Stored; never renamed."""

    DRAFT = "draft"
    AGREED = "agreed"
    CLOSED = "closed"


CHOICES = [(State.DRAFT.value, "Draft"), (State.AGREED.value, "Agreed"), (State.CLOSED.value, "Closed")]


@dataclass(frozen=True)
class Step:
    """A step of a plan: its name in the trail, what its button says, from where to where."""

    verb: str
    words: str
    source: State
    target: State

    @property
    def slug(self) -> str:
        """Its name in addresses: “take back” is take-back."""
        return self.verb.replace(" ", "-")


AGREE = Step("agree", "Agree the plan", State.DRAFT, State.AGREED)
CLOSE = Step("close", "Close the plan", State.AGREED, State.CLOSED)
BACK = Step("take back", "Take it back to draft", State.AGREED, State.DRAFT)
STEPS = (AGREE, CLOSE, BACK)


def open_from(state: State) -> tuple[Step, ...]:
    """The steps that can be taken from here, in the order the page offers them."""
    return tuple(step for step in STEPS if step.source is state)


def named(slug: str) -> Step | None:
    """The step an address names."""
    return next((step for step in STEPS if step.slug == slug), None)


def check(step: Step, state: State) -> None:
    """Whether a step can be taken from here.

    Raises:
        NotPossibleNow: it cannot; says where the plan stands.
    """
    if state is not step.source:
        raise NotPossibleNow(f"You can {step.verb} a plan while it is {step.source}. This one is {state}.")
