"""What is handed in is read within bounds, or refused in a sentence that says what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from goldenthread.core.errors import Refused
from goldenthread.demo import year_zero_examples as examples
from goldenthread.workspace.year_zero import sheets


def read(path: Path, name: str = "") -> sheets.Opened:
    with path.open("rb") as stream:
        return sheets.read(name or path.name, stream)


def made(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def workbook(tmp_path: Path, fill: Callable[[Workbook], None]) -> Path:
    book = Workbook()
    fill(book)
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def many_rows(book: Workbook) -> None:
    for number in range(10_060):
        book.active.append([number])  # type: ignore[union-attr]


def many_columns(book: Workbook) -> None:
    book.active.append(list(range(101)))  # type: ignore[union-attr]


def a_long_cell(book: Workbook) -> None:
    book.active.append(["x" * 10_001])  # type: ignore[union-attr]


def all_hidden(book: Workbook) -> None:
    book.active.append(["here"])  # type: ignore[union-attr]
    book.create_sheet("Front")
    book.worksheets[0].sheet_state = "hidden"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0", "older Excel file"),
        ("macros.xlsm", b"PK", "may hold macros"),
        ("binary.xlsb", b"PK", "binary workbook"),
        ("free.ods", b"PK", "OpenDocument"),
        ("apple.numbers", b"PK", "Numbers file"),
        ("minutes.docx", b"PK", "Word document"),
        ("minutes.pdf", b"%PDF", "This is a PDF"),
        ("all.zip", b"PK", "Take the spreadsheet out"),
        ("picture.png", b"\x89PNG", "Choose an Excel workbook"),
        ("noname", b"a,b", "Choose an Excel workbook"),
        ("empty.csv", b"", "The file is empty"),
        ("blank.csv", b"  \n \n", "The file is empty"),
        ("commas.csv", b",,,\n,,,\n", "no rows on a sheet that can be seen"),
        ("binary.csv", b"a,b\x00\x01,c\n", "not a CSV file of words"),
        ("broken.csv", b"a\x81\x8d,b\n", "not a CSV file of words"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0 encrypted", "protected with a password"),
        ("text.xlsx", b"Action,Owner\n", "cannot be read"),
        ("cut.xlsx", b"PK\x03\x04 cut short", "cannot be read"),
        ("large.csv", b"a,b\n" * 3_000_000, "larger than 10 MB"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes, says: str):
    with pytest.raises(Refused, match=says):
        read(made(tmp_path, name, data))


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (many_rows, "more than 10,000 rows"),
        (many_columns, r"more than 100 columns, in row 1"),
        (a_long_cell, r"a cell of more than 10,000 characters, in row 1"),
        (all_hidden, "no rows on a sheet that can be seen"),
        (lambda book: None, "no rows on a sheet that can be seen"),
    ],
)
def test_a_workbook_beyond_the_bounds_is_refused(tmp_path: Path, fill: Callable[[Workbook], None], says: str):
    with pytest.raises(Refused, match=says):
        read(workbook(tmp_path, fill))


def rewritten(path: Path, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> Path:
    out = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            target.writestr(item.filename, change(item.filename, source.read(item)))
        for name, data in (extra or {}).items():
            target.writestr(name, data)
    return out


def test_macros_in_a_workbook_refuse_it(tmp_path: Path):
    path = rewritten(examples.write("risks", tmp_path), lambda _, data: data, {"xl/vbaProject.bin": b"macro"})

    with pytest.raises(Refused, match="holds macros"):
        read(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path):
    def swell(name: str, data: bytes) -> bytes:
        return data + b" " * 700_000_000 if name == "xl/worksheets/sheet1.xml" else data

    with pytest.raises(Refused, match="unpacks to far more"):
        read(rewritten(examples.write("risks", tmp_path), swell))


def test_declared_entities_refuse_it(tmp_path: Path):
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'

    def declare(name: str, data: bytes) -> bytes:
        return data.replace(b"<workbook", entity + b"<workbook", 1) if name == "xl/workbook.xml" else data

    with pytest.raises(Refused, match="declares entities"):
        read(rewritten(examples.write("risks", tmp_path), declare))


def test_a_cell_at_the_far_corner_stops_the_child_and_nothing_else(tmp_path: Path):
    def far(book: Workbook) -> None:
        book.active["A1"] = "Action"  # type: ignore[index]
        book.active["XFD1048576"] = "far"  # type: ignore[index]

    with pytest.raises(Refused, match=r"took too long|more than|cannot be read"):
        read(workbook(tmp_path, far))


def test_a_child_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheets, "WAIT_SECONDS", 0.001)

    with pytest.raises(Refused, match="took too long"):
        read(examples.write("risks", tmp_path))


def test_visible_sheets_are_read_and_hidden_ones_only_counted(tmp_path: Path):
    opened = read(examples.write("actions", tmp_path))

    assert [sheet.name for sheet in opened.sheets] == ["Actions", "2019 old"]
    assert opened.hidden == ["Notes, do not share"]
    assert "Private" not in str(opened.sheets)


def test_a_formula_is_not_worked_out_and_is_told_of(tmp_path: Path):
    opened = read(examples.write("risks", tmp_path))

    assert opened.has_formulas
    assert opened.sheets[0].rows[1][6] == ""


def test_days_and_numbers_are_read_as_people_see_them(tmp_path: Path):
    def fill(book: Workbook) -> None:
        book.active.append([date(2024, 3, 5), 4, 4.5, True, "  two  words "])  # type: ignore[union-attr]

    assert read(workbook(tmp_path, fill)).sheets[0].rows == [["2024-03-05", "4", "4.5", "true", "two  words"]]


def test_a_cell_merged_downwards_says_the_same_of_each_row(tmp_path: Path):
    def fill(book: Workbook) -> None:
        page = book.active
        assert page is not None
        for row in (["Agency", "Name"], ["Police", "Avery"], ["", "Blair"], ["", "Casey"]):
            page.append(row)  # type: ignore[union-attr]
        page.merge_cells("A2:A3")  # type: ignore[union-attr]

    rows = read(workbook(tmp_path, fill)).sheets[0].rows

    assert rows == [["Agency", "Name"], ["Police", "Avery"], ["Police", "Blair"], ["", "Casey"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_the_ways_excel_writes_it(tmp_path: Path, encoding: str, delimiter: str):
    rows = [["Action", "Owner"], ["Check the website’s number, please", "Zoë"]]
    path = examples.write_csv(rows, tmp_path / "log.csv", encoding=encoding, delimiter=delimiter)

    assert read(path).sheets == [sheets.Sheet("", rows)]


def test_an_empty_row_in_between_keeps_its_number(tmp_path: Path):
    path = made(tmp_path, "log.csv", b"Action,Owner\n\nWrite,Ada\n\n\n")

    assert read(path).sheets[0].rows == [["Action", "Owner"], [], ["Write", "Ada"]]


def test_ten_thousand_rows_are_read(tmp_path: Path):
    path = made(tmp_path, "log.csv", b"Action,Owner\n" + b"Write,Ada\n" * 10_000)

    assert len(read(path).sheets[0].rows) == 10_001


def test_the_stream_is_not_read_beyond_its_bound():
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= sheets.MOST_BYTES + 1
            return b"a" * size

    with pytest.raises(Refused, match="larger than 10 MB"):
        sheets.read("log.csv", Endless())  # type: ignore[arg-type]
