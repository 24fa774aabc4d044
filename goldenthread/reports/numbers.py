"""The figures a report in preparation reads: those released for its year; until then, the day's, protected the same way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from goldenthread.boards.models import Board
from goldenthread.core.periods import Period
from goldenthread.figures import disclosure, live
from goldenthread.figures.models import PublishedRelease
from goldenthread.figures.published import Release
from goldenthread.figures.store import from_json
from goldenthread.reports.models import Report
from goldenthread.trail.models import Entry

OURS = ("reports.", "figures.")
"""Writing in a report, and freezing data, change no figure."""


@dataclass(frozen=True)
class Numbers:
    """A release, and whether it was published. What was not may be written with, and never published."""

    release: Release
    is_released: bool


def of(report: Report) -> Numbers:
    """The figures a report reads today.

    Raises:
        NotPossibleNow: none are released, and today's cannot be protected.
    """
    saved = PublishedRelease.objects.filter(board=report.board_id, period=report.period).only("pk").first()
    if saved is not None:
        return Numbers(_released(str(saved.pk)), is_released=True)
    return Numbers(_todays(str(report.board_id), report.period, _last_change(report)), is_released=False)


@lru_cache(maxsize=8)
def _released(pk: str) -> Release:
    return from_json(PublishedRelease.objects.get(pk=pk).contents)


@lru_cache(maxsize=4)
def _todays(board_pk: str, period: str, _last_change: int) -> Release:
    """Today's figures, computed again only once somebody changed a record."""
    year = Period.parse(period)
    return disclosure.release(live.dataset(Board.objects.get(pk=board_pk), year), year)


def _last_change(report: Report) -> int:
    entries = Entry.objects.filter(chain=report.board_id)
    for room in OURS:
        entries = entries.exclude(subject_kind__startswith=room)
    return entries.order_by("-number").values_list("number", flat=True).first() or 0
