"""Workbooks are opened by a child process that may be killed, with little memory and time. Free of Django.

The parent asks (`ask`); the child bounds itself and answers (`answer`); both rooms that read workbooks look into one before
any of it is parsed (`inspect`).
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 600 * MEGABYTE
MOST_TIMES_PACKED = 250
MOST_PARTS = 500
CHUNK = 1 * MEGABYTE
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')

Found = list[list[Any]]
"""What refuses a workbook: [rule name, sheet, row, column, words]."""


def inspect(path: Path, *, refuses_formulas: bool, refuses_hidden: bool) -> Found:
    """What refuses a workbook before any of it is parsed. Macros, bombs and declared entities always do."""
    try:
        with zipfile.ZipFile(path) as book:
            hidden: Found = [["HIDDEN_SHEET", name, None, None, ""] for name in hidden_sheets(book)]
            return (
                _bomb(book, path)
                or _entities(book)
                or (hidden if refuses_hidden else [])
                or _parts(book, refuses_formulas=refuses_formulas)
            )
    except (zipfile.BadZipFile, OSError, KeyError, NotImplementedError, RuntimeError) as error:
        return [["UNREADABLE", "", None, None, f"it is not a whole workbook ({error})"]]


def inspect_package(path: Path) -> Found:
    """What refuses another Office file, such as a Word one, before any of it is parsed: macros, bombs, declared entities."""
    try:
        with zipfile.ZipFile(path) as packed:
            return _bomb(packed, path) or _parts(packed, refuses_formulas=False)
    except (zipfile.BadZipFile, OSError, KeyError, NotImplementedError, RuntimeError) as error:
        return [["UNREADABLE", "", None, None, f"it is not a whole file ({error})"]]


def _bomb(book: zipfile.ZipFile, path: Path) -> Found:
    parts = book.infolist()
    unpacked = sum(part.file_size for part in parts)
    is_bomb = (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or unpacked > MOST_TIMES_PACKED * max(path.stat().st_size, 64 * 1024)
    )
    return [["BOMB", "", None, None, ""]] if is_bomb else []


def _contents(book: zipfile.ZipFile) -> bytes:
    with book.open("xl/workbook.xml") as part:
        return part.read(8 * MEGABYTE)


def _entities(book: zipfile.ZipFile) -> Found:
    declared = ENTITY.search(_contents(book))
    return [["UNREADABLE", "", None, None, "its text declares entities"]] if declared else []


def hidden_sheets(book: zipfile.ZipFile) -> list[str]:
    """The names of sheets that a reader would not be shown."""
    found = []
    for sheet in SHEET.findall(_contents(book)):
        said = {key.decode(): value.decode("utf-8", "replace") for key, value in ATTRIBUTE.findall(sheet)}
        if said.get("state", "visible") != "visible":
            found.append(said.get("name", ""))
    return found


def _parts(book: zipfile.ZipFile, *, refuses_formulas: bool) -> Found:
    """Formulas, macros and declared entities, read as a stream, whatever sizes the packing claims."""
    left = MOST_UNPACKED
    for part in book.infolist():
        if part.filename.endswith(".bin") and "vba" in part.filename.lower():
            return [["FORMULAS", part.filename, None, None, ""]]
        if not part.filename.endswith(".xml"):
            continue
        looks_for_formulas = refuses_formulas and part.filename.startswith("xl/worksheets/")
        tail = b""
        with book.open(part) as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    return [["BOMB", "", None, None, ""]]
                window = tail + chunk
                if ENTITY.search(window):
                    return [["UNREADABLE", "", None, None, "its text declares entities"]]
                if looks_for_formulas and FORMULA.search(window):
                    return [["FORMULAS", Path(part.filename).stem, None, None, ""]]
                tail = window[-64:]
    return []


def text(cell: object) -> str:
    """A cell as text: ISO dates, whole numbers without a point, true and false."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case datetime():
            is_midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
            return cell.date().isoformat() if is_midnight else cell.isoformat()
        case date():
            return cell.isoformat()
        case float():
            return str(int(cell)) if cell.is_integer() else str(cell)
        case timedelta():
            return str(cell)
        case _:
            return str(cell)
