"""Computing the national return of a year from case records. Free of Django.

The records are read by DuckDB in the process, and only the columns that the return needs. The rules are those of the case
extract's contract, as the year's definition and its policies have them; the SQL is in `sql/`. Records are counted as they are
written. Where what was counted does not look whole, they are trimmed, asked what is amiss, and counted again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from goldenthread.core.errors import Refused
from goldenthread.national import definition, sources, statements, wholeness
from goldenthread.national.definition import Key, YearDefinition
from goldenthread.national.policies import chosen, refuse_what_needs_dates

if TYPE_CHECKING:
    import pyarrow as pa

Counts = Mapping[tuple[str, str, str, str], int]
"""Records by table, block, code of the category, code of the subcategory."""
FILE = re.compile(r"^\s*file = (.+)$", re.MULTILINE)
"""Where the database says in which file it could not go on."""
OF_REVIEWS = frozenset({"SG5a", "SG5b"})


@dataclass(frozen=True)
class Cell:
    """One cell of a return. `value` is None where nothing could be counted: no reviews were handed in."""

    table: str
    enquiry_type: str
    category: str
    subcategory: str
    value: int | None

    @property
    def key(self) -> Key:
        return self.table, self.enquiry_type, self.category, self.subcategory


@dataclass(frozen=True, order=True)
class LeftOut:
    """A record of the year that a rule left out of a part of the return.

    `sheet` is concerns or enquiries and `record` an id in it; `part` is SG1, SG2, or SG2 to SG4; `why` is "under_18", or
    "no_risk" for a concluded enquiry without a risk.
    """

    sheet: str
    record: str
    part: str
    why: str


@dataclass(frozen=True)
class NationalReturn:
    """Every cell of a year's return in the contract's order, what was left out, and the policies it was computed under."""

    year: str
    version: int
    cells: tuple[Cell, ...]
    left_out: tuple[LeftOut, ...]
    policies: Mapping[str, str]

    def value(self, key: Key) -> int | None:
        return self.by_key()[key]

    def by_key(self) -> dict[Key, int | None]:
        return {cell.key: cell.value for cell in self.cells}


def compute(path: Path, year: str, *, policies: Mapping[str, str] | None = None) -> NationalReturn:
    """The return of a year from an extract: a folder of Parquet or CSV files, or one workbook.

    Args:
        path: Where the extract is. It should have passed `goldenthread extract check`.
        year: A financial year such as "2025-26".
        policies: Answers to P-01 to P-11 other than the year's own, by number.

    Raises:
        Refused: there is no readable extract at the path, it would count wrong, or there is no such policy or answer.
        NotFound: there is no definition for the year.
    """
    year_of = definition.load(year)
    answers = chosen(year_of.policies, policies)
    with sources.opened_as_written(path) as (connection, has_reviews, trim):
        with suppress(Refused):
            computed = _computed(connection, year_of, answers, statements.DATED, has_reviews=has_reviews)
            if wholeness.looks_whole(connection):
                return computed
        with reading():
            trim()
            wholeness.refuse_what_counts_wrong(connection, year_of.period, answers)
        return _computed(connection, year_of, answers, statements.DATED, has_reviews=has_reviews)


def compute_tables(
    tables: Mapping[str, pa.Table], year: str, *, policies: Mapping[str, str] | None = None
) -> NationalReturn:
    """The same from Arrow tables named as the extract's files, with its columns; more columns do no harm.

    `reviews` may be absent. Lists may be lists or text.

    Raises:
        Refused: a table or a required column is missing, or there is no such policy or answer.
        NotFound: there is no definition for the year.
    """
    year_of = definition.load(year)
    answers = chosen(year_of.policies, policies)
    with sources.registered(tables) as (connection, has_reviews):
        return _computed(connection, year_of, answers, statements.DATED, has_reviews=has_reviews)


def compute_aged(
    tables: Mapping[str, pa.Table], year: str, *, policies: Mapping[str, str] | None = None
) -> NationalReturn:
    """The same from a dataset of the figures, live or frozen, which holds ages in place of dates of birth.

    It does not hold how many people died in a review, so SG5 stays empty.

    Raises:
        Refused: a policy's answer needs dates of birth, or there is no such policy or answer.
        NotFound: there is no definition for the year.
    """
    year_of = definition.load(year)
    answers = chosen(year_of.policies, policies)
    refuse_what_needs_dates(answers)
    with sources.registered_aged(tables) as connection:
        return _computed(connection, year_of, answers, statements.AGED, has_reviews=False)


def from_counts(
    year_of: YearDefinition,
    counts: Counts,
    left_out: Iterable[LeftOut],
    answers: Mapping[str, str],
    *,
    has_reviews: bool,
) -> NationalReturn:
    """The return that counts make, by whatever engine they were counted: every cell of the year, noughts included.

    Raises:
        Refused: records were counted under a code that the year's cells do not know.
    """
    known = {(cell.table, cell.block, row, cell.column) for cell in year_of.cells for row in cell.rows}
    unknown = sorted(key for key, value in counts.items() if value and key not in known)
    if unknown:
        table, _, row, column = unknown[0]
        said = f"“{row}” and “{column}”" if row else "an item of a list that is empty, such as after a last “;”"
        raise Refused(f"{table} has no cell for {said}. Check the extract with: goldenthread extract check")
    cells = tuple(
        Cell(
            *cell.key,
            None
            if cell.table in OF_REVIEWS and not has_reviews
            else sum(counts.get((cell.table, cell.block, row, cell.column), 0) for row in cell.rows),
        )
        for cell in year_of.cells
    )
    return NationalReturn(year_of.year, year_of.version, cells, tuple(sorted(left_out)), dict(answers))


def prepare(
    connection: duckdb.DuckDBPyConnection, year_of: YearDefinition, answers: Mapping[str, str], kind: str
) -> None:
    """Make the steps that every table reads, as tables.

    Raises:
        Refused: the records cannot be read.
    """
    with reading():
        for name, sql in statements.steps(year_of.period, answers, kind).items():
            connection.execute(
                f"CREATE OR REPLACE TEMP {'VIEW' if name in statements.VIEWS else 'TABLE'} {name} AS {sql}"
            )


@contextmanager
def reading() -> Iterator[None]:
    """Records that cannot be read are refused in words.

    Raises:
        Refused: a file is not what it claims to be, or a cell cannot be read.
    """
    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.InternalException):
        raise
    except duckdb.Error as error:
        raise Refused(_plain(error)) from error


def _plain(error: Exception) -> str:
    said = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    said = said.partition(": ")[2] or said
    file = FILE.search(str(error))
    within = f" in {Path(file[1].strip()).name}" if file else ""
    return f"The records cannot be read: {said[:200].rstrip('.:')}{within}. Check the extract with: goldenthread extract check"


def _computed(
    connection: duckdb.DuckDBPyConnection,
    year_of: YearDefinition,
    answers: Mapping[str, str],
    kind: str,
    *,
    has_reviews: bool,
) -> NationalReturn:
    prepare(connection, year_of, answers, kind)
    counts: dict[tuple[str, str, str, str], int] = {}
    with reading():
        for table in year_of.tables:
            if table in OF_REVIEWS and not has_reviews:
                continue
            sql = statements.counted(table, year_of.period, answers)
            for block, row, column, value in connection.execute(sql).fetchall():
                counts[table, block, row, column] = int(value)
        found = connection.execute(statements.left_out(year_of.period, answers)).fetchall()
    return from_counts(year_of, counts, (LeftOut(*row) for row in found), answers, has_reviews=has_reviews)
