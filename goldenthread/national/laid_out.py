"""A table of the return as people know it: usual order, one grid for each enquiry type. Free of Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from goldenthread.casework.contract import SHEETS
from goldenthread.national.definition import CellDefinition, load

TYPES = (
    "Safeguarding Concerns",
    "Section 42 Enquiries",
    "Other Enquiries",
    "Concluded Section 42 Enquiries",
    "Concluded Other Enquiries",
)
TOTAL = "Total"


@dataclass(frozen=True)
class Line:
    """A row of a grid: its label, and a cell for each column; None where the return has no such cell."""

    label: str
    cells: tuple[CellDefinition | None, ...]


@dataclass(frozen=True)
class Grid:
    """Rows and columns of one table, of one enquiry type, or of all where each is a column."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@lru_cache
def grids(year: str, table: str) -> tuple[Grid, ...]:
    """The grids of a table. A table with one number a row has its enquiry types as columns; others have a grid for each.

    Raises:
        NotFound: nothing defines the return of that year.
    """
    cells = load(year).of_table(table)
    types = sorted({cell.enquiry_type for cell in cells}, key=_of_type)
    if {cell.subcategory for cell in cells} != {TOTAL}:
        return tuple(_grid(one, [cell for cell in cells if cell.enquiry_type == one]) for one in types)
    by = {(cell.category, cell.enquiry_type): cell for cell in cells}
    rows = _in_order([(cell.category, cell.rows[0]) for cell in cells])
    if len(rows) == len(cells):  # each row is of one type alone
        ordered = sorted(cells, key=lambda cell: (_of_type(cell.enquiry_type), rows.index(cell.category)))
        return (Grid("", ("Number",), tuple(Line(cell.category, (cell,)) for cell in ordered)),)
    return (Grid("", tuple(types), tuple(Line(row, tuple(by.get((row, one)) for one in types)) for row in rows)),)


def _of_type(enquiry_type: str) -> tuple[int, str]:
    return (TYPES.index(enquiry_type) if enquiry_type in TYPES else len(TYPES), enquiry_type)


def _grid(title: str, cells: Sequence[CellDefinition]) -> Grid:
    rows = _in_order([(cell.category, cell.rows[0]) for cell in cells])
    columns = _in_order([(cell.subcategory, cell.column) for cell in cells])
    by = {(cell.category, cell.subcategory): cell for cell in cells}
    return Grid(
        title, tuple(columns), tuple(Line(row, tuple(by.get((row, column)) for column in columns)) for row in rows)
    )


def _in_order(named: Iterable[tuple[str, str]]) -> list[str]:
    """Labels in the order in which the extract's format lists their codes; what it does not list keeps the return's order."""
    first: dict[str, str] = {}
    for label, code in named:
        first.setdefault(label, code)
    places = _places(frozenset(first.values()))
    return sorted(first, key=lambda label: (places.get(first[label], (99, 0)), list(first).index(label)))


@lru_cache
def _places(codes: frozenset[str]) -> dict[str, tuple[int, int]]:
    """Where each code stands in the lists of the extract's format: first the list that holds most of them."""
    lists = [column.codes for sheet in SHEETS for column in sheet.columns if column.codes]
    found: dict[str, tuple[int, int]] = {}
    left = set(codes)
    for place in range(len(lists)):
        best = max(lists, key=lambda one: len(left & set(one)))
        held = left & set(best)
        if not held:
            break
        found |= {code: (place, best.index(code)) for code in held}
        left -= held
    return found
