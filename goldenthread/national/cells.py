"""A return as a file: one row a cell, in the contract's order, as the national open data name them. Free of Django."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from goldenthread.core.errors import Refused
from goldenthread.national.compute import NationalReturn
from goldenthread.national.definition import Key, YearDefinition

HEADER = ("TABLE_REFERENCE", "ENQUIRY_TYPE", "CATEGORY", "SUBCATEGORY", "VALUE")
Values = Mapping[Key, int | None]
"""A cell's whole number, or None where it is empty."""
MOST_DIGITS = 9


@contextmanager
def written(out: Path) -> Iterator[None]:
    """The folder of a file that is about to be written.

    Raises:
        Refused: the file cannot be written there.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        why = (error.strerror or "it is no place for a file").lower()
        raise Refused(f"{out} cannot be written: {why}. Say another file.") from error


def write(rows: Iterable[tuple[Key, int | str | None]], out: Path) -> None:
    """Write cells: LF line ends, minimal quoting, no byte-order mark, an empty value for None.

    Raises:
        Refused: the file cannot be written there.
    """
    with written(out), out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows([*key, "" if value is None else value] for key, value in rows)


def write_return(computed: NationalReturn, out: Path) -> None:
    write(((cell.key, cell.value) for cell in computed.cells), out)


def read_text(path: Path) -> dict[Key, str]:
    """The cells of a file in its order, each value as it is written, trimmed.

    Raises:
        Refused: the file cannot be read, has other columns, or names a cell twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream, restval=""))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path} cannot be read. Give the cells.csv that goldenthread sac compute wrote.") from error
    if not rows or not set(HEADER) <= rows[0].keys():
        raise Refused(f"{path} needs the columns {', '.join(HEADER)}, and at least one cell.")
    found: dict[Key, str] = {}
    for row in rows:
        table, kind, category, subcategory, value = (row[name].strip() for name in HEADER)
        key = (table, kind, category, subcategory)
        if key in found:
            raise Refused(f"{path} names the cell {', '.join(key)} twice. Leave one of them out.")
        found[key] = value
    return found


def read(path: Path) -> dict[Key, int | None]:
    """The cells of a file as whole numbers.

    Raises:
        Refused: as `read_text`, or a value is no whole number.
    """
    found, wrong = read_loosely(path)
    for key, text in wrong.items():
        raise Refused(
            f"{path}: {', '.join(key)} holds “{text[:30]}”, which is not a whole number of at most {MOST_DIGITS} digits."
        )
    return found


def read_loosely(path: Path) -> tuple[dict[Key, int | None], dict[Key, str]]:
    """The cells of a file, and apart from them those whose value is no whole number, as they are written.

    Raises:
        Refused: as `read_text`.
    """
    found: dict[Key, int | None] = {}
    wrong: dict[Key, str] = {}
    for key, text in read_text(path).items():
        if not text or (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
            found[key] = int(text) if text else None
        else:
            wrong[key] = text
    return found, wrong


def unknown(values: Values, year_of: YearDefinition) -> list[Key]:
    """The cells given that the year's return has not, in their order."""
    known = {cell.key for cell in year_of.cells}
    return [key for key in values if key not in known]


def missing(values: Values, year_of: YearDefinition) -> list[Key]:
    """The cells of the year's return that are not given, in the return's order."""
    return [cell.key for cell in year_of.cells if cell.key not in values]


def refuse_other_years(values: Values, year_of: YearDefinition) -> None:
    """See that the cells are those of the year, all of them.

    Raises:
        Refused: one is not the year's, or one is missing.
    """
    for keys, words in ((unknown(values, year_of), "has no cell"), (missing(values, year_of), "needs the cell")):
        if keys:
            more = f" (and {len(keys) - 1:,} more)" if len(keys) > 1 else ""
            raise Refused(
                f"The return of {year_of.year} {words} {', '.join(keys[0])}{more}. "
                "Give the cells.csv that goldenthread sac compute wrote."
            )
