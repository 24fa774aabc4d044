"""Whether an answer is in, late, not due, or need not come: worked out from days, never typed. Free of Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.core.shapes import Status


class How(StrEnum):
    """How an agency stands to an ask."""

    IN = "in"
    NIL = "nil"
    RETURNED = "returned"
    CHANGING = "changing"
    LATE = "late"
    EXTENDED = "extended"
    NOT_DUE = "not_due"
    EXEMPT = "exempt"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    How.IN: "In",
    How.NIL: "Nil return",
    How.RETURNED: "Returned: waits for the agency",
    How.CHANGING: "Being changed: waits for the agency",
    How.LATE: "Late",
    How.EXTENDED: "Extended",
    How.NOT_DUE: "Not due yet",
    How.EXEMPT: "Exempt",
}
SHAPES = {
    How.IN: "good",
    How.NIL: "good",
    How.RETURNED: "part",
    How.CHANGING: "part",
    How.LATE: "late",
    How.EXTENDED: "info",
    How.NOT_DUE: "ring",
    How.EXEMPT: "info",
}


@dataclass(frozen=True)
class Stands:
    """How an agency stands to an ask today.

    Args:
        days_late: how many days after its due day it came in, or has not come in by today; 0 where it is in time.
        due_on: the day it is due, with what it was extended to.
    """

    how: How
    due_on: date
    days_late: int = 0

    @property
    def is_late(self) -> bool:
        """It has not come, and should have."""
        return self.how is How.LATE

    @property
    def status(self) -> Status:
        return Status(SHAPES[self.how], self.words)

    @property
    def words(self) -> str:
        """ "24 days late", "In, 3 days late", "Due 4 May 2024"."""
        match self.how:
            case How.LATE:
                return f"{days(self.days_late)} late"
            case How.IN | How.NIL if self.days_late:
                return f"{self.how.words}, {days(self.days_late)} late"
            case How.EXTENDED:
                return f"Extended to {_day(self.due_on)}"
            case How.NOT_DUE:
                return f"Due {_day(self.due_on)}"
            case _:
                return self.how.words


def days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def stands(
    *,
    due_on: date,
    extended_to: date | None = None,
    first_in_on: date | None = None,
    is_nil: bool = False,
    is_exempt: bool = False,
    back: How | None = None,
    today: date,
) -> Stands:
    """How an agency stands. What came in counts as in, even where it is exempt, unless the agency has it again.

    Args:
        back: RETURNED or CHANGING where it came in and the agency can write in it again. It is never late a second time.
    """
    until = extended_to or due_on
    if first_in_on is not None and back is not None:
        return Stands(back, until)
    if first_in_on is not None:
        return Stands(How.NIL if is_nil else How.IN, until, max((first_in_on - until).days, 0))
    if is_exempt:
        return Stands(How.EXEMPT, until)
    if today > until:
        return Stands(How.LATE, until, (today - until).days)
    return Stands(How.EXTENDED if extended_to else How.NOT_DUE, until)


@dataclass(frozen=True)
class Counts:
    """How many agencies stand how. `in_` holds nil returns too; `back` is what came in and the agency has again."""

    asked: int = 0
    in_: int = 0
    nil: int = 0
    in_late: int = 0
    back: int = 0
    late: int = 0
    extended: int = 0
    not_due: int = 0
    exempt: int = 0

    @property
    def expected(self) -> int:
        """How many are to answer: all that were asked, without those that need not."""
        return self.asked - self.exempt

    @property
    def words(self) -> str:
        """ "2 of 3", "1 of 1, 1 exempt", "All exempt": the same wherever answers are counted."""
        if self.exempt and not self.expected:
            return "All exempt"
        return f"{self.in_} of {self.expected}" + (f", {self.exempt} exempt" if self.exempt else "")


def count(every: Iterable[Stands]) -> Counts:
    """How many are in, back with the agency, late, nil, exempt, extended and not due."""
    found = list(every)
    of = {how: sum(one.how is how for one in found) for how in How}
    came = [one for one in found if one.how in {How.IN, How.NIL}]
    return Counts(
        asked=len(found),
        in_=len(came),
        nil=of[How.NIL],
        in_late=sum(bool(one.days_late) for one in came),
        back=of[How.RETURNED] + of[How.CHANGING],
        late=of[How.LATE],
        extended=of[How.EXTENDED],
        not_due=of[How.NOT_DUE],
        exempt=of[How.EXEMPT],
    )
