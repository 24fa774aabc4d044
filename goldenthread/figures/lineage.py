"""A figure's records: the very rows that make its number, found by the figure's own question. Free of Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from goldenthread.core.periods import Stretch
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.engine import ask
from goldenthread.figures.questions import KEY, WEIGHT, Counts, Part, question

NEAREST = 5


@dataclass(frozen=True)
class Line:
    """What was counted once, or one amount: the cells in the order of the headings (a list where several rows differ), and what
    it adds to the number.

    `rows` are the rows it stands on: one, or those of the adult or enquiry that was counted.
    """

    cells: tuple[Any, ...]
    weight: float
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Records:
    """The records behind a figure, or behind one of its rows."""

    figure_id: str
    part: Part
    category: str
    counts: Counts
    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def comes_to(self) -> float:
        """What the records come to, counted here and not by the figure: it must be the figure's own number."""
        return comes_to(self.counts, [line.weight for line in self.lines])


def comes_to(counts: Counts, weights: list[float]) -> float:
    """What weights come to, in each manner of counting."""
    if counts == "middle":
        return median(weights) if weights else 0
    if counts == "amount":
        return sum(weights)
    return NEAREST * round(len(weights) / NEAREST) if counts == "rounded" else len(weights)


def records_of(
    dataset: Dataset, period: Stretch, figure_id: str, *, part: Part = "numerator", category: str = ""
) -> Records:
    """The records that make a figure's number, one line for each thing counted, in the order of their cells.

    Raises:
        NotTraceable: the figure's question cannot be turned round.
    """
    asked = question(figure_id, part, of_a_category=bool(category))
    given = {"period_start": period.start, "period_end": period.end, "category": category}
    rows = ask(dataset, asked.sql, given)
    lines = _lines(rows, asked.heads) if asked.counts == "different" else [_line([row], asked.heads) for row in rows]
    ordered = sorted(lines, key=lambda line: [_order(cell) for cell in line.cells])
    return Records(figure_id, part, category, asked.counts, asked.heads, tuple(ordered))


def _lines(rows: Iterable[Mapping[str, Any]], heads: tuple[str, ...]) -> list[Line]:
    """One line for each key."""
    by_key: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_key.setdefault(row[KEY], []).append(row)
    return [_line(found, heads) for found in by_key.values()]


def _line(rows: list[Mapping[str, Any]], heads: tuple[str, ...]) -> Line:
    weight = rows[0][WEIGHT]
    return Line(tuple(_together(rows, head) for head in heads), 1 if weight is None else float(weight), tuple(rows))


def _together(rows: list[Mapping[str, Any]], head: str) -> Any:
    """A cell of several rows: their one value, or a list of their values, each once."""
    given = [row[head] for row in rows if row[head] not in (None, [])]
    each = {str(one): one for value in given for one in (value if isinstance(value, list) else [value])}
    if len(each) > 1:
        return [each[name] for name in sorted(each)]
    return next(iter(each.values()), None)


def _order(cell: Any) -> tuple[bool, str]:
    return cell is None, f"{cell:020.4f}" if isinstance(cell, int | float) else str(cell)


def rows_read(dataset: Dataset, figure_id: str) -> dict[str, int]:
    """How many rows there are in each table that a figure reads."""
    return {name: dataset.tables[name].num_rows for name in all_definitions()[figure_id].datasets}
