"""Grades as a page shows them: a table of questions by grades, a chart of it, and what moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from goldenthread.audits.practice import PracticeAudit
from goldenthread.audits.queries import Compared, Comparison, Heat
from goldenthread.core import clock
from goldenthread.core.days import as_known
from goldenthread.core.shapes import Status
from goldenthread.figures import wording
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Snapshot
from goldenthread.figures.published import PublishedFigure, PublishedNumber, PublishedRow
from goldenthread.workspace.figures import over_time

SHADES = 4
LIKE = "concerns.by_decision"
"""A definition of counts by a word; its other words are replaced."""


@dataclass(frozen=True)
class Cell:
    """A count and how strongly it is shaded: of the row's answers, none, some, many, or most."""

    count: int
    shade: int


@dataclass(frozen=True)
class Shown:
    """Grades as a table, with a sentence and a chart of all questions together."""

    heads: list[tuple[Status, str]]
    rows: list[tuple[str, str, list[Cell], int]]
    totals: list[int]
    sentence: str
    chart: over_time.Drawn | None


def heat(audit: PracticeAudit, found: Heat, what: str, *, unique: str) -> Shown | None:
    """The table of grades; None where nothing was graded."""
    if found.is_empty:
        return None
    heads = [(Status(grade.shape, grade.words), grade.meaning) for grade in found.grades]
    rows = [
        (line.question.words, line.question.heading, [_cell(count, line.total) for count in line.counts], line.total)
        for line in found.lines
        if line.total
    ]
    sentence = _sentence(found)
    return Shown(heads, rows, list(found.totals), sentence, _chart(audit, found, what, sentence, unique))


def _cell(count: int, total: int) -> Cell:
    return Cell(count, 0 if not count else min(SHADES, 1 + (SHADES * count - 1) // total))


def _sentence(found: Heat) -> str:
    judged = [
        (grade, count) for grade, count in zip(found.grades, found.totals, strict=True) if grade.is_met is not None
    ]
    total, met = sum(count for _, count in judged), sum(count for grade, count in judged if grade.is_met)
    words = " or ".join(grade.words for grade, _ in judged if grade.is_met)
    return f"{met} of {total} grades are {words}. Grades are words, so they are counted and never averaged."


def _chart(audit: PracticeAudit, found: Heat, what: str, sentence: str, unique: str) -> over_time.Drawn:
    total = PublishedNumber(float(sum(found.totals)))
    rows = tuple(
        PublishedRow(grade.key, grade.words, PublishedNumber(float(count)), total, PublishedNumber(float(count)))
        for grade, count in zip(found.grades, found.totals, strict=True)
        if count or grade.is_met is not None
    )
    taken = Snapshot(
        "live", audit.board.short_name, audit.period, "0" * 64, clock.now(), is_synthetic=audit.is_synthetic
    )
    definition = replace(all_definitions()[LIKE], id="audits.grades", title=what, unit="count")
    figure = PublishedFigure(definition, audit.period, total, None, total, None, None, rows, None, None, taken)
    top = max(rows, key=lambda row: row.numerator.value or 0)
    title = f"{what}: {top.label} most often"
    said = "; ".join(f"{row.label} {wording.say(row.numerator, 'count', in_table=True)}" for row in rows)
    subtitle = f"All questions and cases together, {total.value:.0f} grades."
    return over_time.drawn(figure, title, subtitle, f"{sentence} {said}.", unique)


def comparison(audit: PracticeAudit, found: Comparison | None) -> dict[str, Any] | None:
    """This audit beside the last, question by question, with whether chance would do as much."""
    if found is None:
        return None
    rows = [
        (
            one.words,
            f"{one.met_before} of {one.of_before}",
            f"{one.met} of {one.of}",
            _change(one),
        )
        for one in found.lines
    ]
    are_few = all(change == wording.TOO_FEW for *_, change in rows)
    return {"found": found, "rows": rows, "are_few": are_few, "then": _held(found.before), "now": _held(audit)}


def _held(audit: PracticeAudit) -> str:
    """When an audit was held, as far as it is known; otherwise its year."""
    return as_known(audit.held_on, audit.held_precision) or audit.period


def _change(one: Compared) -> str:
    chance = wording.chance_of_shares((one.met, one.of), (one.met_before, one.of_before))
    if chance == wording.TOO_FEW:
        return chance
    way = "Better. " if one.way > 0 else "Worse. " if one.way < 0 else ""
    return f"{way}{chance}"
