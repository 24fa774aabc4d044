"""Reminding whoever answers by a link, by letter: without an account they have no daily e-mail. Each letter brings a new link.

The steps are those of the daily e-mail: within a week of the day an answer is due, on the day, and late after set days. What was
sent at a step, by whomever, has said it already.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from goldenthread.asks import links, queries, reaching, steps
from goldenthread.asks.lateness import days
from goldenthread.asks.link_models import AnswerLink
from goldenthread.asks.models import Answer
from goldenthread.asks.reminder_models import Reminder
from goldenthread.core import clock, logs
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.due_steps import step
from goldenthread.trail import operations as trail

BY = Actor.system("the program")
NOT_BEFORE = time(7, 0)


def send_due(now: datetime | None = None, *, by: Actor = BY) -> int:
    """Remind those whose answer reached a step that no letter named yet; says how many. Call it as often as you like."""
    here = (now or clock.now()).astimezone(clock.LONDON)
    if here.time() < NOT_BEFORE:
        return 0
    sent = 0
    for answer in _waiting():
        try:
            sent += _remind(answer, here.date(), by=by)
        except IntegrityError:
            continue  # another worker, or the Board, was first
        except Exception as error:
            logs.say("reminder-by-link-waits", level=logging.ERROR, error=error, part="mail")
    return sent


def _waiting() -> list[Answer]:
    """Answers that an agency still writes, of Boards that are no demonstration, and for which a link was sent."""
    found = Answer.objects.filter(
        is_open=True,
        recipient__exempt_at=None,
        recipient__ask__state=steps.AskState.SENT,
        recipient__ask__board__is_demonstration=False,
        links__withdrawn_at=None,
        links__isnull=False,
    )
    return list(found.select_related(*queries.WITH_ALL).distinct().order_by("pk"))


@transaction.atomic
def _remind(answer: Answer, day: date, *, by: Actor) -> int:
    """Send one letter, if its step was not named yet.

    Raises:
        IntegrityError: the agency was reminded today already.
    """
    link, at = reaching.answers_by_link(answer), step(answer.recipient.due_on, day)
    if link is None or not at or _was_named(answer, link, at):
        return 0
    made = Reminder.objects.create(
        answer=answer,
        to=Reminder.To.AGENCY,
        told=str(reaching.Contact(link.for_whom, link.sent_to)),
        due_on=answer.recipient.due_on,
        on=day,
        at=clock.now(),
        by=by.name[:200],
    )
    links.send_again(answer, by=by, first=_letter(answer, day))
    after = {"agency": answer.recipient.agency.name, "people": 1}
    trail.record("remind an agency", answer, by=by, after=after, why=f"due on {said(made.due_on)}")
    return 1


def _was_named(answer: Answer, link: AnswerLink, at: str) -> bool:
    """Whether a reminder, or the letter that brought the link, left at this very step of the day it is due now."""
    due_on = answer.recipient.due_on
    told = list(answer.reminders.filter(to=Reminder.To.AGENCY, due_on=due_on).values_list("on", flat=True))
    sent_on = link.made_at.astimezone(clock.LONDON).date()
    return any(step(due_on, one) == at for one in (*told, sent_on))


def _letter(answer: Answer, day: date) -> str:
    """What the letter begins with: how the answer stands, and what to do if it cannot be given."""
    recipient = answer.recipient
    late = (day - recipient.due_on).days
    stands = f"That is {days(late)} ago" if late > 0 else "That is today" if late == 0 else f"That is in {days(-late)}"
    return links.questions(answer) or (
        f"{recipient.ask.board.name} asked {recipient.agency.name} to answer by {said(recipient.due_on)}: "
        f"{recipient.ask.title}. {stands}, and the answer has not been handed in.\n\n"
        "If you need longer, or cannot answer, please tell us. What you have saved is still there. The link below replaces the "
        "one you had."
    )
