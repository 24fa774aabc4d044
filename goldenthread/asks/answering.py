"""What an agency does with its answer: write it half-done, hand it in, sign it off, ask for longer, let another Board use it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from goldenthread.asks import looking, prefilling, queries, saying, steps, telling
from goldenthread.asks.checking import Fault, SecondLook
from goldenthread.asks.consent_models import AnswerConsent
from goldenthread.asks.definitions import NIL, Form
from goldenthread.asks.definitions import Ask as Takes
from goldenthread.asks.models import (
    Answer,
    AnswerFile,
    Clarification,
    Door,
    ExtensionRequest,
    HandedIn,
    WarningAnswer,
)
from goldenthread.boards.documents import Document, keep
from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Act, allow, standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.trail import operations as trail
from goldenthread.trail.stale import fingerprint

if TYPE_CHECKING:
    from goldenthread.boards.documents import Uploaded

LinkHolds = Callable[[Actor, Answer, Act], bool]
_links: list[LinkHolds] = []
NOT_YOURS = "Only the agency that was asked can do this. If you should be able to, ask your safeguarding lead."


def holds_link(check: LinkHolds) -> LinkHolds:
    """Register who knows whether a link lets its holder do something to an answer. A link's actor carries the link's own key."""
    if check not in _links:
        _links.append(check)
    return check


class StaleAnswer(NotPossibleNow):
    """Somebody saved some of these questions since they were read. Nothing was saved; `saved` is how the answer is now."""

    def __init__(self, keys: Iterable[str], saved: Answer) -> None:
        self.keys, self.saved = tuple(keys), saved
        super().__init__(
            "Somebody changed this after you opened it. Nothing of yours was saved. Compare both versions, then save again."
        )


class NotComplete(Refused):
    """The answer holds faults, so it cannot be handed in."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        super().__init__(
            f"This answer is not complete: {count} {'thing' if count == 1 else 'things'} to put right. "
            "You can leave it as it is and go on later."
        )


class NotExplained(Refused):
    """Something looks unusual, or the Board asked something, and nobody said a word about it."""

    def __init__(self, warnings: Iterable[SecondLook], questions: Iterable[Clarification] = ()) -> None:
        self.warnings, self.questions = tuple(warnings), tuple(questions)
        silent = (
            ("say what explains what looks unusual", self.warnings),
            ("reply to what the Board asked", self.questions),
        )
        wanted = " and ".join(words for words, missing in silent if missing)
        super().__init__(f"{wanted[:1].upper()}{wanted[1:]}, then hand it in.")


@dataclass(frozen=True)
class Words:
    """What the agency says beside its answer: of warnings, by (question, code); to the Board's questions, by their keys."""

    warnings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    replies: Mapping[str, str] = field(default_factory=dict)


def may(act: Act, answer: Answer, by: Actor) -> bool:
    """Whether somebody acts for the agency that was asked. The Board's own people do not, whatever their role."""
    if by.kind in {"system", "console"}:
        return True
    if by.kind == "link":
        return any(check(by, answer, act) for check in _links)
    standing = standing_of_actor(by)
    return answer.recipient.agency_id in standing.agencies and allow(standing, act, answer)


def _require(act: Act, answer: Answer, by: Actor) -> None:
    if not may(act, answer, by):
        raise NotPermitted(NOT_YOURS)


def _locked(answer: Answer) -> Answer:
    found = Answer.objects.select_for_update(of=("self",)).select_related(*queries.WITH_ALL)
    return found.get(pk=answer.pk)


def _ready(step: steps.Step, answer: Answer, by: Actor) -> None:
    """The step can be taken, by this person, now: the rule is asked last, so that a locked answer says why it is locked."""
    if not (by.kind in {"system", "console", "link"} or answer.recipient.agency_id in standing_of_actor(by).agencies):
        raise NotPermitted(NOT_YOURS)
    ask = answer.recipient.ask
    if ask.stands is steps.AskState.CLOSED:
        raise NotPossibleNow(f"The Board closed this ask on {said(ask.closed_at.date())}. Ask the Board’s manager.")  # type: ignore[union-attr]
    steps.check(step, answer.stands)
    _require(step.act, answer, by)


def fingerprints(answer: Answer, keys: Iterable[str]) -> dict[str, str]:
    """A fingerprint of what was answered to each of these questions, for a page to carry."""
    return {key: fingerprint(answer.data.get(key)) for key in keys}


@transaction.atomic
def write(answer: Answer, values: Mapping[str, Any], *, by: Actor, seen: Mapping[str, str] | None = None) -> Answer:
    """Save some of an answer, however half-done. What is empty takes the question's answer away.

    Args:
        values: by question; questions that are not named stay as they are.
        seen: fingerprints of these questions as they were read.

    Raises:
        NotPermitted: they do not act for the agency.
        NotPossibleNow: it was handed in, accepted, or the ask is closed.
        StaleAnswer: somebody changed one of these questions meanwhile, to something else.
    """
    answer = _locked(answer)
    _ready(steps.WRITE, answer, by)
    conflicts = [key for key in values if _moved(answer, key, values[key], seen)]
    if conflicts:
        raise StaleAnswer(conflicts, answer)
    return _keep(answer, values, by=by)


def _moved(answer: Answer, key: str, value: Any, seen: Mapping[str, str] | None) -> bool:
    now = answer.data.get(key)
    if seen is None or key not in seen or _same(now, value):
        return False
    return fingerprint(now) != seen[key]


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (saying.is_empty(one) and saying.is_empty(other))


def _keep(answer: Answer, values: Mapping[str, Any], *, by: Actor) -> Answer:
    known = {one.key for one in answer.recipient.ask.form.questions()} | {NIL}
    unknown = [key for key in values if key not in known]
    if unknown:
        raise Refused(f"This form has no question “{unknown[0]}”. Open it again.")
    changed = [key for key, value in values.items() if not _same(answer.data.get(key), value)]
    stood_by = [key for key in values if key in answer.prefilled]
    if not changed and not stood_by and answer.stands is not steps.State.NOT_BEGUN:
        return answer
    data = {**answer.data, **values}
    answer.data = {key: value for key, value in data.items() if not saying.is_empty(value)}
    answer.prefilled = {key: mark for key, mark in answer.prefilled.items() if key not in values}
    before, answer.state = answer.state, steps.WRITE.target.value
    answer.saved_at, answer.saved_by = clock.now(), by.name[:200]
    answer.save(update_fields=["data", "prefilled", "state", "saved_at", "saved_by"])
    after = {"state": answer.state, "questions answered": len(answer.data)}
    trail.record(steps.WRITE.verb, answer, by=by, before={"state": before}, after=after)
    return answer


@transaction.atomic
def keep_file(answer: Answer, *, key: str, sent: Uploaded, by: Actor) -> Answer:
    """Keep a file as the answer to a question.

    Raises:
        NotPermitted, NotPossibleNow: as for writing.
        Refused: the file is not one that is taken, or the form has no such question for files.
    """
    answer = _locked(answer)
    _ready(steps.WRITE, answer, by)
    document = keep(sent, board=answer.recipient.ask.board, by=by)
    AnswerFile.objects.get_or_create(answer=answer, key=key, document=document)
    told = {"id": str(document.pk), "name": document.name, "sha256": document.sha256}
    return _keep(answer, {key: told}, by=by)


def file_of(answer: Answer, document_id: Any) -> Document | None:
    """A file of this answer. Any other is not found here."""
    found = answer.files.filter(document_id=document_id).select_related("document__board").first()
    return found.document if found else None


@transaction.atomic
def hand_in(
    answer: Answer,
    *,
    by: Actor,
    words: Words | None = None,
    door: str = Door.WEB,
    document: Document | None = None,
) -> HandedIn:
    """Hand an answer in. It is kept whole, beside those handed in before.

    Raises:
        NotPermitted: they do not act for the agency.
        NotPossibleNow: it was handed in already, accepted, or the ask is closed.
        NotComplete: it holds faults.
        NotExplained: a warning, or a question of the Board, was not answered.
    """
    answer = _locked(answer)
    _ready(steps.HAND_IN, answer, by)
    checked = looking.looked_over(answer)
    if not checked.is_complete:
        raise NotComplete(checked.faults)
    words = words or Words()
    _explain(answer, checked.warnings, words, by)
    _reply(answer, words, by)
    made = _handed_in(answer, by=by, door=door, document=document, warnings=checked.warnings)
    before, answer.state, answer.is_open = answer.state, steps.HAND_IN.target.value, False
    answer.submitted_at, answer.submitted_by = made.at, by.name[:200]
    answer.first_in_on = answer.first_in_on or clock.today()
    answer.is_nil = NIL in made.data
    answer.save(update_fields=["state", "is_open", "submitted_at", "submitted_by", "first_in_on", "is_nil"])
    after = {"state": answer.state, "number": made.number, "door": door}
    trail.record(steps.HAND_IN.verb, answer, by=by, before={"state": before}, after=after)
    telling.was_handed_in(answer)
    return made


def _explain(answer: Answer, warnings: Iterable[SecondLook], words: Words, by: Actor) -> None:
    """Keep what is said of each warning; one said before of the same warning holds."""
    kept = {(one.key, one.code): one for one in answer.explanations.all()}
    silent = []
    for warning in warnings:
        name = (warning.key, warning.code)
        said_now = words.warnings.get(name, "").strip()
        old = kept.get(name)
        if said_now:
            given = {"warning": warning.words, "words": said_now, "at": clock.now(), "by": by.name[:200]}
            WarningAnswer.objects.update_or_create(answer=answer, key=name[0], code=name[1], defaults=given)
        elif old is None or old.warning != warning.words:
            silent.append(warning)
    unanswered = [one for one in queries.open_clarifications(answer) if not words.replies.get(str(one.pk), "").strip()]
    if silent or unanswered:
        raise NotExplained(silent, unanswered)


def _reply(answer: Answer, words: Words, by: Actor) -> None:
    for one in queries.open_clarifications(answer):
        one.reply, one.replied_at = words.replies[str(one.pk)].strip(), clock.now()
        one.replied_by = by.name[:200]
        one.save(update_fields=["reply", "replied_at", "replied_by"])


def _handed_in(
    answer: Answer, *, by: Actor, door: str, document: Document | None, warnings: Iterable[SecondLook]
) -> HandedIn:
    said_of = {(one.key, one.code): one for one in answer.explanations.all()}
    explained = [
        {"key": one.key, "code": one.code, "warning": one.words, "words": said_of[one.key, one.code].words}
        for one in warnings
    ]
    last = answer.handings_in.aggregate(last=Max("number"))["last"] or 0
    return HandedIn.objects.create(
        answer=answer,
        number=last + 1,
        data=looking.whole(answer),
        explained=explained,
        at=clock.now(),
        by=by.name[:200],
        by_user_id=by.user_id if by.kind == "person" else None,
        door=door,
        document=document,
    )


@transaction.atomic
def sign_off(answer: Answer, *, by: Actor) -> Answer:
    """The agency's safeguarding lead stands by what was handed in. They may be the one who handed it in; both are kept.

    Raises:
        NotPermitted: they are not a lead of the agency.
        NotPossibleNow: it is not waiting to be signed off.
    """
    answer = _locked(answer)
    _ready(steps.SIGN_OFF, answer, by)
    before, answer.state = answer.state, steps.SIGN_OFF.target.value
    answer.signed_off_at, answer.signed_off_by = clock.now(), by.name[:200]
    answer.save(update_fields=["state", "signed_off_at", "signed_off_by"])
    after = {"state": answer.state, "handed in by": answer.submitted_by}
    trail.record(steps.SIGN_OFF.verb, answer, by=by, before={"state": before}, after=after)
    telling.was_signed_off(answer)
    return answer


@transaction.atomic
def take_back(answer: Answer, *, by: Actor) -> Answer:
    """The lead takes it back before signing it off, so that it can be changed. What was handed in stays kept.

    Raises:
        NotPermitted: they are not a lead of the agency.
        NotPossibleNow: it is not waiting to be signed off.
    """
    answer = _locked(answer)
    _ready(steps.TAKE_BACK, answer, by)
    before, answer.state, answer.is_open = answer.state, steps.TAKE_BACK.target.value, True
    answer.save(update_fields=["state", "is_open"])
    trail.record(steps.TAKE_BACK.verb, answer, by=by, before={"state": before}, after={"state": answer.state})
    return answer


@transaction.atomic
def ask_for_longer(answer: Answer, *, until: date, why: str, by: Actor) -> ExtensionRequest:
    """Ask the Board for longer.

    Raises:
        NotPermitted: they do not act for the agency.
        NotPossibleNow: it was handed in, or a request waits already.
        Refused: no reason, or a day that is not later than the one it is due.
    """
    answer = _locked(answer)
    _ready(steps.WRITE, answer, by)
    if not why.strip():
        raise Refused("Say why your agency needs longer.")
    if until <= answer.recipient.due_on or until < clock.today():
        raise Refused(f"Choose a day from today on, after {said(answer.recipient.due_on)}, when it is due now.")
    if answer.extension_requests.filter(outcome=ExtensionRequest.Outcome.OPEN).exists():
        raise NotPossibleNow("Your agency has asked for longer already. The Board has not decided yet.")
    made = ExtensionRequest.objects.create(
        answer=answer, wanted_on=until, why=why.strip(), asked_at=clock.now(), asked_by=by.name[:200]
    )
    trail.record("ask for longer", answer, by=by, after={"until": until}, why=why)
    return made


@transaction.atomic
def let_another_board_use(answer: Answer, *, board: Board, by: Actor) -> AnswerConsent:
    """The agency's lead lets another Board read this answer and begin its own from it.

    Raises:
        NotPermitted: they are not a lead of the agency.
        NotPossibleNow: it was not signed off yet, or that Board may use it already.
        Refused: it is this very Board.
    """
    answer = _locked(answer)
    if not _is_lead(answer, by):
        raise NotPermitted(NOT_YOURS)
    if board.pk == answer.recipient.ask.board_id:
        raise Refused("Choose another Board: this one has the answer already.")
    if answer.stands not in {steps.State.SIGNED_OFF, steps.State.ACCEPTED}:
        raise NotPossibleNow("Sign the answer off first. After that another Board can be let use it.")
    if answer.consents.filter(to_board=board, withdrawn_at=None).exists():
        raise NotPossibleNow(f"{board} may use this answer already.")
    made = AnswerConsent.objects.create(answer=answer, to_board=board, given_at=clock.now(), given_by=by.name[:200])
    trail.record("let another Board use an answer", answer, by=by, after={"board": board.name})
    return made


@transaction.atomic
def withdraw_consent(consent: AnswerConsent, *, by: Actor) -> AnswerConsent:
    """The other Board can read the answer no more. What it began from it stays its own.

    Raises:
        NotPermitted: they are not a lead of the agency.
        NotPossibleNow: it was withdrawn already.
    """
    consent = AnswerConsent.objects.select_for_update(of=("self",)).select_related("to_board").get(pk=consent.pk)
    answer = Answer.objects.select_related(*queries.WITH_ALL).get(pk=consent.answer_id)
    if not _is_lead(answer, by):
        raise NotPermitted(NOT_YOURS)
    if consent.withdrawn_at is not None:
        raise NotPossibleNow(f"{consent.withdrawn_by} withdrew this already.")
    consent.withdrawn_at, consent.withdrawn_by = clock.now(), by.name[:200]
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    trail.record("withdraw a consent", answer, by=by, after={"board": consent.to_board.name})
    return consent


def _is_lead(answer: Answer, by: Actor) -> bool:
    return may(Act.APPROVE, answer, by)


@transaction.atomic
def use_answer(answer: Answer, consent: AnswerConsent, *, by: Actor) -> Answer:
    """Begin this answer from one that the same agency gave to another Board, as it was handed in there.

    Raises:
        NotPermitted: they do not act for the agency on both Boards.
        NotPossibleNow: it was handed in, or the consent was withdrawn.
    """
    answer = _locked(answer)
    _ready(steps.WRITE, answer, by)
    consent = AnswerConsent.objects.select_related("answer__recipient__ask__board").get(pk=consent.pk)
    theirs = consent.answer.recipient
    if consent.withdrawn_at is not None or consent.to_board_id != answer.recipient.ask.board_id:
        raise NotPossibleNow("That answer may not be used here any more.")
    if by.kind == "person" and theirs.agency_id not in standing_of_actor(by).agencies:
        raise NotPermitted(NOT_YOURS)
    given = queries.last_handed_in(consent.answer)
    if given is None:
        raise NotPossibleNow("That answer was not handed in yet.")
    wanted, _ = prefilling.begin(_all_from_last(answer), given.data, lambda _: None)
    kept = _keep(answer, wanted, by=by)
    kept.prefilled = {**kept.prefilled, **dict.fromkeys(wanted, f"board:{theirs.ask.board.name}")}
    kept.save(update_fields=["prefilled"])
    trail.record("use an answer given to another Board", kept, by=by, after={"board": theirs.ask.board.name})
    return kept


def _all_from_last(answer: Answer) -> Form:
    """The form as if every question began with what was said before; files stay where they were sent."""
    form = answer.recipient.ask.form
    sections = (
        replace(
            section,
            questions=tuple(
                replace(one, prefill="" if one.kind is Takes.FILE else prefilling.LAST) for one in section.questions
            ),
        )
        for section in form.sections
    )
    return replace(form, sections=tuple(sections))
