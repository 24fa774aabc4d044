"""How a version of the national return comes to be locked: computed, put forward by one, locked by another. Free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.access.acts import Act


class Status(StrEnum):
    """Where a version of the return stands. Stored; never renamed."""

    COMPUTED = "computed"
    FORWARD = "forward"
    LOCKED = "locked"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Status.COMPUTED: "Computed",
    Status.FORWARD: "Waits for a second signature",
    Status.LOCKED: "Locked",
}


@dataclass(frozen=True)
class Step:
    """A move of a version: from where to where, and the act that whoever takes it must be allowed."""

    verb: str
    source: Status
    target: Status
    act: Act


PUT_FORWARD = Step("sign the return", Status.COMPUTED, Status.FORWARD, Act.EDIT)
LOCK = Step("lock the return", Status.FORWARD, Status.LOCKED, Act.APPROVE)
SEND_BACK = Step("send the return back", Status.FORWARD, Status.COMPUTED, Act.EDIT)

STEPS = (PUT_FORWARD, LOCK, SEND_BACK)


def is_open(step: Step, status: Status) -> bool:
    """Whether a step can be taken from where a version stands."""
    return step.source is status
