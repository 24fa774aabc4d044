"""What would make a return count wrong without a word: asked of an extract before it is counted. Free of Django.

It is no check of an extract: `goldenthread extract check` asks everything, and says each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

import duckdb

from goldenthread.casework.contract import BY_NAME, Kind
from goldenthread.casework.table_schema import AREA
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.national import statements

CODES = (("concerns", "area"), ("concerns", "decision"), ("enquiries", "area"), ("enquiries", "kind"))
"""Columns whose value decides whether a record counts at all; any other unknown code has no cell to count in."""
MEETS = (("concerns", "adult_id", "adults"), ("enquiries", "adult_id", "adults"), ("risks", "enquiry_id", "enquiries"))
GIVEN_ONCE = (("adults", "adult_id"), ("concerns", "concern_id"), ("enquiries", "enquiry_id"))
OF_THE_YEAR = {"concerns": "raised", "enquiries": "handled"}
"""The steps that hold the records of a sheet that count in the year."""
MOST_SHOWN = 30
MOST_VALUES = 1000
"""A column of codes has fewer values, and those are looked at one by one."""


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


def questions(period: Period, policies: Mapping[str, str]) -> Iterator[Question]:
    """Whether codes that decide are known, ids meet a record, and an id is given once; in the order they are asked.

    Codes and allegations are looked at whole, since none of them says which year it would fall into; ids, among the records
    that count in the year.
    """
    for sheet, column in CODES:
        sql = f"SELECT {column} FROM {sheet} WHERE {_unknown(sheet, column)}"
        yield Question(sheet, column, sql, "is no code")
    counted = {name: f"({statements.step(step, period, policies)}) AS {name}" for name, step in OF_THE_YEAR.items()}
    for sheet, column, other in MEETS:
        sql = f"SELECT {column} FROM {counted.get(sheet, sheet)} ANTI JOIN {other} USING ({column})"
        yield Question(sheet, column, sql, f"is not in {BY_NAME[other].file}")
    named = " UNION ALL ".join(f"SELECT adult_id FROM {counted[name]}" for name in OF_THE_YEAR)
    counted["adults"] = f"adults SEMI JOIN ({named}) AS named USING (adult_id)"
    for sheet, column in GIVEN_ONCE:
        sql = f"SELECT {column} FROM {counted[sheet]} GROUP BY {column} HAVING count(*) > 1"
        yield Question(sheet, column, sql, "stands in more than one row")


def refuse_what_counts_wrong(
    connection: duckdb.DuckDBPyConnection, period: Period, policies: Mapping[str, str]
) -> None:
    """See that codes that decide are known, that ids meet a record, and that an id is given once.

    Raises:
        Refused: one is not so; it names the file, the column and a value.
    """
    for question in questions(period, policies):
        found = connection.execute(f"{question.sql} LIMIT 1").fetchone()
        if found is not None:
            question.refuse(found[0])


def looks_whole(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a return that is already counted shows that every question's answer is a good one, ids trimmed or not.

    It costs a part of asking: most of it was seen while counting. An adult who is missing has no age; one who is there twice
    makes the crowd larger than its subjects; and an id that is not trimmed is found before it can differ from itself. Where
    it says no, ask.
    """
    return all(_one(connection, sql) for sql in _seen())


def _seen() -> Iterator[str]:
    """Each says TRUE where all is well. What is likeliest to be amiss, and cheapest to see, comes first."""
    for sheet, column in CODES:
        values = f"SELECT DISTINCT {column} FROM {sheet} LIMIT {MOST_VALUES}"
        is_known = f"count(*) FILTER (WHERE {_unknown(sheet, column)}) = 0"
        yield f"SELECT count(*) < {MOST_VALUES} AND {is_known} FROM ({values}) AS found"
    yield "SELECT coalesce(sum(adults), 0) = (SELECT count(*) FROM subject) AND count(*) = count(band) FROM crowd"
    yield f"SELECT count(*) = 0 FROM adults WHERE {_untidy('adult_id')}"
    yield "SELECT count(*) = count(DISTINCT adult_id) FROM adults SEMI JOIN young USING (adult_id)"
    for step, key in (("raised", "concern_id"), ("handled", "enquiry_id")):
        counted = f"SELECT {key}, count(*) AS times FROM {step} GROUP BY {key}"
        yield f"SELECT count(*) = 0 FROM ({counted}) AS counted WHERE times > 1 OR {key} IS NULL OR {_untidy(key)}"
    yield "SELECT count(*) = 0 FROM risks ANTI JOIN enquiries USING (enquiry_id)"


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    found = connection.execute(sql).fetchone()
    return bool(found and found[0])


def _untidy(column: str) -> str:
    return f"({column} < '!' OR {column}[-1] <= ' ')"


def _unknown(sheet: str, column: str) -> str:
    of = BY_NAME[sheet].column(column)
    if of.kind is Kind.AREA:
        unknown = f"NOT regexp_matches({column}, '^({AREA})$')"
    else:
        unknown = f"{column} NOT IN ({', '.join(repr(code) for code in of.codes)})"
    return f"{unknown} OR {column} IS NULL" if of.required else unknown
