"""Questions about asks and answers. Each begins from what the person may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from goldenthread.asks import lateness, steps
from goldenthread.asks.consent_models import AnswerConsent
from goldenthread.asks.lateness import How, Stands
from goldenthread.asks.models import Answer, Ask, Clarification, HandedIn, Recipient
from goldenthread.boards.models import Agency, Board, Seat
from goldenthread.boards.standing import AgencyMembership
from goldenthread.core import clock
from goldenthread.core.access import Act, Standing, visible_to

WITH_ALL = (
    "recipient__ask__form_version",
    "recipient__ask__theme",
    "recipient__ask__board",
    "recipient__agency",
)


def answer_of(pk: UUID, standing: Standing, board_id: UUID) -> Answer | None:
    """An answer that this person may read, with what its pages say around it."""
    here = Answer.objects.filter(pk=pk, recipient__ask__board=board_id).select_related(
        *WITH_ALL, "recipient__ask__meeting__group"
    )
    return visible_to(standing, Act.READ, here).first()


def how(recipient: Recipient, answer: Answer | None, today: date | None = None) -> Stands:
    """How an agency stands to an ask today."""
    return lateness.stands(
        due_on=recipient.ask.due_on,
        extended_to=recipient.extended_to,
        first_in_on=answer.first_in_on if answer else None,
        is_nil=bool(answer and answer.is_nil),
        is_exempt=recipient.is_exempt,
        back=_back(answer) if answer else None,
        today=today or clock.today(),
    )


def _back(answer: Answer) -> How | None:
    """How an answer stands that came in and that the agency can write in again: the Board returned it, or it took it back."""
    if answer.first_in_on is None or not answer.is_open:
        return None
    return How.RETURNED if answer.stands is steps.State.RETURNED else How.CHANGING


def answer_to(recipient: Recipient) -> Answer | None:
    """The answer of a recipient, where the ask was sent."""
    found: Answer | None = getattr(recipient, "answer", None)
    return found


def recipients(ask: Ask) -> list[Recipient]:
    """Who is asked, each with its answer, in the Board's order."""
    found = ask.recipients.select_related("ask", "agency", "answer")
    return list(found.prefetch_related(Prefetch("answer__extension_requests"), Prefetch("answer__handings_in")))


def last_handed_in(answer: Answer) -> HandedIn | None:
    return answer.handings_in.order_by("-number").first()


def before(answer: Answer) -> HandedIn | None:
    """What this agency handed in last time it was asked the same: accepted, about the same theme, for days before these."""
    ask = answer.recipient.ask
    same = HandedIn.objects.filter(
        answer__state=steps.State.ACCEPTED,
        answer__recipient__agency=answer.recipient.agency_id,
        answer__recipient__ask__form_version__slug=ask.form_version.slug,
        answer__recipient__ask__theme=ask.theme_id,
        answer__recipient__ask__due_on__lt=ask.due_on,
    )
    return (
        same.order_by("-answer__recipient__ask__due_on", "-number")
        .select_related("answer__recipient__ask__form_version", "answer__recipient__ask__theme")
        .first()
    )


def open_clarifications(answer: Answer) -> list[Clarification]:
    """Questions of the Board that the agency has not replied to."""
    return list(answer.clarifications.filter(replied_at=None))


def offers(answer: Answer, standing: Standing) -> list[AnswerConsent]:
    """Answers to the same form that this person's agency gave to other Boards and lets this one use."""
    ask = answer.recipient.ask
    found = AnswerConsent.objects.filter(
        to_board=ask.board_id,
        withdrawn_at=None,
        answer__recipient__agency__in=standing.agencies,
        answer__recipient__ask__form_version__slug=ask.form_version.slug,
    )
    return list(
        found.select_related("answer__recipient__ask__board", "answer__recipient__agency").order_by("-given_at")
    )


def shared_with(board: Board, standing: Standing) -> QuerySet[AnswerConsent]:
    """Answers that agencies gave to other Boards and let this one read."""
    found = AnswerConsent.objects.filter(to_board=board, withdrawn_at=None)
    return visible_to(standing, Act.READ, found).select_related(
        "answer__recipient__ask__board", "answer__recipient__agency", "answer__recipient__ask__form_version"
    )


def left_on(agency: Agency) -> date | None:
    """The day an agency left the Board: all its seats ended. None for one that has a seat, or never had."""
    ends = list(Seat.objects.filter(agency=agency).values_list("to_on", flat=True))
    today = clock.today()
    if not ends or any(end is None or end >= today for end in ends):
        return None
    return max(end for end in ends if end is not None)


def without_anybody(agencies: Iterable[Agency]) -> list[Agency]:
    """Those for which nobody has an account today: they answer by a link, a workbook or a Word form."""
    found = list(agencies)
    held = AgencyMembership.objects.on(clock.today()).filter(agency__in=found, user__is_active=True)
    with_somebody = set(held.values_list("agency_id", flat=True))
    return [one for one in found if one.pk not in with_somebody]


def sent(board: Board, standing: Standing, **narrowed: Any) -> QuerySet[Ask]:
    """The asks of a Board that left it, oldest due first."""
    found = Ask.objects.filter(board=board, **narrowed).exclude(state=steps.AskState.DRAFTED)
    return visible_to(standing, Act.READ, found).select_related("theme", "form_version").order_by("due_on", "title")


def people_of(answer: Answer) -> list[UUID]:
    """The accounts of those who work for an answer's agency today."""
    held = AgencyMembership.objects.on(clock.today()).filter(agency=answer.recipient.agency_id)
    return list(held.values_list("user_id", flat=True))


def in_words(answer: Answer, today: date) -> str:
    """How far an answer is, with whether it is late: for a list."""
    found = how(answer.recipient, answer, today)
    return found.words if found.is_late else answer.stands.words


OUTSTANDING = Q(first_in_on=None, recipient__exempt_at=None, recipient__ask__state=steps.AskState.SENT)
"""Answers that have not come and should."""
