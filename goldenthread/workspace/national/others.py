"""What was published of councils: the list, and bringing in a file, which is shown before any of it is kept."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.national import bringing_in, definition, others
from goldenthread.national.models import PublishedReturn
from goldenthread.national.others import Council, Found
from goldenthread.national.published_rows import MOST_BYTES
from goldenthread.workspace.national.door import ROW, may, page, said, to
from goldenthread.workspace.national.forms import OthersForm
from goldenthread.workspace.national.previewing import Preview, carried, come_back

HEADLINES = (
    ("Concerns", ("SG1f", "Safeguarding Concerns", "Total Number of Safeguarding Concerns", "Total")),
    (
        "Section 42 enquiries",
        ("SG1f", "Section 42 Enquiries", "Total Number of Section 42 Safeguarding Enquiries", "Total"),
    ),
)


@needs(ROW, get=Act.READ)
def listing(request: Any) -> HttpResponse:
    """Every file that was brought in, newest year first; of several for the same council and year, the last counts."""
    every = PublishedReturn.objects.filter(board=request.board).select_related("brought_in_by").defer("cells")
    found = list(visible_to(request.standing, Act.READ, every))
    counting: set[tuple[str, str]] = set()
    lines = []
    for one in found:
        lines.append((one, (one.council, one.period) not in counting))
        counting.add((one.council, one.period))
    return page(request, "others", lines=lines, may_work=may(request, Act.CREATE))


@needs(ROW, get=Act.CREATE, post=Act.CREATE)
def bring(request: Any) -> HttpResponse:
    """Choose a file, and see what it holds. Where it cannot be used, what was typed stays, and every fault is said."""
    form = OthersForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        data = given["file"].read(MOST_BYTES + 1)
        found = others.read(data, year=given["period"], name=given["file"].name)
        try:
            councils, ticked = _of(found, given["council"])
        except Refused as error:
            for line in str(error).split("\n"):
                form.add_error("file", line)
        else:
            sha256 = hashlib.sha256(data).hexdigest()
            read = Preview(Period.parse(given["period"]), given["source"], given["published_on"], sha256, councils)
            return _shown(request, read, ticked)
    status = 422 if request.method == "POST" else 200
    faults = list(form.errors.get("file", ())) if request.method == "POST" else []
    return page(request, "bring", status=status, form=form, faults=faults[1:], others_address=to(request, "-others"))


def _of(found: Found, council: str) -> tuple[tuple[Council, ...], list[str]]:
    """The councils to show, and the names of those to tick.

    Raises:
        Refused: the file cannot be used, or names nobody and nobody was named.
    """
    if council.strip():
        one = found.of(council)
        return (Council(one.name or council.strip(), one.cells, one.not_known, one.uneven),), [
            one.name or council.strip()
        ]
    if found.problems:
        raise Refused("\n".join(found.problems))
    if any(not one.name for one in found.councils):
        raise Refused("The file does not say whose values they are. Enter the council, and choose the file again.")
    usable = [one.name for one in found.councils if one.cells]
    if not usable:
        raise Refused("\n".join(found.councils[0].problems))
    return found.councils, usable if len(usable) == 1 else []


def _shown(request: Any, read: Preview, ticked: list[str], problem: str = "") -> HttpResponse:
    cells = len(definition.load(read.period.label).cells)
    return page(
        request,
        "bring_preview",
        status=422 if problem else 200,
        read=read,
        token=carried(read, request),
        problem=problem,
        cells=cells,
        most=bringing_in.MOST_AT_ONCE,
        headlines=[words for words, _ in HEADLINES],
        lines=[_line(one, one.name in ticked) for one in read.councils if one.cells],
        faulty=[one for one in read.councils if one.problems],
        set_aside=max((one.not_known for one in read.councils), default=0),
        uneven=sum(bool(one.uneven) for one in read.councils),
        others_address=to(request, "-others"),
        bring_address=to(request, "-bring-in"),
    )


def _line(council: Council, is_ticked: bool) -> dict[str, Any]:  # noqa: FBT001 (one of a list's two columns)
    held = {tuple(cell[:4]): cell[4] for cell in council.cells}
    values = list(held.values())
    return {
        "council": council.name,
        "is_ticked": is_ticked,
        "cells": len(values),
        "withheld": values.count("[c]"),
        "not_supplied": values.count("[x]") + values.count(None),
        "headlines": [(words, said(held[key]) if key in held else "not in the file") for words, key in HEADLINES],
        "uneven": council.uneven,
        "not_known": council.not_known,
    }


@needs(ROW, post=Act.CREATE)
def keep(request: Any) -> HttpResponse:
    """Keep the councils that were chosen of what was shown."""
    try:
        read = come_back(request.POST.get("read", ""), request)
    except Refused as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(to(request, "-bring-in"))
    names = request.POST.getlist("council")
    try:
        kept = bringing_in.keep(
            read.only(names),
            board=request.board,
            period=read.period,
            source=read.source,
            published_on=read.published_on,
            sha256=read.sha256,
            by=actor_of(request),
        )
    except Refused as error:
        return _shown(request, read, names, str(error))
    whose = kept[0].council if len(kept) == 1 else f"{len(kept)} councils"
    messages.success(request, f"The published values of {whose} for {read.period} are kept.")
    return HttpResponseRedirect(to(request, "-others"))
