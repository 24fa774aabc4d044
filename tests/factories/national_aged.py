"""Records of an extract as a frozen set holds them: ages in place of dates of birth."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from goldenthread.casework.contract import SHEETS, Kind
from goldenthread.figures.ages import band, completed_years, years_old_at_year_end
from goldenthread.figures.tables import SCHEMAS
from tests.factories.extracts import Rows

Row = dict[str, Any]
Tables = dict[str, list[Row]]
OF_CASEWORK = ("adults", "concerns", "enquiries", "risks")


def typed(rows: Rows) -> Tables:
    """The text of CSV files as dates and numbers; a list stays text, and an empty cell is None."""
    return {
        sheet.name: [
            {column.name: _typed(column.kind, row.get(column.name, "")) for column in sheet.columns}
            for row in rows[sheet.name]
        ]
        for sheet in SHEETS
        if sheet.name in rows
    }


def _typed(kind: Kind, value: str) -> Any:
    if not value:
        return None
    if kind is Kind.DATE:
        return date.fromisoformat(value)
    return int(value) if kind is Kind.COUNT else value.replace("; ", ";")


def aged(tables: Tables) -> dict[str, pa.Table]:
    """The four tables of case records, with the columns and types of a frozen set."""
    lives = {row["adult_id"]: (row["date_of_birth"], row["date_of_death"]) for row in tables["adults"]}
    rows = {
        "adults": tables["adults"],
        "concerns": [{**row, **_ages(lives, row, "raised_on", "")} for row in tables["concerns"]],
        "enquiries": [
            {**row, **_ages(lives, row, "concluded_on", "_concluded"), **_ages(lives, row, "started_on", "_started")}
            for row in tables["enquiries"]
        ],
        "risks": tables["risks"],
    }
    return {name: _arrow(name, rows[name]) for name in OF_CASEWORK}


def _ages(lives: dict[str, tuple[date | None, date | None]], row: Row, column: str, name: str) -> Row:
    born, died = lives[row["adult_id"]]
    day = row[column]
    age = years_old_at_year_end(born, died, day) if day else None
    is_young = bool(day and born and completed_years(born, min(day, died) if died else day) < 18)
    return {f"age{name}": age, f"age_band{name}": band(age) if day else None, "under_18": is_young}


def _arrow(name: str, rows: list[Row]) -> pa.Table:
    def cell(value: Any, kind: pa.DataType) -> Any:
        if not pa.types.is_list(kind):
            return value
        return [one.strip() for one in value.split(";")] if value else []

    return pa.table({c: pa.array([cell(row[c], kind) for row in rows], kind) for c, kind in SCHEMAS[name].items()})
