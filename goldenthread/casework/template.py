"""A workbook to fill in by hand: the contract's sheets, with pick-lists and a sheet that explains them."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.casework.contract import SHEETS, Column, Kind, Sheet

ROWS = 5000
_HEADER = PatternFill("solid", fgColor="17454B")


def write(out: Path) -> None:
    """Write the template. Ids are text and dates are date cells, so that it reads back as it was filled."""
    book = Workbook()
    first = book.active
    if isinstance(first, Worksheet):
        _explain(first)
    codes = book.create_sheet("codes")
    for sheet in SHEETS:
        _fill(book.create_sheet(sheet.name), sheet, codes)
    out.parent.mkdir(parents=True, exist_ok=True)
    book.save(out)


def _explain(page: Worksheet) -> None:
    page.title = "read me"
    page.append(["sheet", "column", "required", "what it holds", "codes"])
    for sheet in SHEETS:
        for column in sheet.columns:
            required = "yes" if column.required else "may be empty"
            page.append([sheet.name, column.name, required, column.meaning or column.name, "; ".join(column.codes)])
    _style(page, [12, 24, 14, 60, 90])


def _style(page: Worksheet, widths: list[int]) -> None:
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEADER
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    for row in page.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"


def _fill(page: Worksheet, sheet: Sheet, codes: Worksheet) -> None:
    page.append([column.name for column in sheet.columns])
    _style(page, [max(14, len(column.name) + 4) for column in sheet.columns])
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].number_format = "yyyy-mm-dd" if column.kind is Kind.DATE else "@"
        if column.kind is Kind.CODE:
            _pick_list(page, column, letter, codes)


def _pick_list(page: Worksheet, column: Column, letter: str, codes: Worksheet) -> None:
    place = 1 if codes.max_column == 1 and codes["A1"].value is None else codes.max_column + 1
    for row, code in enumerate((f"{page.title}.{column.name}", *column.codes), start=1):
        codes.cell(row=row, column=place, value=code)
    source = get_column_letter(place)
    choices = DataValidation(
        type="list",
        formula1=f"codes!${source}$2:${source}${len(column.codes) + 1}",
        allow_blank=not column.required,
        errorTitle="Not in the code list",
        error="Choose one of the codes in the list.",
    )
    page.add_data_validation(choices)
    choices.add(f"{letter}2:{letter}{ROWS}")
