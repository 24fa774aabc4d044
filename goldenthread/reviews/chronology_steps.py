"""What becomes of an agency’s chronology once it was handed in, as a table. Free of Django."""

from __future__ import annotations

from goldenthread.core.access.acts import Act
from goldenthread.core.processes import Process, State, Step, process

HANDED_IN, RETURNED, TAKEN_BACK, REPLACED = "handed_in", "returned", "taken_back", "replaced"
MERGED = (HANDED_IN, RETURNED)
"""The states in which a version is part of the merged chronology."""

RETURN = Step("return with a question", "Return it with a question", (HANDED_IN,), RETURNED, Act.CREATE)
TAKE_BACK = Step("take back", "Take it back", MERGED, TAKEN_BACK, Act.APPROVE, needs="a reason")
REPLACE = Step("hand in again", "Hand in again", MERGED, REPLACED, Act.APPROVE)

CHRONOLOGY = process(
    Process(
        slug="agency-chronology",
        title="A version of an agency’s chronology",
        states=(
            State(HANDED_IN, "Handed in", "good"),
            State(RETURNED, "Returned with a question", "part"),
            State(TAKEN_BACK, "Taken back", "ring", is_end=True),
            State(REPLACED, "Replaced by a later version", "ring", is_end=True),
        ),
        steps=(RETURN, TAKE_BACK, REPLACE),
    )
)
