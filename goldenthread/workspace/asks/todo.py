"""What asks and answers ask people to do: agencies to answer, leads to sign off, the Board to chase, decide and accept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from goldenthread.asks import queries
from goldenthread.asks.models import Answer, Ask, ExtensionRequest
from goldenthread.asks.steps import AskState, State
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.days import said
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.figures.wording import in_words

SOON = timedelta(days=60)
"""The next round of an ask that repeats is to be prepared so long before it would be due."""
EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""


def _page(asked: Asked, view: str, **more: object) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, **more})


def _of_the_agency(asked: Asked, act: Act) -> QuerySet[Answer]:
    """Answers that this person's own agency owes, to asks that are open."""
    found = Answer.objects.filter(
        recipient__ask__board=asked.board_id,
        recipient__ask__state=AskState.SENT,
        recipient__agency__in=asked.standing.agencies,
    )
    return visible_to(asked.standing, act, found).select_related("recipient__ask__theme", "recipient__agency")


@tells
def answers_of_the_agency(asked: Asked) -> Iterable[Thing]:
    """What the person's agency is to answer, and what came back with a question."""
    if not asked.standing.agencies or not asked.standing.may("answers", Act.EDIT, asked.board_id):
        return
    unanswered = Prefetch("clarifications", to_attr="all_asked")
    open_ = _of_the_agency(asked, Act.EDIT).filter(is_open=True, recipient__exempt_at=None).prefetch_related(unanswered)
    for one in open_:
        ask, agency = one.recipient.ask, one.recipient.agency
        address = _page(asked, "answers-record", pk=one.pk)
        back = [each for each in one.all_asked if each.replied_at is None]
        if back:
            why = f"{back[-1].asked_by} asked on {said(back[-1].asked_at.date())}."
            yield Thing(
                f"Reply to the Board about {ask.title}", why, address, "See what was asked", one.recipient.due_on
            )
        else:
            how = "Begun and saved." if one.stands is State.IN_PROGRESS else "Not begun."
            yield Thing(f"Answer for {agency}: {ask.title}", how, address, "Answer it", one.recipient.due_on)


@tells
def answers_to_sign_off(asked: Asked) -> Iterable[Thing]:
    """What waits for the agency's lead."""
    if not asked.standing.agencies or not asked.standing.may("answers", Act.APPROVE, asked.board_id):
        return
    for one in _of_the_agency(asked, Act.APPROVE).filter(state=State.SUBMITTED):
        why = f"{one.submitted_by} handed it in."
        address = _page(asked, "answers-sign-off", pk=one.pk)
        yield Thing(f"Sign off the answer: {one.recipient.ask.title}", why, address, "Read it", one.recipient.due_on)


def _is_of_the_business_unit(asked: Asked) -> bool:
    return bool({Role.BOARD_MANAGER, Role.BOARD_OFFICER} & set(asked.standing.roles_on(asked.board_id)))


@tells
def agencies_to_chase(asked: Asked) -> Iterable[Thing]:
    """Asks for which an answer is late today."""
    if not _is_of_the_business_unit(asked):
        return
    for ask, late in _late(asked, timedelta(0)):
        yield Thing(
            f"Chase {_agencies(late)}: {ask.title}",
            _listed(late),
            _page(asked, "asks-record", pk=ask.pk),
            "See who is late",
            min(one.recipient.due_on for one in late),
        )


@tells
def answers_long_late(asked: Asked) -> Iterable[Thing]:
    """For the chair: answers that are late beyond what the ask allows."""
    if Role.CHAIR not in asked.standing.roles_on(asked.board_id):
        return
    for ask, late in _late(asked, None):
        yield Thing(
            f"{_agencies(late).capitalize()} {'is' if len(late) == 1 else 'are'} more than "
            f"{in_words(ask.escalate_after_days)} days late: {ask.title}",
            _listed(late),
            _page(asked, "asks-record", pk=ask.pk),
            "See who is late",
            min(one.recipient.due_on for one in late),
        )


def _late(asked: Asked, beyond: timedelta | None) -> list[tuple[Ask, list[Answer]]]:
    """Asks with the answers that are late by more than so long; None is what each ask itself says."""
    found = Answer.objects.filter(queries.OUTSTANDING, recipient__ask__board=asked.board_id)
    due = Q(recipient__extended_to=None, recipient__ask__due_on__lt=asked.today) | Q(
        recipient__extended_to__lt=asked.today
    )
    seen = visible_to(asked.standing, Act.READ, found.filter(due))
    by_ask: dict[Ask, list[Answer]] = {}
    for one in seen.select_related("recipient__ask", "recipient__agency"):
        ask = one.recipient.ask
        bound = timedelta(days=ask.escalate_after_days) if beyond is None else beyond
        if asked.today - one.recipient.due_on > bound:
            by_ask.setdefault(ask, []).append(one)
    return list(by_ask.items())


def _agencies(late: list[Answer]) -> str:
    return f"{in_words(len(late))} {'agency' if len(late) == 1 else 'agencies'}"


def _listed(late: list[Answer]) -> str:
    names = [one.recipient.agency.name for one in late]
    return f"{', '.join(names[:5])}{' and others' if len(names) > 5 else ''}."


@tells
def answers_to_accept(asked: Asked) -> Iterable[Thing]:
    """What agencies signed off, for whoever accepts it."""
    if not asked.standing.may("asks", Act.APPROVE, asked.board_id):
        return
    found = Answer.objects.filter(recipient__ask__board=asked.board_id, state=State.SIGNED_OFF)
    for one in visible_to(asked.standing, Act.APPROVE, found).select_related("recipient__ask", "recipient__agency")[
        :EVERY
    ]:
        why = f"{one.signed_off_by} signed it off."
        address = _page(asked, "answers-record", pk=one.pk)
        what = f"Read and accept the answer of {one.recipient.agency}: {one.recipient.ask.title}"
        mail = f"Read, and accept or return, the answer of {one.recipient.agency}"
        yield Thing(what, why, address, "Read it", in_mail=mail)


@tells
def requests_for_longer(asked: Asked) -> Iterable[Thing]:
    """Agencies that asked for longer and wait for the Board."""
    if not _is_of_the_business_unit(asked):
        return
    found = ExtensionRequest.objects.filter(
        answer__recipient__ask__board=asked.board_id, outcome=ExtensionRequest.Outcome.OPEN
    )
    seen = visible_to(asked.standing, Act.READ, found).select_related(
        "answer__recipient__ask", "answer__recipient__agency"
    )
    for one in seen:
        recipient = one.answer.recipient
        address = _page(asked, "asks-longer", pk=recipient.pk)
        what = f"Decide whether {recipient.agency} gets longer: {recipient.ask.title}"
        yield Thing(what, f"Until {said(one.wanted_on)}. {one.why}", address, "Decide", recipient.due_on)


@tells
def rounds_to_prepare(asked: Asked) -> Iterable[Thing]:
    """Asks that repeat, and whose next round is not prepared while it comes near."""
    if not _is_of_the_business_unit(asked):
        return
    found = Ask.objects.filter(board=asked.board_id, followed_by=None, repeats_after_months__isnull=False)
    found = found.exclude(state=AskState.DRAFTED).exclude(form_version__retired_at__isnull=False)
    for one in visible_to(asked.standing, Act.EDIT, found):
        next_on = one.due_on + timedelta(days=30 * (one.repeats_after_months or 0))
        if next_on - SOON <= asked.today:
            address = _page(asked, "asks-record", pk=one.pk)
            why = f"The last round was due on {said(one.due_on)}."
            yield Thing(f"Prepare the next round: {one.title}", why, address, "Prepare it", next_on - SOON)
