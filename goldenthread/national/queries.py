"""Questions about a Board's national returns, and what it says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from goldenthread.boards.models import Board
from goldenthread.core.periods import Period
from goldenthread.national import definition
from goldenthread.national.definition import Key
from goldenthread.national.models import (
    PolicyChoice,
    PublishedReturn,
    ReturnDay,
    ReturnVersion,
    TableComment,
    TemplateTick,
)
from goldenthread.national.policies import chosen
from goldenthread.national.steps import Status


@dataclass(frozen=True)
class Due:
    """The day a return is due, and who says so: the Board, or the year's definition."""

    on: date
    is_the_boards: bool


def versions(board: Board) -> QuerySet[ReturnVersion]:
    """Every version, newest first, without what fills it."""
    found = ReturnVersion.objects.filter(board=board).defer("cells", "left_out", "comments")
    return found.select_related("forward_by", "locked_by", "frozen_set")


def locked(board: Board, period: Period) -> ReturnVersion | None:
    """The return of a year as it was locked last, whole; None where none is."""
    found = ReturnVersion.objects.filter(board=board, period=period.label, status=Status.LOCKED)
    return found.order_by("-number").first()


def policies(board: Board, period: Period) -> dict[str, str]:
    """The answer to every policy for a year: what the Board chose last, or the year's own.

    Raises:
        NotFound: nothing defines the return of that year.
    """
    defaults = definition.load(period.label).policies
    return chosen(defaults, {one.policy: one.value for one in _in_force(board, period)})


def choices(board: Board, period: Period) -> dict[str, PolicyChoice]:
    """What the Board chose itself that holds in a year, by policy."""
    return {one.policy: one for one in _in_force(board, period)}


def _in_force(board: Board, period: Period) -> list[PolicyChoice]:
    made = PolicyChoice.objects.filter(board=board, from_period__lte=period.label).select_related("decided_by")
    last = {one.policy: one for one in made.order_by("from_period", "decided_at", "pk")}
    return list(last.values())


def ticks(board: Board, period: Period, table: str = "") -> dict[Key, TemplateTick]:
    """The last look at each cell that somebody compared with the template, of one table or of all."""
    found = TemplateTick.objects.filter(board=board, period=period.label).select_related("said_by")
    if table:
        found = found.filter(table=table)
    return {
        (one.table, one.enquiry_type, one.category, one.subcategory): one for one in found.order_by("said_at", "pk")
    }


def comments(board: Board, period: Period) -> dict[str, list[TableComment]]:
    """What was written of each table of a year, newest first."""
    found: dict[str, list[TableComment]] = {}
    written = TableComment.objects.filter(board=board, period=period.label).select_related("written_by")
    for one in written.order_by("-written_at"):
        found.setdefault(one.table, []).append(one)
    return found


def comments_to_keep(version: ReturnVersion) -> dict[str, list[str]]:
    """The comments that stand beside a version now, as they are kept with it: the oldest first."""
    written = comments(version.board, Period.parse(version.period))
    return {table: [one.text for one in reversed(ones)] for table, ones in written.items()}


def comments_of(version: ReturnVersion) -> dict[str, list[str]]:
    """The comments of a version: those it was locked with, or those that stand now."""
    kept: dict[str, list[str]] = version.comments
    return kept if version.status == Status.LOCKED else comments_to_keep(version)


def due(board: Board, period: Period) -> Due | None:
    """When the return of a year is due; None where neither the Board nor the year's definition says."""
    set_day = ReturnDay.objects.filter(board=board, period=period.label).first()
    if set_day is not None:
        return Due(set_day.due_on, is_the_boards=True)
    if period.label not in definition.years():
        return None
    national = definition.load(period.label).dates.get("submit_by")
    return Due(national, is_the_boards=False) if national else None


def published(board: Board, period: Period) -> list[PublishedReturn]:
    """What was published of other councils for a year: the last file of each, by name."""
    found = PublishedReturn.objects.filter(board=board, period=period.label)
    last = {one.council: one for one in found.order_by("brought_in_at", "pk")}
    return sorted(last.values(), key=lambda one: one.council.casefold())
