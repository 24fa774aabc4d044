"""What the Board does with answers: return one with a question, accept it, give longer, say that an agency need not answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from goldenthread.asks import links, queries, steps, telling
from goldenthread.asks.models import Answer, Clarification, ExtensionRequest, HandedIn, Recipient
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.errors import AlreadyDone, NotPossibleNow, Refused
from goldenthread.plans.models import Assurance
from goldenthread.trail import operations as trail


def _locked(answer: Answer) -> Answer:
    found = Answer.objects.select_for_update(of=("self",)).select_related(*queries.WITH_ALL)
    return found.get(pk=answer.pk)


def _require(act: Act, answer: Answer, by: Actor) -> None:
    """The Board decides of answers, whoever answered: both the answer and the ask must let them."""
    require(by, act, answer.recipient.ask)
    require(by, act, answer)


@transaction.atomic
def return_with(
    answer: Answer, questions: Iterable[tuple[str, str]], *, by: Actor, number: int | None = None
) -> Answer:
    """Return an answer to the agency with questions, each about one of the form's, or about the whole ("").

    Args:
        number: the handing-in that was read; refused where another came meanwhile.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it is not handed in, was accepted, or another came meanwhile.
        Refused: no question was asked.
    """
    asked = [(key, words.strip()) for key, words in questions if words.strip()]
    if not asked:
        raise Refused("Write what you want to know. The agency sees it beside its answer.")
    answer = _locked(answer)
    _require(steps.RETURN.act, answer, by)
    steps.check(steps.RETURN, answer.stands)
    given = _as_read(answer, number)
    for key, words in asked:
        Clarification.objects.create(
            answer=answer,
            key=key,
            asked=words,
            asked_at=clock.now(),
            asked_by=by.name[:200],
            about_number=given.number,
        )
    before, answer.state, answer.is_open = answer.state, steps.RETURN.target.value, True
    answer.save(update_fields=["state", "is_open"])
    after = {"state": answer.state, "number": given.number, "questions": len(asked)}
    trail.record(steps.RETURN.verb, answer, by=by, before={"state": before}, after=after)
    telling.was_returned(answer)
    links.send_again(answer, by=by, first=links.questions(answer))
    return answer


@transaction.atomic
def accept(answer: Answer, *, by: Actor, number: int | None = None) -> Answer:
    """Accept an answer for the Board. Nothing in it can change after that.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: somebody accepted it already, it is not signed off, or another came meanwhile.
    """
    answer = _locked(answer)
    _require(steps.ACCEPT.act, answer, by)
    if answer.accepted_at is not None:
        raise AlreadyDone(
            f"{answer.accepted_by} accepted this answer already, on {said(answer.accepted_at.date())}. Nothing is left to do."
        )
    steps.check(steps.ACCEPT, answer.stands)
    given = _as_read(answer, number)
    before, answer.state = answer.state, steps.ACCEPT.target.value
    answer.accepted_at, answer.accepted_by = clock.now(), by.name[:200]
    answer.save(update_fields=["state", "accepted_at", "accepted_by"])
    after = {"state": answer.state, "number": given.number}
    trail.record(steps.ACCEPT.verb, answer, by=by, before={"state": before}, after=after)
    _assure(answer, given, by=by)
    telling.was_accepted(answer)
    return answer


def _assure(answer: Answer, given: HandedIn, *, by: Actor) -> None:
    """An accepted answer about an issue of concern is assurance of it. What it says stays with the answer."""
    ask = answer.recipient.ask
    if ask.issue is None:
        return
    made = Assurance.objects.create(
        issue=ask.issue,
        given_on=given.at.astimezone(clock.LONDON).date(),
        given_by=answer.recipient.agency.name,
        text=f"Its answer to “{ask.title}”, which the Board accepted on {said(clock.today())}.",
        is_synthetic=answer.is_synthetic,
    )
    trail.record(
        "add", made, by=by, after={"issue": ask.issue_id, "given_on": made.given_on, "given_by": made.given_by}
    )


def _as_read(answer: Answer, number: int | None) -> HandedIn:
    given = queries.last_handed_in(answer)
    if given is None:
        raise NotPossibleNow("This answer was not handed in yet.")
    if number is not None and number != given.number:
        raise NotPossibleNow(f"{given.by} handed in another version since you opened this page. Read it first.")
    return given


@transaction.atomic
def give_longer(recipient: Recipient, *, until: date, why: str, by: Actor) -> Recipient:
    """Give an agency longer, with the reason.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it has answered, or the ask was not sent.
        Refused: no reason, or a day that is not later.
    """
    recipient = _extended(_recipient(recipient, by), until=until, why=why, by=by)
    answer = queries.answer_to(recipient)
    if answer is not None:
        answer.recipient = recipient
        telling.was_decided(answer, is_agreed=True)
    return recipient


@transaction.atomic
def decide(
    asked: ExtensionRequest, *, is_agreed: bool, by: Actor, words: str = "", until: date | None = None
) -> ExtensionRequest:
    """Decide whether an agency gets the longer it asked for; the Board may give another day than was asked.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: somebody decided already, or the answer came meanwhile.
        Refused: it is refused without a reason, or the day is not later.
    """
    asked = ExtensionRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    answer = _locked(Answer(pk=asked.answer_id))
    recipient = _recipient(answer.recipient, by)
    if asked.outcome != ExtensionRequest.Outcome.OPEN:
        raise NotPossibleNow(f"{asked.decided_by} decided this already: {asked.get_outcome_display().lower()}.")
    if is_agreed:
        recipient = _extended(recipient, until=until or asked.wanted_on, why=asked.why, by=by)
    elif not words.strip():
        raise Refused("Say why not. The agency reads it.")
    outcome = ExtensionRequest.Outcome.AGREED if is_agreed else ExtensionRequest.Outcome.REFUSED
    asked.outcome, asked.said, asked.decided_at, asked.decided_by = outcome, words.strip(), clock.now(), by.name[:200]
    asked.save(update_fields=["outcome", "said", "decided_at", "decided_by"])
    if not is_agreed:
        after = {"agency": recipient.agency.name, "due_on": recipient.due_on}
        trail.record("refuse longer", recipient, by=by, after=after, why=words)
    answer.recipient = recipient
    telling.was_decided(answer, is_agreed=is_agreed)
    return asked


def _extended(recipient: Recipient, *, until: date, why: str, by: Actor) -> Recipient:
    if not why.strip():
        raise Refused("Say why the agency gets longer.")
    if until <= recipient.due_on or until < clock.today():
        raise Refused(f"Choose a day from today on, after {said(recipient.due_on)}, when it is due now.")
    before, recipient.extended_to = recipient.extended_to, until
    recipient.extended_why, recipient.extended_at, recipient.extended_by = why.strip(), clock.now(), by.name[:200]
    recipient.save(update_fields=["extended_to", "extended_why", "extended_at", "extended_by"])
    after = {"agency": recipient.agency.name, "extended_to": until}
    trail.record("give longer", recipient, by=by, before={"extended_to": before}, after=after, why=why)
    answer = queries.answer_to(recipient)
    if answer is not None:
        links.lengthen(answer, by=by)
    return recipient


@transaction.atomic
def exempt(recipient: Recipient, *, kind: str, why: str, by: Actor) -> Recipient:
    """Say that an agency need not answer, and why: it is under inspection, or does not do this work.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it has answered, or was exempted already.
        Refused: no reason was given.
    """
    recipient = _recipient(recipient, by)
    if kind not in Recipient.Exempt.values or not why.strip():
        raise Refused("Choose why it need not answer, and say it in a sentence.")
    if recipient.is_exempt:
        raise NotPossibleNow(f"{recipient.exempt_by} said already that {recipient.agency} need not answer.")
    recipient.exempt_kind, recipient.exempt_why = kind, why.strip()
    recipient.exempt_at, recipient.exempt_by = clock.now(), by.name[:200]
    recipient.save(update_fields=["exempt_kind", "exempt_why", "exempt_at", "exempt_by"])
    trail.record("exempt an agency", recipient, by=by, after={"agency": recipient.agency.name, "kind": kind}, why=why)
    return recipient


@transaction.atomic
def ask_after_all(recipient: Recipient, *, by: Actor) -> Recipient:
    """The agency is to answer after all.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it is not exempt.
    """
    recipient = _recipient(recipient, by)
    if not recipient.is_exempt:
        raise NotPossibleNow(f"{recipient.agency} is asked already.")
    before = recipient.exempt_kind
    recipient.exempt_kind = recipient.exempt_why = recipient.exempt_by = ""
    recipient.exempt_at = None
    recipient.save(update_fields=["exempt_kind", "exempt_why", "exempt_at", "exempt_by"])
    after = {"agency": recipient.agency.name, "kind": ""}
    trail.record("ask an agency after all", recipient, by=by, before={"kind": before}, after=after)
    return recipient


def _recipient(recipient: Recipient, by: Actor) -> Recipient:
    """The recipient, locked, of an ask that was sent and that it has not answered."""
    found = (
        Recipient.objects.select_for_update(of=("self",)).select_related("ask__board", "agency").get(pk=recipient.pk)
    )
    require(by, Act.EDIT, found)
    if found.ask.stands is steps.AskState.DRAFTED:
        raise NotPossibleNow("This ask was not sent yet. Take the agency off, or choose a later day.")
    answer = queries.answer_to(found)
    if answer is not None and answer.stands.is_in:
        raise NotPossibleNow(f"{found.agency} has handed in its answer, on {said(answer.submitted_at.date())}.")  # type: ignore[union-attr]
    return found
