"""Beginning a review from the referral it was decided on: what the decision and the referral already say is filled in.

The chair decides that there is to be a review; whoever keeps the Board's reviews begins it. People, agencies, and whoever stands
aside come from the referral with it. Source: Care Act 2014, section 44(1) and (4).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency
from goldenthread.cases import naming
from goldenthread.cases.models import Case, CasePerson, Part
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPossibleNow
from goldenthread.reviews import operations, running_operations, running_process
from goldenthread.reviews.deciding_gates import Outcome
from goldenthread.reviews.deciding_models import ChairDecision
from goldenthread.reviews.models import FromReferral, Referral, Review, ReviewStep
from goldenthread.trail import operations as trail

BASIS = {Outcome.MANDATORY: Review.Basis.MANDATORY, Outcome.DISCRETIONARY: Review.Basis.DISCRETIONARY}
"""Outcomes that ask for a review, and why there is one."""
SAID_OF_THE_KIND = (
    ("thematic", Review.Kind.THEMATIC),
    ("rapid", Review.Kind.RAPID_TIME),
    ("domestic", Review.Kind.JOINT_DEATH),
    ("child", Review.Kind.JOINT_CHILD),
)
"""What the group may have written of the kind of review, and which kind that is. Whoever begins it looks at it again."""
CARRY_ON = (Part.COORDINATOR, Part.DECIDER)
VERB = "begin from a referral"
NOT_DECIDED = "The chair has not decided that there is to be a review."


def decision_for(referral: Referral) -> ChairDecision | None:
    """The chair's decision as it stands, where it asks for a review."""
    last = ChairDecision.objects.filter(case_id=referral.pk).select_related("recommendation").last()
    return last if last is not None and Outcome(last.outcome) in BASIS else None


def has_begun(referral: Referral) -> bool:
    """Whether a review comes from this referral already: one of its own, or one that takes in several."""
    return FromReferral.objects.filter(referral=referral).exists()


def filled_in(referral: Referral, decision: ChairDecision) -> dict[str, Any]:
    """What the form begins with: the adults' pseudonyms as its name, the kind that was recommended, how many adults."""
    adults = CasePerson.objects.filter(case_id=referral.pk, sort=CasePerson.Sort.ADULT)
    names = list(adults.values_list("pseudonym", flat=True))
    said = decision.recommendation.method.casefold()
    plain = Review.Kind.THEMATIC if len(names) > 1 else Review.Kind.SINGLE
    kind = next((kind for word, kind in SAID_OF_THE_KIND if word in said), plain)
    return {"pseudonym": " and ".join(names)[:100], "kind": kind, "people": len(names) or None}


@transaction.atomic
def begin_from(referral: Referral, review: Review, agencies: Iterable[Agency], *, by: Actor) -> Review:
    """Begin the review that the chair decided on. Its adults, those near them, these agencies and whoever stands aside come
    from the referral; so does whoever co-ordinates it, or decides.

    Raises:
        NotPermitted: they may not begin reviews, or not read the decision.
        NotPossibleNow: the chair has not decided that there is to be one.
        AlreadyDone: it has begun.
        ValidationError: a field does not hold.
    """
    now = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    review.board_id = now.board_id
    require(by, Act.CREATE, review)
    decision = decision_for(now)
    if decision is None:
        raise NotPossibleNow(NOT_DECIDED)
    require(by, Act.READ, decision)
    if has_begun(now):
        raise AlreadyDone("A review comes from this referral already. Open it under “Reviews”.")
    review.basis = BASIS[Outcome(decision.outcome)]
    review.stage = running_process.COMMISSIONING
    review.commissioned_on, review.commissioned_precision = decision.made_on, "day"
    review.is_fictional = now.is_synthetic
    before = Case.objects.get(pk=now.pk)
    kept = operations.begin(review, by=by, follows=before)
    after = Case.objects.get(pk=kept.pk)
    naming.carry_over(before, after, by=by, parts=CARRY_ON)
    naming.name_who_begins(after, by=by)
    _first_step(kept, decision, by)
    running_operations.come_from(None, FromReferral(case=after, referral=now), by)
    took_part = set(naming.taking_part(before).filter(is_only_asked=False).values_list("agency_id", flat=True))
    for agency in agencies:
        comes = naming.takes_part if agency.pk in took_part else naming.is_asked
        comes(after, agency, by=by)
    return kept


def _first_step(review: Review, decision: ChairDecision, by: Actor) -> None:
    """The day of the decision is the day it was commissioned: its days are counted from there."""
    person = User.objects.filter(pk=by.user_id).first()  # type: ignore[misc]  # no key is nobody's key
    step = ReviewStep(
        case_id=review.pk,
        verb=VERB,
        source=review.stage,
        target=review.stage,
        taken_on=decision.made_on,
        taken_by=person,
        taken_at=clock.now(),
    )
    step.full_clean(exclude=["taken_by"])
    step.save(force_insert=True)
    trail.record(VERB, review, by=by, after={"on": decision.made_on.isoformat()})
