"""Chasing answers that did not come: reminding the agency once a day, and telling the chair after the days the ask says."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from goldenthread.asks import links, queries, reaching, steps, telling
from goldenthread.asks.lateness import days
from goldenthread.asks.models import Answer
from goldenthread.asks.reminder_models import Reminder
from goldenthread.boards.standing import RoleHeld
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.access.acts import Role
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.errors import NotPossibleNow
from goldenthread.trail import operations as trail

BY = Actor.system("the program")


@transaction.atomic
def remind(answer: Answer, *, by: Actor) -> Reminder:
    """Remind an agency of an answer that is late: a notice to whoever has an account, a new link to whoever answers by one.

    Raises:
        NotPermitted: they may not change asks.
        NotPossibleNow: it is not late; it was reminded today already; or nobody there can be told.
    """
    answer = _locked(answer)
    require(by, Act.EDIT, answer.recipient.ask)
    how = queries.how(answer.recipient, answer)
    if not how.is_late or answer.recipient.ask.stands is not steps.AskState.SENT:
        raise NotPossibleNow(
            f"The answer of {answer.recipient.agency} is not late, so there is nothing to remind it of."
        )
    today = clock.today()
    earlier = answer.reminders.filter(to=Reminder.To.AGENCY, on=today).first()
    if earlier is not None:
        raise NotPossibleNow(f"{earlier.by} reminded {answer.recipient.agency} today already. You can again tomorrow.")
    told = reaching.with_accounts(answer)
    link = links.send_again(answer, by=by, first=_asks_again(answer))
    if link is not None:
        told = [*told, reaching.Contact(link.for_whom, link.sent_to)]
    if not told:
        raise NotPossibleNow(f"{answer.recipient.agency} has no way to see it: send a link.")
    made = _keep(answer, Reminder.To.AGENCY, told, by=by)
    telling.was_reminded(answer, late=days(how.days_late))
    after = {"agency": answer.recipient.agency.name, "people": len(told)}
    trail.record("remind an agency", answer.recipient, by=by, after=after)
    return made


def _asks_again(answer: Answer) -> str:
    recipient = answer.recipient
    return (
        f"{recipient.ask.board.name} asked {recipient.agency.name} to answer by {said(recipient.due_on)}, and has had no "
        f"answer yet: {recipient.ask.title}.\n\nIf you need longer, or cannot answer, please tell us. The link below replaces "
        "the one you had."
    )


def _keep(answer: Answer, to: str, told: list[reaching.Contact], *, by: Actor) -> Reminder:
    return Reminder.objects.create(
        answer=answer,
        to=to,
        told="\n".join(str(one) for one in told),
        due_on=answer.recipient.due_on,
        on=clock.today(),
        at=clock.now(),
        by=by.name[:200],
    )


def tell_chairs(today: date | None = None, *, by: Actor = BY) -> int:
    """Tell each chair of answers that are late by more than the days their ask allows; says of how many.

    Once for each day an answer was due. The worker calls it each day, as often as it likes.
    """
    today = today or clock.today()
    return sum(_tell_chair(one, by=by) for one in long_late(today))


def long_late(today: date) -> list[Answer]:
    """Answers that are late by more than the days their ask allows, and of which no chair was told for the day they were due."""
    due = Q(recipient__extended_to=None, recipient__ask__due_on__lt=today) | Q(recipient__extended_to__lt=today)
    found = Answer.objects.filter(queries.OUTSTANDING, due).select_related(*queries.WITH_ALL)
    told = set(Reminder.objects.filter(to=Reminder.To.CHAIR).values_list("answer_id", "due_on"))
    return [
        one
        for one in found
        if today - one.recipient.due_on > timedelta(days=one.recipient.ask.escalate_after_days)
        and (one.pk, one.recipient.due_on) not in told
    ]


@transaction.atomic
def _tell_chair(answer: Answer, *, by: Actor) -> int:
    """Tell the chair of one; nobody is told where a Board has no chair today, and tomorrow is another day."""
    held = RoleHeld.objects.on(clock.today()).filter(
        board=answer.recipient.ask.board_id, role=Role.CHAIR, user__is_active=True
    )
    chairs = [one.user for one in held.select_related("user")]
    if not chairs:
        return 0
    told = [reaching.Contact(one.name or one.email, one.email) for one in chairs]
    try:
        with transaction.atomic():
            _keep(answer, Reminder.To.CHAIR, told, by=by)
    except IntegrityError:
        return 0  # another worker told them at this very moment
    late = days(queries.how(answer.recipient, answer).days_late)
    telling.is_long_late(answer, to=[one.pk for one in chairs], late=late)
    after = {"agency": answer.recipient.agency.name, "late": late}
    trail.record("tell the chair of a late answer", answer.recipient, by=by, after=after)
    return 1


def _locked(answer: Answer) -> Answer:
    return Answer.objects.select_for_update(of=("self",)).select_related(*queries.WITH_ALL).get(pk=answer.pk)
