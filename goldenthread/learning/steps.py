"""How an action moves, how strong its evidence is, and what a verdict can lead to. Free of the framework."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.core.errors import NotPossibleNow

OPEN = frozenset({"not_started", "in_progress", "stalled"})
FINISHED = frozenset({"done", "evidenced"})


@dataclass(frozen=True)
class Step:
    """A way an action can go. Where `asks_why`, the words said with it are its reason and must be there."""

    words: str
    target: str
    sources: frozenset[str]
    asks_why: str = ""


STEPS = (
    Step("It goes on", "in_progress", OPEN),
    Step("It stalled", "stalled", frozenset({"not_started", "in_progress", "stalled"}), "Say what stands in its way"),
    Step("It is done", "done", OPEN),
    Step("It is closed without being done", "superseded", OPEN, "Say why it is closed without being done"),
    Step("It is taken up again", "in_progress", FINISHED | {"superseded"}, "Say why it is taken up again"),
)


def open_from(status: str) -> tuple[Step, ...]:
    """The steps that can be taken from here, in the order the page offers them."""
    return tuple(step for step in STEPS if status in step.sources)


def step_to(target: str, status: str, why: str) -> Step:
    """The step that leads from one status to another.

    Raises:
        NotPossibleNow: there is none; or it asks for a reason, and none was given.
    """
    step = next((one for one in open_from(status) if one.target == target), None)
    if step is None:
        raise NotPossibleNow("An action cannot go there from where it stands. Open it again and look.")
    if step.asks_why and not why.strip():
        raise NotPossibleNow(f"{step.asks_why}.")
    return step


class Strength(StrEnum):
    """How well something is shown; computed from what was checked and accepted, never typed."""

    NONE = "Nothing accepted yet"
    ASSERTED = "Asserted"
    DOCUMENTED = "Documented"
    MEASURED = "Measured"
    TRIANGULATED = "Shown in two or more independent ways"


ASSERTED = frozenset({"statement", "example"})
MEASURED = frozenset({"training", "audit", "figure", "survey", "external"})


def strength(kinds: Iterable[str]) -> Strength:
    """How strong accepted evidence of these kinds is together. Two kinds beyond somebody's word confirm each other."""
    found = set(kinds)
    beyond_words = found - ASSERTED
    if not found:
        return Strength.NONE
    if len(beyond_words) > 1:
        return Strength.TRIANGULATED
    if beyond_words & MEASURED:
        return Strength.MEASURED
    return Strength.DOCUMENTED if beyond_words else Strength.ASSERTED


REOPENS = frozenset({"no_change", "worse"})
"""Verdicts after which a recommendation that was called done can be opened again."""
