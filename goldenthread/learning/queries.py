"""Questions about learning: what shows that it was done, how strong it is, and what was said before on the same theme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.access import Act, Standing, visible_to
from goldenthread.learning import steps
from goldenthread.learning.models import Action, Evidence, Measure, Recommendation, Source, Verdict
from goldenthread.learning.steps import Strength


def strength_of(evidence: Iterable[Evidence]) -> Strength:
    """How strong some evidence is together; only what was accepted counts."""
    return steps.strength(one.kind for one in evidence if one.state == Evidence.State.ACCEPTED)


def proof_on(evidence: Iterable[Evidence], day: date) -> list[Evidence]:
    """What had been handed in, checked and accepted by the end of a day."""
    end = datetime.combine(day + timedelta(days=1), time(), clock.LONDON)
    return [
        one
        for one in evidence
        if one.state == Evidence.State.ACCEPTED and one.checked_at is not None and one.checked_at < end
    ]


def answering(recommendation: Recommendation) -> QuerySet[Action]:
    """The actions that answer a recommendation: those made for it, and those it shares with another."""
    found = Action.objects.filter(Q(recommendation=recommendation) | Q(also_answers=recommendation)).distinct()
    return found.select_related("agency", "person").prefetch_related("evidence__document")


def measures_of(recommendation: Recommendation) -> QuerySet[Measure]:
    """How a recommendation and its actions are measured, with each verdict."""
    found = Measure.objects.filter(Q(recommendation=recommendation) | Q(action__recommendation=recommendation))
    return found.distinct().select_related("action").prefetch_related(Prefetch("verdicts", Verdict.objects.all()))


def due_again(board: Board, day: date) -> QuerySet[Measure]:
    """Measures whose day has come and that nobody has looked at since; or whose verdict asked to look once more."""
    waiting = Measure.objects.filter(board=board, due_on__lte=day).exclude(pk__in=_spoken(board))
    once_more = Measure.objects.filter(board=board, pk__in=_once_more(board, day))
    return waiting | once_more


def _spoken(board: Board) -> QuerySet[Verdict, UUID]:
    return Verdict.objects.filter(measure__board=board).values_list("measure_id", flat=True)


def _once_more(board: Board, day: date) -> list[UUID]:
    """Measures whose latest verdict named a day to look again, and that day has come."""
    latest: dict[UUID, Verdict] = {}
    for one in Verdict.objects.filter(measure__board=board).order_by("given_on", "id"):
        latest[one.measure_id] = one
    return [key for key, one in latest.items() if one.next_on is not None and one.next_on <= day]


def seen_before(
    standing: Standing, board: Board, themes: Iterable[Theme], leave_out: UUID | None = None
) -> list[Recommendation]:
    """What earlier sources asked about the same themes, latest first: to be read before something is asked again."""
    asked = Recommendation.objects.filter(source__board=board, themes__in=list(themes))
    if leave_out is not None:
        asked = asked.exclude(pk=leave_out)
    seen = visible_to(standing, Act.READ, asked).distinct().select_related("source")
    return sorted(seen, key=lambda one: (one.source.ended_on or date.min, one.order), reverse=True)[:10]


THEMES_OF_A_SOURCE = ("themes", "findings__themes", "recommendations__themes")
"""What `themes_of` reads, to be fetched at once."""


def themes_of(source: Source) -> set[str]:
    """The themes of the Board's list that a source of learning carries, itself or in a finding or recommendation of it."""
    named = {theme.name for theme in source.themes.all()}
    named |= {theme.name for one in source.findings.all() for theme in one.themes.all()}
    return named | {theme.name for one in source.recommendations.all() for theme in one.themes.all()}
