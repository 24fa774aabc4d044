"""Links for agencies in which nobody has an account: one link, one answer, one person, until it is handed in.

The secret is in the link alone: here only its hash is kept, so that whoever reads the database cannot open one.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from goldenthread.asks import answering, queries, reaching, steps
from goldenthread.asks.answering import Words
from goldenthread.asks.link_models import AnswerLink, LinkState
from goldenthread.asks.models import Answer, Ask, Door, HandedIn
from goldenthread.core import clock, outbox
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.trail import operations as trail

AFTER_DUE = timedelta(days=14)
"""How long after the day an answer is due its link still works: late answers are wanted too."""
AT_LEAST = timedelta(days=7)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str) -> AnswerLink | None:
    """The link with this secret, however it stands; None where there is none."""
    around = ("answer__recipient__ask__form_version", "answer__recipient__ask__theme", "answer__recipient__ask__board")
    found = AnswerLink.objects.select_related(*around, "answer__recipient__agency")
    return found.filter(secret_hash=hashed(secret)).first()


def holder(link: AnswerLink) -> Actor:
    """Whoever uses a link, as the trail names them. The actor carries the link's own key."""
    return Actor("link", f"{link.for_whom}, by a link for {link.answer.recipient.agency}", link.pk)


@answering.holds_link
def holds(by: Actor, answer: Answer, act: Act) -> bool:
    """A link lets its holder read, write and stand by its own answer, while it is open."""
    if by.user_id is None or act not in {Act.KNOW, Act.READ, Act.EDIT, Act.UPDATE, Act.APPROVE}:
        return False
    link = AnswerLink.objects.filter(pk=by.user_id, answer=answer).first()
    return link is not None and link.state() is LinkState.OPEN


@transaction.atomic
def send(answer: Answer, *, to: str, for_whom: str, by: Actor, first: str = "") -> AnswerLink:
    """Make a link for an answer and send it. One that was open before stops working.

    Args:
        first: what the letter begins with, such as a question of the Board; without it the letter asks.

    Raises:
        NotPermitted: they may not change asks.
        NotPossibleNow: the ask is not out, or the answer was handed in.
    """
    answer = _locked(answer)
    ask = answer.recipient.ask
    require(by, Act.EDIT, ask)
    if ask.stands is not steps.AskState.SENT:
        raise NotPossibleNow(f"This ask is “{ask.stands.words.lower()}”. A link can be sent while an ask is open.")
    if not answer.stands.is_open:
        raise NotPossibleNow(f"{answer.recipient.agency} has handed in its answer. Return it with a question first.")
    for old in AnswerLink.objects.filter(answer=answer, used_at=None, withdrawn_at=None):
        _end(old, by)
    secret = secrets.token_urlsafe(32)
    link = AnswerLink.objects.create(
        answer=answer,
        for_whom=for_whom.strip(),
        sent_to=to,
        secret_hash=hashed(secret),
        made_at=clock.now(),
        made_by=by.name[:200],
        expires_at=_until(answer),
    )
    trail.record(
        "send a link for an answer", link, by=by, after={"for": link.for_whom, "until": link.expires_at.date()}
    )
    outbox.send(to=[to], subject=f"{ask.board.name} asks: {ask.title}", body=_letter(link, secret, first), by=by)
    return link


def send_again(answer: Answer, *, by: Actor, first: str) -> AnswerLink | None:
    """Send whoever answers by a link a new one, beginning with these words. None where nobody answers so.

    Raises:
        NotPermitted, NotPossibleNow: as for sending one.
    """
    old = reaching.answers_by_link(answer)
    return send(answer, to=old.sent_to, for_whom=old.for_whom, by=by, first=first) if old else None


def questions(answer: Answer) -> str:
    """What a letter begins with while the Board has questions about an answer; "" where it has none, and the letter asks."""
    asked = queries.open_clarifications(answer)
    if not asked:
        return ""
    board, title = answer.recipient.ask.board.name, answer.recipient.ask.title
    told = "\n\n".join(one.asked for one in asked)
    return (
        f"Thank you for the answer of {answer.recipient.agency.name} to {board}: {title}. {board} asks:\n\n{told}\n\n"
        "You can change your answer, and you reply when you hand it in again. The link below replaces any you had."
    )


@transaction.atomic
def lengthen(answer: Answer, *, by: Actor) -> AnswerLink | None:
    """Let the link that was sent last work as long as the answer's new day allows, and write to whoever holds it.

    One that ran out works again. None where no link waits to be used.

    Raises:
        NotPermitted: they may not change asks.
    """
    answer = _locked(answer)
    require(by, Act.EDIT, answer.recipient.ask)
    link = answer.links.filter(used_at=None, withdrawn_at=None).order_by("-made_at").first()
    if link is None or not answer.stands.is_open:
        return None
    link.answer = answer
    before, link.expires_at = link.expires_at, max(link.expires_at, _until(answer))
    link.save(update_fields=["expires_at"])
    after = {"for": link.for_whom, "until": link.expires_at.date()}
    trail.record("let a link work longer", link, by=by, before={"until": before.date()}, after=after)
    ask = answer.recipient.ask
    outbox.send(to=[link.sent_to], subject=f"You have longer: {ask.title}", body=_longer_letter(link), by=by)
    return link


def _longer_letter(link: AnswerLink) -> str:
    recipient = link.answer.recipient
    ask = recipient.ask
    return (
        f"Dear {link.for_whom},\n\n"
        f"{recipient.agency.name} now has until {said(recipient.due_on)} to answer {ask.board.name}: {ask.title}.\n\n"
        f"Use the link in the message we sent you on {said(link.made_at.date())}. It works until "
        f"{said(link.expires_at.date())}.\n\n"
        f"{_signed(ask)}\n"
    )


def _signed(ask: Ask) -> str:
    return f"{ask.board.name}{f', {ask.board.contact_email}' if ask.board.contact_email else ''}"


def _locked(answer: Answer) -> Answer:
    return Answer.objects.select_for_update(of=("self",)).select_related(*queries.WITH_ALL).get(pk=answer.pk)


def _until(answer: Answer) -> datetime:
    """The end of the day it stops working: some time after it is due, and never less than a week from now."""
    day = max(answer.recipient.due_on + AFTER_DUE, clock.today() + AT_LEAST)
    return datetime.combine(day, time(23, 59), tzinfo=clock.now().tzinfo)


def address(secret: str) -> str:
    """The whole address of a link."""
    return f"{settings.GOLDENTHREAD_WORKSPACE_URL}{reverse('workspace:link', kwargs={'secret': secret})}"


def _letter(link: AnswerLink, secret: str, first: str = "") -> str:
    recipient = link.answer.recipient
    ask = recipient.ask
    asks = f"{ask.board.name} asks {recipient.agency.name} for this: {ask.title}.\n\n{ask.purpose}"
    return (
        f"Dear {link.for_whom},\n\n"
        f"{first or asks}\n\n"
        f"Please answer by {said(recipient.due_on)}. You need no account. Open this page:\n\n"
        f"{address(secret)}\n\n"
        "You can save what you have, come back by the same link, and hand it in once. You can also fill in the form as a "
        "workbook or a Word document and send it back there.\n\n"
        f"The link is for you alone: whoever has it can answer for {recipient.agency.name}. It works until "
        f"{said(link.expires_at.date())}. If it was not meant for you, please tell us and delete this message.\n\n"
        f"{_signed(ask)}\n"
    )


@transaction.atomic
def withdraw(link: AnswerLink, *, by: Actor) -> AnswerLink:
    """Stop a link from working. What was saved by it stays.

    Raises:
        NotPermitted: they may not change asks.
        NotPossibleNow: it was used, or withdrawn already.
    """
    link = AnswerLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    require(by, Act.EDIT, link.answer.recipient.ask)
    if link.used_at is not None:
        raise NotPossibleNow("The answer was handed in by this link, so it does nothing any more.")
    if link.withdrawn_at is not None:
        raise NotPossibleNow(f"{link.withdrawn_by} withdrew this link already.")
    _end(link, by)
    return link


def _end(link: AnswerLink, by: Actor) -> None:
    link.withdrawn_at, link.withdrawn_by = clock.now(), by.name[:200]
    link.save(update_fields=["withdrawn_at", "withdrawn_by"])
    trail.record("withdraw a link for an answer", link, by=by, after={"for": link.for_whom})


@transaction.atomic
def opened(link: AnswerLink) -> None:
    """Keep when a link was opened; the first time also in the trail."""
    if link.opened_at is None:
        trail.record("open a link for an answer", link, by=holder(link), after={"for": link.for_whom})
    AnswerLink.objects.filter(pk=link.pk).update(opened_at=clock.now())


@transaction.atomic
def hand_in(link: AnswerLink, *, signed_by: str, words: Words | None = None) -> HandedIn:
    """Hand in by a link, and stand by it for the agency: there is nobody else there who could sign it off. The link is used up.

    Raises:
        NotPermitted: the link stopped working.
        NotPossibleNow, NotComplete, NotExplained: as for handing in.
        Refused: nobody says who stands by it.
    """
    link = AnswerLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.state() is not LinkState.OPEN:
        raise NotPossibleNow(f"This link is {link.state().words.lower()}, so nothing was handed in.")
    if not signed_by.strip():
        raise Refused("Write the name and post of whoever stands by this answer for the agency")
    by = Actor("link", f"{signed_by.strip()[:120]}, by a link for {link.answer.recipient.agency}", link.pk)
    made = answering.hand_in(link.answer, by=by, words=words, door=Door.LINK)
    answering.sign_off(link.answer, by=by)
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    trail.record("use a link for an answer", link, by=by, after={"number": made.number})
    return made
