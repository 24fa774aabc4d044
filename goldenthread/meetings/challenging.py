"""What people do with challenges: raise, reply, ask again, take higher, close, open again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from goldenthread.boards.models import Agency
from goldenthread.core import clock, references
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.meetings import steps, telling
from goldenthread.meetings.models import Challenge, ChallengeReply, Escalation
from goldenthread.meetings.steps import Level, Outcome, State, Step
from goldenthread.trail import operations as trail


@transaction.atomic
def raise_challenge(challenge: Challenge, *, to: Iterable[Agency], by: Actor) -> Challenge:
    """Put a question to agencies or to another board. Each agency is given its own, empty, reply.

    Raises:
        Refused: it is put to nobody.
    """
    asked = list(to)
    if not asked and not challenge.to_board.strip():
        raise Refused("Choose an agency, or write which other board it is put to.")
    challenge.reference = challenge.reference or references.make("C")
    kept = trail.add(challenge, by=by)
    for agency in asked:
        reply_, is_new = ChallengeReply.objects.get_or_create(challenge=kept, agency=agency)
        if is_new:
            trail.record("ask", reply_, by=by, after={"challenge": kept.reference, "agency": agency.name})
            if kept.state == State.OPEN:
                telling.was_put(reply_, by=by)
    return kept


@transaction.atomic
def reply(reply_: ChallengeReply, *, text: str, evidence: str, by: Actor) -> ChallengeReply:
    """Say what an agency answers. Once all who were asked have answered, the challenge waits to be judged.

    Raises:
        Refused: nothing was written.
        NotPossibleNow: the challenge is closed.
    """
    if not text.strip():
        raise Refused("Write the reply.")
    now = ChallengeReply.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=reply_.pk)
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=now.challenge_id)
    require(by, Act.EDIT, now)
    steps.check(steps.REPLY, State(challenge.state))
    before = {"text": now.text, "evidence": now.evidence, "replied_on": now.replied_on}
    now.text, now.evidence, now.replied_on = text, evidence, clock.today()
    now.save(update_fields=["text", "evidence", "replied_on"])
    after = {"text": text, "evidence": evidence, "replied_on": now.replied_on}
    trail.record(steps.REPLY.verb, now, by=by, before=before, after=after)
    if not challenge.replies.filter(replied_on=None).exists():
        _move(challenge, State.ANSWERED, steps.REPLY.verb, by)
    return now


def _move(challenge: Challenge, to: State, verb: str, by: Actor) -> None:
    before, challenge.state = challenge.state, to.value
    if before != challenge.state:
        challenge.save(update_fields=["state"])
        trail.record(verb, challenge, by=by, before={"state": before}, after={"state": challenge.state})


def _ready(step: Step, challenge: Challenge, by: Actor) -> Challenge:
    now = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    require(by, step.act, now)
    steps.check(step, State(now.state))
    return now


@transaction.atomic
def ask_again(challenge: Challenge, *, why: str, by: Actor) -> Challenge:
    """The answers do not do. What was answered stays to be read and changed."""
    if not why.strip():
        raise Refused("Say what is still missing.")
    now = _ready(steps.ASK_AGAIN, challenge, by)
    now.replies.update(replied_on=None)
    now.state = State.OPEN.value
    now.save(update_fields=["state"])
    trail.record(
        steps.ASK_AGAIN.verb, now, by=by, before={"state": State.ANSWERED}, after={"state": State.OPEN}, why=why
    )
    for one in telling.waiting(now):
        telling.was_put(one, by=by)
    return now


@transaction.atomic
def escalate(challenge: Challenge, *, why: str, by: Actor) -> Challenge:
    """Take it one level higher.

    Raises:
        Refused: no reason was given.
        NotPossibleNow: it stands at the highest level.
    """
    if not why.strip():
        raise Refused("Say why it is taken higher.")
    now = _ready(steps.ESCALATE, challenge, by)
    if now.level == Level.PARTNERS:
        raise NotPossibleNow("It stands with the statutory partners already. Close it, and say what came of it.")
    before, now.level = now.level, Level(now.level + 1)
    now.save(update_fields=["level"])
    Escalation.objects.create(challenge=now, level=now.level, escalated_on=clock.today(), why=why[:500])
    trail.record(steps.ESCALATE.verb, now, by=by, before={"level": before}, after={"level": now.level}, why=why)
    telling.was_taken_higher(now, by=by)
    return now


@transaction.atomic
def close(
    challenge: Challenge, *, outcome: Outcome, what_changed: str, public_summary: str, carried_to: str = "", by: Actor
) -> Challenge:
    """Say what came of it. What is not resolved is carried into the next report."""
    now = _ready(steps.CLOSE, challenge, by)
    if outcome is Outcome.CHANGED and not what_changed.strip():
        raise Refused("Say what changed.")
    before = {"state": now.state}
    now.state, now.outcome, now.closed_on = State.CLOSED.value, outcome.value, clock.today()
    now.what_changed, now.public_summary, now.carried_to = what_changed, public_summary, carried_to
    names = ["state", "outcome", "closed_on", "what_changed", "public_summary", "carried_to"]
    now.save(update_fields=names)
    trail.record(steps.CLOSE.verb, now, by=by, before=before, after={name: getattr(now, name) for name in names})
    return now


@transaction.atomic
def reopen(challenge: Challenge, *, why: str, by: Actor) -> Challenge:
    """Look at it again. What was written when it was closed stays in the trail."""
    if not why.strip():
        raise Refused("Say why it is opened again.")
    now = _ready(steps.REOPEN, challenge, by)
    before = {"state": now.state, "outcome": now.outcome, "closed_on": now.closed_on}
    now.state, now.outcome, now.closed_on = State.OPEN.value, "", None
    now.save(update_fields=["state", "outcome", "closed_on"])
    trail.record(steps.REOPEN.verb, now, by=by, before=before, after={"state": now.state}, why=why)
    return now
