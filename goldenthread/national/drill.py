"""From a cell of the return to the records behind it, by the SQL that counted it. Free of Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from goldenthread.core.errors import NotPossibleNow
from goldenthread.national import definition, sources, statements
from goldenthread.national.compute import OF_REVIEWS, prepare, reading
from goldenthread.national.definition import CellDefinition, Key, YearDefinition
from goldenthread.national.policies import chosen, refuse_what_needs_dates

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Behind:
    """The records behind one cell: the column that names them (such as "enquiry_id"), and their ids in order.

    Each id stands for one of the cell's value, except in SG5b, where a review stands for as many people as were in it.
    """

    key: Key
    id_column: str
    ids: tuple[str, ...]


def behind(path: Path, year: str, key: Key, *, policies: Mapping[str, str] | None = None) -> Behind:
    """The records behind a cell of an extract's return.

    Raises:
        Refused: there is no readable extract at the path, or no such policy or answer.
        NotFound: there is no definition for the year, or it has no such cell.
        NotPossibleNow: the cell is empty, because no reviews were handed in.
    """
    year_of = definition.load(year)
    cell, answers = year_of.cell(key), chosen(year_of.policies, policies)
    with sources.opened(path) as (connection, has_reviews):
        return _found(connection, year_of, cell, answers, statements.DATED, has_reviews=has_reviews)


def behind_tables(
    tables: Mapping[str, pa.Table], year: str, key: Key, *, policies: Mapping[str, str] | None = None
) -> Behind:
    """The same over Arrow tables with the extract's columns; raises the same."""
    year_of = definition.load(year)
    cell, answers = year_of.cell(key), chosen(year_of.policies, policies)
    with sources.registered(tables) as (connection, has_reviews):
        return _found(connection, year_of, cell, answers, statements.DATED, has_reviews=has_reviews)


def behind_aged(
    tables: Mapping[str, pa.Table], year: str, key: Key, *, policies: Mapping[str, str] | None = None
) -> Behind:
    """The same over a dataset of the figures, live or frozen; raises the same."""
    year_of = definition.load(year)
    cell, answers = year_of.cell(key), chosen(year_of.policies, policies)
    refuse_what_needs_dates(answers)
    with sources.registered_aged(tables) as connection:
        return _found(connection, year_of, cell, answers, statements.AGED, has_reviews=False)


def id_column(cell: CellDefinition, answers: Mapping[str, str]) -> str:
    """What the ids behind a cell are ids of."""
    of_one_record = cell.table == "SG1f" or (cell.table == "SG1d" and answers["P-01"] == "per_enquiry")
    if cell.table in OF_REVIEWS:
        return "review_id"
    if cell.table.startswith("SG1") and not of_one_record:
        return "adult_id"
    return "concern_id" if cell.block == "concerns" else "enquiry_id"


def _found(
    connection: duckdb.DuckDBPyConnection,
    year_of: YearDefinition,
    cell: CellDefinition,
    answers: Mapping[str, str],
    kind: str,
    *,
    has_reviews: bool,
) -> Behind:
    if cell.table in OF_REVIEWS and not has_reviews:
        raise NotPossibleNow(f"{cell.table} is empty: no reviews were handed in with these records.")
    prepare(connection, year_of, answers, kind)
    sql = (
        f"SELECT DISTINCT record FROM ({statements.records(cell.table, year_of.period, answers)}) AS records "
        "WHERE block = $block AND list_contains($rows, category) AND subcategory = $column ORDER BY record"
    )
    given = {"block": cell.block, "rows": list(cell.rows), "column": cell.column}
    with reading():
        rows = connection.execute(sql, given).fetchall()
    return Behind(cell.key, id_column(cell, answers), tuple(record for (record,) in rows))
