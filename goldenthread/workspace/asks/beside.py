"""An ask's answers side by side: questions down, agencies across, and the same as a workbook."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils.text import slugify

from goldenthread.asks.models import Answer, Ask, HandedIn
from goldenthread.asks.side_by_side import Given, Part, as_lines, parts
from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.exports import as_workbook
from goldenthread.trail import operations as trail
from goldenthread.workspace.asks.finding import ask_of, show, to
from goldenthread.workspace.asks.matrix import FILES


def _given(request: Any, ask: Ask) -> list[tuple[Answer, HandedIn]]:
    """What agencies handed in, the last of each, as far as this person may read it, in the Board's order."""
    here = Answer.objects.filter(recipient__ask=ask).select_related("recipient__agency")
    seen = visible_to(request.standing, Act.READ, here).prefetch_related(
        Prefetch("handings_in", HandedIn.objects.order_by("-number"))
    )
    found = [(one, list(one.handings_in.all())) for one in seen]
    return [(one, kept[0]) for one, kept in found if kept]


def _parts(ask: Ask, given: list[tuple[Answer, HandedIn]]) -> list[Part]:
    return parts(ask.form, [Given(kept.data, kept.explained) for _, kept in given])


@needs("asks", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    """Every answer that came, beside each other."""
    ask = ask_of(request, pk)
    given = _given(request, ask)
    _remember(request, ask, given)
    context: dict[str, Any] = {
        "ask": ask,
        "address": to(request, "asks-record", pk=ask.pk),
        "agencies": [
            (one.recipient.agency, kept, to(request, "answers-handed-in", pk=one.pk, number=kept.number))
            for one, kept in given
        ],
        "parts": [
            {
                "title": part.title,
                "lines": [
                    (line, list(zip(given, line.cells, strict=True))) for line in part.lines if not line.is_silent
                ],
                "silent": [line.words for line in part.lines if line.is_silent],
                "adds": any(line.total is not None for line in part.lines),
            }
            for part in _parts(ask, given)
        ],
        "asked": ask.recipients.count(),
        "may_export": request.standing.may("asks", Act.EXPORT, request.board.pk),
    }
    return show(request, "side_by_side", **context)


@needs("asks", get=Act.EXPORT)
def export(request: Any, pk: UUID) -> HttpResponse:
    """The same as a workbook."""
    ask = ask_of(request, pk)
    given = _given(request, ask)
    headings = ["Part", "Question", *(one.recipient.agency.name for one, _ in given), "Total"]
    lines = list(as_lines(_parts(ask, given)))
    made = as_workbook("Side by side", headings, lines, is_synthetic=ask.is_synthetic or request.board.is_demonstration)
    after = {"kind": "answers side by side", "rows": len(lines), "form": "xlsx"}
    trail.record("export", ask, by=actor_of(request), after=after)
    response = HttpResponse(made, content_type=FILES["xlsx"])
    name = f"{slugify(ask.title)[:60]}-side-by-side-{clock.today().isoformat()}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _remember(request: Any, ask: Ask, given: list[tuple[Answer, HandedIn]]) -> None:
    """Reading answers leaves a mark, as reading one does."""
    if given:
        trail.record("read answers side by side", ask, by=actor_of(request), after={"answers": len(given)})
