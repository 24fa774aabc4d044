"""How a role comes to be given: somebody proposes, somebody else agrees. Free of the framework."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.errors import NotPossibleNow


class State(StrEnum):
    """Where a proposal stands. Stored; never renamed."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Step:
    """A step of a proposal, and whether it takes somebody else than the one who proposed."""

    verb: str
    source: State
    target: State
    takes_another: bool


AGREE = Step("agree", State.PROPOSED, State.AGREED, takes_another=True)
REFUSE = Step("refuse", State.PROPOSED, State.REFUSED, takes_another=True)
WITHDRAW = Step("withdraw", State.PROPOSED, State.WITHDRAWN, takes_another=False)
STEPS = (AGREE, REFUSE, WITHDRAW)
ANSWERS = {"agree": AGREE, "refuse": REFUSE, "take-back": WITHDRAW}
"""The steps by the words that pages send."""


def check(step: Step, state: State) -> None:
    """Whether a step can be taken from here.

    Raises:
        NotPossibleNow: it cannot; says where the proposal stands.
    """
    if state is not step.source:
        raise NotPossibleNow(f"This proposal was {state} already. Look at the page again.")
