"""The chronology as a file, or as pages to print: what one person may see of it, kept in the trail, and never in an emergency.

More than fifty rows take a second person.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

from goldenthread.core import clock
from goldenthread.core.access import actor_of, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.days import as_known
from goldenthread.core.errors import NotFound, NotPermitted
from goldenthread.core.exports import SYNTHETIC, as_csv, as_workbook
from goldenthread.reviews.chronology_models import HandedInRow
from goldenthread.trail import operations as trail
from goldenthread.workspace.cases import leaving
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.chronology.merged import Marks, narrowed, words_of
from goldenthread.workspace.chronology.shared import NO_SUCH_PAGE, at, may_take_away, page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PRINTED, MOST_IN_WORD = 1_000, 3_000
HEADINGS = (
    "When",
    "Day",
    "How exactly",
    "Agency",
    "Which record says so",
    "What happened",
    "Who was there",
    "Who else was there",
    "Was the adult seen",
    "What the adult said or wanted",
    "What was decided or done",
    "What should have happened",
    "The agency’s comment",
    "What it means for the review",
    "How far it may go",
    "Noted",
)


def rows_for(request: Any) -> list[HandedInRow]:
    """The rows asked for, as far as this person may take them away.

    Raises:
        NotFound: they opened the case in an emergency.
    """
    if request.is_in_emergency or not may_take_away(request):
        raise NotFound(NO_SUCH_PAGE)
    _, rows = narrowed(request)
    allowed = visible_to(request.standing, Act.EXPORT, HandedInRow.objects.filter(case=request.case))
    return list(rows.filter(pk__in=allowed.values("pk")).select_related("agency").prefetch_related("people"))


def _line(row: HandedInRow, noted: list[str]) -> list[Any]:
    said = [words for _, words, _ in words_of(row)]
    return [row.when, row.on, row.get_precision_display(), *said, "; ".join(noted)]


@needs_case("chronology", get=Act.EXPORT)
def export(request: Any, form: str) -> HttpResponse:
    """The rows asked for as a workbook, CSV or a Word document."""
    makers: dict[str, tuple[str, Callable[[Any, list[HandedInRow], Marks], bytes]]] = {
        "csv": ("text/csv; charset=utf-8", _csv),
        "xlsx": (WORKBOOK, _workbook),
        "docx": (WORD, _word),
    }
    if form not in makers:
        raise NotFound(NO_SUCH_PAGE)
    rows = rows_for(request)
    if form == "docx" and len(rows) > MOST_IN_WORD:
        raise NotPermitted(f"A Word document holds up to {MOST_IN_WORD:,} rows. Narrow the list, or take the workbook.")
    if stop := leaving.stopped(request, HandedInRow, "the chronology", len(rows)):
        return stop
    media_type, make = makers[form]
    made = make(request, rows, Marks(request))
    told = {"rows": len(rows), "form": form, "purpose": str(request.purpose)}
    trail.record("export a chronology", request.case, by=actor_of(request), after=told)
    response = HttpResponse(made, content_type=media_type)
    name = f"chronology-{slugify(request.case.reference)}-{clock.today().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(rows: Iterable[HandedInRow], marks: Marks) -> Iterator[list[Any]]:
    return (_line(row, marks.of(row)) for row in rows)


def _csv(request: Any, rows: list[HandedInRow], marks: Marks) -> bytes:
    return as_csv(HEADINGS, _lines(rows, marks), is_synthetic=request.board.is_demonstration)


def _workbook(request: Any, rows: list[HandedInRow], marks: Marks) -> bytes:
    return as_workbook("Chronology", HEADINGS, _lines(rows, marks), is_synthetic=request.board.is_demonstration)


def _word(request: Any, rows: list[HandedInRow], marks: Marks) -> bytes:
    """A document with a heading for each month and each row, so that it can be found by headings and read aloud."""
    import docx

    made = docx.Document()
    made.core_properties.author = made.core_properties.last_modified_by = "Golden Thread"
    made.core_properties.title = f"Chronology, {request.case.reference}"
    made.core_properties.language = "en-GB"
    made.add_heading(f"Chronology: {request.case.called}", 0)
    if request.board.is_demonstration:
        made.add_paragraph(SYNTHETIC)
    told = f"{request.case.reference}. {len(rows):,} rows. Taken on {as_known(clock.today(), 'day')}. Confidential."
    made.add_paragraph(told)
    month = ""
    for row in rows:
        here = f"{row.on:%B %Y}"
        if here != month:
            made.add_heading(here, 1)
            month = here
        made.add_heading(f"{row.when}: {row.agency}", 2)
        for words, said, is_long in words_of(row):
            if said and words != "Agency":
                paragraph = made.add_paragraph()
                paragraph.add_run(f"{words}: ").bold = True
                paragraph.add_run(said if is_long else said.replace("\n", " "))
        for words in marks.of(row):
            made.add_paragraph(words, style="List Bullet")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@needs_case("chronology", get=Act.EXPORT)
def printed(request: Any) -> HttpResponse:
    """All the rows asked for on one page, as they print."""
    rows = rows_for(request)
    if stop := leaving.stopped(request, HandedInRow, "the chronology", len(rows)):
        return stop
    marks = Marks(request)
    told = {"rows": min(len(rows), MOST_PRINTED), "form": "print", "purpose": str(request.purpose)}
    trail.record("export a chronology", request.case, by=actor_of(request), after=told)
    shown = [(row, [one for one in words_of(row) if one[1]], marks.of(row)) for row in rows[:MOST_PRINTED]]
    more = max(0, len(rows) - MOST_PRINTED)
    back = f"{at(request, 'chronology')}?{request.GET.urlencode()}"
    return page(
        request, "printed", "chronology", rows=shown, more=more, most=MOST_PRINTED, back=back, day=clock.today()
    )
