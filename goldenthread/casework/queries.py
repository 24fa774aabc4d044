"""Questions about what was received."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa
from django.db.models import QuerySet

from goldenthread.boards.models import Board
from goldenthread.casework.contract import SHEETS, Column, Kind, Sheet
from goldenthread.casework.models import BY_SHEET, Extract


def current_extracts(board: Board) -> QuerySet[Extract]:
    """The extracts in force, one a period, oldest period first."""
    return Extract.objects.filter(board=board, replaced_by=None).order_by("period_from")


def arrow_tables(board: Board) -> dict[str, pa.Table]:
    """The rows of all extracts in force, one table a file, with the contract's columns and our own `record_id`."""
    return arrow_tables_of(board, list(current_extracts(board)))


def arrow_tables_of(board: Board, extracts: list[Extract]) -> dict[str, pa.Table]:
    """The rows of given extracts of a Board, one table a file, also of those that were replaced since."""
    own = _own_authority(board, extracts)
    return {sheet.name: _table(sheet, extracts, own) for sheet in SHEETS}


def _own_authority(board: Board, extracts: list[Extract]) -> str:
    """The authority whose ids stand as they are: the Board's own, or that of the newest extract where none is from it."""
    names = [one.authority for one in extracts]
    return board.authority if board.authority in names else names[-1] if names else ""


def _type(kind: Kind) -> pa.DataType:
    match kind:
        case Kind.DATE:
            return pa.date32()
        case Kind.CODES | Kind.REFERENCES:
            return pa.list_(pa.string())
        case Kind.COUNT:
            return pa.int64()
        case _:
            return pa.string()


def _table(sheet: Sheet, extracts: list[Extract], own: str) -> pa.Table:
    names = [column.name for column in sheet.columns]
    model = BY_SHEET[sheet.name]
    newest_last = (sheet.id_column, "extract__taken_on", "extract__loaded_at")
    found = model._default_manager.filter(extract__in=extracts).order_by(*newest_last)
    rows = _one_of_each(found.values_list("extract__authority", "id", *names), 2 + names.index(sheet.id_column))
    rows = [_told_apart(sheet, row, own) for row in rows]
    columns: list[list[Any]] = [list(values) for values in zip(*rows, strict=True)] or [
        [] for _ in range(len(names) + 1)
    ]
    arrays = {"record_id": pa.array([str(key) for key in columns[0]], pa.string())}
    for column, values in zip(sheet.columns, columns[1:], strict=True):
        filled = [None if value == "" else value for value in values]
        arrays[column.name] = pa.array(filled, _type(column.kind))
    return pa.table(arrays)


def _one_of_each(rows: Iterable[Any], at: int) -> list[Any]:
    """One row for each id of an authority, as the extract taken last has it.

    An adult known in two years is one person; an enquiry begun in one and concluded in the next is one enquiry.
    """
    return list({(row[0], row[at]): row for row in rows}.values())


def _told_apart(sheet: Sheet, row: Any, own: str) -> list[Any]:
    """A row without its authority. An id belongs to whoever gave it: another authority's carries its name, and meets no other."""
    authority, key, *cells = row
    if authority == own:
        return [key, *cells]

    def named(column: Column, cell: Any) -> Any:
        is_id = column.name == sheet.id_column or column.refers_to
        if not is_id or not cell:
            return cell
        return [f"{authority}: {one}" for one in cell] if isinstance(cell, list) else f"{authority}: {cell}"

    return [key, *(named(column, cell) for column, cell in zip(sheet.columns, cells, strict=True))]
