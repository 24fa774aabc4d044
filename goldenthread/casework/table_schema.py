"""The extract's published table schema: a Data Package of Table Schemas, made from the contract. Free of Django.

The form is the Data Package standard, version 1 (specs.frictionlessdata.io), which councils' tools read: one resource a file,
with the type, the rule and the meaning of each column. What only the check can tell (dates in order, criteria and decisions)
is not in it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from goldenthread.casework.contract import SHEETS, Column, Kind, Sheet

NAME = "goldenthread-case-extract"
VERSION = "1"
AREA = "own|[0-9]{3}"
OPEN = {"gender"}
"""Columns of codes in which another value is counted as not known, and is no error."""


def package() -> dict[str, Any]:
    """The whole description, as plain data."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": "Case extract of a council’s safeguarding adults records",
        "version": VERSION,
        "description": (
            "Pseudonymous records: no file holds a name, an address or an NHS number. UTF-8, a header row, ISO 8601 dates; "
            "an empty cell is not recorded; lists in a cell are separated by a semicolon."
        ),
        "resources": [_resource(sheet) for sheet in SHEETS],
    }


def _resource(sheet: Sheet) -> dict[str, Any]:
    keys = [
        {
            "fields": column.name,
            "reference": {
                "resource": "" if column.refers_to == sheet.name else column.refers_to,
                "fields": _id_of(column.refers_to),
            },
        }
        for column in sheet.columns
        if column.kind is Kind.REFERENCE
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in sheet.columns],
        "missingValues": [""],
        "primaryKey": sheet.id_column,
    }
    if keys:
        schema["foreignKeys"] = keys
    described = {} if sheet.required else {"description": "This file may be absent."}
    return {
        "profile": "tabular-data-resource",
        "name": sheet.name,
        "path": sheet.file,
        **described,
        "encoding": "utf-8",
        "schema": schema,
    }


def _id_of(name: str) -> str:
    return next(sheet.id_column for sheet in SHEETS if sheet.name == name)


def _field(column: Column) -> dict[str, Any]:
    kind = {Kind.DATE: "date", Kind.COUNT: "integer"}.get(column.kind, "string")
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.kind is Kind.ID:
        constraints["unique"] = True
    return {
        "name": column.name,
        "type": kind,
        **({"format": "default"} if kind == "date" else {}),
        **({"description": words} if (words := _meaning(column)) else {}),
        **({"constraints": found} if (found := constraints | _rule(column)) else {}),
    }


def _rule(column: Column) -> dict[str, Any]:
    match column.kind:
        case Kind.CODE if column.name not in OPEN:
            return {"enum": list(column.codes)}
        case Kind.CODES:
            one = f"({'|'.join(column.codes)})"
            return {"pattern": f"{one}( *; *{one})*"}
        case Kind.AREA:
            return {"pattern": AREA}
        case Kind.COUNT:
            return {"minimum": 0, "maximum": 999_999}
        case _:
            return {}


def _meaning(column: Column) -> str:
    said = [column.meaning] if column.meaning else []
    if column.kind is Kind.REFERENCES:
        said.append(f"A list of {_id_of(column.refers_to)}, separated by semicolons")
    if column.kind is Kind.CODES:
        said.append("A list, separated by semicolons, none twice")
    if column.name in OPEN:
        said.append(f"One of {', '.join(column.codes)}")
    return ". ".join(said)


def as_text() -> str:
    """The description as it is kept in files."""
    return json.dumps(package(), indent=1, ensure_ascii=False) + "\n"


def write(out: Path) -> None:
    """Write the description to a file."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(as_text(), encoding="utf-8")
