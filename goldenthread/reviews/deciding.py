"""The rapid review, what the group recommends, what the chair decides, and who is told.

A group recommends and the chair decides: two acts by different people, each with its reasons and none of them edited. What was
learned at a rapid review is kept as findings whatever is decided. Source: Care Act 2014, section 44; the boards' own procedures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import Case
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.learning import holding
from goldenthread.learning.models import Finding, Source
from goldenthread.meetings import quorum
from goldenthread.meetings.quorum import Judgement
from goldenthread.reviews import clocks, deciding_gates, referring, referring_steps
from goldenthread.reviews.deciding_gates import Outcome
from goldenthread.reviews.deciding_models import (
    ChairDecision,
    GroupRecommendation,
    Judged,
    OutcomeTold,
    RapidReview,
    RapidReviewAgency,
    RapidReviewRule,
)
from goldenthread.reviews.models import Referral
from goldenthread.trail import operations as trail

IN_THE_INDEX: Mapping[Outcome, Referral.Decision] = {
    Outcome.MANDATORY: Referral.Decision.MANDATORY,
    Outcome.DISCRETIONARY: Referral.Decision.DISCRETIONARY,
    Outcome.OTHER_LEARNING: Referral.Decision.NOT_MET,
    Outcome.NONE: Referral.Decision.NOT_MET,
}
HELD_IN = (referring_steps.RAPID_REVIEW,)


def rule_of(board: Board) -> list[dict[str, Any]]:
    """The quorum of a rapid review: the Board's own rule, or its statutory partners, in person or by a deputy."""
    own = RapidReviewRule.objects.filter(board=board).first()
    if own is not None:
        return list(own.rule)
    statutory = Agency.objects.filter(board=board, is_statutory_partner=True).values_list("slug", flat=True)
    return [{"agencies": list(statutory), "all": True}] if statutory else []


def names_of(board: Board) -> dict[str, str]:
    return dict(Agency.objects.filter(board=board).values_list("slug", "name"))


@transaction.atomic
def set_rule(board: Board, agencies: list[Agency], at_least: int, *, by: Actor) -> RapidReviewRule:
    """Say which agencies must be at a rapid review, and how many there must be at least.

    Raises:
        NotPermitted: they may not change how the Board works.
        Refused: the rule would ask for nobody.
    """
    rule: list[dict[str, Any]] = [{"agencies": [one.slug for one in agencies], "all": True}] if agencies else []
    rule += [{"at_least": at_least}] if at_least else []
    if not rule:
        raise Refused("Choose an agency, or say how many agencies must be there.")
    quorum.read(rule)
    kept = RapidReviewRule.objects.filter(board=board).first()
    if kept is None:
        return trail.add(RapidReviewRule(board=board, rule=rule), by=by)
    return trail.change(kept, {"rule": rule}, by=by)


def quorum_of(meeting: RapidReview) -> Judgement:
    """Whether a rapid review had its quorum, and what was missing."""
    board = meeting.case.board
    return quorum_by(rule_of(board), names_of(board), meeting)


def quorum_by(rule: list[dict[str, Any]], names: dict[str, str], meeting: RapidReview) -> Judgement:
    """The same by a rule that is known already, for several meetings: nothing is asked of the database that was fetched."""
    came = dict.fromkeys((one.agency.slug for one in meeting.agencies.all()), quorum.PRESENT)
    return quorum.judge(rule, came, names)


@transaction.atomic
def hold(meeting: RapidReview, *, by: Actor) -> RapidReview:
    """Keep that a rapid review was held.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: the referral is not at a rapid review, or stands still.
        Refused: the day is still to come, or it is late and nobody said why.
    """
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=meeting.case_id)
    require(by, Act.CREATE, meeting)
    if referral.state not in HELD_IN:
        raise NotPossibleNow("Take the referral to the rapid review first.")
    if referring.paused(meeting.case) is not None:
        raise NotPossibleNow("This referral stands still. Let it go on first.")
    if meeting.held_on > clock.today():
        raise Refused("Enter the day it was held: today, or one that has passed.")
    clocks.need_a_reason(referral, "meet")
    kept = trail.add(meeting, by=by)
    referral.rapid_review_on = max(meeting.held_on, referral.rapid_review_on or meeting.held_on)
    referral.save(update_fields=["rapid_review_on"])
    return kept


@transaction.atomic
def put_right_meeting(meeting: RapidReview, values: Mapping[str, Any], by: Actor, seen: Any) -> RapidReview:
    """Put right what was written of a rapid review. The index of referrals, which is counted, follows its day.

    Raises:
        NotPermitted, ValidationError, Stale: as changing any record.
        Refused: the day is still to come.
    """
    if values.get("held_on", meeting.held_on) > clock.today():
        raise Refused("Enter the day it was held: today, or one that has passed.")
    changed = trail.change(meeting, values, by=by, seen=seen)
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=meeting.case_id)
    last = RapidReview.objects.filter(case_id=meeting.case_id).order_by("held_on").last()
    assert last is not None  # noqa: S101  (this one at least)
    if referral.rapid_review_on != last.held_on:
        referral.rapid_review_on = last.held_on
        referral.save(update_fields=["rapid_review_on"])
    return changed


def is_settled(meeting: RapidReview) -> bool:
    """Whether the group has recommended on the strength of this meeting: who came and what they thought then stays."""
    return meeting.recommendations.exists()


@transaction.atomic
def was_there(there: RapidReviewAgency, *, by: Actor) -> RapidReviewAgency:
    """Keep that an agency was at a rapid review, and what it thinks.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: the group has recommended.
        Refused: a view has no reasons.
    """
    if is_settled(there.meeting):
        raise NotPossibleNow("The group has recommended, so what each agency said at this meeting stays as it is.")
    if there.view and not there.why.strip():
        raise Refused("Write the agency’s reasons.")
    return trail.add(there, by=by)


def change_view(there: RapidReviewAgency, values: Mapping[str, Any], by: Actor, seen: Any) -> RapidReviewAgency:
    """Put right what was kept of an agency at a rapid review, until the group has recommended."""
    if is_settled(there.meeting):
        raise NotPossibleNow("The group has recommended, so what each agency said at this meeting stays as it is.")
    if values.get("view") and not str(values.get("why", "")).strip():
        raise Refused("Write the agency’s reasons.")
    return trail.change(there, values, by=by, seen=seen)


@transaction.atomic
def learn(meeting: RapidReview, *, text: str, is_strength: bool, by: Actor) -> Finding:
    """Keep what was learned at once as a finding of the Board's, whatever becomes of the referral.

    Findings are read by the whole partnership: the text names nobody. Their source is called by the referral's reference.

    Raises:
        NotPermitted: they may not add learning.
        Refused: nothing is said.
    """
    now = RapidReview.objects.select_for_update(of=("self",)).select_related("case").get(pk=meeting.pk)
    require(by, Act.EDIT, now)
    if not text.strip():
        raise Refused("Write what was learned.")
    if now.source is None:
        referral = Referral.objects.get(pk=now.case_id)
        source = Source(
            board_id=referral.board_id,
            kind=Source.Kind.RAPID_REVIEW,
            title=f"Rapid review {referral.reference}",
            ended_on=now.held_on,
            is_synthetic=referral.is_synthetic,
        )
        now.source = trail.add(source, by=by)
        now.save(update_fields=["source"])
        holding.hold(now.source.pk, now.case_id)
        trail.record("learn from", now, by=by)
    last = now.source.findings.aggregate(last=Max("number"))["last"] or 0
    return trail.add(Finding(source=now.source, number=last + 1, text=text.strip(), is_strength=is_strength), by=by)


def _judge(judged: Judged) -> None:
    """What follows from the gates has to fit what is concluded."""
    said = deciding_gates.misfit(judged.result, judged.outcome)
    if said:
        raise Refused(said)


@transaction.atomic
def recommend(recommendation: GroupRecommendation, *, by: Actor) -> GroupRecommendation:
    """Keep what the group recommends to the chair; made again, it is a new version.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: no rapid review was held, or the referral stands elsewhere.
        Refused: the outcome does not follow from the gates, or there was no quorum and nobody says why it stands.
    """
    case = recommendation.case
    referral = referring.ready(case, referring_steps.RECOMMEND, by=by, record=recommendation)
    meeting = RapidReview.objects.filter(case=case).order_by("held_on").last()
    if meeting is None:
        raise NotPossibleNow("Write down the rapid review first.")
    _judge(recommendation)
    found = quorum_of(meeting)
    if not found.is_quorate and not recommendation.without_quorum.strip():
        raise Refused(f"{found.words}. Hold it again with those who were missing, or say why it stands without them.")
    recommendation.meeting = meeting
    _number(recommendation, GroupRecommendation, case)
    _keep(recommendation, by)
    referring.moved(referral, referring_steps.RECOMMEND, by=by)
    return recommendation


@transaction.atomic
def decide(decision: ChairDecision, *, by: Actor) -> ChairDecision:
    """Keep what the chair decides. Where there is a decision, this is a new version that replaces it.

    Raises:
        NotPermitted: only the chair decides, and nobody on what they recommended themselves.
        NotPossibleNow: the group has not recommended, or the referral stands still.
        Refused: the outcome does not follow from the gates, nothing is said of what changed, or it is late without a reason.
    """
    case = decision.case
    referral = referring.ready(case, referring_steps.DECIDE, by=by, record=decision, why_late=("decide",))
    recommended = GroupRecommendation.objects.filter(case=case).last()
    if recommended is None:
        raise NotPossibleNow("The group has not recommended anything yet.")
    if recommended.made_by_id is not None and recommended.made_by_id == by.user_id:
        raise NotPermitted("You wrote the recommendation. Somebody else decides on it.")
    before = ChairDecision.objects.filter(case=case).last()
    if before is not None and not decision.what_changed.strip():
        raise Refused("Say what changed since the decision before, such as what an inquest found.")
    _judge(decision)
    decision.recommendation, decision.replaces = recommended, before
    _number(decision, ChairDecision, case)
    _keep(decision, by)
    referral.decision = IN_THE_INDEX[Outcome(decision.outcome)]
    referring.moved(referral, referring_steps.DECIDE, by=by)
    return decision


def _number(judged: Judged, model: type[Judged], case: Case) -> None:
    judged.number = model._default_manager.filter(case=case).count() + 1
    judged.statute = deciding_gates.statute_on(clock.today()).key


def _keep(judged: Judged, by: Actor) -> None:
    judged.made_on, judged.made_by_id = clock.today(), by.user_id
    judged.full_clean()
    judged.save(force_insert=True)
    trail.record("add", judged, by=by, after={"number": judged.number, "outcome": judged.outcome})


@transaction.atomic
def told(record: OutcomeTold, *, by: Actor) -> OutcomeTold:
    """Keep that somebody was told what became of a referral.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: nothing has become of it yet.
        Refused: the day is still to come, or it is late and nobody said why.
    """
    referral = Referral.objects.get(pk=record.case_id)
    if referral.state not in referring_steps.ENDS:
        raise NotPossibleNow("Nothing has been decided yet, so there is nothing to tell.")
    if record.told_on > clock.today():
        raise Refused("Enter the day they were told: today, or one that has passed.")
    if record.whom == OutcomeTold.Whom.REFERRER:
        clocks.need_a_reason(referral, "tell")
    return trail.add(record, by=by)
