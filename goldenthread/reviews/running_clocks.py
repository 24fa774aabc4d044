"""By when a review should be done: the Board's own time, pushed by the days on which it stood still.

Six months are the expectation of the Care and Support Statutory Guidance (chapter 14), unless there are good reasons; twelve
weeks for a review in rapid time are a starting point of ours. Neither is a limit in law.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.core import clock
from goldenthread.reviews import clocks, clocks_rules
from goldenthread.reviews.clocks_rules import FACT_CHECK, RAPID, WHOLE
from goldenthread.reviews.models import Review, ReviewPause


def due_on(review: Review, pauses: list[ReviewPause]) -> date | None:
    """The day by which a review should be signed off; none where the day it was commissioned is not known."""
    if review.commissioned_on is None or review.commissioned_precision != "day":
        return None
    which = RAPID if review.kind == Review.Kind.RAPID_TIME else WHOLE
    still = [clocks_rules.Pause(one.from_on, one.ended_on) for one in pauses]
    time = clocks.times_of(review.board_id)[which.slug]
    return clocks_rules.pushed(review.commissioned_on, time, still, clock.today())


def fact_check_due_on(board_id: UUID) -> date:
    """The day by which an agency that is sent a part of a draft today is asked to have checked it."""
    return clocks.times_of(board_id)[FACT_CHECK.slug].after(clock.today())
