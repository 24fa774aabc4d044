"""What runs in the killable child: reads the visible sheets of a workbook, or a CSV file, as rows of text.

python -m goldenthread.workspace.year_zero.sheets_child FILE

Answers one line of JSON: {"sheets": [{"name": …, "rows": [[…], …]}, …], "hidden": [names], "has_formulas": …}, or
{"found": [[rule name, sheet, row, column, words]]} where it is refused. Formulas are never worked out: the value that was
kept with them is read.
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

from goldenthread.core import spreadsheets
from goldenthread.core.apart import MEGABYTE, answer
from goldenthread.core.spreadsheets import Found, text

MEMORY = 768 * MEGABYTE
SECONDS = 30
MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_CELL = 10_000
MOST_TEXT = 12 * MEGABYTE
"""Characters of all sheets together."""

Rows = list[list[str]]


class TooMuch(Exception):
    """A sheet is larger than is read; holds the name of the rule, and where."""

    def __init__(self, rule: str, sheet: str, row: int | None = None) -> None:
        super().__init__(rule)
        self.found: Found = [[rule, sheet, row, None, ""]]


def read(path: Path) -> dict[str, Any]:
    """The sheets of a file, or what refuses it."""
    try:
        return _workbook(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    except TooMuch as error:
        return {"found": error.found}


def _workbook(path: Path) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook

    if found := spreadsheets.inspect(path, refuses_formulas=False, refuses_hidden=False):
        return {"found": found}
    with zipfile.ZipFile(path) as packed:
        hidden = spreadsheets.hidden_sheets(packed)
    has_formulas = bool(spreadsheets.inspect(path, refuses_formulas=True, refuses_hidden=False))
    book = CalamineWorkbook.from_path(str(path))
    left = [MOST_TEXT]
    sheets = []
    for about in book.sheets_metadata:
        if about.name in hidden or "hidden" in str(about.visible).lower() or "worksheet" not in str(about.typ).lower():
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows = _kept(about.name, [[text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)], left)
        _fill_merged(rows, sheet.merged_cell_ranges or [])
        sheets.append({"name": about.name, "rows": rows})
    return {"sheets": sheets, "hidden": hidden, "has_formulas": has_formulas}


def _fill_merged(rows: Rows, merged: list[Any]) -> None:
    """A cell merged downwards says the same of every row it covers."""
    for (top, left), (bottom, right) in merged:
        if left != right or top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            row.extend([""] * (left + 1 - len(row)))
            row[left] = row[left] or rows[top][left]


def _kept(name: str, rows: Rows, left: list[int]) -> Rows:
    """Rows trimmed of what is empty at their ends, within the bounds; an empty row in between keeps its number."""
    kept: Rows = []
    last = 0
    for number, row in enumerate(rows, start=1):
        cells = [cell.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise TooMuch("COLUMNS", name, number)
        if any(len(cell) > MOST_CELL for cell in cells):
            raise TooMuch("LONG_CELL", name, number)
        left[0] -= sum(map(len, cells))
        if left[0] < 0:
            raise TooMuch("TEXT", name)
        kept.append(cells)
        last = number if cells else last
        if last > MOST_ROWS + 50:
            raise TooMuch("ROWS", name)
    return kept[:last]


def _csv(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    words = _decoded(data)
    if words is None or "\0" in words:
        return {"found": [["NOT_TEXT", "", None, None, ""]]}
    csv.field_size_limit(MEGABYTE)
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=_delimiter(words)))
    except csv.Error as error:
        return {"found": [["UNREADABLE", "", None, None, str(error)]]}
    return {"sheets": [{"name": "", "rows": _kept("", rows, [MOST_TEXT])}], "hidden": [], "has_formulas": False}


def _decoded(data: bytes) -> str | None:
    """UTF-8; or what Windows writes: UTF-16 with its mark, or code page 1252."""
    is_wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(words: str) -> str:
    """What separates the cells: whichever of comma, semicolon and tab the first lines hold most of."""
    start = "\n".join(words.splitlines()[:20])
    return max(",;\t", key=start.count)


def main() -> None:
    answer(lambda: read(Path(sys.argv[1])), memory=MEMORY, seconds=SECONDS)


if __name__ == "__main__":
    main()
