"""Which rows of a checked extract are kept, as plain values, and what they come to. Free of Django."""

from __future__ import annotations

import hashlib
from typing import Any

import duckdb

from goldenthread.casework.contract import SHEETS, Kind, Sheet
from goldenthread.casework.findings import Finding
from goldenthread.casework.sql import items

Row = dict[str, Any]


def leave_out(connection: duckdb.DuckDBPyConnection, errors: list[Finding]) -> None:
    """Remove the rows that break a rule, with all that hangs on them: concerns of a missing adult, and so on."""
    for sheet in _present(connection):
        rows = [e.row for e in errors if e.file == sheet.file and e.row is not None]
        if rows:
            connection.execute(f"DELETE FROM {sheet.name} WHERE row IN (SELECT unnest(?::BIGINT[]))", [rows])
    while sum(_remove_hanging(connection, sheet) for sheet in _present(connection)):
        pass


def _present(connection: duckdb.DuckDBPyConnection) -> list[Sheet]:
    names = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    return [sheet for sheet in SHEETS if sheet.name in names]


def _remove_hanging(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> int:
    removed = 0
    for column in sheet.columns:
        other = next((one for one in SHEETS if one.name == column.refers_to), None)
        if other is None:
            continue
        named = f"unnest({items(column.name)})" if column.kind is Kind.REFERENCES else column.name
        answer = connection.execute(
            f"DELETE FROM {sheet.name} WHERE row IN (SELECT n.row FROM "
            f"(SELECT row, {named} AS item FROM {sheet.name} WHERE {column.name} IS NOT NULL) n "
            f"ANTI JOIN {other.name} o ON o.{other.id_column} = n.item)"
        ).fetchone()
        removed += int(answer[0]) if answer else 0
    return removed


def rows(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> list[Row]:
    """The sheet's rows as values: dates as dates, lists as lists, an empty code as ""."""
    if sheet not in _present(connection):
        return []
    wanted = ", ".join(_wanted(column.kind, column.name) for column in sheet.columns)
    answer = connection.execute(f"SELECT {wanted} FROM {sheet.name} ORDER BY {sheet.id_column}")
    names = [column.name for column in sheet.columns]
    return [dict(zip(names, values, strict=True)) for values in answer.fetchall()]


def _wanted(kind: Kind, name: str) -> str:
    match kind:
        case Kind.DATE:
            return f"{name}__day"
        case Kind.CODES | Kind.REFERENCES:
            return f"CASE WHEN {name} IS NULL THEN [] ELSE {items(name)} END"
        case Kind.COUNT:
            return f"{name}::INTEGER"
        case _:
            return f"coalesce({name}, '')"


def seal(extract: dict[str, list[Row]]) -> str:
    """A hash of what the rows say, the same whatever the format or the order of rows and columns."""
    digest = hashlib.sha256()
    for sheet in SHEETS:
        digest.update(f"[{sheet.name}]\n".encode())
        for row in extract.get(sheet.name, []):
            digest.update("\x1f".join(str(row[column.name]) for column in sheet.columns).encode() + b"\n")
    return digest.hexdigest()


def difference(sheet: Sheet, before: list[Row], after: list[Row]) -> dict[str, int]:
    """How many rows were added, removed and changed between two extracts."""
    old = {row[sheet.id_column]: row for row in before}
    new = {row[sheet.id_column]: row for row in after}
    both = old.keys() & new.keys()
    names = [column.name for column in sheet.columns]
    changed = sum(any(old[key][name] != new[key][name] for name in names) for key in both)
    return {"added": len(new.keys() - old.keys()), "removed": len(old.keys() - new.keys()), "changed": changed}
