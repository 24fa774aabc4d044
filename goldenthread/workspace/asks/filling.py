"""What rooms above hold of an agency, that an answer can begin with."""

from __future__ import annotations

from typing import Any

from goldenthread.asks.known import SUGGESTED, holds
from goldenthread.asks.models import Answer
from goldenthread.learning.models import Action
from goldenthread.training.bookings import Booking
from goldenthread.training.steps import State

PROGRESS = {
    Action.Status.NOT_STARTED: "not_begun",
    Action.Status.IN_PROGRESS: "under_way",
    Action.Status.STALLED: "stuck",
    Action.Status.DONE: "done",
    Action.Status.EVIDENCED: "evidenced",
}
"""How far an action is, as the forms that ask of actions name it; what is closed otherwise is not asked about."""


@holds("actions")
def actions(answer: Answer) -> list[dict[str, Any]]:
    """The actions the agency owns and has not closed, as the Board's record has them. How far each is, the agency says."""
    found = Action.objects.filter(agency=answer.recipient.agency_id, status__in=PROGRESS).order_by("due_on", "text")
    return [
        {
            "action": one.text,
            SUGGESTED: {"progress": PROGRESS[Action.Status(one.status)]},
            **({"due_on": one.due_on.isoformat()} if one.due_on else {}),
        }
        for one in found
    ]


@holds("board_courses")
def board_courses(answer: Answer) -> str | None:
    """How many places the agency's people took on the Board's courses in the days the ask is about, or else in its year.

    None where no register of those days was taken: a nought would then say what nobody knows.
    """
    ask = answer.recipient.ask
    first, last = ask.covers_from or ask.year.start, ask.covers_to or ask.year.end
    came = Booking.objects.filter(
        session__course__board=ask.board_id, session__held_on__range=(first, last), state=State.ATTENDED
    )
    return str(came.filter(agency=answer.recipient.agency_id).count()) if came.exists() else None
