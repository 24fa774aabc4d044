"""What an audit concludes becomes learning: one source, with its findings and what it asks."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from goldenthread.audits.grading import Conclusion
from goldenthread.audits.practice import PracticeAudit
from goldenthread.core import clock
from goldenthread.core.access import Act, require, visible_to
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPossibleNow
from goldenthread.learning.models import Finding, Recommendation, Source
from goldenthread.trail import operations as trail


@transaction.atomic
def make_learning(audit: PracticeAudit, *, by: Actor) -> Source:
    """The audit's source of learning, with every conclusion that is not in it yet. Conclusions know what they became."""
    source = audit.source or trail.add(
        Source(
            board_id=audit.board_id,
            kind=Source.Kind.AUDIT,
            title=audit.title,
            ended_on=audit.held_on or clock.today(),
            ended_precision=audit.held_precision if audit.held_on else "day",
            summary=audit.purpose,
            is_synthetic=audit.is_synthetic,
        ),
        by=by,
    )
    if audit.theme is not None:
        trail.tie(source, "themes", {*source.themes.all(), audit.theme}, by=by)
    for one in audit.conclusions.filter(finding=None, recommendation=None):
        _become(one, source, by)
    return source


def _become(one: Conclusion, source: Source, by: Actor) -> None:
    if one.kind == Conclusion.Kind.RECOMMENDATION:
        number = source.recommendations.count() + 1
        made = trail.add(
            Recommendation(source=source, number=str(number), text=one.text, order=number, domain=_domain(one)), by=by
        )
        one.recommendation = made
        _themed(made, one, by)
    else:
        last = source.findings.aggregate(last=Max("number"))["last"] or 0
        is_strength = one.kind == Conclusion.Kind.STRENGTH
        found = trail.add(
            Finding(source=source, number=last + 1, text=one.text, is_strength=is_strength, domain=_domain(one)), by=by
        )
        one.finding = found
        _themed(found, one, by)
    one.save(update_fields=["finding", "recommendation"])


def _domain(one: Conclusion) -> str:
    return {"practice": "practice", "organisation": "organisation", "system": "team"}.get(one.level, "")


def _themed(made: Finding | Recommendation, one: Conclusion, by: Actor) -> None:
    if one.theme is not None:
        trail.tie(made, "themes", [one.theme], by=by)


@transaction.atomic
def share(audit: PracticeAudit, recommendation: Recommendation, with_: Source, *, by: Actor) -> Recommendation:
    """Let one of the audit's recommendations count in another source's plan too: a review's, or a learning day's.

    Raises:
        NotFound: the other source is not one they may see, or the recommendation is not this audit's.
        NotPossibleNow: it is the audit's own source.
    """
    require(by, Act.EDIT, audit)
    theirs = visible_to(standing_of_actor(by), Act.READ, Source.objects.filter(board=audit.board_id, pk=with_.pk))
    if not theirs.exists() or recommendation.source_id != audit.source_id:
        raise NotFound("There is no such source of learning, or it is not open to you.")
    if with_.pk == audit.source_id:
        raise NotPossibleNow("It is this audit’s own. Choose another source of learning.")
    return trail.tie(recommendation, "also_from", {*recommendation.also_from.all(), with_}, by=by)
