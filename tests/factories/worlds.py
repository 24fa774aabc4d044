"""Small worlds of records for figures: tables made from plain rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from goldenthread.figures.datasets import Dataset, of_tables
from goldenthread.figures.tables import SCHEMAS

Row = dict[str, Any]


def table(name: str, rows: list[Row]) -> pa.Table:
    """Rows as a table of the schema; a column not given is empty."""
    schema = SCHEMAS[name]
    return pa.table({column: pa.array([row.get(column) for row in rows], kind) for column, kind in schema.items()})


def dataset(**tables: list[Row]) -> Dataset:
    """A live dataset of the given tables."""
    made = {name: table(name, rows) for name, rows in tables.items()}
    taken_at = datetime(2024, 6, 3, tzinfo=UTC)
    return of_tables(made, board="example", period="2023-24", taken_at=taken_at, is_synthetic=True)


def adult(number: int, **cells: Any) -> Row:
    """Somebody whom a concern or an enquiry of the same number is about."""
    row = {"adult_id": f"A{number}", "gender": "female", "ethnicity": "white_british", "health_conditions": ["none"]}
    return {**row, **cells}


def concern(number: int, **cells: Any) -> Row:
    """A concern that counts, received on 1 May 2023, that needed no enquiry."""
    row = {
        "concern_id": f"C{number}",
        "adult_id": f"A{number}",
        "raised_on": date(2023, 5, 1),
        "source": "police",
        "area": "own",
        "decision": "no_enquiry",
        "under_18": False,
        "alleged_types": [],
    }
    return {**row, **cells}


def enquiry(number: int, **cells: Any) -> Row:
    """A section 42 enquiry that counts, started on 1 May 2023 and still open."""
    row = {
        "enquiry_id": f"E{number}",
        "adult_id": f"A{number}",
        "kind": "s42",
        "area": "own",
        "started_on": date(2023, 5, 1),
        "under_18": False,
        "primary_support_reason": "physical_support",
    }
    return {**row, **cells}


STANDARDS = [{"name": "enquiry_days", "value": 56}]
