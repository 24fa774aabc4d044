"""What runs in the killable child: looks into a workbook, and writes its sheets as CSV. Imports almost nothing.

python -m goldenthread.casework.reading.workbook_child inspect|read WORKBOOK FOLDER

Answers one line of JSON: {"found": [[rule name, sheet, row, column, words], …]}.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from goldenthread.core.apart import MEGABYTE, answer
from goldenthread.core.spreadsheets import Found, text
from goldenthread.core.spreadsheets import inspect as look_into

MEMORY = {"inspect": 256 * MEGABYTE, "read": 1536 * MEGABYTE}
SECONDS = {"inspect": 2, "read": 120}


def inspect(path: Path) -> Found:
    """What refuses an extract's workbook before any of it is parsed."""
    return look_into(path, refuses_formulas=True, refuses_hidden=True)


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
                writer.writerow([text(row[place]) if place < len(row) else "" for place in kept])
    return found


def main() -> None:
    what, path, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    answer(
        lambda: {"found": inspect(path) if what == "inspect" else read(path, folder)},
        memory=MEMORY[what],
        seconds=SECONDS[what],
    )


if __name__ == "__main__":
    main()
