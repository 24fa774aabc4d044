"""A process as a table of steps: what people can do from where, and where it leads. Free of Django.

Rooms declare theirs with `process`; operations check a step before they take it, pages offer the steps that are open, and the
diagrams in the documentation are drawn from the same tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.core.access.acts import Act
from goldenthread.core.errors import GoldenThreadError, NotPossibleNow


class UnknownState(GoldenThreadError):
    """A process was asked of a state it does not have."""


@dataclass(frozen=True)
class State:
    """Where a process can stand. `key` is stored and never renamed; `shape` is how its status is drawn."""

    key: str
    words: str
    shape: str = "ring"
    is_end: bool = False


@dataclass(frozen=True)
class Step:
    """A move: `verb` for the trail, `button` for the page, the states around it, and what one must be allowed.

    `takes_two`: one asks for it, another agrees. `needs` says in words what must be there first, for pages and diagrams.
    """

    verb: str
    button: str
    sources: tuple[str, ...]
    target: str
    act: Act = Act.EDIT
    takes_two: bool = False
    needs: str = ""


@dataclass(frozen=True)
class Process:
    """A table of steps. The first state is where it begins."""

    slug: str
    title: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        known = {one.key for one in self.states}
        for step in self.steps:
            missing = ({*step.sources, step.target}) - known
            if missing:
                raise UnknownState(f"{self.slug}, “{step.verb}”: there is no state {', '.join(sorted(missing))}.")

    @property
    def begins(self) -> State:
        return self.states[0]

    def state(self, key: str) -> State:
        """The state with this key.

        Raises:
            UnknownState: there is none.
        """
        for one in self.states:
            if one.key == key:
                return one
        raise UnknownState(f"{self.title} has no state “{key}”.")

    def step(self, verb: str) -> Step:
        """The step with this verb.

        Raises:
            UnknownState: there is none.
        """
        for one in self.steps:
            if one.verb == verb:
                return one
        raise UnknownState(f"{self.title} has no step “{verb}”.")

    def choices(self) -> list[tuple[str, str]]:
        """(key, words) of every state, as a model's field takes them."""
        return [(one.key, one.words) for one in self.states]

    def open_from(self, key: str) -> tuple[Step, ...]:
        """The steps that can be taken from a state, in the table's order."""
        return tuple(one for one in self.steps if key in one.sources)

    def check(self, step: Step, key: str) -> None:
        """Whether a step can be taken from a state.

        Raises:
            NotPossibleNow: it cannot; says how it stands, and what can be done.
        """
        if key in step.sources:
            return
        stands = self.state(key).words
        could = " or ".join(f"“{self.state(one).words}”" for one in step.sources)
        raise NotPossibleNow(
            f"This cannot be done now: it is “{stands}”, and it would have to be {could}. Look at the page again."
        )


_processes: dict[str, Process] = {}


def process(declared: Process) -> Process:
    """Declare a process; a room calls it once for each."""
    _processes[declared.slug] = declared
    return declared


def processes() -> Mapping[str, Process]:
    return dict(_processes)
