"""What runs in the killable child: looks into a workbook, and writes its sheets as CSV. Imports almost nothing.

python -m goldenthread.casework.reading.workbook_child inspect|read WORKBOOK FOLDER

Answers one line of JSON: {"found": [[rule name, sheet, row, column, words], …]}.
"""

from __future__ import annotations

import csv
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
MEMORY = {"inspect": 256 * MEGABYTE, "read": 1536 * MEGABYTE}
SECONDS = {"inspect": 2, "read": 120}
MOST_UNPACKED = 600 * MEGABYTE
MOST_TIMES_PACKED = 250
MOST_PARTS = 500
CHUNK = 1 * MEGABYTE
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')

Found = list[list[Any]]


def inspect(path: Path) -> Found:
    """What refuses a workbook before any of it is parsed."""
    try:
        with zipfile.ZipFile(path) as book:
            return _bomb(book, path) or _sheets(book) or _parts(book)
    except (zipfile.BadZipFile, OSError, KeyError, NotImplementedError, RuntimeError) as error:
        return [["UNREADABLE", "", None, None, f"it is not a whole workbook ({error})"]]


def _bomb(book: zipfile.ZipFile, path: Path) -> Found:
    parts = book.infolist()
    unpacked = sum(part.file_size for part in parts)
    is_bomb = (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or unpacked > MOST_TIMES_PACKED * max(path.stat().st_size, 64 * 1024)
    )
    return [["BOMB", "", None, None, ""]] if is_bomb else []


def _sheets(book: zipfile.ZipFile) -> Found:
    found: Found = []
    with book.open("xl/workbook.xml") as part:
        text = part.read(8 * MEGABYTE)
    if ENTITY.search(text):
        return [["UNREADABLE", "", None, None, "its text declares entities"]]
    for sheet in SHEET.findall(text):
        said = {key.decode(): value.decode("utf-8", "replace") for key, value in ATTRIBUTE.findall(sheet)}
        if said.get("state", "visible") != "visible":
            found.append(["HIDDEN_SHEET", said.get("name", ""), None, None, ""])
    return found


def _parts(book: zipfile.ZipFile) -> Found:
    """Formulas, macros and declared entities, read as a stream, whatever sizes the packing claims."""
    left = MOST_UNPACKED
    for part in book.infolist():
        if part.filename.endswith(".bin") and "vba" in part.filename.lower():
            return [["FORMULAS", part.filename, None, None, ""]]
        if not part.filename.endswith(".xml"):
            continue
        is_sheet = part.filename.startswith("xl/worksheets/")
        tail = b""
        with book.open(part) as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    return [["BOMB", "", None, None, ""]]
                window = tail + chunk
                if ENTITY.search(window):
                    return [["UNREADABLE", "", None, None, "its text declares entities"]]
                if is_sheet and FORMULA.search(window):
                    return [["FORMULAS", Path(part.filename).stem, None, None, ""]]
                tail = window[-64:]
    return []


def read(path: Path, folder: Path) -> Found:
    """Write each sheet of the extract as CSV. Dates become ISO text; a number in an id column is found."""
    from python_calamine import CalamineWorkbook

    from goldenthread.casework.contract import BY_NAME, Kind

    ids = {Kind.ID, Kind.REFERENCE, Kind.REFERENCES}
    found: Found = []
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        sheet = BY_NAME.get(name.strip())
        if sheet is None:
            continue
        rows = iter(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        header = [str(cell).strip() for cell in next(rows, [])]
        kept = [place for place, title in enumerate(header) if title]
        id_places = {
            place: header[place]
            for place in kept
            if any(c.name == header[place] and c.kind in ids for c in sheet.columns)
        }
        with (folder / sheet.file).open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow([header[place] for place in kept])
            blank = 0
            for number, row in enumerate(rows, start=2):
                if all(cell in {"", None} for cell in row):
                    blank += 1
                    continue
                for _ in range(blank):  # a blank row inside the sheet keeps its number
                    writer.writerow([""] * max(len(kept), 2))
                blank = 0
                for place, title in id_places.items():
                    if place < len(row) and isinstance(row[place], (int, float)) and not isinstance(row[place], bool):
                        found.append(["NUMERIC_ID", sheet.file, number, title, ""])
                        return found
                writer.writerow([_text(row[place]) if place < len(row) else "" for place in kept])
    return found


def _text(cell: object) -> str:
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


def main() -> None:
    what, path, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY[what], MEMORY[what]))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS[what], SECONDS[what]))
    try:
        found = inspect(path) if what == "inspect" else read(path, folder)
    except MemoryError:
        found = [["TOO_LONG", "", None, None, ""]]
    except Exception as error:
        found = [["UNREADABLE", "", None, None, f"it is damaged ({type(error).__name__})"]]
    sys.stdout.write(json.dumps({"found": found}))


if __name__ == "__main__":
    main()
