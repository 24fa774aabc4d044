"""Reading what was published of a council's return: a CSV of the five columns, or the national open data. Free of Django."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from goldenthread.core.errors import NotFound
from goldenthread.national import definition
from goldenthread.national.definition import Key

KEYS = ("TABLE_REFERENCE", "ENQUIRY_TYPE", "CATEGORY", "SUBCATEGORY")
COLUMNS = (*KEYS, "VALUE")
COUNCIL = "LA_NAME"
MARKS = ("[c]", "[x]", "*")
MOST_BYTES = 20_000_000
MOST_TOLD = 20
"""How many faults of a file are told at once."""


@dataclass(frozen=True)
class Found:
    """What a file holds of one council, or what is wrong with it. Where something is wrong, there are no cells."""

    cells: tuple[tuple[str, str, str, str, int | str | None], ...] = ()
    not_known: int = 0
    problems: tuple[str, ...] = ()


def read(data: bytes, *, council: str, year: str) -> Found:
    """The published values of a council in a file.

    A value is a whole number, "[c]" (withheld; "*" in older files) or "[x]" (not supplied). A file of the national open data
    holds many councils: then only the named one's rows are read. Rows that the year's definition does not know are counted.
    """
    if len(data) > MOST_BYTES:
        return Found(problems=("The file is larger than 20 MB. Keep only the council’s own rows, and send it again.",))
    try:
        known = {cell.key for cell in definition.load(year).cells}
    except NotFound as error:
        return Found(problems=(str(error),))
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        header = [one.strip() for one in rows.fieldnames or []]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            return Found(problems=(_lacks(missing),))
        rows.fieldnames = header
        return _read(rows, known, council=council)
    except UnicodeDecodeError:
        return Found(problems=("The file is not UTF-8 text. Save it as “CSV UTF-8”, and send it again.",))
    except csv.Error as error:
        return Found(problems=(f"The file cannot be read as CSV: {error}. Save it again as CSV, and send that.",))


def _lacks(missing: list[str]) -> str:
    return (
        f"The file has no column {', '.join(missing)}. It needs {', '.join(COLUMNS)}, "
        "as “published values” of a return are given here, or as the national open data are."
    )


def _read(rows: csv.DictReader[str], known: set[Key], *, council: str) -> Found:
    values: dict[Key, int | str | None] = {}
    problems: list[str] = []
    councils: set[str] = set()
    unknown = 0
    for number, row in enumerate(rows, start=2):
        named = (row.get(COUNCIL) or "").strip()
        if named:
            councils.add(named)
            if named.casefold() != council.casefold():
                continue
        key = tuple((row[name] or "").strip() for name in KEYS)
        if key not in known:
            unknown += 1
            continue
        value, problem = _value((row["VALUE"] or "").strip())
        if not problem and key in values:
            problem = f"repeats {', '.join(key)}, which stood above"
        if problem:
            problems.append(f"Row {number} {problem}.")
        else:
            values[key] = value
    if problems:
        more = len(problems) - MOST_TOLD
        return Found(problems=(*problems[:MOST_TOLD], *([f"{more} more rows are at fault."] if more > 0 else [])))
    if not values:
        return Found(problems=(_nothing(councils, council),))
    return Found(tuple((*key, value) for key, value in values.items()), unknown)


def _value(text: str) -> tuple[int | str | None, str]:
    """A value, and what is wrong with it."""
    if text in MARKS:
        return ("[c]" if text == "*" else text), ""
    if not text:
        return None, ""
    plain = text.replace(",", "")
    if plain.isascii() and plain.isdecimal() and len(plain) <= 9:
        return int(plain), ""
    return None, f"holds “{text[:30]}” as its value; it should be a whole number, [c] or [x]"


def _nothing(councils: set[str], council: str) -> str:
    if councils:
        few = ", ".join(sorted(councils)[:5])
        return f"The file holds no rows of “{council}”. It holds {few}{' and others' if len(councils) > 5 else ''}."
    return "The file holds no row that this year’s return knows. Check that it is the return of that year."
