"""How a spreadsheet is brought in, as a table. Free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow


class State(StrEnum):
    """How far a spreadsheet is. Stored; never renamed."""

    UPLOADED = "uploaded"
    MAPPED = "mapped"
    BROUGHT_IN = "brought_in"
    UNDONE = "undone"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    State.UPLOADED: "Columns not matched yet",
    State.MAPPED: "Ready to bring in",
    State.BROUGHT_IN: "Brought in",
    State.UNDONE: "Undone",
}


@dataclass(frozen=True)
class Step:
    """Something that can be done from some states, and the state that follows (None: it is thrown away)."""

    verb: str
    sources: frozenset[State]
    target: State | None
    act: Act


_OPEN = frozenset({State.UPLOADED, State.MAPPED})
READ_AGAIN = Step("read another sheet", _OPEN, State.UPLOADED, Act.EDIT)
MATCH_COLUMNS = Step("match the columns", _OPEN, State.MAPPED, Act.EDIT)
SAY_WHAT_WORDS_MEAN = Step("say what words mean", frozenset({State.MAPPED}), State.MAPPED, Act.EDIT)
BRING_IN = Step("bring in a spreadsheet", frozenset({State.MAPPED}), State.BROUGHT_IN, Act.EDIT)
UNDO = Step("undo a spreadsheet", frozenset({State.BROUGHT_IN}), State.UNDONE, Act.DELETE)
THROW_AWAY = Step("throw away a spreadsheet", _OPEN, None, Act.DELETE)

STEPS = (READ_AGAIN, MATCH_COLUMNS, SAY_WHAT_WORDS_MEAN, BRING_IN, UNDO, THROW_AWAY)


def open_from(state: State) -> tuple[Step, ...]:
    """The steps that can be taken from here."""
    return tuple(step for step in STEPS if state in step.sources)


def check(step: Step, state: State) -> None:
    """Refuse a step that is not open from here.

    Raises:
        NotPossibleNow: the spreadsheet is already brought in, or undone, or its columns are not matched.
    """
    if state in step.sources:
        return
    reasons = {
        State.UPLOADED: "Match its columns first.",
        State.MAPPED: "It has not been brought in.",
        State.BROUGHT_IN: "It has been brought in. Undo it, or bring in the file again.",
        State.UNDONE: "It was undone. Bring in the file again.",
    }
    raise NotPossibleNow(f"You cannot {step.verb} now. {reasons[state]}")
