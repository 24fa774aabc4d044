"""The records that make a figure, row by row: for those entitled, for a stated purpose, and told to the trail each time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted
from goldenthread.figures import basis, wording
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Definition
from goldenthread.figures.labels import label as words_of
from goldenthread.figures.lineage import Line, Records, comes_to, records_of, rows_read
from goldenthread.figures.questions import NotTraceable, Part
from goldenthread.trail.operations import record
from goldenthread.workspace.figures import purpose
from goldenthread.workspace.figures.choosing import Chosen, choose
from goldenthread.workspace.figures.entitled import open_lines, reads_all_rows, tables_closed_to
from goldenthread.workspace.figures.forms import PURPOSES, PurposeForm

PER_PAGE = 50
PARTS = {"numerator", "denominator"}
NOT_IN_WORDS = ("_id", "_slug", "pseudonym", "code", "statement", "heading", "course", "agency", "line")
COUNTED = {
    "rows": "{number} records make the number, each counted once.",
    "different": "{number} are counted, each once, however many rows they stand on.",
    "amount": "{number} records make the number: they come to {total}.",
    "middle": "The number is the one in the middle of {number} records: {total}.",
    "rounded": "{number} records make the number, which is then given to the nearest five: {total}.",
}


@needs("case_rows", get=Act.READ, post=Act.READ)
def page(request: Any, figure_id: str) -> HttpResponse:
    chosen = choose(request, "part", "row", "page")
    definition = all_definitions().get(figure_id)
    if definition is None:
        raise NotFound("There is no such figure.")
    if tables_closed_to(request.standing, request.board.pk, figure_id):
        raise NotPermitted(
            "The records of this figure are not part of your role. If they should be, ask the Board’s manager."
        )
    if request.method == "POST":
        return _state_purpose(request, chosen, definition)
    why = purpose.stated(request)
    if not why:
        return _ask_purpose(request, chosen, definition, PurposeForm())
    return _list(request, chosen, definition, why)


@needs("case_rows", post=Act.READ)
def close(request: Any, figure_id: str) -> HttpResponse:
    """Stop reading: the purpose is asked for again before records open."""
    purpose.forget(request)
    kwargs = {"board": request.board.slug, "figure_id": figure_id}
    return HttpResponseRedirect(reverse("workspace:figures-one", kwargs=kwargs))


def _state_purpose(request: Any, chosen: Chosen, definition: Definition) -> HttpResponse:
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _ask_purpose(request, chosen, definition, form, status=422)
    purpose.state(request, form.cleaned_data["purpose"])
    return HttpResponseRedirect(request.get_full_path())


def _page(request: Any, template: str, chosen: Chosen, definition: Definition, **context: Any) -> HttpResponse:
    kwargs = {"board": chosen.board.slug, "figure_id": definition.id}
    shown = {
        "chosen": chosen,
        "definition": definition,
        "list_address": reverse("workspace:figures", kwargs={"board": chosen.board.slug}) + chosen.query(),
        "figure_address": reverse("workspace:figures-one", kwargs=kwargs) + chosen.query(),
        "close_address": reverse("workspace:figures-close", kwargs=kwargs),
    }
    status = context.pop("status", 200)
    return render(request, f"workspace/figures/{template}.html", {**shown, **context}, status=status)


def _ask_purpose(request: Any, chosen: Chosen, definition: Definition, form: PurposeForm, **more: Any) -> HttpResponse:
    return _page(request, "purpose", chosen, definition, form=form, **more)


def _asked(request: Any) -> tuple[Part, str]:
    part = request.GET.get("part", "numerator")
    if part not in PARTS:
        raise NotFound("A figure has a numerator and a denominator.")
    return cast("Part", part), request.GET.get("row", "")[:100]


def _list(request: Any, chosen: Chosen, definition: Definition, why: str) -> HttpResponse:
    part, row = _asked(request)
    if definition.breakdown and not row:
        raise NotFound("Choose a row of the figure.")
    dataset, words = chosen.basis.dataset(), _row_words(chosen, definition, row)
    try:
        found = records_of(dataset, chosen.period, definition.id, part=part, category=row)
    except NotTraceable as error:
        return _page(
            request, "untraceable", chosen, definition, why=str(error), reads=rows_read(dataset, definition.id)
        )
    lines = open_lines(request.standing, request.board.pk, found.lines)
    pages = Paginator(lines, PER_PAGE).get_page(request.GET.get("page", 1))
    _tell(request, chosen, definition, pages, why=why, part=part, row=row)
    return _page(
        request,
        "records",
        chosen,
        definition,
        page=pages,
        counted=_counted(found, lines, definition, is_all=reads_all_rows(request.standing, request.board.pk)),
        part=part,
        row=words,
        why=PURPOSES[why],
        headings=[_heading(head) for head in found.headings],
        lines=[[_cell(head, cell) for head, cell in zip(found.headings, line.cells, strict=True)] for line in pages],
        before=_page_address(chosen, part, row, pages.previous_page_number()) if pages.has_previous() else "",
        after=_page_address(chosen, part, row, pages.next_page_number()) if pages.has_next() else "",
        parts=_parts(chosen, definition, part, row),
    )


def _tell(request: Any, chosen: Chosen, definition: Definition, page: Page[Line], **said: str) -> None:
    """Every opening of records has its entry: which figure, how many, which page, and why."""
    after = {
        "figure": definition.id,
        "period": chosen.period.label,
        "part": said["part"],
        "row": said["row"],
        "records": page.paginator.count,
        "shown": len(page.object_list),
        "page": page.number,
        "data": chosen.basis.name,
    }
    record("read rows", request.board, by=actor_of(request), after=after, why=PURPOSES[said["why"]])


def _counted(found: Records, lines: tuple[Line, ...], definition: Definition, *, is_all: bool) -> str:
    """What the records come to; an agency that sees its own is told of its own."""
    total = comes_to(found.counts, [line.weight for line in lines])
    unit = (
        "count" if found.counts in {"rows", "different", "rounded"} or definition.unit == "percent" else definition.unit
    )
    said = COUNTED[found.counts].format(number=wording.whole(len(lines)), total=wording.number(total, unit))
    return said if is_all else f"Of the records that make it, {wording.whole(len(lines))} came from your agency."


def _row_words(chosen: Chosen, definition: Definition, row: str) -> str:
    """The row as people call it.

    Raises:
        NotFound: the figure has no such row.
    """
    if not row:
        return ""
    found = basis.computed(chosen.basis, chosen.period)[definition.id].category(row)
    if found is None:
        raise NotFound("The figure has no such row.")
    return found.label


def _page_address(chosen: Chosen, part: Part, row: str, number: int) -> str:
    return chosen.query(part="" if part == "numerator" else part, row=row, page=str(number))


def _parts(chosen: Chosen, definition: Definition, part: Part, row: str) -> tuple[str, str]:
    """The other part of a fraction, and the way to its records."""
    if definition.denominator == "none" or definition.unit == "days":
        return "", ""
    other = "denominator" if part == "numerator" else "numerator"
    return other, chosen.query(part="" if other == "numerator" else other, row=row)


def _heading(head: str) -> str:
    return f"{head[:1].upper()}{head[1:]}".replace("_", " ")


def _cell(head: str, cell: Any) -> Any:
    """A cell as people read it: codes in words, days as days, several values after each other."""
    if isinstance(cell, list):
        return ", ".join(str(_cell(head, one)) for one in cell)
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return f"{cell.day} {cell:%B %Y}"
    return words_of(cell) if isinstance(cell, str) and not head.endswith(NOT_IN_WORDS) else cell
