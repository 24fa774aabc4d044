"""By when a review should be done: a default that a Board can change, pushed by the days on which it stood still.

Six months are the expectation of the Care and Support Statutory Guidance (chapter 14), unless there are good reasons; twelve
weeks for a review in rapid time are a starting point of ours. Neither is a limit in law.
"""

from __future__ import annotations

from datetime import date

from goldenthread.core import clock
from goldenthread.reviews import clocks_rules
from goldenthread.reviews.clocks_rules import Clock, Time, Unit
from goldenthread.reviews.models import Review, ReviewPause

WHOLE = Clock(
    "review",
    "Carry out a review",
    "it was commissioned",
    Time(6, Unit.MONTHS),
    "Care and Support Statutory Guidance, chapter 14: six months, unless there are good reasons",
)
RAPID = Clock(
    "rapid_time",
    "Carry out a review in rapid time",
    "it was commissioned",
    Time(84, Unit.DAYS),
    "A starting point of ours",
)


def clock_of(review: Review) -> Clock:
    return RAPID if review.kind == Review.Kind.RAPID_TIME else WHOLE


def due_on(review: Review, pauses: list[ReviewPause]) -> date | None:
    """The day by which a review should be signed off; none where the day it was commissioned is not known."""
    if review.commissioned_on is None or review.commissioned_precision != "day":
        return None
    still = [clocks_rules.Pause(one.from_on, one.ended_on) for one in pauses]
    return clocks_rules.pushed(review.commissioned_on, clock_of(review).default, still, clock.today())
