"""The public pages. Each fetches what is published, and answers."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.casework.queries import current_extracts
from goldenthread.core import clock
from goldenthread.core.marks import public
from goldenthread.core.periods import Period
from goldenthread.figures import sentences, wording
from goldenthread.figures.definitions import columns_read
from goldenthread.plans import queries
from goldenthread.publishing import corrections, help_words, published, threads
from goldenthread.publishing import training as programme
from goldenthread.reports import html, records
from goldenthread.reports.document import Section

TYPES = {
    "annual-report.html": "text/html; charset=utf-8",
    "annual-report.pdf": "application/pdf",
    "annual-report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def page(request: HttpRequest, template: str, current: str, **context: Any) -> HttpResponse:
    """A page of the site, with what every page shows."""
    board = published.board()
    report = published.latest_report()
    return render(
        request,
        f"publishing/{template}.html",
        {"board": board, "latest": report, "current": current, **context},
    )


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    latest = published.latest_report()
    release = published.document(latest.period).release if latest else None
    brief = ""
    if release:
        received, started = release.figures["concerns.received"], release.figures["enquiries.started"]
        brief = f"{wording.say(received.value, 'count')} concerns, {wording.say(started.value, 'count')} enquiries"
    principle = published.board().principles.filter(slug="prevention").first()
    return page(request, "home", "help", brief=brief, kinds=help_words.KINDS[:5], principle=principle)


@public
@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    return page(request, "get_help", "help", steps=help_words.STEPS)


@public
@require_safe
def kinds_of_abuse(request: HttpRequest) -> HttpResponse:
    return page(request, "kinds_of_abuse", "help", kinds=help_words.KINDS)


@public
@require_safe
def hide_your_visit(request: HttpRequest) -> HttpResponse:
    return page(request, "hide_your_visit", "help")


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    board, latest = published.board(), published.latest_report()
    period = Period.parse(latest.period) if latest else Period(2023)
    document = published.document(period.label)
    writer = html.writer(document, Section("about", "About", None, (), (), "", []))
    parts = {
        name: "".join(writer.block(block) for block in records.blocks(board, period, name))
        for name in (
            "members",
            "groups",
            "principles",
            "priorities",
            "golden_threads",
            "next_priorities",
            "commitments",
        )
    }
    chair = board.seats.filter(is_chair=True, to_on=None).exclude(held_by=None).select_related("held_by").first()
    vision = queries.vision_of(board, clock.today())
    return page(request, "about", "about", parts=parts, period=period, vision=vision, chair=chair)


@public
@require_safe
def report(request: HttpRequest, period: str) -> HttpResponse:
    document = published.document(period)
    sizes = [(name, what, max(1, path.stat().st_size // 1000)) for name, what, path in published.files(period)]
    return page(request, "report", "report", document=document, files=sizes)


@public
@require_safe
def section(request: HttpRequest, period: str, slug: str) -> HttpResponse:
    document = published.document(period)
    found = document.section(slug)
    if found is None:
        raise Http404("There is no such section.")
    place = document.sections.index(found)
    around = {
        "before": document.sections[place - 1] if place else None,
        "after": document.sections[place + 1] if place + 1 < len(document.sections) else None,
    }
    inner = html.section_html(document, slug, of_site=True)
    return page(request, "section", "report", document=document, section=found, inner=inner, **around)


@public
@require_safe
def download(request: HttpRequest, period: str, name: str) -> FileResponse:
    published.report(period)
    for known, _, path in published.files(period):
        if known == name:
            return FileResponse(
                path.open("rb"), content_type=TYPES[name], as_attachment=True, filename=f"{period}-{name}"
            )
    raise Http404("There is no such file.")


@public
@require_safe
def figures(request: HttpRequest, period: str) -> HttpResponse:
    document = published.document(period)
    found = sorted(document.release.figures.values(), key=lambda one: one.definition.title)
    rows = [
        (one, "by category" if one.rows else wording.say(one.value, one.definition.unit, in_table=True))
        for one in found
    ]
    return page(request, "figures", "report", document=document, rows=rows)


@public
@require_safe
def figure(request: HttpRequest, period: str, figure_id: str) -> HttpResponse:
    document = published.document(period)
    found = document.release.figures.get(figure_id)
    if found is None:
        raise Http404("There is no such figure.")
    safe_words, is_whole = sentences.safety(found, document.release.rule)
    extracts = current_extracts(published.board())
    unit = found.definition.unit
    return page(
        request,
        "figure",
        "report",
        document=document,
        figure=found,
        headline=sentences.headline(found),
        line=sentences.in_one_line(found, document.months),
        sentences=threads.sentences(document, figure_id),
        numerator=wording.say(found.numerator, "pounds" if unit == "pounds" else "count"),
        denominator=wording.say(found.denominator, "count") if found.denominator else "",
        safe_words=safe_words,
        is_whole=is_whole,
        table=html.figure_table(document, found) if found.rows else "",
        columns=columns_read(figure_id),
        extracts=extracts if "people" in found.definition.disclosure else [],
        corrected=corrections.about(document.release, figure_id)[:3],
    )


@public
@require_safe
def thread(request: HttpRequest, period: str, figure_id: str) -> JsonResponse:
    document = published.document(period)
    found = document.release.figures.get(figure_id)
    if found is None:
        raise Http404("There is no such figure.")
    answer = JsonResponse(threads.as_data(document, found), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{period}-{figure_id}.json"'
    return answer


@public
@require_safe
def training(request: HttpRequest) -> HttpResponse:
    board, today = published.board(), clock.today()
    return page(
        request,
        "training",
        "training",
        programme=programme.programme(board, today),
        sessions=programme.listed(board, today),
        check=programme.check_address(),
    )


@public
@require_safe
def contradictions(request: HttpRequest) -> HttpResponse:
    latest = published.latest_report()
    if latest is None:
        raise Http404("Nothing has been published yet.")
    found = corrections.all_of(published.document(latest.period).release)
    return page(request, "contradictions", "report", found=found, rules=corrections.rules().values())


@public
@require_safe
def how_numbers_are_made(request: HttpRequest) -> HttpResponse:
    return page(request, "how_numbers_are_made", "report")


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "accessibility", "")


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return page(request, "privacy", "")


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A demonstration is not for search engines; a real site is, but for its downloads."""
    rule = "Disallow: /" if published.board().is_demonstration else "Disallow: /annual-report/*/download/"
    return HttpResponse(f"User-agent: *\n{rule}\n", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere. It does not tell whether a record exists."""
    return render(request, "publishing/not_found.html", {"current": ""}, status=404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours. It asks nothing of the database."""
    return render(request, "publishing/went_wrong.html", {"current": ""}, status=500)
