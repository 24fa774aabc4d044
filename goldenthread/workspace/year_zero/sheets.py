"""A file that somebody hands in, as sheets of text; and a clear sentence where it cannot be that."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from goldenthread.core import apart
from goldenthread.core.errors import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 10_000, 100
WAIT_SECONDS = 45
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "Open it and save it as an Excel workbook (.xlsx) or as CSV, then choose that file."
OTHER_KINDS = {
    ".xls": f"This is an older Excel file (.xls). {_SAVE_AS}",
    ".xlsm": f"This workbook may hold macros (.xlsm), which are not opened here. {_SAVE_AS}",
    ".xlsb": f"This is a binary workbook (.xlsb). {_SAVE_AS}",
    ".ods": f"This is an OpenDocument spreadsheet (.ods). {_SAVE_AS}",
    ".numbers": f"This is a Numbers file. {_SAVE_AS}",
    ".doc": "This is a Word document. Copy its table into a spreadsheet, save that, and choose it.",
    ".docx": "This is a Word document. Copy its table into a spreadsheet, save that, and choose it.",
    ".pdf": "This is a PDF. Find the spreadsheet it was made from, and choose that.",
    ".zip": "This is a zip file. Take the spreadsheet out of it, and choose that.",
}
WHOLE = "Open it, save it again as an Excel workbook (.xlsx), and choose that file."
SENTENCES = {
    "UNREADABLE": f"The file cannot be read: {{words}}. {WHOLE}",
    "BOMB": "The file unpacks to far more than a spreadsheet of this size should. Copy the rows you need to a new workbook.",
    "FORMULAS": f"The workbook holds macros, which are not opened here. {_SAVE_AS}",
    "TOO_LONG": "The file took too long to read. Copy the rows you need to a new workbook, and choose that.",
    "NOT_TEXT": f"The file is not a CSV file of words. {_SAVE_AS}",
    "ROWS": f"{{where}} has more than {MOST_ROWS:,} rows. Split it into smaller files.",
    "COLUMNS": f"{{where}} has more than {MOST_COLUMNS} columns, in row {{row}}. Take out the columns you do not need.",
    "LONG_CELL": "{where} has a cell of more than 10,000 characters, in row {row}. Shorten it.",
    "TEXT": "The file holds more than 12 million characters. Split it into smaller files.",
}


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: its name (empty for CSV) and its rows, trimmed, from the first."""

    name: str
    rows: list[list[str]]


@dataclass(frozen=True)
class Opened:
    """A file that was read."""

    sheets: list[Sheet]
    hidden: list[str]
    has_formulas: bool
    sha256: str


def read(name: str, stream: BinaryIO) -> Opened:
    """Read what somebody handed in.

    Raises:
        Refused: it is no spreadsheet, or too large, or damaged, or empty.
    """
    ending = Path(name).suffix.lower()
    if ending in OTHER_KINDS:
        raise Refused(OTHER_KINDS[ending])
    if ending not in {".xlsx", ".csv"}:
        raise Refused("Choose an Excel workbook (its name ends .xlsx) or a CSV file (.csv).")
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused("The file is larger than 10 MB. Take out pictures and old sheets, or split it.")
    if not data.strip():
        raise Refused("The file is empty. Choose the file that holds your rows.")
    if ending == ".xlsx" and data.startswith(_OLD_OFFICE):
        raise Refused(
            "The workbook is protected with a password, or is an older Excel file. Take the password off, save it as an "
            "Excel workbook (.xlsx), and choose that file."
        )
    return _opened(data, ending)


def _opened(data: bytes, ending: str) -> Opened:
    with tempfile.TemporaryDirectory(prefix="goldenthread-spreadsheet-") as folder:
        path = Path(folder, f"file{ending}")
        path.write_bytes(data)
        module = "goldenthread.workspace.year_zero.sheets_child"
        said = apart.ask(module, str(path), seconds=WAIT_SECONDS)
    if said is None:
        raise Refused(SENTENCES["TOO_LONG"])
    for rule, where, row, _, words in said.get("found", ()):
        named = f"The sheet “{where}”" if where else "The file"
        raise Refused(SENTENCES[rule].format(where=named, row=row, words=str(words).rstrip(".")))
    sheets = [Sheet(one["name"], one["rows"]) for one in said["sheets"] if any(one["rows"])]
    if not sheets:
        raise Refused("There are no rows on a sheet that can be seen. Choose the file that holds your rows.")
    return Opened(sheets, said["hidden"], said["has_formulas"], hashlib.sha256(data).hexdigest())
