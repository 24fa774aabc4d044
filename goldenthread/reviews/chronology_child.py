"""What runs in the killable child: reads rows of a chronology out of a workbook, a CSV file or the tables of a Word file.

python -m goldenthread.reviews.chronology_child FILE

Answers one line of JSON: {"sheets": {name: [[…], …]}}; or {"found": [[rule name, sheet, row, column, words]]}.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import Any

from goldenthread.core import spreadsheets
from goldenthread.core.apart import MEGABYTE, answer
from goldenthread.core.spreadsheets import text

MEMORY = 1024 * MEGABYTE
SECONDS = 60
MOST_TEXT = 24 * MEGABYTE
"""Characters of the whole file."""
MOST_ROWS, MOST_COLUMNS = 20_100, 60

Sheets = dict[str, list[list[str]]]


class TooMuch(Exception):
    """The file holds more than is read."""


def read(path: Path) -> dict[str, Any]:
    """The text of a file, or what refuses it."""
    readers = {".xlsx": _workbook, ".csv": _csv, ".docx": _word}
    try:
        return readers[path.suffix.lower()](path)
    except TooMuch as error:
        return {"found": [["TOO_MUCH", str(error), None, None, ""]]}


def _bounded(sheets: Sheets) -> dict[str, Any]:
    left = MOST_TEXT
    for name, rows in sheets.items():
        if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
            raise TooMuch(name)
        left -= sum(len(cell) for row in rows for cell in row)
        if left < 0:
            raise TooMuch(name)
    return {"sheets": sheets}


def _workbook(path: Path) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook

    if found := spreadsheets.inspect(path, refuses_formulas=True, refuses_hidden=True):
        return {"found": found}
    book = CalamineWorkbook.from_path(str(path))
    sheets: Sheets = {}
    for about in book.sheets_metadata:
        if "worksheet" in str(about.typ).lower():
            rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            if len(rows) > MOST_ROWS:
                raise TooMuch(about.name)
            sheets[about.name] = [[text(cell) for cell in row] for row in rows]
    return _bounded(sheets)


def _csv(path: Path) -> dict[str, Any]:
    held = path.read_bytes()
    if b"\0" in held:
        return {"found": [["UNREADABLE", "", None, None, "it is not a CSV file"]]}
    try:
        words = held.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = held.decode("cp1252", "replace")
    head = words.split("\n", 1)[0]
    between = max(",;\t", key=head.count)
    csv.field_size_limit(MEGABYTE)
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=between))
    except csv.Error as error:
        return {"found": [["UNREADABLE", "", None, None, str(error)]]}
    return _bounded({"the file": rows})


def _word(path: Path) -> dict[str, Any]:
    import docx

    if found := spreadsheets.inspect_package(path):
        return {"found": found}
    tables = docx.Document(str(path)).tables
    return _bounded(
        {
            f"table {number}": [[_cell(cell) for cell in row.tc_lst] for row in table._tbl.tr_lst]
            for number, table in enumerate(tables, start=1)
        }
    )


def _cell(cell: Any) -> str:
    """A cell's text in its paragraphs; what was struck out while changes were tracked is not part of it."""
    from docx.oxml.ns import qn

    lines = []
    for paragraph in cell.iter(qn("w:p")):
        parts = paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"))
        lines.append("".join((part.text or "") if part.tag == qn("w:t") else " " for part in parts))
    return "\n".join(lines)


def main() -> None:
    answer(lambda: read(Path(sys.argv[1])), memory=MEMORY, seconds=SECONDS)


if __name__ == "__main__":
    main()
