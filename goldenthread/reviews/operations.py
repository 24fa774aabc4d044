"""What people do with reviews."""

from __future__ import annotations

from django.db import transaction

from goldenthread.cases import naming
from goldenthread.cases.models import Case
from goldenthread.core.actors import Actor
from goldenthread.learning.models import Source
from goldenthread.reviews.models import Review
from goldenthread.trail import operations as trail


@transaction.atomic
def begin(review: Review, *, by: Actor) -> Review:
    """Keep a new review, with the source of learning that its findings will belong to.

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
    naming.enrol(Case.objects.get(pk=review.pk), by=by)
    return review
