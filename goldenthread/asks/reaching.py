"""Who at an agency hears of its answer: people with an account, whoever was sent a link, or nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.asks import queries, steps
from goldenthread.asks.link_models import AnswerLink, LinkState
from goldenthread.asks.models import Answer, Door
from goldenthread.boards.models import Person
from goldenthread.boards.standing import AgencyMembership
from goldenthread.core import clock


@dataclass(frozen=True)
class Contact:
    """Somebody at an agency: their name or post, and the address mail reaches them by."""

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name}, {self.email}" if self.email else self.name


def with_accounts(answer: Answer) -> list[Contact]:
    """Those who work for the agency and can sign in today."""
    held = AgencyMembership.objects.on(clock.today()).filter(agency=answer.recipient.agency_id, user__is_active=True)
    found = held.select_related("user").order_by("user__name", "user__email")
    return [Contact(one.user.name or one.user.email, one.user.email) for one in found]


def last_link(answer: Answer) -> AnswerLink | None:
    """The link that was sent last and that nobody withdrew: whoever holds it answers for the agency."""
    return answer.links.filter(withdrawn_at=None).order_by("-made_at").first()


def known_people(answer: Answer) -> list[Contact]:
    """People of the agency in the Board's own list, for an agency in which nobody has an account."""
    found = Person.objects.filter(board=answer.recipient.ask.board_id, agency=answer.recipient.agency_id)
    return [Contact(str(one), one.email) for one in found.exclude(email="")]


def contacts(answer: Answer) -> list[Contact]:
    """Who hears of this answer: those with an account, and whoever was sent a link; failing both, whom the Board knows there."""
    link = last_link(answer)
    by_link = [Contact(link.for_whom, link.sent_to)] if link else []
    return [*with_accounts(answer), *by_link] or known_people(answer)


def answers_by_link(answer: Answer) -> AnswerLink | None:
    """The link to write to again: where nobody has an account, or where the answer last came in by a link."""
    link = last_link(answer)
    if link is None:
        return None
    given = queries.last_handed_in(answer)
    by_link = given is not None and given.door == Door.LINK
    return link if by_link or not with_accounts(answer) else None


def needs_a_link(answer: Answer) -> bool:
    """Nobody at the agency can see what is asked: there is no account and no link that works, and an answer is wanted."""
    return bool(without_a_way([answer]))


def without_a_way(answers: Iterable[Answer]) -> list[Answer]:
    """Of these answers, those that are wanted and that nobody at the agency can see. A few queries, however many there are."""
    wanted = [
        one
        for one in answers
        if one.is_open and not one.recipient.is_exempt and one.recipient.ask.stands is steps.AskState.SENT
    ]
    if not wanted:
        return []
    nobody = {one.pk for one in queries.without_anybody({one.recipient.agency for one in wanted})}
    now = clock.now()
    links = AnswerLink.objects.filter(answer__in=[one for one in wanted if one.recipient.agency_id in nobody])
    reached = {one.answer_id for one in links if one.state(now) is LinkState.OPEN}
    return [one for one in wanted if one.recipient.agency_id in nobody and one.pk not in reached]
