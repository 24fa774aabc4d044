"""What runs in the killable child: reads published values out of a workbook.

python -m goldenthread.national.published_child FILE

Answers one line of JSON: {"rows": [[row number, council, table, enquiry type, category, subcategory, value], …]} of the first
visible sheet whose columns are those of published values; {"columns": […]} where no sheet has them, with what the fullest sheet
has instead; or {"found": [[rule name, sheet, row, column, words]]} where the workbook is refused.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any

from goldenthread.core import spreadsheets
from goldenthread.core.apart import MEGABYTE, answer
from goldenthread.core.spreadsheets import text
from goldenthread.national.published_rows import TITLES, places_of, taken

MEMORY = 1536 * MEGABYTE
SECONDS = 60
LINES_ABOVE = 30
"""A title and notes may stand above the columns."""


def read(path: Path) -> dict[str, Any]:
    """The rows of a workbook, or what is wrong with it."""
    from python_calamine import CalamineWorkbook

    if found := spreadsheets.inspect(path, refuses_formulas=False, refuses_hidden=False):
        return {"found": found}
    with zipfile.ZipFile(path) as packed:
        hidden = spreadsheets.hidden_sheets(packed)
    book = CalamineWorkbook.from_path(str(path))
    nearest: list[str] = []
    for about in book.sheets_metadata:
        if about.name in hidden or "worksheet" not in str(about.typ).lower():
            continue
        rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
        for number, row in enumerate(rows[:LINES_ABOVE]):
            titles = [text(cell) for cell in row]
            if places := places_of(titles):
                below = enumerate(rows[number + 1 :], start=number + 2)
                return {"rows": [[at, *taken([text(cell) for cell in one], places)] for at, one in below if any(one)]}
            nearest = max(nearest, [one for one in titles if one], key=_known)
    return {"columns": nearest[:20]}


def _known(titles: list[str]) -> int:
    return sum(one.strip().upper().replace(" ", "_") in TITLES for one in titles)


def main() -> None:
    answer(lambda: read(Path(sys.argv[1])), memory=MEMORY, seconds=SECONDS)


if __name__ == "__main__":
    main()
