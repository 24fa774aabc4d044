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


def arrow_tables(board: Board, *, with_keys: bool = True) -> dict[str, pa.Table]:
    """The rows of all extracts in force, one table a file, with the contract's columns and our own `record_id`.

    Args:
        with_keys: whether `record_id` is wanted; without it they are read sooner.
    """
    return arrow_tables_of(board, list(current_extracts(board)), with_keys=with_keys)


def arrow_tables_of(board: Board, extracts: list[Extract], *, with_keys: bool = True) -> dict[str, pa.Table]:
    """The rows of given extracts of a Board, one table a file, also of those that were replaced since."""
    own = _own_authority(board, extracts)
    return {sheet.name: _table(sheet, extracts, own, with_keys=with_keys) for sheet in SHEETS}


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


def _table(sheet: Sheet, extracts: list[Extract], own: str, *, with_keys: bool) -> pa.Table:
    names = [column.name for column in sheet.columns]
    wanted = ["id", *names] if with_keys else names
    model = BY_SHEET[sheet.name]
    newest_last = (sheet.id_column, "extract__taken_on", "extract__loaded_at")
    found = model._default_manager.filter(extract__in=extracts).order_by(*newest_last)
    rows = _one_of_each(found.values_list("extract__authority", *wanted), 1 + wanted.index(sheet.id_column))
    if any(row[0] != own for row in rows):
        rows = [(own, *_told_apart(sheet, row, own)) for row in rows]
    columns = dict(zip(wanted, list(zip(*rows, strict=True))[1:] or [()] * len(wanted), strict=True))
    arrays = {"record_id": pa.array([str(key) for key in columns["id"]], pa.string())} if with_keys else {}
    for column in sheet.columns:
        filled = [None if value == "" else value for value in columns[column.name]]
        arrays[column.name] = pa.array(filled, _type(column.kind))
    return pa.table(arrays)


def _one_of_each(rows: Iterable[Any], at: int) -> list[Any]:
    """One row for each id of an authority, as the extract taken last has it.

    An adult known in two years is one person; an enquiry begun in one and concluded in the next is one enquiry.
    """
    return list({(row[0], row[at]): row for row in rows}.values())


def _told_apart(sheet: Sheet, row: Any, own: str) -> list[Any]:
    """A row without its authority. An id belongs to whoever gave it: another authority's carries its name, and meets no other."""
    authority: str = row[0]
    rest = list(row[1:])
    if authority == own:
        return rest
    keys = len(rest) - len(sheet.columns)

    def named(column: Column, cell: Any) -> Any:
        is_id = column.name == sheet.id_column or column.refers_to
        if not is_id or not cell:
            return cell
        return [f"{authority}: {one}" for one in cell] if isinstance(cell, list) else f"{authority}: {cell}"

    return [*rest[:keys], *(named(column, cell) for column, cell in zip(sheet.columns, rest[keys:], strict=True))]
