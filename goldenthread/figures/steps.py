"""How figures are released: proposed, agreed to by one, released by another. Free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.access.acts import Act


class Status(StrEnum):
    """Where a proposal stands. Stored; never renamed."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Status.PROPOSED: "Waits for two people",
    Status.AGREED: "Waits for a second person",
    Status.RELEASED: "Released",
    Status.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True)
class Step:
    """A move of a proposal: from where to where, and the act that whoever takes it must be allowed."""

    verb: str
    source: Status
    target: Status
    act: Act


AGREE = Step("agree to figures", Status.PROPOSED, Status.AGREED, Act.APPROVE)
RELEASE = Step("agree to figures", Status.AGREED, Status.RELEASED, Act.APPROVE)
WITHDRAW_NEW = Step("withdraw figures", Status.PROPOSED, Status.WITHDRAWN, Act.EDIT)
WITHDRAW_AGREED = Step("withdraw figures", Status.AGREED, Status.WITHDRAWN, Act.EDIT)

STEPS = (AGREE, RELEASE, WITHDRAW_NEW, WITHDRAW_AGREED)
OPEN = (Status.PROPOSED, Status.AGREED)


def step_from(status: Status, act: Act) -> Step | None:
    """The step that this act takes from here; None where there is none."""
    return next((step for step in STEPS if step.source is status and step.act is act), None)
