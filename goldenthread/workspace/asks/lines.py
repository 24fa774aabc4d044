"""What the page of an ask says of each agency: how it stands, what may be done about it, and how a late one was chased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.asks import lateness, queries, reaching
from goldenthread.asks.models import Answer, Ask, ExtensionRequest, Recipient
from goldenthread.asks.reaching import Contact
from goldenthread.asks.reminder_models import Reminder
from goldenthread.asks.steps import AskState, State
from goldenthread.core import clock
from goldenthread.core.access import allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.shapes import Status
from goldenthread.workspace.asks.finding import to


@dataclass(frozen=True)
class Line:
    """One agency: how it stands, where its answer is if this person may open it, and what they can do, as words and addresses."""

    recipient: Recipient
    how: Status
    state: Status | None
    address: str
    deeds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Late:
    """An answer that is late: who there hears of it, who was reminded and when, and what can be done now."""

    recipient: Recipient
    words: str
    contacts: tuple[Contact, ...]
    reminders: tuple[Reminder, ...]
    chair_told: tuple[Reminder, ...]
    remind: str
    link: str

    @property
    def was_reminded_today(self) -> bool:
        return any(one.on == clock.today() for one in self.reminders)


def readable(request: Any, asks: Sequence[Ask]) -> set[Any]:
    """The keys of those answers to these asks that this person may open."""
    here = Answer.objects.filter(recipient__ask__in=asks)
    return set(visible_to(request.standing, Act.READ, here).values_list("pk", flat=True))


def line(request: Any, recipient: Recipient, how: lateness.Stands, *, may_open: bool) -> Line:
    answer = queries.answer_to(recipient)
    return Line(
        recipient,
        how.status,
        Status(answer.stands.shape, answer.stands.words) if answer else None,
        to(request, "answers-record", pk=answer.pk) if answer and may_open else "",
        tuple(_deeds(request, recipient, answer)) if answer and may_open else (),
    )


def _deeds(request: Any, recipient: Recipient, answer: Answer) -> list[tuple[str, str]]:
    """What this person can do about one agency's answer now."""
    answer.recipient = recipient
    here = to(request, "answers-record", pk=answer.pk)
    if answer.stands is State.SIGNED_OFF:
        may = allow(request.standing, Act.APPROVE, answer) and allow(request.standing, Act.APPROVE, recipient.ask)
        return [("Read and accept" if may else "Read it", here)]
    if answer.stands.is_in:
        return [("Read it", here)]
    longer, exempt = (to(request, page, pk=recipient.pk) for page in ("asks-longer", "asks-exempt"))
    asked = [one for one in answer.extension_requests.all() if one.outcome == ExtensionRequest.Outcome.OPEN]
    return [
        ("Decide on longer" if asked else "Give longer", longer),
        ("Ask it after all" if recipient.is_exempt else "It need not answer", exempt),
    ]


def needing_a_link(request: Any, ask: Ask, found: Sequence[Recipient]) -> list[tuple[Recipient, str]]:
    """Agencies that cannot see what is asked of them, each with the way to send a link."""
    if ask.stands is not AskState.SENT:
        return []
    answers = []
    for recipient in found:
        answer = queries.answer_to(recipient)
        if answer is not None:
            answer.recipient = recipient
            answers.append(answer)
    return [(one.recipient, to(request, "answers-links", pk=one.pk)) for one in reaching.without_a_way(answers)]


def late(request: Any, recipient: Recipient, how: lateness.Stands) -> Late | None:
    """How a late answer was chased; None where it is not late."""
    answer = queries.answer_to(recipient)
    if answer is None or not how.is_late:
        return None
    answer.recipient = recipient
    told = list(answer.reminders.all())
    is_open = recipient.ask.stands is AskState.SENT
    has_way = not reaching.needs_a_link(answer)
    return Late(
        recipient,
        how.words,
        tuple(reaching.contacts(answer)),
        tuple(one for one in told if one.to == Reminder.To.AGENCY),
        tuple(one for one in told if one.to == Reminder.To.CHAIR),
        to(request, "answers-remind", pk=answer.pk) if is_open and has_way else "",
        to(request, "answers-links", pk=answer.pk) if is_open else "",
    )
