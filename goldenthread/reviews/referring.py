"""What people do with a referral until it is recommended on: begin it, write it, hand it in, and take it step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from goldenthread.boards.models import Agency, Board
from goldenthread.cases import naming
from goldenthread.cases.models import Case, CaseMembership, Part
from goldenthread.core import clock, references
from goldenthread.core.access import Act, require
from goldenthread.core.access.acts import Role
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.models import DatePrecision
from goldenthread.core.processes import Step
from goldenthread.reviews import clocks, referring_forms, referring_steps
from goldenthread.reviews.models import Referral, ReferralFactor
from goldenthread.reviews.referral_models import ReferralDetails, ReferralMove, ReferralPause, begun_with
from goldenthread.reviews.referring_filling import looked_over
from goldenthread.reviews.referring_steps import REFERRAL
from goldenthread.trail import operations as trail

UNIT = (Role.BOARD_MANAGER, Role.BOARD_OFFICER)
TIMED = {
    referring_steps.ACKNOWLEDGE: ("acknowledge",),
    referring_steps.SCOPE: ("screen",),
    referring_steps.MEET: ("screen", "scope"),
    referring_steps.NOT_FOR_US: ("screen",),
    referring_steps.SEND_ON: ("screen",),
}
"""Which clocks have to be kept, or explained, before a step is taken."""


@transaction.atomic
def begin(board: Board, agency: Agency | None, *, by: Actor) -> Referral:
    """Begin a referral: an agency's own, or by the Board's unit for an agency, the family or the public.

    Until it is handed in, only those who write it know of its case.

    Raises:
        NotPermitted: they may not begin one for this agency.
    """
    standing = standing_of_actor(by)
    is_unit = standing.is_trusted or any(role in UNIT for role in standing.roles_on(board.pk))
    referral = Referral(
        board=board,
        agency=agency,
        state=referring_steps.DRAFT,
        reference=references.make("R"),
        received_on=clock.today(),
        received_precision=DatePrecision.DAY,
        decision=Referral.Decision.UNDECIDED,
        is_synthetic=board.is_demonstration,
    )
    trail.add(referral, by=by)
    case = case_of(referral)
    if agency is not None:
        naming.takes_part(case, agency, by=by)
    if by.user_id is not None:
        _name(case, Part.COORDINATOR if is_unit else Part.AGENCY, None if is_unit else agency, by=by)
    trail.add(ReferralDetails(case=case, agency=agency, **begun_with(referring_forms.referral())), by=by)
    return referral


def _name(case: Case, part: Part, agency: Agency | None, *, by: Actor) -> None:
    """Whoever begins a referral is named on it: nobody else could write it."""
    assert by.user_id is not None  # noqa: S101  (asked by the caller)
    named = CaseMembership(case=case, user_id=by.user_id, part=part, agency=agency, from_on=clock.today())
    named.full_clean()
    named.save(force_insert=True)
    told = {"user": str(by.user_id), "part": str(part), "case": str(case.pk)}
    trail.record("name on a case", named, by=by, after=told)


def case_of(referral: Referral) -> Case:
    return Case.objects.select_related("board").get(pk=referral.pk)


def _locked(case: Case) -> Referral:
    return Referral.objects.select_for_update(of=("self",)).select_related("board", "agency").get(pk=case.pk)


def paused(case: Case) -> ReferralPause | None:
    """The pause that is not over, if the referral stands still."""
    return ReferralPause.objects.filter(case=case, to_on=None).first()


def _goes_on(case: Case) -> None:
    if paused(case) is not None:
        raise NotPossibleNow("This referral stands still. Let it go on first, then take the step.")


@transaction.atomic
def hand_in(details: ReferralDetails, *, by: Actor) -> Referral:
    """Hand a referral in, with its gaps. The Board's co-ordinators and its chair are named on it from now on.

    Raises:
        NotPermitted: it is not theirs to hand in.
        NotPossibleNow: it was handed in.
        Refused: something that was answered has to be put right, such as a day that is none.
    """
    referral = _locked(details.case)
    now = ReferralDetails.objects.select_for_update(of=("self",)).select_related("case").get(pk=details.pk)
    require(by, Act.EDIT, now)
    REFERRAL.check(referring_steps.HAND_IN, referral.state)
    wrong = looked_over(now).wrong
    if wrong:
        raise Refused("Put right what is marked first. What you do not know can stay empty.")
    now.stage, now.handed_in_at, now.handed_in_by = ReferralDetails.Stage.SENT, clock.now(), by.name[:200]
    now.save(update_fields=["stage", "handed_in_at", "handed_in_by"])
    for words in referring_forms.named_in(now.form, now.data):
        ReferralFactor.objects.get_or_create(referral=referral, factor=words)
    referral.received_on = clock.today()
    naming.enrol(now.case, by=by)
    naming.enrol(now.case, by=by, roles=(Role.CHAIR,), part=Part.DECIDER)
    moved(referral, referring_steps.HAND_IN, by=by)
    return referral


def moved(referral: Referral, step: Step, *, by: Actor, why: str = "", where_to: str = "") -> ReferralMove:
    """Keep that a step was taken. Whoever calls has made sure that it may be, under the referral's lock."""
    source, referral.state = referral.state, step.target
    referral.save(update_fields=["state", "received_on", "decision", "rapid_review_on"])
    move = ReferralMove.objects.create(
        case_id=referral.pk,
        verb=step.verb,
        source=source,
        target=step.target,
        why=why,
        where_to=where_to[:200],
        taken_by=by.name[:200],
    )
    closed_on = clock.today() if step.target in referring_steps.ENDS else None
    Case.objects.filter(pk=referral.pk).update(closed_on=closed_on)
    trail.record(step.verb, referral, by=by, before={"state": source}, after={"state": step.target})
    return move


@transaction.atomic
def take(step: Step, case: Case, *, by: Actor, why: str = "", where_to: str = "") -> Referral:
    """Take one of the steps that are taken by saying so.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it does not stand where this step begins, or it stands still.
        Refused: a reason or the place is missing, or a step is late and nobody said why.
    """
    if step not in referring_steps.BY_HAND:
        raise Refused("This step is taken by what is written for it.")
    referral = _locked(case)
    require(by, step.act, ReferralMove(case=case))
    REFERRAL.check(step, referral.state)
    _goes_on(case)
    if step in referring_steps.NEED_A_REASON and not why.strip():
        raise Refused("Say why.")
    if step is referring_steps.SEND_ON and not where_to.strip():
        raise Refused("Say where it was sent.")
    clocks.need_a_reason(referral, *TIMED.get(step, ()))
    if step is referring_steps.NOT_FOR_US:
        referral.decision = Referral.Decision.NOT_MET
    if step is referring_steps.REOPEN and not case.reviews_chairdecisions.exists():
        referral.decision = Referral.Decision.UNDECIDED  # what the chair decided stands until the chair decides anew
    moved(referral, step, by=by, why=why.strip(), where_to=where_to.strip())
    return referral


def ready(case: Case, step: Step, *, by: Actor, record: Any, why_late: tuple[str, ...] = ()) -> Referral:
    """The referral, locked, if this person may take this step of it now; for steps taken by what is written.

    Raises:
        NotPermitted, NotPossibleNow, Refused: as for taking a step.
    """
    referral = _locked(case)
    require(by, step.act, record)
    REFERRAL.check(step, referral.state)
    _goes_on(case)
    clocks.need_a_reason(referral, *why_late)
    return referral


@transaction.atomic
def pause(pause_: ReferralPause, *, by: Actor) -> ReferralPause:
    """Let a referral stand still: what is due is due as much later as it stands still.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it does not wait for the Board.
        AlreadyDone: it stands still.
        Refused: it begins in the future, or is expected to end before it begins.
    """
    referral = _locked(pause_.case)
    require(by, Act.CREATE, pause_)
    if referral.state not in referring_steps.WITH_THE_BOARD:
        raise NotPossibleNow("Only a referral that waits for a step of the Board can stand still.")
    if paused(pause_.case) is not None:
        raise AlreadyDone("This referral stands still already.")
    if pause_.from_on > clock.today():
        raise Refused("Enter today, or the day since when it has stood still.")
    if pause_.expected_on is not None and pause_.expected_on < pause_.from_on:
        raise Refused("The day it is expected to go on is before the day it stands still from.")
    pause_.paused_by = by.name[:200]
    return trail.add(pause_, by=by)


@transaction.atomic
def resume(case: Case, *, by: Actor, why: str) -> ReferralPause:
    """Let a referral go on. The pause stays with it, whatever becomes of it.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it does not stand still.
        Refused: no reason was given.
    """
    _locked(case)
    now = paused(case)
    if now is None:
        raise NotPossibleNow("This referral does not stand still.")
    require(by, Act.CREATE, now)
    if not why.strip():
        raise Refused("Say why it goes on.")
    now.to_on, now.resumed_by, now.resumed_why = clock.today(), by.name[:200], why.strip()
    now.save(update_fields=["to_on", "resumed_by", "resumed_why"])
    trail.record("let go on", now, by=by, after={"to_on": now.to_on.isoformat()})
    return now


@transaction.atomic
def enter_earlier(referral: Referral, *, by: Actor) -> Referral:
    """Enter a referral that was dealt with before this program, as far as it is known.

    Raises:
        NotPermitted: they may not; an agency begins a referral of its own instead.
    """
    standing = standing_of_actor(by)
    if not standing.is_trusted and not any(role in UNIT for role in standing.roles_on(referral.board_id)):
        raise NotPermitted("Only the Board’s unit enters earlier referrals. Use “Refer somebody for a review”.")
    is_open = referral.decision == Referral.Decision.UNDECIDED
    referral.state = referring_steps.SUBMITTED if is_open else referring_steps.DECIDED
    kept = trail.add(referral, by=by)
    naming.enrol(case_of(kept), by=by)
    return kept


def change_index(referral: Model, values: Mapping[str, Any], by: Actor, seen: Mapping[str, str]) -> Model:
    """Change what the index says. What the chair decided in the case is changed there, by a new decision.

    Raises:
        Refused: the decision would be another than the one that was made in the case.
    """
    assert isinstance(referral, Referral)  # noqa: S101  (the kind's own model)
    has_decision = case_of(referral).reviews_chairdecisions.exists()
    if has_decision and values.get("decision", referral.decision) != referral.decision:
        raise Refused("The chair decided this in the case. A changed decision is a new one, made there.")
    return trail.change(referral, values, by=by, seen=seen)
