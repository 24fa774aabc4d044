"""The timeline of a merged chronology: a picture, a sentence, and the table behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from goldenthread.boards.models import Agency
from goldenthread.core.access.acts import Act
from goldenthread.reports.charts import NARROW, WIDE
from goldenthread.reviews import chronology_queries as queries
from goldenthread.reviews.chronology_days import Precision
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.chronology import picture
from goldenthread.workspace.chronology.merged import narrowed, without_page
from goldenthread.workspace.chronology.shared import page


@needs_case("chronology", get=Act.READ)
def timeline(request: Any) -> HttpResponse:
    """How much each agency recorded, and when: of the rows one narrowed to."""
    form, rows = narrowed(request)
    counted = queries.months(rows)
    names = dict(Agency.objects.filter(pk__in={one.agency for one in counted}).values_list("pk", "name"))
    drawn = picture.bind([(names[one.agency], one.year, one.month, one.rows) for one in counted])
    return page(
        request,
        "timeline",
        "chronology",
        status=200 if not form.is_bound or form.is_valid() else 422,
        form=form,
        timeline=drawn,
        wide=picture.svg(drawn, WIDE, "timeline-wide") if drawn else "",
        narrow=picture.svg(drawn, NARROW, "timeline-narrow") if drawn else "",
        by_year=rows.filter(precision=Precision.YEAR).count(),
        is_narrowed=not form.asked().is_all,
        asked=without_page(request),
    )
