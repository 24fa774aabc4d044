"""Reading figure definitions: SQL files whose header is the published definition.

Only an allow-listed set of functions may be used, so that other engines give the same answers (no `date_diff`, `age` or
`SIMILAR TO`; completed years are the difference of years, less one where the month and day have not come).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from goldenthread.core.errors import GoldenThreadError
from goldenthread.figures.figure import Definition
from goldenthread.figures.tables import SCHEMAS

FOLDER = Path(__file__).parent / "definitions"
VIEWS = Path(__file__).parent / "views"

FIELDS = (
    "id",
    "title",
    "unit",
    "grain",
    "numerator",
    "denominator",
    "period",
    "breakdown",
    "datasets",
    "disclosure",
    "caveat",
    "version",
    "valid_from",
)
UNITS = {"count", "percent", "pounds", "days", "rate", "ratio", "value"}
ALLOWED = {
    "abs", "and", "avg", "case", "cast", "coalesce", "concat", "count", "exists", "extract", "greatest", "if", "least",
    "lower", "max", "min", "month", "nullif", "or", "quantile_cont", "percentile_cont", "round", "row_number", "sum",
    "trim", "unnest", "explode", "upper", "year", "any_value", "date_add", "array_contains", "list_contains",
}  # fmt: skip


class BadDefinition(GoldenThreadError):
    """A figure's file breaks the rules for definitions; the text names file and line."""


def parse(text: str, name: str) -> Definition:
    """Read one definition.

    Raises:
        BadDefinition: a header field is missing, repeated, unknown or wrong, or the SQL may not be used.
    """
    header, sql = _split(text, name)
    missing = [field for field in FIELDS if field not in header]
    if missing:
        raise BadDefinition(f"{name}: the header lacks {', '.join(missing)}. Every field is part of the definition.")
    if header["unit"] not in UNITS:
        raise BadDefinition(f"{name}: unit “{header['unit']}” is not one of {', '.join(sorted(UNITS))}.")
    if header["disclosure"] not in {"people", "exempt"}:
        raise BadDefinition(f"{name}: disclosure must be people or exempt.")
    check_functions(sql, name)
    words = {field: header[field] for field in FIELDS if field != "datasets"}
    datasets = tuple(part.strip() for part in header["datasets"].split(","))
    return Definition(**words, datasets=datasets, sql=sql)  # type: ignore[arg-type]  # unit and disclosure are checked


def _split(text: str, name: str) -> tuple[dict[str, str], str]:
    header: dict[str, str] = {}
    lines = text.splitlines()
    number, field = 0, ""
    for number, line in enumerate(lines):
        if not line.startswith("--"):
            break
        key, separator, value = line[2:].partition(":")
        if separator and key.strip() in FIELDS:
            field = key.strip()
            if field in header:
                raise BadDefinition(f"{name}, line {number + 1}: {field} is said twice.")
            header[field] = value.strip()
        elif line[2:].startswith("      ") and field:
            header[field] += " " + line[2:].strip()
        else:
            raise BadDefinition(f"{name}, line {number + 1}: “{line.strip()}” is not a header field.")
    return header, "\n".join(lines[number:]).strip()


def check_functions(sql: str, name: str) -> None:
    """Refuse SQL that is not one question in the allowed words.

    Raises:
        BadDefinition: it cannot be read, is not one SELECT, or calls another function.
    """
    try:
        statements = sqlglot.parse(sql, dialect="duckdb")
    except SqlglotError as error:
        raise BadDefinition(f"{name}: the SQL cannot be read: {str(error).splitlines()[0]}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise BadDefinition(f"{name}: a definition is exactly one SELECT.")
    for call in statements[0].find_all(exp.Func):
        called = (call.name if isinstance(call, exp.Anonymous) else call.sql_name()).lower()
        if called not in ALLOWED:
            raise BadDefinition(f"{name}: the function {called} may not be used, as engines differ on it.")


@cache
def all_definitions() -> Mapping[str, Definition]:
    """Every definition in the package, by id, in the order of their ids."""
    found = {}
    for path in sorted(FOLDER.glob("*.sql")):
        definition = parse(path.read_text(encoding="utf-8"), path.name)
        if definition.id != path.stem:
            raise BadDefinition(f"{path.name}: the id is {definition.id}; a figure's file is named after its id.")
        found[definition.id] = definition
    return found


@cache
def views() -> Mapping[str, str]:
    """The shared views by name, in the order in which they build on each other."""
    return {path.stem.split("-", 1)[1]: path.read_text(encoding="utf-8") for path in sorted(VIEWS.glob("*.sql"))}


@cache
def columns_read(figure_id: str) -> Mapping[str, tuple[str, ...]]:
    """Which columns of which tables a figure's question reads, through the shared views."""
    return columns_in(all_definitions()[figure_id].sql)


@cache
def columns_in(sql: str) -> Mapping[str, tuple[str, ...]]:
    """The same of any question."""
    found: dict[str, set[str]] = {}
    _collect(sql, found, set())
    return {table: tuple(sorted(columns)) for table, columns in sorted(found.items())}


def _collect(sql: str, found: dict[str, set[str]], asked: set[str]) -> None:
    """Add what a question reads; `asked` are the columns that a question above it wants of a view's `SELECT *`."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    names = asked | {column.name for column in tree.find_all(exp.Column)}
    for table in tree.find_all(exp.Table):
        if table.name in SCHEMAS:
            found.setdefault(table.name, set()).update(names & SCHEMAS[table.name].keys())
        elif table.name in views():
            _collect(views()[table.name], found, names)
