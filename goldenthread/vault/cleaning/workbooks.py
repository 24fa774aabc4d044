"""Excel files: what is seen is written anew into an empty workbook, so that nothing kept beside it can come along.

Cells, their looks and the widths of columns stay. Formulas leave what they came to; hidden sheets, rows and columns, remarks,
names, charts, links to other files and properties stay behind. (A hidden sheet told of 9,483 people in August 2023: PSNI.)
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from goldenthread.core.errors import Refused
from goldenthread.vault.cleaning.packaged import DAY
from goldenthread.vault.reading import packages

MOST_CELLS = 300_000
CELL = re.compile(rb"<(?:\w+:)?c[ />]")
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
NEVER_WORKED_OUT = re.compile(
    rb"<(?:\w+:)?c(?=[ >])(?![^>]*\bt=\"str\")[^>]*>\s*(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A cell with a formula and nothing that it came to; where it came to an empty text, it says that it is a text."""
LEFT = {
    "xl/comments": "comments", "xl/threadedComments": "comments", "xl/persons": "names of editors", "docProps/": "properties",
    "customXml/": "data kept with the file", "xl/charts": "charts", "xl/chartsheets": "charts", "xl/media": "pictures",
    "xl/pivot": "pivot tables and their data", "xl/externalLinks": "ways to files and templates", "xl/vba": "programs",
    "xl/embeddings": "embedded files", "xl/printerSettings": "printers", "xl/revisions": "tracked changes",
    "xl/calcChain": "what a program kept for itself", "xl/connections": "ways to files and templates",
    "xl/queryTables": "ways to files and templates", "xl/slicer": "what a program kept for itself",
}  # fmt: skip
SHOWS_NOTHING = re.compile(r"(;\s*){2,3}")
"""A way of showing numbers by which nothing is shown."""
LOOKS = ("font", "fill", "border", "alignment")
THEN = datetime(1980, 1, 1)  # noqa: DTZ001  (a workbook holds days without a zone)


def clean(contents: bytes) -> tuple[bytes, list[str]]:
    """The workbook as its reader sees it, and nothing else.

    Raises:
        Refused: it is damaged, too large, or a formula in it was never worked out.
    """
    package = packages.opened(contents)
    if "xl/workbook.xml" not in package.namelist():
        raise Refused(packages.DAMAGED)
    out = _looked_through(package)
    try:
        before = load_workbook(io.BytesIO(contents), data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise Refused(packages.DAMAGED) from error
    if before.defined_names:
        out.append("names of places in it")
    after = Workbook()
    after.remove(after.worksheets[0])
    for sheet in before.worksheets:
        if sheet.sheet_state == "visible":
            _sheet(sheet, after.create_sheet(sheet.title), out)
        else:
            out.append("hidden sheets")
    if not after.worksheets:
        raise Refused("No sheet of this file is shown. Show the one that is meant, save the file, and send that.")
    return _saved(after), out


def _looked_through(package: zipfile.ZipFile) -> list[str]:
    """What will be left behind, by the parts there are; and whether it can be gone through at all."""
    out, cells = [], 0
    for name in package.namelist():
        out += [words for begins, words in LEFT.items() if name.startswith(begins)]
        if not name.endswith((".xml", ".rels")):
            continue
        part = packages.part(package, name)
        packages.tree(part)
        if name.startswith("xl/worksheets/"):
            cells += len(CELL.findall(part))
            if cells > MOST_CELLS:
                raise Refused(f"This file holds more than {MOST_CELLS:,} cells. Send it in parts.")
            if NEVER_WORKED_OUT.search(part):
                raise Refused(
                    "A formula in this file was never worked out, so that what it shows is not known. Open it in Excel, save "
                    "it, and send that."
                )
            if FORMULA.search(part):
                out.append("formulas: what they came to stays")
    return out


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    for one in sheet.column_dimensions.values():
        if one.hidden or (one.customWidth and one.width == 0):
            found.update(range(one.min or 0, (one.max or 0) + 1))
    return found


def _is_hidden(dimension: Any) -> bool:
    return bool(dimension.hidden or dimension.height == 0)


def _sheet(before: Any, after: Any, out: list[str]) -> None:
    """The rows and columns that are shown, closed up where hidden ones stood between them."""
    columns = _hidden_columns(before)
    rows = {number for number, one in before.row_dimensions.items() if _is_hidden(one)}
    if rows or columns:
        out.append("hidden rows and columns")
    if before.oddHeader or before.conditional_formatting or before.data_validations.dataValidation:
        out.append("what a program kept for itself")
    shown = [number for number in range(1, before.max_column + 1) if number not in columns]
    widths = _widths(before)
    for place, number in enumerate(shown, start=1):
        if number in widths:
            after.column_dimensions[get_column_letter(place)].width = widths[number]
    for line, row in enumerate(_shown_rows(before, rows), start=1):
        for place, number in enumerate(shown, start=1):
            if number <= len(row):
                _cell(row[number - 1], after, line, place, out)


def _widths(sheet: Any) -> dict[int, float]:
    found = {}
    for one in sheet.column_dimensions.values():
        if one.customWidth:
            found.update(dict.fromkeys(range(one.min or 0, min(one.max or 0, 500) + 1), one.width))
    return found


def _shown_rows(sheet: Any, hidden: set[int]) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number not in hidden:
            yield row


def _cell(before: Any, after: Any, line: int, place: int, out: list[str]) -> None:
    if getattr(before, "comment", None):
        out.append("comments")
    if getattr(before, "hyperlink", None):
        out.append("ways to files and templates")
    if before.value is None and not getattr(before, "has_style", False):
        return
    if before.value is not None and SHOWS_NOTHING.fullmatch(before.number_format.strip()):
        out.append("hidden text")
        return
    made = after.cell(line, place)
    made.value = before.value
    if isinstance(before.value, str):
        made.data_type = "s"
    if before.has_style:
        for name in LOOKS:
            setattr(made, name, copy.copy(getattr(before, name)))
        made.number_format = before.number_format


def _saved(book: Workbook) -> bytes:
    """A workbook without maker or day; its parts carry none either."""
    book.properties.creator = None  # the library’s own name, otherwise
    first = io.BytesIO()
    book.save(first)
    made = io.BytesIO()
    with zipfile.ZipFile(first) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", THEN.isoformat().encode() + b"Z", part)
            after.writestr(zipfile.ZipInfo(name, DAY), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
