"""Chronologies as files that come in: the template to fill in, and reading what was sent in a child that may be killed."""

from __future__ import annotations

import hashlib
import io
import tempfile
from pathlib import Path
from typing import Any, Protocol

from goldenthread.boards.models import Agency
from goldenthread.cases.models import Case
from goldenthread.core import apart
from goldenthread.core.errors import Refused
from goldenthread.core.exports import safe
from goldenthread.reviews.chronology_columns import COLUMNS, PEOPLE, Checked, Choices, check
from goldenthread.reviews.chronology_models import SentFile

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
WAIT_SECONDS = 90
ENDINGS = (".xlsx", ".csv", ".docx")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
SAVE = "Save it as an Excel workbook (.xlsx), a CSV file or a Word document (.docx), and send that."
SENTENCES = {
    "UNREADABLE": f"The file cannot be read: {{words}}. {SAVE}",
    "BOMB": "The file unpacks to far more than a chronology should. Copy your rows into the template, and send that.",
    "FORMULAS": "The file holds a formula or a macro, which is not worked out here. Copy the cells, paste them as values, "
    "save the file, and send it again.",
    "HIDDEN_SHEET": "The file has a hidden sheet ({sheet}). Show it or take it out, and send the file again.",
    "TOO_LONG": "The file took too long to read. Split it in two, and send one after the other.",
    "TOO_MUCH": f"The file holds more than {MOST_ROWS:,} rows, or far more text than is read. Split it in two, and send one "
    "after the other.",
}
SYNTHETIC = "Synthetic: made up for a demonstration"


class Sent(Protocol):
    """A file as a browser sends it."""

    name: str | None
    size: int | None

    def read(self) -> bytes: ...


def template(case: Case, choices: Choices, *, is_synthetic: bool = False) -> bytes:
    """A workbook to fill in: the columns with what goes into each, the choices as lists, and the people of the case."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Chronology"
    lists = book.create_sheet("Choices")
    about = book.create_sheet("How to fill this in")
    sheet.append([one.heading for one in COLUMNS])
    names = [*choices.listed, PEOPLE]
    lists.append([next(one.heading for one in COLUMNS if one.name == name) for name in names])
    for place, name in enumerate(names, start=1):
        words = [said for _, said in choices.listed[name]] if name != PEOPLE else sorted(choices.people)
        for row, said in enumerate(words, start=2):
            lists.cell(row, place).value = safe(str(said))
        column = next(number for number, one in enumerate(COLUMNS, start=1) if one.name == name)
        if name != PEOPLE and words:
            letter = get_column_letter(place)
            rule = DataValidation("list", formula1=f"Choices!${letter}$2:${letter}${len(words) + 1}", allow_blank=True)
            sheet.add_data_validation(rule)
            rule.add(f"{get_column_letter(column)}2:{get_column_letter(column)}{MOST_ROWS}")
    for place, one in enumerate(COLUMNS, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = one.width
        sheet.cell(1, place).font = Font(bold=True)
        sheet.cell(1, place).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    lines = [f"Chronology for {case.called} ({case.reference})"]
    lines += [SYNTHETIC] if is_synthetic else []
    lines += [
        "One row for each thing that happened, on the sheet Chronology.",
        "A row needs a day, the record that says so, and what happened; everything else may be left empty.",
        "Name nobody. Adults and relatives stand under the pseudonyms on the sheet Choices; staff by their role.",
        "Nothing is kept until the whole file is right and you have looked at what it would change.",
    ]
    for line in lines:
        about.append([safe(line)])
    about.append([])
    for one in COLUMNS:
        about.append([one.heading, one.help])
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 44, 80
    for row in about.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    book.properties.creator = book.properties.lastModifiedBy = "Golden Thread"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(sent: Sent, case: Case, agency: Agency, choices: Choices, *, is_whole: bool) -> tuple[SentFile, Checked]:
    """Read a file and check every row. What comes back is not kept: where there are problems, it never is.

    Raises:
        Refused: it is of another kind, too large, damaged, or does something.
    """
    name = Path(sent.name or "file").name[:200]
    data = _data(sent, name)
    with tempfile.TemporaryDirectory(prefix="goldenthread-chronology-") as folder:
        path = Path(folder, f"file{Path(name).suffix.lower()}")
        path.write_bytes(data)
        opened = apart.ask("goldenthread.reviews.chronology_child", str(path), seconds=WAIT_SECONDS)
    if opened is None:
        raise Refused(SENTENCES["TOO_LONG"])
    for rule, sheet, _, _, words in opened.get("found", ()):
        raise Refused(SENTENCES[rule].format(words=str(words).rstrip("."), sheet=sheet))
    checked = check(opened["sheets"], choices)
    if len(checked.rows) > MOST_ROWS:
        raise Refused(SENTENCES["TOO_MUCH"])
    digest = hashlib.sha256(data).hexdigest()
    return SentFile(case=case, agency=agency, name=name, sha256=digest, is_whole=is_whole, rows=checked.rows), checked


def _data(sent: Sent, name: str) -> bytes:
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise Refused(f"Files of this kind ({ending or 'without an ending'}) are not read. {SAVE}")
    if not sent.size:
        raise Refused("The file is empty. Choose it again.")
    if sent.size > MOST_BYTES:
        raise Refused("The file is larger than 10 MB. Take pictures out of it, or split it in two, and send it again.")
    data = sent.read()
    if data.startswith(OLD_OFFICE):
        raise Refused(f"The file is protected with a password, or is of an older kind. Take the password off. {SAVE}")
    return data
