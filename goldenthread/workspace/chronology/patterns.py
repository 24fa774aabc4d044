"""What stands out in a merged chronology: where nothing is recorded, shared days, and rows that may contradict each other."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse

from goldenthread.core.access.acts import Act
from goldenthread.reviews import chronology_queries as queries
from goldenthread.reviews.chronology_models import Seen
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.chronology.forms import GapForm
from goldenthread.workspace.chronology.merged import without_page
from goldenthread.workspace.chronology.shared import may_note, page

MOST_GAPS, MOST_PAIRS, PER_PAGE = 200, 50, 50


@needs_case("chronology", get=Act.READ)
def patterns(request: Any) -> HttpResponse:
    """Gaps, days on which several agencies recorded something, and contradictions: of the rows one narrowed to."""
    standing, case = request.standing, request.case
    form = GapForm(request.GET or None, standing=standing, case=case)
    is_right = not form.is_bound or form.is_valid()
    rows = queries.narrow(queries.merged(standing, case), form.asked(), standing, case)
    longer_than = form.longer_than()
    gaps = queries.gaps_of(rows, longer_than)
    sees_notes = standing.may("chronology_notes", Act.READ, request.board.pk)
    noted = queries.contradictions(standing, case)
    pairs = queries.suggested(rows, noted, MOST_PAIRS + 1) if sees_notes else []
    days = Paginator(queries.same_days(rows), PER_PAGE).get_page(request.GET.get("page", 1))
    asked = without_page(request)
    return page(
        request,
        "patterns",
        "chronology",
        asked=asked,
        to_page=f"{asked or '?'}{'&' if asked else ''}page=",
        is_narrowed=not form.asked().is_all,
        status=200 if is_right else 422,
        form=form,
        extent=queries.extent(rows),
        longer_than=longer_than,
        gaps=gaps[:MOST_GAPS],
        more_gaps=max(0, len(gaps) - MOST_GAPS),
        longest=max(gaps, key=lambda one: one.days, default=None),
        days=days,
        pairs=_shown(rows, pairs[:MOST_PAIRS]),
        more_pairs=len(pairs) > MOST_PAIRS,
        contradictions=noted,
        may_note=may_note(request),
    )


def _shown(rows: Any, pairs: list[Any]) -> list[tuple[Any, Any]]:
    """The rows of each pair, fetched together."""
    keys: set[UUID] = {one.key for pair in pairs for one in pair}
    found = {row.row_key: row for row in rows.filter(row_key__in=keys).select_related("agency")}
    words = dict(Seen.choices)
    for row in found.values():
        row.seen_words = words[row.seen].lower()
    return [(found[one.key], found[other.key]) for one, other in pairs]
