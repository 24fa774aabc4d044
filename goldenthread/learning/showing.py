"""Handing in evidence, checking it, and measuring again. What people do; `operations` has the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.boards import documents
from goldenthread.core import clock, measured
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.learning import notices, operations, steps
from goldenthread.learning.models import Action, Evidence, Measure, Recommendation, Verdict
from goldenthread.trail import operations as trail
from goldenthread.trail import values


@transaction.atomic
def hand_in(evidence: Evidence, *, file: documents.Uploaded | None = None, by: Actor) -> Evidence:
    """Hand in what shows that an action was done. Somebody else checks it before it counts.

    Raises:
        NotPermitted: they may not hand in for this action.
        Refused: the file is not taken; or it covers a time that ends before it begins.
        ValidationError: a field does not hold.
    """
    evidence.handed_in_at, evidence.handed_in_by = clock.now(), by.name[:200]
    evidence.handed_in_user_id = by.user_id
    require(by, Act.CREATE, evidence)
    _covers(evidence)
    if file is not None:
        evidence.document = documents.keep(file, board=evidence.action.board, by=by)
    return trail.add(evidence, by=by)


def _covers(evidence: Evidence) -> None:
    if evidence.covers_from and evidence.covers_to and evidence.covers_to < evidence.covers_from:
        raise Refused("The time it covers must end on the day it begins, or later.")


def _locked(evidence: Evidence) -> Evidence:
    now = Evidence.objects.select_for_update(of=("self",)).filter(pk=evidence.pk).first()
    if now is None:
        raise NotFound("This evidence is not here any more. Somebody took it away.")
    return now


@transaction.atomic
def accept(evidence: Evidence, *, by: Actor) -> Evidence:
    """Find that evidence shows what it says. A done action that has some is done and evidenced.

    Raises:
        NotPermitted: they may not check; or it is theirs, or their own action.
        NotPossibleNow: it was checked already.
    """
    now = _to_check(evidence, by)
    _checked(now, Evidence.State.ACCEPTED, "", by)
    action = Action.objects.select_for_update(of=("self",)).get(pk=now.action_id)
    if action.status == Action.Status.DONE:
        action.status = Action.Status.EVIDENCED
        action.save(update_fields=["status"])
        told = {"status": Action.Status.DONE.value}, {"status": action.status}
        trail.record("change", action, by=by, before=told[0], after=told[1], why="Its evidence was accepted.")
    return now


@transaction.atomic
def send_back(evidence: Evidence, *, question: str, by: Actor) -> Evidence:
    """Send evidence back with a question.

    Raises:
        NotPermitted, NotPossibleNow: as accepting it.
        Refused: there is no question.
    """
    now = _to_check(evidence, by)
    if not question.strip():
        raise Refused("Write what you would like to know.")
    back = _checked(now, Evidence.State.SENT_BACK, question.strip(), by)
    notices.was_sent_back(back)
    return back


def _to_check(evidence: Evidence, by: Actor) -> Evidence:
    now = _locked(evidence)
    require(by, Act.APPROVE, now)
    if why := may_not_check(now, by):
        raise NotPermitted(why)
    if now.state != Evidence.State.HANDED_IN:
        raise NotPossibleNow("This evidence was checked already. Look at it again.")
    return now


def may_not_check(evidence: Evidence, by: Actor) -> str:
    """Why somebody may not check this evidence: it is theirs. "" where nothing stands against it."""
    is_theirs = by.user_id is not None and by.user_id == evidence.handed_in_user_id
    if is_theirs or by.name == evidence.handed_in_by:
        return "You handed this in, so somebody else checks it. Ask a colleague in the Board’s office."
    action = evidence.action
    email = User.objects.filter(pk=by.user_id).values_list("email", flat=True).first() if by.user_id else None
    owns = action.person is not None and bool(email) and action.person.email.lower() == str(email).lower()
    if owns or (action.who and action.who == by.name):
        return "This is your own action, so somebody else checks what shows that it was done."
    return ""


def _checked(now: Evidence, state: Evidence.State, question: str, by: Actor) -> Evidence:
    before = {"state": now.state, "question": now.question}
    now.state, now.question = state.value, question
    now.checked_at, now.checked_by = clock.now(), by.name[:200]
    now.save(update_fields=["state", "question", "checked_at", "checked_by"])
    verb = "accept" if state is Evidence.State.ACCEPTED else "send back"
    trail.record(verb, now, by=by, before=before, after={"state": now.state, "question": question})
    return now


@transaction.atomic
def hand_in_again(evidence: Evidence, *, text: str, file: documents.Uploaded | None = None, by: Actor) -> Evidence:
    """Answer the question and hand it in again. What was said before, and asked, stays in the trail.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it was not sent back.
        Refused: nothing is said.
    """
    now = _locked(evidence)
    require(by, Act.EDIT, now)
    if now.state != Evidence.State.SENT_BACK:
        raise NotPossibleNow("This evidence was not sent back. Hand in something new instead.")
    if not text.strip():
        raise Refused("Say what it shows.")
    before = values.values_of(now)
    now.text, now.state, now.question = text.strip(), Evidence.State.HANDED_IN.value, ""
    now.checked_at, now.checked_by = None, ""
    now.handed_in_at, now.handed_in_by, now.handed_in_user_id = clock.now(), by.name[:200], by.user_id
    if file is not None:
        now.document = documents.keep(file, board=now.action.board, by=by)
    now.save()
    trail.record("hand in again", now, by=by, before=before, after=values.values_of(now))
    notices.was_handed_in_again(now)
    return now


@transaction.atomic
def choose_measure(measure: Measure, *, by: Actor) -> Measure:
    """Choose how the Board will see whether something changed, while it is agreed what to do.

    Raises:
        NotPermitted: they may not.
        Refused: no such figure; or it is to be measured again before it was measured.
        ValidationError: a field does not hold.
    """
    if measure.action is not None and measure.recommendation is None:
        measure.recommendation = measure.action.recommendation
    require(by, Act.CREATE, measure)
    known = measured.figures()
    if measure.kind == Measure.Kind.FIGURE:
        if measure.figure not in known:
            raise Refused("Choose one of the figures in the list.")
        measure.unit = measure.unit or known[measure.figure].unit
    else:
        measure.figure = ""
    if measure.baseline_on and measure.due_on and measure.due_on <= measure.baseline_on:
        raise Refused("The day to measure again must come after the day it was measured first.")
    measure.chosen_at, measure.chosen_by = clock.now(), by.name[:200]
    return trail.add(measure, by=by)


@transaction.atomic
def give_verdict(
    verdict: Verdict, *, evidence: Iterable[Evidence] = (), opens_again: bool = False, by: Actor
) -> Verdict:
    """Say what measuring again showed. A verdict of no change, or worse, can open the recommendation again.

    Raises:
        NotPermitted: they may not.
        Refused: the day is still to come; or it opens something again that it cannot.
        ValidationError: a field does not hold.
    """
    require(by, Act.CREATE, verdict)
    if verdict.given_on > clock.today():
        raise Refused("The day of a verdict must be today or in the past.")
    if opens_again and verdict.says not in steps.REOPENS:
        raise Refused("Only a verdict of no change, or worse, opens a recommendation again.")
    verdict.given_by = by.name[:200]
    given = trail.add(verdict, by=by)
    linked = list(evidence)
    if linked:
        trail.tie(given, "evidence", linked, by=by)
    if opens_again:
        _open_again(given, by)
    return given


def _open_again(verdict: Verdict, by: Actor) -> None:
    asked = Recommendation.objects.filter(measures=verdict.measure_id).first()
    if asked is None or asked.status != Recommendation.Status.IMPLEMENTED:
        raise Refused("There is no recommendation called done to open again. Leave that box unticked.")
    why = f"{verdict.get_says_display()} on {verdict.given_on:%-d %B %Y}: {verdict.text}"
    operations.reopen(asked, why=why, by=by)
    verdict.has_reopened = True
    verdict.save(update_fields=["has_reopened"])
    trail.record("change", verdict, by=by, before={"has_reopened": False}, after={"has_reopened": True})


BACK = 3
"""How many years are looked back for one whose figures were released."""


def read_now(measure: Measure, day: date) -> tuple[Decimal | None, str, str]:
    """What a measured figure is in the last year released by a day, in words, and the year; nothing for what is no figure."""
    if measure.kind != Measure.Kind.FIGURE:
        return None, "", ""
    year = Period.containing(day)
    for _ in range(BACK):
        found = measured.read(measure.board, measure.figure, year)
        if found is not None and found.value is not None:
            return found.value, found.words, year.label
        year = year.previous()
    return None, "", ""
