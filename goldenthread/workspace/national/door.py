"""What every page of the national return begins with: which year, which version, and what somebody may do with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import Period
from goldenthread.national import definition
from goldenthread.national.definition import Key, TableDefinition
from goldenthread.national.models import ReturnVersion
from goldenthread.national.steps import Status
from goldenthread.workspace.navigation import siblings

NO_SUCH = "There is no such page, or it is not open to you."
SHAPES = {Status.COMPUTED: "ring", Status.FORWARD: "part", Status.LOCKED: "good"}
ROW = "national_return"


def year_of(text: str) -> Period:
    """The year of an address.

    Raises:
        NotFound: it is no year of which a return is defined.
    """
    try:
        period = Period.parse(text)
    except Refused as error:
        raise NotFound(NO_SUCH) from error
    if period.label not in definition.years() or period.label != text:
        raise NotFound(NO_SUCH)
    return period


def version_of(request: Any, pk: UUID) -> ReturnVersion:
    """A version that this person may read, whole.

    Raises:
        NotFound: there is none, or it is not open to them.
    """
    every = ReturnVersion.objects.filter(board=request.board).select_related(
        "board", "forward_by", "locked_by", "frozen_set"
    )
    found = visible_to(request.standing, Act.READ, every).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return found


def table_of(period: Period, name: str) -> TableDefinition:
    """A table of a year's return.

    Raises:
        NotFound: the year has no such table.
    """
    found = definition.load(period.label).tables.get(name)
    if found is None:
        raise NotFound(NO_SUCH)
    return found


def values_of(version: ReturnVersion) -> dict[Key, int | None]:
    """The cells of a version by their key."""
    return {(cell[0], cell[1], cell[2], cell[3]): cell[4] for cell in version.cells}


def said(value: Any) -> str:
    """A value of a cell as people read it; a mark stays a mark."""
    if value is None:
        return "not supplied"
    return f"{value:,}" if isinstance(value, int) else str(value)


def may(request: Any, act: Act) -> bool:
    answer: bool = request.standing.may(ROW, act, request.board.pk)
    return answer


def to(request: Any, view: str, **kwargs: Any) -> str:
    """The address of a page of the return."""
    return reverse(f"workspace:national-return{view}", kwargs={"board": request.board.slug, **kwargs})


def page(request: Any, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of this room, with the way back to its list."""
    given = {
        "list_address": to(request, ""),
        "siblings": siblings("national-return", request.standing, request.board),
    }
    return render(request, f"workspace/national/{name}.html", {**given, **context}, status=status)


def of_version(request: Any, version: ReturnVersion) -> dict[str, Any]:
    """What every page of a version shows at its head."""
    return {
        "version": version,
        "version_words": f"Version {version.number}",
        "period": Period.parse(version.period),
        "shape": SHAPES[Status(version.status)],
        "year_address": to(request, "-year", period=version.period),
        "version_address": to(request, "-version", pk=version.pk),
    }
