"""Where a figure is printed: the sections of the year's report whose text binds to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.boards.models import Board
from goldenthread.core.periods import Period
from goldenthread.reports.models import Report, Section

_BOUND = re.compile(r"\[\[\s*([\w.]+)")
_DRAWN = re.compile(r"\{\{\s*(chart|table|numbers)\s+([^}]*)\}\}")


@dataclass(frozen=True)
class Printed:
    """A section that prints the figure: in how many sentences, and as what else."""

    section: str
    status: str
    times: int
    drawn_as: tuple[str, ...]


def bound_in(text: str, figure_id: str) -> tuple[int, tuple[str, ...]]:
    """How often a text binds a number to a figure, and the charts, tables and big numbers it makes of it."""
    times = sum(found == figure_id for found in _BOUND.findall(text))
    drawn = [kind for kind, said in _DRAWN.findall(text) if figure_id in {one.strip() for one in said.split("|")}]
    return times, tuple(dict.fromkeys("big number" if kind == "numbers" else kind for kind in drawn))


def printed_in(board: Board, period: Period, figure_id: str) -> list[Printed]:
    """The sections of the report of a year that print a figure, in the report's order."""
    sections = Section.objects.filter(report__board=board, report__period=period.label).select_related("report")
    found = []
    for section in sections.order_by("order"):
        times, drawn = bound_in(f"{section.finding}\n{section.text}", figure_id)
        if times or drawn:
            status = "published" if section.report.status == Report.Status.PUBLISHED else "in preparation"
            found.append(Printed(section.title, status, times, drawn))
    return found
