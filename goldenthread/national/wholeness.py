"""What would make a return count wrong without a word: asked of an extract before it is counted. Free of Django.

It is no check of an extract: `goldenthread extract check` asks everything, and says each row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import duckdb

from goldenthread.casework.contract import BY_NAME, Kind
from goldenthread.casework.table_schema import AREA
from goldenthread.core.errors import Refused

CODES = (("concerns", "area"), ("concerns", "decision"), ("enquiries", "area"), ("enquiries", "kind"))
"""Columns whose value decides whether a record counts at all; any other unknown code has no cell to count in."""
MEETS = (("concerns", "adult_id", "adults"), ("enquiries", "adult_id", "adults"), ("risks", "enquiry_id", "enquiries"))
GIVEN_ONCE = (("adults", "adult_id"), ("concerns", "concern_id"), ("enquiries", "enquiry_id"))
MOST_SHOWN = 30


@dataclass(frozen=True)
class Question:
    """What is asked of a sheet: SQL that gives the values of a column that are wrong, and in which way they are."""

    sheet: str
    column: str
    sql: str
    words: str

    def refuse(self, value: object) -> NoReturn:
        """Raises:
        Refused: always; it names the file, the column and the value.
        """
        said = f"“{str(value)[:MOST_SHOWN]}” {self.words}" if value is not None else "a cell is empty"
        raise Refused(
            f"{BY_NAME[self.sheet].file}, {self.column}: {said}. Nothing was counted. Check the extract with: "
            "goldenthread extract check"
        )


def questions() -> Iterator[Question]:
    """Whether codes that decide are known, ids meet a record, and an id is given once; in the order they are asked."""
    for sheet, column in CODES:
        sql = f"SELECT {column} FROM {sheet} WHERE {_unknown(sheet, column)}"
        yield Question(sheet, column, sql, "is no code")
    for sheet, column, other in MEETS:
        sql = f"SELECT {column} FROM {sheet} ANTI JOIN {other} USING ({column})"
        yield Question(sheet, column, sql, f"is not in {BY_NAME[other].file}")
    for sheet, column in GIVEN_ONCE:
        sql = f"SELECT {column} FROM {sheet} GROUP BY {column} HAVING count(*) > 1"
        yield Question(sheet, column, sql, "stands in more than one row")


def refuse_what_counts_wrong(connection: duckdb.DuckDBPyConnection) -> None:
    """See that codes that decide are known, that ids meet a record, and that an id is given once.

    Raises:
        Refused: one is not so; it names the file, the column and a value.
    """
    for question in questions():
        found = connection.execute(f"{question.sql} LIMIT 1").fetchone()
        if found is not None:
            question.refuse(found[0])


def _unknown(sheet: str, column: str) -> str:
    of = BY_NAME[sheet].column(column)
    if of.kind is Kind.AREA:
        unknown = f"NOT regexp_matches({column}, '^({AREA})$')"
    else:
        unknown = f"{column} NOT IN ({', '.join(repr(code) for code in of.codes)})"
    return f"{unknown} OR {column} IS NULL" if of.required else unknown
