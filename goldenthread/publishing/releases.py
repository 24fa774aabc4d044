"""What the Board released: the list, one release with its figures, and its files. The data come in one form, named by a hash."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.core.exports import as_csv
from goldenthread.core.marks import public
from goldenthread.core.periods import stretch
from goldenthread.figures import coverage, store, wording
from goldenthread.figures.disclosure_rules import RULES
from goldenthread.figures.figure import Unit
from goldenthread.figures.models import PublishedRelease
from goldenthread.figures.published import PublishedFigure, PublishedNumber, PublishedRow, Release
from goldenthread.publishing import published
from goldenthread.publishing.views import page

NONE = "There is no such release."
HEADINGS = (
    "Figure",
    "Name",
    "Row",
    "Number",
    "Of",
    "Value",
    "Unit",
    "Likely from",
    "Likely to",
    "Year before",
    "Definition",
)


def _released() -> QuerySet[PublishedRelease]:
    return PublishedRelease.objects.filter(board=published.board())


def _one(pk: UUID) -> PublishedRelease:
    found = _released().filter(pk=pk).first()
    if found is None:
        raise Http404(NONE)
    return found


@lru_cache(maxsize=8)
def _read(pk: UUID) -> Release:
    """A release never changes, so it is read once."""
    return store.from_json(PublishedRelease.objects.get(pk=pk).contents)


@public
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Everything the Board released, newest first."""
    found = [
        (one, stretch(one.period).months) for one in _released().only("pk", "period", "released_at", "rule", "version")
    ]
    return page(request, "releases", "", releases=found)


@public
@require_safe
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A release as it went out, from which data, by which rule, and its files."""
    found = _one(pk)
    made = _read(found.pk)
    shown = _shown(made)
    later = _released().filter(period=found.period, released_at__gt=found.released_at).only("pk").first()
    return page(
        request,
        "release",
        "",
        release=found,
        months=stretch(found.period).months,
        rule=f"{RULES[found.rule]} Version {found.version}.",
        later=later,
        is_synthetic=made.snapshot.is_synthetic,
        frozen_at=made.snapshot.taken_at,
        single=[(one.definition.title, _said(one, one.definition.unit), _note(one)) for one in shown if not one.rows],
        tables=[
            (one.definition.title, [(row.label, _said(row, one.definition.unit)) for row in one.rows], _note(one))
            for one in shown
            if one.rows
        ],
    )


def _shown(made: Release) -> list[PublishedFigure]:
    """Every figure that can be told for the months of the release, by title."""
    found = [one for one in made.figures.values() if one.cover != coverage.WHOLE_YEARS]
    return sorted(found, key=lambda one: one.definition.title)


def _said(one: PublishedFigure | PublishedRow, unit: Unit) -> str:
    """A value, and what a percentage is made of, where any of it is printed: "80% (305 of 382)"."""
    said = wording.say(one.value, unit, in_table=True)
    parts = [part for part in (one.numerator, one.denominator) if part is not None]
    if unit != "percent" or all(part.value is None for part in parts):
        return said
    return f"{said} ({' of '.join(wording.say(part, 'count', in_table=True) for part in parts)})"


def _note(one: PublishedFigure) -> str:
    """Which days the data cover, where those are not all."""
    return coverage.said(one.cover, one.period)


@public
@require_safe
def data(_: HttpRequest, pk: UUID) -> HttpResponse:
    """The release's own bytes: the hash that is shown is theirs."""
    found = _one(pk)
    return _file(store.canonical(found.contents), "application/json", found, "json")


@public
@require_safe
def table(_: HttpRequest, pk: UUID) -> HttpResponse:
    """Every figure and row of a release, for a spreadsheet."""
    found = _one(pk)
    made = _read(found.pk)
    lines = [line for figure in _shown(made) for line in _cells(figure)]
    contents = as_csv(HEADINGS, lines, is_synthetic=made.snapshot.is_synthetic)
    return _file(contents, "text/csv; charset=utf-8", found, "csv")


def _cells(figure: PublishedFigure) -> list[list[object]]:
    defined = figure.definition
    before = _cell(figure.previous)
    found: list[list[object]] = [
        [
            defined.id, defined.title, "", _cell(figure.numerator), _cell(figure.denominator), _cell(figure.value),
            defined.unit, figure.low, figure.high, before, defined.version,
        ]
    ]  # fmt: skip
    found += [
        [
            defined.id, defined.title, row.label, _cell(row.numerator), _cell(row.denominator), _cell(row.value),
            defined.unit, row.low, row.high, "", defined.version,
        ]
        for row in figure.rows
    ]  # fmt: skip
    return found


def _cell(number: PublishedNumber | None) -> float | str:
    if number is None:
        return ""
    return number.value if number.value is not None else f"[{number.mark or 'x'}]"


def _file(contents: bytes, kind: str, found: PublishedRelease, ending: str) -> HttpResponse:
    answer = HttpResponse(contents, content_type=kind)
    name = f"figures-{found.period.lower().replace(' ', '-')}-{found.contents_sha256[:8]}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
