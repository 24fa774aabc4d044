"""Questions about a Board's national returns, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet

from goldenthread.boards.models import Board
from goldenthread.core.access import Act, visible_to
from goldenthread.core.access.standing import Standing
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


M = TypeVar("M", bound=Model)


def _open(records: QuerySet[M], standing: Standing | None) -> QuerySet[M]:
    """As many as somebody may read; all of them where nobody asks."""
    return records if standing is None else visible_to(standing, Act.READ, records)


def versions(board: Board, standing: Standing | None = None) -> QuerySet[ReturnVersion]:
    """Every version, newest first, without what fills it."""
    found = ReturnVersion.objects.filter(board=board).defer("cells", "left_out", "comments")
    return _open(found.select_related("forward_by", "locked_by", "frozen_set"), standing)


def locked(board: Board, period: Period, standing: Standing | None = None) -> ReturnVersion | None:
    """The return of a year as it was locked last, whole; None where none is."""
    found = ReturnVersion.objects.filter(board=board, period=period.label, status=Status.LOCKED)
    return _open(found, standing).order_by("-number").first()


def policies(board: Board, period: Period) -> dict[str, str]:
    """The answer to every policy for a year: what the Board chose last, or the year's own.

    Raises:
        NotFound: nothing defines the return of that year.
    """
    defaults = definition.load(period.label).policies
    return chosen(defaults, {name: one.value for name, one in choices(board, period).items()})


def choices(board: Board, period: Period, standing: Standing | None = None) -> dict[str, PolicyChoice]:
    """What the Board chose itself that holds in a year, by policy."""
    made = PolicyChoice.objects.filter(board=board, from_period__lte=period.label).select_related("decided_by")
    return {one.policy: one for one in _open(made, standing).order_by("from_period", "decided_at", "pk")}


def decided(board: Board, policy: str, standing: Standing | None = None) -> list[PolicyChoice]:
    """Everything a Board decided about a policy, newest first."""
    made = PolicyChoice.objects.filter(board=board, policy=policy).select_related("decided_by")
    return list(_open(made, standing).order_by("-decided_at", "-pk"))


def ticks(board: Board, period: Period, table: str = "", standing: Standing | None = None) -> dict[Key, TemplateTick]:
    """The last look at each cell that somebody compared with the template, of one table or of all."""
    found = TemplateTick.objects.filter(board=board, period=period.label).select_related("said_by")
    if table:
        found = found.filter(table=table)
    return {
        (one.table, one.enquiry_type, one.category, one.subcategory): one
        for one in _open(found, standing).order_by("said_at", "pk")
    }


def comments(board: Board, period: Period, standing: Standing | None = None) -> dict[str, list[TableComment]]:
    """What was written of each table of a year, newest first."""
    found: dict[str, list[TableComment]] = {}
    written = TableComment.objects.filter(board=board, period=period.label).select_related("written_by")
    for one in _open(written, standing).order_by("-written_at"):
        found.setdefault(one.table, []).append(one)
    return found


def comments_to_keep(version: ReturnVersion, standing: Standing | None = None) -> dict[str, list[str]]:
    """The comments that stand beside a version now, as they are kept with it: the oldest first."""
    written = comments(version.board, Period.parse(version.period), standing)
    return {table: [one.text for one in reversed(ones)] for table, ones in written.items()}


def comments_of(version: ReturnVersion, standing: Standing | None = None) -> dict[str, list[str]]:
    """The comments of a version: those it was locked with, or those that stand now."""
    kept: dict[str, list[str]] = version.comments
    return kept if version.status == Status.LOCKED else comments_to_keep(version, standing)


def days(board: Board) -> dict[str, Due]:
    """When each year's return is due: as the Board set it, or else as the year's definition has it."""
    national = {year: definition.load(year).dates.get("submit_by") for year in definition.years()}
    found = {year: Due(day, is_the_boards=False) for year, day in national.items() if day}
    set_days = ReturnDay.objects.filter(board=board).values_list("period", "due_on")
    return found | {period: Due(day, is_the_boards=True) for period, day in set_days}


def due(board: Board, period: Period) -> Due | None:
    """When the return of a year is due; None where neither the Board nor the year's definition says."""
    return days(board).get(period.label)


def published(board: Board, period: Period, standing: Standing | None = None) -> list[PublishedReturn]:
    """What was published of councils for a year: the last file of each, by name, without what fills it."""
    found = PublishedReturn.objects.filter(board=board, period=period.label).select_related("brought_in_by")
    last = {one.council: one for one in _open(found, standing).order_by("brought_in_at", "pk").defer("cells")}
    return sorted(last.values(), key=lambda one: one.council.casefold())


def filled(some: Iterable[PublishedReturn]) -> list[PublishedReturn]:
    """The same with what fills them, in one question."""
    ids = [one.pk for one in some]
    by = PublishedReturn.objects.in_bulk(ids)
    return [by[pk] for pk in ids if pk in by]
