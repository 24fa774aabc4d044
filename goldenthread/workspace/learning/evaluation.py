"""An evaluation day's own page, and the page that shows what it covers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from goldenthread.core.access import allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.kinds import named
from goldenthread.core.periods import Period
from goldenthread.learning.covering import covered
from goldenthread.learning.kinds_of_proof import brought_back, judged
from goldenthread.learning.models import Allocation, EvaluationDay, ThemeAssurance
from goldenthread.workspace import records
from goldenthread.workspace.learning import seen

SLUG = "evaluation-days"


@needs("evaluation", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    day: Any = records.one_of(request, named(SLUG), pk)
    doors = []
    if allow(request.standing, Act.EDIT, day):
        doors.append(("See what it covers", seen.to(request, "evaluation-days-coverage", pk=pk)))
    return records.show(request, named(SLUG), day, doors=doors)


@needs("evaluation", get=Act.EDIT)
def coverage(request: Any, pk: UUID) -> HttpResponse:
    """For whoever keeps evaluation days: an agency sees its own parts, so what is missing would be told it wrongly."""
    day: EvaluationDay = seen.one(request, SLUG, pk, Act.EDIT)
    found = covered(day, request.standing)
    by_source = [(source, [(part, brought_back(part)) for part in parts]) for source, parts in found.by_source]
    context: dict[str, Any] = {
        "day": day,
        "found": found,
        "by_source": by_source,
        "themes": [(theme, count, view, judged(view) if view else None) for theme, count, view in found.themes],
        "period": Period.containing(day.held_on).label,
        "may_give": allow(request.standing, Act.CREATE, Allocation(day=day)),
        "may_judge": allow(request.standing, Act.CREATE, ThemeAssurance(board=day.board)),
    }
    return seen.page(request, "coverage", SLUG, **context)
