"""A file of published values as rows: CSV, or a workbook that a child process opens. Free of Django."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from goldenthread.core import apart
from goldenthread.core.errors import Refused

KEYS = ("TABLE_REFERENCE", "ENQUIRY_TYPE", "CATEGORY", "SUBCATEGORY")
VALUE, COUNCIL = "VALUE", "LA_NAME"
TITLES = (COUNCIL, *KEYS, VALUE)
"""The columns that are read, in the order in which a row is given; that of the council may be absent."""
MOST_BYTES = 40 * 1024 * 1024
"""The national file of one year, of a hundred and fifty councils, is half as large."""
WAIT_SECONDS = 90
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
SAVE_AS = "Open it, save it as an Excel workbook (.xlsx) or as CSV, and choose that file."
OTHER_KINDS = {
    ".xls": f"This is an older Excel file (.xls). {SAVE_AS}",
    ".xlsm": f"This workbook may hold macros (.xlsm), which are not opened here. {SAVE_AS}",
    ".xlsb": f"This is a binary workbook (.xlsb). {SAVE_AS}",
    ".ods": f"This is an OpenDocument spreadsheet (.ods). {SAVE_AS}",
    ".pdf": "This is a PDF. Find the open data that were published with it, as CSV or Excel, and choose those.",
    ".zip": "This is a zip file. Take the spreadsheet out of it, and choose that.",
}
REFUSED = {
    "BOMB": "The file unpacks to far more than a spreadsheet of its size should. Copy the rows you need to a new workbook.",
    "FORMULAS": f"The workbook holds macros, which are not opened here. {SAVE_AS}",
    "TOO_LONG": "The file took too long to read. Copy the rows of the councils you need to a new workbook, and choose that.",
}

Row = tuple[int, tuple[str, ...]]
"""The number of a row in its file, and its cells in the order of `TITLES`; an absent council is empty."""


def rows_of(data: bytes, name: str) -> Iterator[Row]:
    """The rows of a file, by its name a CSV file or a workbook, that are not empty.

    Raises:
        Refused: it is neither, too large, damaged, or lacks a column; says what to do.
    """
    ending = Path(name).suffix.lower()
    if ending in OTHER_KINDS:
        raise Refused(OTHER_KINDS[ending])
    if ending not in {".csv", ".xlsx"}:
        raise Refused("Choose a CSV file (its name ends .csv) or an Excel workbook (.xlsx).")
    if len(data) > MOST_BYTES:
        raise Refused("The file is larger than 40 MB. Keep only the rows of the councils you need, and send it again.")
    return _of_csv(data) if ending == ".csv" else _of_workbook(data)


def places_of(titles: Sequence[str]) -> tuple[int, ...] | None:
    """Where each of `TITLES` stands among a file's titles, -1 for a council's that is absent; None where another is missing.

    Capitals, and spaces for underscores, do not matter.
    """
    plain = [one.strip().upper().replace(" ", "_") for one in titles]
    if any(name not in plain for name in TITLES if name != COUNCIL):
        return None
    return tuple(plain.index(name) if name in plain else -1 for name in TITLES)


def taken(cells: Sequence[str], places: Iterable[int]) -> tuple[str, ...]:
    """The cells at these places, trimmed; empty where there is none."""
    return tuple(cells[at].strip() if 0 <= at < len(cells) else "" for at in places)


def _of_csv(data: bytes) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(_words(data), newline=""), strict=True)
    try:
        titles = next(lines, [])
        places = places_of(titles)
        if places is None:
            raise Refused(_lacks(titles))
        for row in lines:
            if any(row):
                yield lines.line_num, taken(row, places)
    except csv.Error as error:
        raise Refused(f"The file cannot be read as CSV, at line {lines.line_num}: {error}. {SAVE_AS}") from error


def _words(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            words = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in words:
            return words
    raise Refused(f"The file is not a CSV file of words. {SAVE_AS}")


def _of_workbook(data: bytes) -> Iterator[Row]:
    if data.startswith(OLD_WORKBOOK):
        raise Refused(f"The workbook is protected with a password, or is an older Excel file. Take it off. {SAVE_AS}")
    with tempfile.TemporaryDirectory(prefix="goldenthread-published-") as folder:
        path = Path(folder, "file.xlsx")
        path.write_bytes(data)
        said = apart.ask("goldenthread.national.published_child", str(path), seconds=WAIT_SECONDS)
    if said is None:
        raise Refused(REFUSED["TOO_LONG"])
    for rule, _, _, _, words in said.get("found", ()):
        raise Refused(REFUSED.get(rule, f"The file cannot be read: {words}. {SAVE_AS}"))
    if "rows" not in said:
        raise Refused(_lacks(said["columns"]))
    return ((int(row[0]), tuple(row[1:])) for row in said["rows"])


def _lacks(titles: Sequence[str]) -> str:
    plain = {one.strip().upper().replace(" ", "_") for one in titles}
    missing = [name for name in TITLES if name != COUNCIL and name not in plain]
    return (
        f"The file has no column {', '.join(missing)}. It needs {', '.join((*KEYS, VALUE))}, "
        "as “published values” of a return are given here, or as the national open data are."
    )
