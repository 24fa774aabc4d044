"""What a referral or a review taught: its sources of learning, and sharing them before anything is published.

Learning is acted on long before a report is published, so that nobody waits for an inquest. What is shared names nobody.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow
from goldenthread.learning import holding
from goldenthread.learning.models import Source
from goldenthread.reviews.pseudonyms import Search, pseudonyms_checked


def by_case(case_id: UUID) -> QuerySet[Source]:
    """The sources of learning of a case, the oldest first."""
    return Source.objects.filter(case_id=case_id).order_by("ended_on", "title", "pk")


def parts_of(source: Source) -> list[tuple[str, str]]:
    """All that the Board would read of it beside its title: what each part is, and its words."""
    found = [("Summary", source.summary)]
    found += [(f"Finding {one.number}", one.text) for one in source.findings.order_by("number", "pk")]
    for one in source.recommendations.prefetch_related("actions").order_by("order", "pk"):
        actions = sorted(action.text for action in one.actions.all())
        found.append((f"Recommendation {one.number}", "\n\n".join([one.text, one.response, *actions]).strip()))
    return [(what, words) for what, words in found if words.strip()]


def text_of(source: Source) -> str:
    """The same as one text, as it is scanned for names; empty where nothing is written but its title."""
    said = [words for _, words in parts_of(source)]
    return "\n\n".join([source.title, *said]) if said else ""


def share(source: Source, *, why: str, by: Actor) -> Source:
    """Let the Board read it, once exactly these words were searched for whoever could be recognised in them.

    Raises:
        NotPermitted, AlreadyDone, Refused: as `holding.share`.
        NotPossibleNow: the words as they stand now were not scanned, or something that was found is not cleared.
    """
    if source.case_id is not None and pseudonyms_checked(source.case_id, text_of(source)) is Search.NOT_CLEAR:
        raise NotPossibleNow(
            "What it taught, as it stands now, was not scanned for names, or something that was found is not cleared. "
            "Scan it first, under “Scans”."
        )
    return holding.share(source, why=why, by=by)
