"""When a step of a referral is due: so many days, working days or months after something, pushed by pauses. Free of Django.

The numbers are what boards that publish their procedures use; none is law, and a Board changes them on its own page. Source of
each is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from goldenthread.core import working_days


class Unit(StrEnum):
    """What a time is counted in. Stored; never renamed."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


UNIT_WORDS = {Unit.WORKING_DAYS: "working days", Unit.DAYS: "days", Unit.MONTHS: "months"}


@dataclass(frozen=True)
class Time:
    """So many of a unit."""

    number: int
    unit: Unit

    @property
    def words(self) -> str:
        """ "2 working days", "1 month"."""
        said = UNIT_WORDS[self.unit]
        return f"{self.number} {said.removesuffix('s') if self.number == 1 else said}"

    def after(self, day: date) -> date:
        match self.unit:
            case Unit.WORKING_DAYS:
                return working_days.after(day, self.number)
            case Unit.DAYS:
                return day + timedelta(days=self.number)
            case Unit.MONTHS:
                return working_days.add_months(day, self.number)


@dataclass(frozen=True)
class Clock:
    """A step that has a time.

    Args:
        slug: stored with what a Board changed; never renamed.
        words: what is to be done, naming nobody, as in “Acknowledge a referral”.
        begins: from when it is counted, in words.
        source: where the default comes from.
    """

    slug: str
    words: str
    begins: str
    default: Time
    source: str


_ONE = timedelta(days=1)
_days = Unit.WORKING_DAYS
ACKNOWLEDGE = Clock(
    "acknowledge", "Acknowledge a referral", "the referral came in", Time(2, _days), "Boards’ procedures"
)
SCREEN = Clock("screen", "Screen a referral", "the referral came in", Time(5, _days), "Boards’ procedures")
SCOPE = Clock(
    "scope", "Have agencies’ answers", "agencies were first asked", Time(15, _days), "Devon’s published timescale"
)
MEET = Clock("meet", "Hold the rapid review", "the last answer came", Time(10, _days), "North Yorkshire’s procedure")
DECIDE = Clock("decide", "Decide about a review", "the group recommended", Time(10, _days), "A starting point of ours")
TELL = Clock("tell", "Tell the referrer the outcome and why", "the chair decided", Time(5, _days), "Boards’ procedures")
CLOCKS = (ACKNOWLEDGE, SCREEN, SCOPE, MEET, DECIDE, TELL)
WHOLE = Clock(
    "review", "Carry out a review", "it was commissioned", Time(6, Unit.MONTHS),
    "Care and Support Statutory Guidance, chapter 14: six months, unless there are good reasons",
)  # fmt: skip
RAPID = Clock(
    "rapid_time",
    "Carry out a review in rapid time",
    "it was commissioned",
    Time(84, Unit.DAYS),
    "A starting point of ours",
)
FACT_CHECK = Clock(
    "fact_check",
    "Check a part of a draft report",
    "the agency was sent it",
    Time(7, _days),
    "North Yorkshire’s procedure",
)
OF_REVIEWS = (WHOLE, RAPID, FACT_CHECK)
EVERY = (*CLOCKS, *OF_REVIEWS)
"""The times of referrals, and those of the reviews that follow; a Board changes them on one page."""


def clock(slug: str) -> Clock | None:
    return next((one for one in EVERY if one.slug == slug), None)


@dataclass(frozen=True)
class Pause:
    """Days on which time stood still: from the first, up to the day it went on. None while it is not over."""

    from_on: date
    to_on: date | None = None


def pushed(begun: date, time: Time, pauses: Iterable[Pause], today: date) -> date:
    """The day something is due, where days on which time stood still are not counted.

    A pause that is not over lasts up to today. Pauses that overlap count once; what is after the due day pushes nothing.
    """
    still = _still(pauses, today)
    if time.unit is Unit.WORKING_DAYS:
        return working_days.after(begun, time.number, closed=still)
    due, looked_at = time.after(begun), begun
    while looked_at < due:
        looked_at += _ONE
        if looked_at in still:
            due += _ONE
    return due


def _still(pauses: Iterable[Pause], today: date) -> frozenset[date]:
    """Every day on which time stood still."""
    found: set[date] = set()
    for one in pauses:
        last = one.to_on or today
        found |= {one.from_on + timedelta(days=further) for further in range((last - one.from_on).days)}
    return frozenset(found)


@dataclass(frozen=True)
class Due:
    """One clock of one referral: when it began, when it is due, and when it was done, if it was.

    `revised_on` is a new day that was promised with a reason (`has_reason`); the due day stays what it was.
    """

    clock: Clock
    begun: date
    due_on: date
    done_on: date | None = None
    revised_on: date | None = None
    has_reason: bool = False

    def is_late(self, today: date) -> bool:
        """Whether it was, or is, done after its day."""
        return (self.done_on or today) > self.due_on

    @property
    def to_do_by(self) -> date:
        return self.revised_on or self.due_on
