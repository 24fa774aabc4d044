"""All figures of a year, by subject: one line each, with what changed in words; and the same list as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.exports import as_csv, as_workbook
from goldenthread.core.searching import fits, terms
from goldenthread.figures import coverage, wording
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Definition
from goldenthread.figures.measures import Commentary
from goldenthread.figures.published import PublishedFigure
from goldenthread.figures.sight import WORDS
from goldenthread.trail.operations import record
from goldenthread.workspace.figures.choosing import Chosen, Shown, before, choose, published_words, said
from goldenthread.workspace.navigation import siblings

SUBJECTS = {
    "concerns": "Concerns",
    "enquiries": "Enquiries",
    "reviews": "Safeguarding Adults Reviews",
    "audit": "Case audits",
    "plan": "Recommendations and commitments",
    "board": "Meetings",
    "training": "Training",
    "money": "Money",
    "rcrp": "Right Care, Right Person",
    "england": "England",
    "context": "About the place",
}
"""The first part of a figure's id, as people call it, in the order of the page."""
SHORT = {
    wording.NO_CHANGE: "no clear change",
    wording.PERHAPS: "perhaps a change",
    wording.LARGER: "larger than chance alone would explain",
    wording.TOO_FEW: "too few to say more",
    wording.COUNTED: "",
}
FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Line:
    """A figure in the list."""

    figure_id: str
    title: str
    subject: str
    address: str
    value: str
    before: str
    changed: str
    published: str
    is_released: bool


def subject_of(figure_id: str) -> str:
    name = figure_id.split(".", maxsplit=1)[0]
    return SUBJECTS.get(name, name.capitalize())


def texts_of(one: Definition) -> list[str]:
    """What a figure is found by."""
    return [one.title, one.id, subject_of(one.id), one.numerator, one.denominator, one.caveat]


def changed(figure: PublishedFigure | None) -> str:
    """Against the year before, in words: "253 fewer: no clear change"; or which part of the year the data cover."""
    if figure is not None and figure.cover:
        return coverage.said(figure.cover, figure.period)
    if figure is None or figure.change is None:
        return ""
    size = wording.changed_by(figure.change, figure.definition.unit)
    words = SHORT.get(figure.change.words, figure.change.words.rstrip(".").lower())
    return f"{size}: {words}" if words and figure.change.direction != "same" else size


def lines_of(chosen: Chosen, q: str) -> list[Line]:
    """The figures that a search finds, in the order of their subjects."""
    found = [_line(chosen, shown) for shown in chosen.every()]
    asked, definitions = terms(q, chosen.board.pk), all_definitions()
    kept = [one for one in found if fits(asked, texts_of(definitions[one.figure_id]))]
    order = list(dict.fromkeys([*SUBJECTS.values(), *(one.subject for one in kept)]))
    return sorted(kept, key=lambda one: order.index(one.subject))


def _line(chosen: Chosen, shown: Shown) -> Line:
    figure_id = shown.definition.id
    address = reverse("workspace:figures-one", kwargs={"board": chosen.board.slug, "figure_id": figure_id})
    return Line(
        figure_id,
        shown.definition.title,
        subject_of(figure_id),
        address + chosen.query(),
        said(shown.figure),
        before(shown.figure),
        changed(shown.figure),
        published_words(shown) if shown.published_otherwise else "",
        shown.published is not None,
    )


@needs("figures", get=Act.READ)
def page(request: Any) -> HttpResponse:
    chosen = choose(request, "q", "commentary")
    q = request.GET.get("q", "").strip()[:100]
    lines = lines_of(chosen, q)
    without = _without_commentary(request, chosen, lines)
    only_those = request.GET.get("commentary") == "missing" and without is not None
    if only_those:
        lines = without or []
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.subject, []).append(line)
    context = {
        "chosen": chosen,
        "q": q,
        "groups": groups,
        "count": len(lines),
        "care": WORDS[chosen.sight],
        "without_commentary": None if without is None else len(without),
        "only_those": only_those,
        "those": chosen.query(q=q, commentary="missing"),
        "all_of_them": chosen.query(q=q),
        "shows_published": any(line.published for line in lines),
        "may_export": request.standing.may("figures", Act.EXPORT, request.board.pk),
        "export_query": chosen.query(q=q),
        "siblings": siblings("figures", request.standing, request.board),
    }
    return render(request, "workspace/figures/list.html", context)


def _without_commentary(request: Any, chosen: Chosen, lines: list[Line]) -> list[Line] | None:
    """The figures with a number of which nobody has written what the Board makes; None for whoever does not write it."""
    if not request.standing.may("scorecard", Act.CREATE, chosen.board.pk):
        return None
    written = Commentary.objects.filter(board=chosen.board, period=chosen.period.label)
    told = set(written.values_list("figure_id", flat=True))
    return [one for one in lines if one.value not in {"", wording.MARKS["x"]} and one.figure_id not in told]


@needs("figures", get=Act.EXPORT)
def export(request: Any, form: str) -> HttpResponse:
    """The list as a file. Its name says that it is not for publication."""
    if form not in FILES:
        raise NotFound("There is no such page, or it is not open to you.")
    chosen = choose(request, "q")
    lines = lines_of(chosen, request.GET.get("q", "").strip()[:100])
    headings = ["Subject", "Figure", "Name", chosen.period.label, chosen.period.previous().label, "Change", "Published"]
    rows = [
        [one.subject, one.title, one.figure_id, one.value, one.before, one.changed, one.published or _same(one)]
        for one in lines
    ]
    is_synthetic = chosen.board.is_demonstration
    if form == "csv":
        made = as_csv(headings, rows, is_synthetic=is_synthetic)
    else:
        made = as_workbook(f"Figures {chosen.period.label}", headings, rows, is_synthetic=is_synthetic)
    after = {
        "kind": "figures",
        "rows": len(rows),
        "form": form,
        "period": chosen.period.label,
        "data": chosen.basis.name,
    }
    record("export", request.board, by=actor_of(request), after=after)
    response = HttpResponse(made, content_type=FILES[form])
    name = f"figures-{chosen.period.label}-not-for-publication-{clock.today().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _same(line: Line) -> str:
    return "the same" if line.is_released else "not released"
