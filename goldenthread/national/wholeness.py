"""What would make a return count wrong without a word: asked of an extract before it is counted. Free of Django.

It is no check of an extract: `goldenthread extract check` asks everything, and says each row.
"""

from __future__ import annotations

import duckdb

from goldenthread.casework.contract import BY_NAME, Kind
from goldenthread.casework.table_schema import AREA
from goldenthread.core.errors import Refused

CODES = (("concerns", "area"), ("concerns", "decision"), ("enquiries", "area"), ("enquiries", "kind"))
"""Columns whose value decides whether a record counts at all; any other unknown code has no cell to count in."""
MEETS = (("concerns", "adult_id", "adults"), ("enquiries", "adult_id", "adults"), ("risks", "enquiry_id", "enquiries"))
GIVEN_ONCE = (("adults", "adult_id"), ("concerns", "concern_id"), ("enquiries", "enquiry_id"))
MOST_SHOWN = 30


def refuse_what_counts_wrong(connection: duckdb.DuckDBPyConnection) -> None:
    """See that codes that decide are known, that ids meet a record, and that an id is given once.

    Raises:
        Refused: one is not so; it names the file, the column and a value.
    """
    for sheet, column in CODES:
        _refuse(
            connection, f"SELECT {column} FROM {sheet} WHERE {_unknown(sheet, column)}", sheet, column, "is no code"
        )
    for sheet, column, other in MEETS:
        sql = f"SELECT {column} FROM {sheet} ANTI JOIN {other} USING ({column})"
        _refuse(connection, sql, sheet, column, f"is not in {BY_NAME[other].file}")
    for sheet, column in GIVEN_ONCE:
        sql = f"SELECT {column} FROM {sheet} GROUP BY {column} HAVING count(*) > 1"
        _refuse(connection, sql, sheet, column, "stands in more than one row")


def _unknown(sheet: str, column: str) -> str:
    of = BY_NAME[sheet].column(column)
    if of.kind is Kind.AREA:
        unknown = f"NOT regexp_full_match({column}, '{AREA}')"
    else:
        unknown = f"{column} NOT IN ({', '.join(repr(code) for code in of.codes)})"
    return f"{unknown} OR {column} IS NULL" if of.required else unknown


def _refuse(connection: duckdb.DuckDBPyConnection, sql: str, sheet: str, column: str, words: str) -> None:
    found = connection.execute(f"{sql} LIMIT 1").fetchone()
    if found is not None:
        value = f"“{str(found[0])[:MOST_SHOWN]}” {words}" if found[0] is not None else "a cell is empty"
        raise Refused(
            f"{BY_NAME[sheet].file}, {column}: {value}. Nothing was counted. Check the extract with: "
            "goldenthread extract check"
        )
