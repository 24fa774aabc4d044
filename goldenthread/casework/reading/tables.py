"""An extract as DuckDB tables: every cell as trimmed text, with its row number, and dates read once.

Each sheet becomes a table of its name with `row`, the contract's columns as text (empty = NULL), and for each date
column `<name>__day` as a DATE (NULL where it cannot be read).
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow.parquet

from goldenthread.casework import rules
from goldenthread.casework.contract import NOT_COLUMNS, SHEETS, Column, Kind, Sheet
from goldenthread.casework.findings import Finding, Severity
from goldenthread.casework.reading import workbook
from goldenthread.casework.reading.source import Source

MEMORY_LIMIT = "420MB"
MOST_VALUES = 5000
"""A column of codes with more values than this is trimmed cell by cell, unseen."""
FIRST_DAY, LAST_DAY = "DATE '0001-01-01'", "DATE '9999-12-31'"
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def connect() -> duckdb.DuckDBPyConnection:
    """A database in memory that keeps rows in their order and may spill to a folder of its own."""
    connection = duckdb.connect(":memory:")
    spill = tempfile.gettempdir()
    connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
    connection.execute("SET preserve_insertion_order = true")
    connection.execute("SET threads = 2")
    connection.execute(f"SET temp_directory = '{_quoted(spill)}/goldenthread-duckdb'")
    return connection


def read(connection: duckdb.DuckDBPyConnection, source: Source) -> list[Finding]:
    """Read every sheet. Returns what refuses the extract, and the columns that are not used.

    Nothing is read from a file whose header already refuses it.
    """
    if source.format != "xlsx":
        return _read_files(connection, source)
    found = workbook.inspect(source.path)
    if found:
        return found
    with tempfile.TemporaryDirectory(prefix="goldenthread-workbook-") as folder:
        found = workbook.unpack(source.path, Path(folder))
        if found:
            return found
        unpacked = {sheet.name: Path(folder, sheet.file) for sheet in SHEETS}
        files = {name: file for name, file in unpacked.items() if file.is_file()}
        return _read_files(connection, Source(Path(folder), "csv", files))


def _read_files(connection: duckdb.DuckDBPyConnection, source: Source) -> list[Finding]:
    found = [
        rules.MISSING_FILE.finding(sheet.file, None, None, None)
        for sheet in SHEETS
        if sheet.required and sheet.name not in source.files
    ]
    for sheet in SHEETS:
        if file := source.files.get(sheet.name):
            found += _read_sheet(connection, sheet, file, is_parquet=source.format == "parquet")
    return found


def _read_sheet(connection: duckdb.DuckDBPyConnection, sheet: Sheet, file: Path, *, is_parquet: bool) -> list[Finding]:
    broken, is_tidy = (None, False) if is_parquet else _bytes(sheet, file)
    if broken:
        return [broken]
    try:
        header = _parquet_header(file) if is_parquet else _csv_header(file)
    except (OSError, ValueError, csv.Error) as error:
        return [_unreadable(sheet, error)]
    found = _check_header(sheet, header)
    if any(finding.severity is Severity.REFUSED for finding in found):
        return found
    try:
        _create(connection, sheet, file, header, is_parquet=is_parquet, is_tidy=is_tidy)
    except duckdb.Error as error:
        return [*found, _unreadable(sheet, error)]
    return found


def _unreadable(sheet: Sheet, error: Exception) -> Finding:
    words = str(error).strip().splitlines()
    first = next((line for line in words if line.strip()), "it is not in the form it claims")
    return rules.UNREADABLE.finding(sheet.file, None, None, None, other=first[:160].rstrip("."))


def _bytes(sheet: Sheet, file: Path) -> tuple[Finding | None, bool]:
    """Where a file first stops being UTF-8, by row and column; and whether none of its cells needs trimming.

    The second is sure where it says yes: nothing is quoted, and there is no space, tab or stray end of a line.
    """
    row, left, is_tidy, cut = 1, b"", True, False
    with file.open("rb") as stream:
        while True:
            chunk = stream.read(1 << 22)
            text = left + chunk
            marked = any(mark in text for mark in (b'"', b" ", b"\t")) or (cut and text[:1] != b"\n")
            cut = text[-1:] == b"\r"
            is_tidy = is_tidy and not marked and text.count(b"\r") == text.count(b"\r\n") + cut
            if not text.isascii():
                try:
                    text.decode()
                except UnicodeDecodeError as error:
                    cut_short = error.end == len(text) and bool(chunk) and len(text) - error.start < 4
                    if not cut_short:
                        return _where_not_utf8(sheet, file, text, error.start, row), False
                    row += text[: error.start].count(b"\n")
                    left = text[error.start :]
                    continue
            row += text.count(b"\n")
            left = b""
            if not chunk:
                return None, is_tidy


def _where_not_utf8(sheet: Sheet, file: Path, text: bytes, place: int, row: int) -> Finding:
    row += text[:place].count(b"\n")
    start = text.rfind(b"\n", 0, place) + 1
    cell = next(csv.reader([text[start:place].decode("latin-1")]), [""])
    try:
        column = _csv_header(file)[max(len(cell) - 1, 0)]
    except (IndexError, OSError, ValueError, csv.Error):
        column = None
    return rules.NOT_UTF8.finding(sheet.file, row, column, None)


def _csv_header(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        return next(csv.reader(stream), [])


def _parquet_header(file: Path) -> list[str]:
    return list(pyarrow.parquet.read_schema(file).names)


def looks_personal(header: str) -> bool:
    """Whether a word of the header names something personal: "Home address", "nhs_number", "firstName"."""
    whole = re.split(r"[^A-Za-z0-9]+", header.strip().lower())
    parts = [word.lower() for word in _WORDS.findall(header)]
    return any(word in NOT_COLUMNS for word in [*whole, *parts])


def _check_header(sheet: Sheet, header: list[str]) -> list[Finding]:
    titles = [title.strip() for title in header]
    known = {column.name for column in sheet.columns}
    found = [rules.PERSONAL_COLUMN.finding(sheet.file, 1, title, None) for title in titles if looks_personal(title)]
    found += [
        rules.REPEATED_COLUMN.finding(sheet.file, 1, title, None)
        for title, times in Counter(titles).items()
        if times > 1 and title in known
    ]
    found += [
        rules.MISSING_COLUMN.finding(sheet.file, 1, column.name, None)
        for column in sheet.columns
        if column.required and column.name not in titles
    ]
    found += [
        rules.UNKNOWN_COLUMN.finding(sheet.file, 1, title, None)
        for title in titles
        if title and title not in known and not looks_personal(title)
    ]
    return found


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _identifier(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _create(
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    file: Path,
    header: list[str],
    *,
    is_parquet: bool,
    is_tidy: bool,
) -> None:
    names = [f"c{place}" for place in range(len(header))]
    address = _quoted(str(file))
    if is_parquet:
        columns = ", ".join(f"{_identifier(title)} AS {name}" for title, name in zip(header, names, strict=True))
        relation = f"(SELECT {columns} FROM read_parquet('{address}'))"
        described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
        types = {str(name): str(kind) for name, kind, *_ in described}
    else:
        types = dict.fromkeys(names, "VARCHAR")
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
        relation = (
            f"read_csv('{address}', columns = {{{columns}}}, header = true, delim = ',', quote = '\"', escape = '\"', "
            "auto_detect = false, strict_mode = true, null_padding = false, encoding = 'utf-8', max_line_size = 1000000)"
        )
    place_of = {title.strip(): place for place, title in enumerate(header)}
    extra = [place for title, place in place_of.items() if title not in {c.name for c in sheet.columns} and title]
    selected, days = [], []
    for column in sheet.columns:
        place = place_of.get(column.name)
        name = names[place] if place is not None else ""
        kind = types.get(name, "")
        bare = is_tidy or (is_parquet and _is_tidy(connection, relation, column, name, kind))
        selected.append(f"{_cell(name, kind, bare=bare)} AS {column.name}")
        if column.kind is Kind.DATE and kind == "DATE":
            selected.append(
                f"CASE WHEN {name} BETWEEN {FIRST_DAY} AND {LAST_DAY} THEN {name} END AS {column.name}__day"
            )
        elif column.kind is Kind.DATE:
            days.append(f", {_day(column.name)} AS {column.name}__day")
    selected += [f"{_text(names[place])} AS extra_{place}" for place in extra]
    staged = f"SELECT row_number() OVER () + 1 AS row, {', '.join(selected)} FROM {relation}"
    cells = [column.name for column in sheet.columns] + [f"extra_{place}" for place in extra]
    connection.execute(
        f"CREATE OR REPLACE TABLE {sheet.name} AS SELECT *{''.join(days)} FROM ({staged}) "
        f"WHERE coalesce({', '.join(cells)}) IS NOT NULL"
    )
    connection.execute(f"COMMENT ON TABLE {sheet.name} IS '{_quoted(', '.join(header[place] for place in extra))}'")


def _text(name: str) -> str:
    """Trimmed, and NULL where nothing is left. Only a cell that begins or ends with a space or less is trimmed: it is slow."""
    text = f"({name}::VARCHAR)"
    return f"CASE WHEN {text} < '!' OR {text}[-1] <= ' ' THEN nullif(trim({text}, ' \t\r\n'), '') ELSE {text} END"


def _is_tidy(connection: duckdb.DuckDBPyConnection, relation: str, column: Column, name: str, kind: str) -> bool:
    """Whether no value of a column of codes needs trimming. It has few, and Parquet keeps a list of them, so that it takes next
    to nothing to look at them."""
    if kind != "VARCHAR" or column.kind not in {Kind.CODE, Kind.CODES, Kind.AREA, Kind.AGENCY}:
        return False
    values = connection.execute(f"SELECT DISTINCT {name} FROM {relation} LIMIT {MOST_VALUES}").fetchall()
    return len(values) < MOST_VALUES and all(
        value[:1] > " " and value[-1:] > " " for (value,) in values if value is not None
    )


def _cell(name: str, kind: str, *, bare: bool) -> str:
    if not name:
        return "NULL::VARCHAR"
    if kind.endswith("[]"):
        return _text(f"array_to_string({name}, ';')")
    if kind == "DATE":
        return f"{name}::VARCHAR"
    return name if bare and kind == "VARCHAR" else _text(name)


def _day(name: str) -> str:
    """An ISO date and nothing else: 2024-3-1 and 2024-02-30 are not dates."""
    digits = f"{name} LIKE '____-__-__' AND {name} >= '0' AND {name} < ':' AND {name}[-1] >= '0'"
    return f"CASE WHEN {digits} THEN try_cast({name} AS DATE) END"
