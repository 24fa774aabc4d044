"""What runs in the killable child: reads a filled-in workbook or Word file as text.

python -m goldenthread.asks.file_child FILE

Answers one line of JSON: {"sheets": {name: [[…], …]}} of a workbook, hidden sheets too; {"tables": [[[…], …], …]} of a Word
file; or {"found": [[rule name, where, row, column, words]]} where it is refused.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from goldenthread.core import spreadsheets
from goldenthread.core.apart import MEGABYTE, answer
from goldenthread.core.spreadsheets import text

MEMORY = 768 * MEGABYTE
SECONDS = 30
MOST_TEXT = 8 * MEGABYTE
"""Characters of the whole file."""
MOST_ROWS, MOST_COLUMNS = 2_000, 100
TOO_MUCH: dict[str, Any] = {"found": [["TEXT", "", None, None, ""]]}


def read(path: Path) -> dict[str, Any]:
    """The text of a file, or what refuses it."""
    return _workbook(path) if path.suffix.lower() == ".xlsx" else _word(path)


def _workbook(path: Path) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook

    if found := spreadsheets.inspect(path, refuses_formulas=True, refuses_hidden=False):
        return {"found": found}
    book = CalamineWorkbook.from_path(str(path))
    sheets: dict[str, list[list[str]]] = {}
    left = MOST_TEXT
    for about in book.sheets_metadata:
        if "worksheet" not in str(about.typ).lower():
            continue
        rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
        if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
            rows = [row[:MOST_COLUMNS] for row in rows[:MOST_ROWS]]
        sheets[about.name] = [[text(cell) for cell in row] for row in rows]
        left -= sum(len(cell) for row in sheets[about.name] for cell in row)
        if left < 0:
            return TOO_MUCH
    return {"sheets": sheets}


def _word(path: Path) -> dict[str, Any]:
    import docx

    if found := spreadsheets.inspect_package(path):
        return {"found": found}
    tables, left = [], MOST_TEXT
    for table in docx.Document(str(path)).tables:
        rows = [[_text(cell) for cell in row.tc_lst] for row in table._tbl.tr_lst]
        left -= sum(len(cell) for row in rows for cell in row)
        if left < 0:
            return TOO_MUCH
        tables.append(rows)
    return {"tables": tables}


def _text(cell: Any) -> str:
    """A cell's text, with what was inserted while changes were tracked and what stands in content controls."""
    from docx.oxml.ns import qn

    lines: list[str] = []
    for paragraph in cell.iter(qn("w:p")):
        said = []
        for part in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")):
            said.append(part.text or "" if part.tag == qn("w:t") else "\t" if part.tag == qn("w:tab") else "\n")
        lines.append("".join(said))
    return "\n".join(lines)


def main() -> None:
    answer(lambda: read(Path(sys.argv[1])), memory=MEMORY, seconds=SECONDS)


if __name__ == "__main__":
    main()
