"""One figure, followed from its number to where it came from: meaning, years, publication, data, records, who stands by it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.figures import sentences, wording
from goldenthread.figures.coverage import OF_CASEWORK
from goldenthread.figures.definitions import columns_read
from goldenthread.figures.measures import Commentary
from goldenthread.figures.models import PublishedRelease
from goldenthread.figures.published import PublishedFigure, Release
from goldenthread.figures.sight import WORDS, Sight
from goldenthread.reports import chart_kinds, html
from goldenthread.reports.document import Document
from goldenthread.workspace.figures import choosing, over_time
from goldenthread.workspace.figures.browsing import changed, subject_of
from goldenthread.workspace.figures.choosing import Chosen, Shown, choose
from goldenthread.workspace.figures.entitled import tables_closed_to
from goldenthread.workspace.figures.printed import printed_in


@needs("figures", get=Act.READ)
def page(request: Any, figure_id: str) -> HttpResponse:
    chosen = choose(request)
    shown = chosen.shown(figure_id)
    figure = shown.figure
    context: dict[str, Any] = {
        "chosen": chosen,
        "shown": shown,
        "figure": figure,
        "definition": shown.definition,
        "is_fraction": shown.definition.denominator != "none" and shown.definition.unit != "days",
        "subject": subject_of(figure_id),
        "care": _care(chosen, shown),
        "list_address": reverse("workspace:figures", kwargs={"board": chosen.board.slug}) + chosen.query(),
        "columns": columns_read(figure_id),
        "released": PublishedRelease.objects.filter(board=chosen.board, period=chosen.period.label).first(),
        "published": _published(chosen, shown),
        "printed": printed_in(chosen.board, chosen.period, figure_id),
        "deliveries": chosen.basis.deliveries if _reads_casework(figure_id) else (),
        "records": _records(request, chosen, shown),
        "commentaries": _commentaries(request, chosen, figure_id),
        "may_comment": request.standing.may("scorecard", Act.CREATE, chosen.board.pk),
        "sees_releases": request.standing.may("releases", Act.READ, chosen.board.pk),
    }
    if figure is not None:
        context |= _of_figure(chosen, shown, figure)
    return render(request, "workspace/figures/one.html", context)


def _of_figure(chosen: Chosen, shown: Shown, figure: PublishedFigure) -> dict[str, Any]:
    unit = figure.definition.unit
    is_known = figure.low is not None and figure.high is not None
    return {
        "headline": sentences.headline(figure),
        "line": sentences.in_one_line(figure, chosen.period.months),
        "numerator": wording.say(figure.numerator, unit if unit in {"pounds", "days"} else "count", in_table=True),
        "denominator": wording.say(figure.denominator, "count", in_table=True) if figure.denominator else "",
        "likely": wording.likely(figure.low or 0, figure.high or 0, unit) if is_known else "",
        "before": choosing.before(figure),
        "changed": changed(figure),
        "years": over_time.years(chosen, shown),
        "rows": _rows(chosen, figure) if figure.rows else None,
    }


def _commentaries(request: Any, chosen: Chosen, figure_id: str) -> list[Commentary]:
    """What the Board makes of the figure in this year and the one before, as far as this person may read it."""
    years = [chosen.period.label, chosen.period.previous().label]
    written = Commentary.objects.filter(board=chosen.board, figure_id=figure_id, period__in=years)
    return list(visible_to(request.standing, Act.READ, written))


def _care(chosen: Chosen, shown: Shown) -> str:
    """What to take care of on this page. A figure that counts no adults holds no small numbers to hide."""
    if shown.definition.disclosure == "exempt" and chosen.sight is not Sight.RELEASED:
        return ""
    return WORDS[chosen.sight] if chosen.sight is not Sight.OWN_ACTIVITY else WORDS[Sight.RELEASED]


def _reads_casework(figure_id: str) -> bool:
    return bool(set(columns_read(figure_id)) & OF_CASEWORK)


def _published(chosen: Chosen, shown: Shown) -> dict[str, Any] | None:
    """What was released of the figure, and what the rule made of it."""
    if shown.published is None or chosen.release is None:
        return None
    words, is_whole = sentences.safety(shown.published, chosen.release.rule)
    return {"value": choosing.said(shown.published), "words": words, "is_whole": is_whole}


def _rows(chosen: Chosen, figure: PublishedFigure) -> dict[str, Any]:
    """The breakdown: its table, and its chart where the report has one of its kind."""
    made: dict[str, Any] = {"table": html.figure_table(_document(chosen, figure), figure), "chart": None}
    if figure.id in chart_kinds.KINDS:
        title, sentence = chart_kinds.title(figure), chart_kinds.sentence(figure)
        subtitle = chart_kinds.subtitle(figure, chosen.period.months)
        made["chart"] = over_time.drawn(figure, title, subtitle, sentence, "rows")
    return made


def _document(chosen: Chosen, figure: PublishedFigure) -> Document:
    """As much of a report as a table needs to know of where it stands."""
    release = Release(chosen.board.slug, chosen.period.label, "", figure.snapshot, {figure.id: figure})
    board, year = chosen.board, chosen.period
    return Document(
        board=board.name,
        board_slug=board.slug,
        title="",
        period=year.label,
        months=year.months,
        version="",
        is_draft=True,
        dated="",
        is_demonstration=board.is_demonstration,
        public_url="",
        sections=[],
        glossary=[],
        release=release,
    )


def _records(request: Any, chosen: Chosen, shown: Shown) -> dict[str, Any]:
    """The way to the figure's records: open, or closed with the reason."""
    closed = tables_closed_to(request.standing, chosen.board.pk, shown.definition.id)
    kwargs = {"board": chosen.board.slug, "figure_id": shown.definition.id}
    address = reverse("workspace:figures-records", kwargs=kwargs)
    rows = [] if shown.figure is None else shown.figure.rows
    return {
        "is_open": not closed and request.standing.may("case_rows", Act.READ, chosen.board.pk),
        "address": address + chosen.query(),
        "rows": [(row.label, address + chosen.query(row=row.key)) for row in rows] if shown.is_in_full else [],
    }
