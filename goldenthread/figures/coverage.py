"""Which part of a year the case records cover: a year nobody sent is not a year in which nothing happened. Free of Django."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from goldenthread.core.periods import Stretch

Span = tuple[date, date]
"""The first and the last day that an extract holds."""

OF_CASEWORK = frozenset({"adults", "concerns", "enquiries", "risks"})
"""The tables that come in extracts. The others are the Board's own, and nought in them is nought."""
NONE = "none"
WHOLE_YEARS = "whole years"
"""Said of a figure that is counted for whole years alone, where quarters of one were asked for."""


def known(spans: Iterable[Span], period: Stretch) -> str:
    """Empty where every day of the period is covered, "none" where no day is; else the days that are, in words."""
    inside = sorted(
        (max(first, period.start), min(last, period.end))
        for first, last in spans
        if first <= period.end and period.start <= last
    )
    joined: list[Span] = []
    for first, last in inside:
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    if not joined:
        return NONE
    if joined == [(period.start, period.end)]:
        return ""
    return " and ".join(f"{_day(first)} to {_day(last)}" for first, last in joined)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def said(cover: str, period: str) -> str:
    """What a page says of a figure's data; nothing where they cover the whole year."""
    if cover == NONE:
        return f"no data loaded for {period}"
    if cover == WHOLE_YEARS:
        return "counted for whole years only"
    return f"data cover {cover} only" if cover else ""
