"""How figures are released: proposed, looked at by two people apart, and out if both agree. Free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.access.acts import Act


class Status(StrEnum):
    """Where a proposal stands. Stored; never renamed. None of them says what the first of the two thinks."""

    PROPOSED = "proposed"
    VIEWED = "viewed"
    RELEASED = "released"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Status.PROPOSED: "Waits for two views",
    Status.VIEWED: "Waits for a second view",
    Status.RELEASED: "Released",
    Status.RETURNED: "Went back",
    Status.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True)
class Step:
    """A move of a proposal: from where to where, and the act that whoever takes it must be allowed.

    `both_agree` is what must be so of the two views, where it matters.
    """

    verb: str
    source: Status
    target: Status
    act: Act
    both_agree: bool | None = None


FIRST_VIEW = Step("give a view of figures", Status.PROPOSED, Status.VIEWED, Act.APPROVE)
RELEASE = Step("agree to figures", Status.VIEWED, Status.RELEASED, Act.APPROVE, both_agree=True)
RETURN = Step("send figures back", Status.VIEWED, Status.RETURNED, Act.APPROVE, both_agree=False)
WITHDRAW_NEW = Step("withdraw figures", Status.PROPOSED, Status.WITHDRAWN, Act.EDIT)
WITHDRAW_VIEWED = Step("withdraw figures", Status.VIEWED, Status.WITHDRAWN, Act.EDIT)

STEPS = (FIRST_VIEW, RELEASE, RETURN, WITHDRAW_NEW, WITHDRAW_VIEWED)
OPEN = (Status.PROPOSED, Status.VIEWED)


def step_from(status: Status, act: Act, *, both_agree: bool | None = None) -> Step | None:
    """The step that this act takes from here; None where there is none."""
    fitting = (step for step in STEPS if step.source is status and step.act is act)
    return next((step for step in fitting if step.both_agree in {None, both_agree}), None)
