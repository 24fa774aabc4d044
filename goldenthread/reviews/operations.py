"""What people do with reviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from goldenthread.cases import naming
from goldenthread.cases.models import Case, Part
from goldenthread.core.access.acts import Role
from goldenthread.core.actors import Actor
from goldenthread.learning.models import Source
from goldenthread.reviews.models import Review, ReviewStep
from goldenthread.trail import operations as trail


@transaction.atomic
def begin(review: Review, *, by: Actor, follows: Case | None = None) -> Review:
    """Keep a new review, with the source of learning that its findings will belong to.

    Whoever manages the Board co-ordinates it, and whoever chairs the Board decides on it: a report is signed off and published
    by two. Each can be taken off it, and can stand aside. Whoever stands aside from the case it `follows` stands aside from it.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
    """
    kept = Review.objects.filter(pk=review.pk).first()
    if kept is None:
        source = Source(board_id=review.board_id, kind=Source.Kind.REVIEW, title=review.pseudonym)
        review.source = trail.add(source, by=by)
    else:
        review.source_id = kept.source_id
    review = trail.add(review, by=by)
    case = Case.objects.get(pk=review.pk)
    if follows is not None:
        naming.follow(follows, case, by=by)
    naming.enrol(case, by=by)
    naming.enrol(case, by=by, roles=(Role.CHAIR,), part=Part.DECIDER)
    return review


@transaction.atomic
def put_right(review: Review, values: Mapping[str, Any], *, by: Actor, seen: Mapping[str, str] | None = None) -> Review:
    """Change what the index says of a review. Until a step was taken here, its stage follows from its days.

    Raises:
        NotPermitted, ValidationError, Stale: as changing any record.
    """
    changed = trail.change(review, values, by=by, seen=seen)
    if not ReviewStep.objects.filter(case_id=review.pk).exists():
        stage = changed.stage_by_its_days()
        if stage != changed.stage:
            changed = trail.change(changed, {"stage": stage}, by=by, verb="stand otherwise")
    return changed
