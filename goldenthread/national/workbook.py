"""The return as a workbook laid out by table, for copying into the collection's own template. Free of Django.

Values are pasted as values. Beside a sheet for each table there are one for comments on data quality or change, and one for
sign-off, without which the collection turns a return away. What the collection's own sheets ask for could not be read:
compare them with the year's template.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.core.errors import Refused
from goldenthread.national import laid_out
from goldenthread.national.cells import Values, written
from goldenthread.national.definition import CellDefinition, Evidence, YearDefinition

HEADER = PatternFill("solid", fgColor="17454B")
VOLUNTARY = PatternFill("solid", fgColor="DCE8F5")
COMMENT_ROWS = 200
OF_BASIS = {"started": ": concerns raised, or enquiries started,", "concluded": ", concluded"}
SIGN_OFF = (
    "Local authority",
    "Three-digit code of the authority",
    "Reporting year",
    "Name of the person who completed the return",
    "Post",
    "Email",
    "Telephone",
    "Name of the director or senior officer who signs it off",
    "Post",
    "Date of sign-off",
)


def write(out: Path, year_of: YearDefinition, values: Values | None = None) -> None:
    """Write the workbook, empty or filled with cells. An empty cell stays empty: it is not nought.

    Raises:
        Refused: the file cannot be written there, or its name is not that of a workbook.
    """
    if out.suffix.lower() != ".xlsx":
        raise Refused(f"{out} is no name for a workbook. Say one that ends .xlsx, such as {out.with_suffix('.xlsx')}.")
    book = Workbook()
    first = book.active
    if isinstance(first, Worksheet):
        _explain(first, year_of)
    for table in year_of.tables.values():
        page = book.create_sheet(table.id)
        page.append([f"{table.id} {table.title}"])
        page.append([f"Counts {table.counts}{OF_BASIS[table.basis]} in {year_of.period.months}."])
        page["A1"].font = Font(bold=True, size=14)
        for grid in laid_out.grids(year_of.year, table.id):
            _grid(page, grid, values or {}, grid.title or table.title)
        page.column_dimensions["A"].width = 62
        for place in range(2, 12):
            page.column_dimensions[get_column_letter(place)].width = 18
    _comments(book.create_sheet("Comments"), year_of)
    _sign_off(book.create_sheet("Sign off"), year_of)
    for sheet in book.worksheets:
        _for_paper(sheet)
    with written(out):
        book.save(out)


def _for_paper(page: Worksheet) -> None:
    """A sheet is as wide as a page, and says on paper what it is."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.oddFooter.left.text, page.oddFooter.right.text = "&A", "&P of &N"


def _explain(page: Worksheet, year_of: YearDefinition) -> None:
    page.title = "Read me"
    kinds = {
        grade: sum(1 for cell in year_of.cells if cell.evidence is grade)
        for grade in Evidence
        if any(cell.evidence is grade for cell in year_of.cells)
    }
    lines = [
        f"Safeguarding Adults Collection {year_of.year}",
        "Copy each table into the collection’s own template for the year, as values.",
        "A cell shaded blue is taken to be voluntary. Whether a cell is mandatory was not always to be read: compare it.",
        "The numbers in this workbook are not protected. Keep it where only those may see it who may see the records.",
        f"Changes for this year: {year_of.changes}",
        "How well the cells are known:",
        *(f"{count} cells: {grade.words} ({grade})" for grade, count in kinds.items()),
    ]
    for line in lines:
        page.append([line])
    page["A1"].font = Font(bold=True, size=14)
    page.column_dimensions["A"].width = 110
    for row in page.iter_rows():
        row[0].alignment = Alignment(wrap_text=True, vertical="top")


def _grid(page: Worksheet, grid: laid_out.Grid, values: Values, title: str) -> None:
    page.append([])
    page.append([title, *grid.columns])
    for cell in page[page.max_row]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADER
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for line in grid.lines:
        page.append([line.label, *(_value(cell, values) for cell in line.cells)])
        row = page[page.max_row]
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
        for place, cell in enumerate(line.cells, start=1):
            if cell is not None and cell.mandatory is False:
                page.cell(row=page.max_row, column=place + 1).fill = VOLUNTARY


def _value(cell: CellDefinition | None, values: Values) -> int | None:
    return values.get(cell.key) if cell is not None else None


def _comments(page: Worksheet, year_of: YearDefinition) -> None:
    page.append(["Table", "Row", "Column", "Comment on data quality, or on what changed since last year"])
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADER
    for table in year_of.tables:
        page.append([table])
    for letter, width in zip("ABCD", (12, 50, 26, 90), strict=True):
        page.column_dimensions[letter].width = width
    for row in page.iter_rows(min_row=2, max_row=COMMENT_ROWS, max_col=4):
        row[3].alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"


def _sign_off(page: Worksheet, year_of: YearDefinition) -> None:
    page.append(["Sign-off", ""])
    page["A1"].font = Font(bold=True, size=14)
    for label in SIGN_OFF:
        page.append([label, year_of.year if label == "Reporting year" else None])
    for name, day in year_of.dates.items():
        page.append([f"{name.replace('_', ' ').capitalize()} (for information)", f"{day:%d %B %Y}".lstrip("0")])
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 60, 50
