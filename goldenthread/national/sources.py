"""Where a return's records come from: the tables of an extract as views in DuckDB, read only as far as they are needed.

A folder of Parquet or CSV, one workbook, or Arrow tables. Whatever the source, the views are named `adults`, `concerns`,
`enquiries`, `risks` and `reviews`; cells are trimmed text, empty is NULL, dates are dates, and a list is text parted by `;`. An
extract is expected to have passed `goldenthread extract check`. Free of Django.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from goldenthread.casework.contract import BY_NAME, SHEETS, Column, Kind, Sheet
from goldenthread.casework.reading import source, tables, workbook
from goldenthread.casework.sql import items
from goldenthread.core.errors import Refused

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY_LIMIT = "400MB"
MOST_THREADS = 4
NO_GAIN = "partial_aggregate_pushdown"
READ: Mapping[str, tuple[str, ...]] = {
    "adults": ("adult_id", "date_of_birth", "date_of_death", "gender", "ethnicity", "health_conditions"),
    "concerns": ("concern_id", "adult_id", "raised_on", "area", "primary_support_reason", "decision"),
    "enquiries": (
        "enquiry_id",
        "adult_id",
        "kind",
        "area",
        "started_on",
        "concluded_on",
        "primary_support_reason",
        "capacity",
        "supported_by",
        "outcomes_asked",
        "outcomes_achieved",
    ),
    "risks": ("enquiry_id", "type", "source_of_risk", "location", "assessment", "outcome"),
    "reviews": ("review_id", "concluded_on", "people_died", "people_survived"),
}
"""The columns that the return reads, by sheet; no other is touched."""

Titles = Mapping[str, tuple[str, str]]
"""A file's columns: what to call each in SQL, and its type there."""
MOST_VALUES = 5000
"""A column of codes with more values than this is trimmed cell by cell, unseen."""
_SPACE = "' \t\r\n'"


@contextmanager
def connected() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that may spill to a folder of its own, and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="goldenthread-return-") as spill:
        connection = duckdb.connect(":memory:")
        try:
            connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
            connection.execute(f"SET threads = {min(MOST_THREADS, os.cpu_count() or 1)}")
            connection.execute("SET enable_progress_bar = false")
            connection.execute("SET preserve_insertion_order = false")
            connection.execute(f"SET temp_directory = '{_quoted(spill)}'")
            _leave_out_what_does_not_pay(connection)
            yield connection
        finally:
            connection.close()


def _leave_out_what_does_not_pay(connection: duckdb.DuckDBPyConnection) -> None:
    """DuckDB would add up before a join where it knows how. Each adult is there once already, so it is work for nothing."""
    knows = connection.execute("SELECT count(*) FROM duckdb_optimizers() WHERE name = ?", [NO_GAIN]).fetchone()
    if knows and knows[0]:
        connection.execute(f"SET disabled_optimizers = '{NO_GAIN}'")


@contextmanager
def opened(path: Path, read: Mapping[str, tuple[str, ...]] = READ) -> Iterator[tuple[duckdb.DuckDBPyConnection, bool]]:
    """An extract's sheets as views with the columns asked for, and whether it holds reviews.

    Raises:
        Refused: there is no extract at the path, or it lacks a file or a column, or is not what it claims to be.
    """
    with opened_as_written(path, read) as (connection, has_reviews, trim):
        trim()
        yield connection, has_reviews


@contextmanager
def opened_as_written(
    path: Path, read: Mapping[str, tuple[str, ...]] = READ
) -> Iterator[tuple[duckdb.DuckDBPyConnection, bool, Callable[[], None]]]:
    """The same, with ids as they are written in Parquet, which is the quickest; and what trims them from then on.

    Other text is trimmed where a value of the column needs it. Raises the same.
    """
    with tempfile.TemporaryDirectory(prefix="goldenthread-workbook-") as folder, connected() as connection:
        found = source.find(path)
        files = _unpacked(path, Path(folder)) if found.format == "xlsx" else found.files
        missing = [sheet.file for sheet in SHEETS if sheet.required and sheet.name not in files]
        if missing:
            raise Refused(f"{path} lacks {', '.join(missing)}. Check it with: goldenthread extract check {path}")
        for finding in source.about(found)[1]:
            raise Refused(f"{finding.message} {finding.remedy}")
        described = {
            name: _described(connection, BY_NAME[name], file, is_parquet=found.format == "parquet")
            for name, file in files.items()
        }

        def trim() -> None:
            for name, (relation, titles) in described.items():
                _view(connection, BY_NAME[name], relation, titles, read[name])

        for name, (relation, titles) in described.items():
            bare = (
                _as_written(connection, BY_NAME[name], relation, titles, read[name])
                if found.format == "parquet"
                else ()
            )
            _view(connection, BY_NAME[name], relation, titles, read[name], bare=bare)
        yield connection, "reviews" in files, trim


def _as_written(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, relation: str, titles: Titles, read: tuple[str, ...]
) -> set[str]:
    """The columns that can be taken as they are: ids, and codes of which no value needs trimming. A column of codes has few
    values, and Parquet keeps a list of them: to look at those takes next to nothing."""
    bare = set()
    for column in (sheet.column(name) for name in read if titles.get(name, ("", ""))[1] == "VARCHAR"):
        if column.kind in {Kind.ID, Kind.REFERENCE}:
            bare.add(column.name)
        elif column.kind in {Kind.CODE, Kind.CODES, Kind.AREA}:
            values = f"SELECT DISTINCT {titles[column.name][0]} FROM {relation} LIMIT {MOST_VALUES}"
            found = [value for (value,) in connection.execute(values).fetchall() if value is not None]
            if len(found) < MOST_VALUES and all(_is_tidy(value, column) for value in found):
                bare.add(column.name)
    return bare


def _is_tidy(value: str, column: Column) -> bool:
    return value[:1] > " " and value[-1:] > " " and not (column.kind is Kind.CODES and " " in value)


def _unpacked(path: Path, folder: Path) -> dict[str, Path]:
    book = path if path.is_file() else min(path.glob("*.xlsx"))
    found = workbook.inspect(book) or workbook.unpack(book, folder)
    if found:
        raise Refused(f"{book.name} cannot be used. {found[0].message} {found[0].remedy}")
    named = {sheet.name: folder / sheet.file for sheet in SHEETS}
    return {name: file for name, file in named.items() if file.is_file()}


def _described(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, file: Path, *, is_parquet: bool
) -> tuple[str, Titles]:
    """What to read a file from, and its columns."""
    address = _quoted(str(file))
    if is_parquet:
        relation = f"read_parquet('{address}')"
        try:
            described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
        except duckdb.Error as error:
            raise Refused(f"{file.name} cannot be read as Parquet. Write it again, and check the extract.") from error
        _refuse_header(sheet, file, [str(title) for title, *_ in described])
        return relation, {str(title).strip(): (_identifier(title), str(kind)) for title, kind, *_ in described}
    header = _header(file)
    _refuse_header(sheet, file, header)
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(header)))
    relation = (
        f"read_csv('{address}', columns = {{{columns}}}, header = true, delim = ',', quote = '\"', escape = '\"', "
        "auto_detect = false, strict_mode = true, null_padding = false, encoding = 'utf-8', max_line_size = 1000000)"
    )
    return relation, {title.strip(): (f"c{place}", "VARCHAR") for place, title in enumerate(header)}


def _refuse_header(sheet: Sheet, file: Path, header: list[str]) -> None:
    titles = [title.strip() for title in header]
    personal = [
        f"has a column “{title}”, which names something personal" for title in titles if tables.looks_personal(title)
    ]
    twice = [f"has the column {one.name} twice" for one in sheet.columns if titles.count(one.name) > 1]
    for words in (*personal, *twice):
        raise Refused(f"{file.name} {words}. Take it out, and check the extract with: goldenthread extract check")


def _header(file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return next(csv.reader(stream), [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{file.name} cannot be read as CSV in UTF-8. Save it again, and check the extract.") from error


def _view(
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    relation: str,
    titles: Titles,
    read: tuple[str, ...],
    *,
    bare: Collection[str] = (),
) -> None:
    lacking = [column.name for column in sheet.columns if column.required and column.name not in titles]
    if lacking:
        raise Refused(f"{sheet.file} lacks {', '.join(lacking)}. Check the extract with: goldenthread extract check")
    columns = [sheet.column(name) for name in read]
    cells = ", ".join(
        f"{titles[column.name][0] if column.name in bare else _cell(column, titles)} AS {column.name}"
        for column in columns
    )
    connection.execute(f"CREATE OR REPLACE VIEW {sheet.name} AS SELECT {cells} FROM {relation}")


def _cell(column: Column, titles: Titles) -> str:
    name, kind = titles.get(column.name, ("", ""))
    if not name:
        return "NULL::DATE" if column.kind is Kind.DATE else "NULL::VARCHAR"
    if column.kind is Kind.DATE:
        return name if kind == "DATE" else _day(column, _text(name))
    if column.kind is Kind.COUNT:
        return _count(column, f"{name}::DOUBLE" if kind != "VARCHAR" else f"{_text(name)}::DOUBLE")
    if column.kind in {Kind.CODES, Kind.REFERENCES}:
        given = f"array_to_string({name}, ';')" if kind.endswith("[]") else name
        text = _text(given)
        return f"CASE WHEN contains({text}, ' ') THEN array_to_string({items(text)}, ';') ELSE {text} END"
    return _text(name)


def _count(column: Column, number: str) -> str:
    """A whole number from nought up, or an error that names the column. One that has to be there is never taken for nought."""
    wrong = f"{number} < 0 OR {number} <> floor({number})" + (f" OR {number} IS NULL" if column.required else "")
    unread = f"error('{column.name} holds a value that is no whole number from nought up')"
    return f"CASE WHEN {wrong} THEN {unread}::BIGINT ELSE {number}::BIGINT END"


def _text(name: str) -> str:
    """A trimmed cell, empty as NULL. Only what begins or ends with white space pays for it."""
    text = f"({name}::VARCHAR)"
    return f"CASE WHEN {text} < '!' OR {text}[-1] <= ' ' THEN nullif(trim({text}, {_SPACE}), '') ELSE {text} END"


def _day(column: Column, text: str) -> str:
    """An ISO date, or an error that names the column: a date that cannot be read is never taken for one not recorded."""
    unread = f"error('{column.name} holds a value that is not a date')"
    return (
        f"CASE WHEN {text} IS NULL THEN NULL WHEN try_cast({text} AS DATE)::VARCHAR = {text} THEN {text}::DATE "
        f"ELSE {unread}::DATE END"
    )


@contextmanager
def registered(tables: Mapping[str, pa.Table]) -> Iterator[tuple[duckdb.DuckDBPyConnection, bool]]:
    """Arrow tables with the contract's columns as views, and whether there are reviews.

    Raises:
        Refused: a table or a required column is missing.
    """
    missing = [sheet.name for sheet in SHEETS if sheet.required and sheet.name not in tables]
    if missing:
        raise Refused(f"The return needs the tables {', '.join(missing)}.")
    with connected() as connection:
        given = {sheet.name: tables[sheet.name] for sheet in SHEETS if sheet.name in tables}
        for name, table in given.items():
            connection.register(f"given_{name}", table)
            described = connection.execute(f"DESCRIBE given_{name}").fetchall()
            titles = {str(title): (_identifier(title), str(kind)) for title, kind, *_ in described}
            _view(connection, BY_NAME[name], f"given_{name}", titles, READ[name])
        yield connection, "reviews" in given


@contextmanager
def registered_aged(tables: Mapping[str, pa.Table]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of a frozen set as views: ages in place of dates of birth, and no count of who died in a review."""
    with connected() as connection:
        for name in ("adults", "concerns", "enquiries", "risks"):
            connection.register(f"given_{name}", tables[name])
        connection.execute(
            "CREATE VIEW adults AS SELECT adult_id, gender, ethnicity, "
            "nullif(array_to_string(health_conditions, ';'), '') AS health_conditions FROM given_adults"
        )
        for name in ("concerns", "enquiries", "risks"):
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM given_{name}")
        yield connection


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _identifier(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
