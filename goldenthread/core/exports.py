"""Lists as files that open safely: CSV and XLSX without a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goldenthread.core.cells import RUNS, SYNTHETIC, safe
from goldenthread.core.shapes import Pounds, Status

__all__ = ["RUNS", "SYNTHETIC", "as_csv", "as_workbook", "plain", "safe"]


def plain(value: Any) -> str | int | float | date:
    """A cell as a file holds it: numbers stay numbers, days stay days, all else is safe text."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case Pounds():
            return value.pence / 100
        case Status():
            return safe(value.words)
        case Decimal():
            return float(value)
        case int() | float():
            return value
        case datetime():
            return value.replace(tzinfo=None)
        case date():
            return value
        case _:
            return safe(str(value))


def as_csv(headings: Sequence[str], lines: Iterable[Sequence[Any]], *, is_synthetic: bool) -> bytes:
    """UTF-8 with a mark that spreadsheets look for (BOM), RFC 4180."""
    out = io.StringIO()
    writer = csv.writer(out)
    if is_synthetic:
        writer.writerow([SYNTHETIC])
    writer.writerow([safe(one) for one in headings])
    for line in lines:
        cells = [plain(value) for value in line]
        writer.writerow([one.isoformat() if isinstance(one, date) else one for one in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_workbook(title: str, headings: Sequence[str], lines: Iterable[Sequence[Any]], *, is_synthetic: bool) -> bytes:
    """One visible sheet, every text a text, no formula, nothing hidden, no author."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  (a new workbook has one)
    sheet.title = "".join(c for c in title if c.isalnum() or c == " ")[:31] or "List"
    if is_synthetic:
        sheet.append([SYNTHETIC])
    sheet.append([safe(one) for one in headings])
    head = sheet.max_row
    for line in lines:
        sheet.append([plain(value) for value in line])
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[head]:
        cell.font = Font(bold=True)
    for place in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 24
    sheet.freeze_panes = f"A{head + 1}"
    book.properties.creator, book.properties.lastModifiedBy = "Golden Thread", "Golden Thread"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
