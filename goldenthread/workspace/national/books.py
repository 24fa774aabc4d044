"""A version as a workbook: its cells laid out by table, its comments, and who signed it."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from openpyxl.styles import Alignment

from goldenthread.core.exports import SYNTHETIC, safe
from goldenthread.national import definition, queries, workbook
from goldenthread.national.models import ReturnVersion
from goldenthread.workspace.national.door import values_of


def workbook_of(version: ReturnVersion, standing: Any = None) -> bytes:
    """The workbook of a version. Comments stand beside their table; signatures are said, and what a council fills in is left."""
    from openpyxl import load_workbook

    with tempfile.TemporaryDirectory(prefix="goldenthread-return-") as folder:
        out = Path(folder) / "return.xlsx"
        workbook.write(out, definition.load(version.period), values_of(version))
        book = load_workbook(out)
    if version.is_synthetic:
        book["Read me"].append([SYNTHETIC])
    _comments(book["Comments"], queries.comments_of(version, standing))
    _signatures(book["Sign off"], version)
    book.properties.creator = book.properties.lastModifiedBy = "Golden Thread"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _comments(sheet: Any, comments: dict[str, list[str]]) -> None:
    """Each comment in a row of its own, beside the table it is about."""
    tables = [str(row[0].value) for row in sheet.iter_rows(min_row=2, max_col=1) if row[0].value]
    row = 2
    for table in tables:
        for said in comments.get(table) or [""]:
            sheet.cell(row, 1).value = table
            cell = sheet.cell(row, 4)
            if said:
                cell.value = safe(said)
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            row += 1


def _signatures(sheet: Any, version: ReturnVersion) -> None:
    sheet.append([f"Version {version.number}, {version.get_status_display().lower()}", version.sha256])
    for words, at, by in (
        ("First signature in Golden Thread", version.forward_at, version.forward_by),
        ("Second signature in Golden Thread", version.locked_at, version.locked_by),
    ):
        if by is not None and at is not None:
            sheet.append([words, safe(f"{by.name}, {at.day} {at:%B %Y}")])
