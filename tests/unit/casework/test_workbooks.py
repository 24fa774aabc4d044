"""Workbooks that are refused before anybody reads them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from goldenthread.casework.check import check
from goldenthread.casework.reading import workbook, workbook_child
from goldenthread.core import spreadsheets
from goldenthread.demo import example_extract


@pytest.fixture
def book(tmp_path: Path) -> Path:
    years = example_extract.Years.parse("2023-24")
    example_extract.write(example_extract.make(30, years, seed=1), tmp_path, years, "xlsx")
    return tmp_path / "extract.xlsx"


def changed(book: Path, part: str, change: object) -> Path:
    """The same workbook with one part of it rewritten."""
    out = book.with_name("changed.xlsx")
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            target.writestr(item.filename, change(data) if item.filename == part else data)  # type: ignore[operator]
    return out


def checks(path: Path) -> list[tuple[str, str]]:
    return [(finding.severity.value, finding.check) for finding in check(path).findings]


def test_a_whole_workbook_is_read(book: Path):
    assert check(book).accepted


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_refuses_it(book: Path, state: str):
    opened = load_workbook(book)
    opened["risks"].sheet_state = state
    opened.save(book)

    assert checks(book) == [("refused", "C007")]


def test_a_formula_refuses_it(book: Path):
    opened = load_workbook(book)
    opened["adults"]["B3"] = "=TODAY()"
    opened.save(book)

    assert checks(book) == [("refused", "C008")]


def test_a_macro_refuses_it(book: Path):
    with zipfile.ZipFile(book, "a") as opened:
        opened.writestr("xl/vbaProject.bin", b"macro")

    assert checks(book) == [("refused", "C008")]


def test_a_number_in_an_id_column_refuses_it(book: Path):
    opened = load_workbook(book)
    opened["adults"]["A3"] = 12
    opened.save(book)

    assert checks(book) == [("refused", "C011")]


def test_a_bomb_is_not_unpacked(book: Path):
    bomb = changed(book, "xl/worksheets/sheet1.xml", lambda data: data + b" " * 700_000_000)

    assert bomb.stat().st_size < 5_000_000
    assert checks(bomb) == [("refused", "C006")]


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_is_read(book: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spreadsheets, "MOST_UNPACKED", 2000)
    monkeypatch.setattr(spreadsheets, "_bomb", lambda opened, path: [])

    assert workbook_child.inspect(book)[0][0] == "BOMB"


def test_declared_entities_refuse_it(book: Path):
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    spoiled = changed(book, "xl/workbook.xml", lambda data: data.replace(b"<workbook", entity + b"<workbook", 1))

    assert checks(spoiled) == [("refused", "C009")]


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 cut short"])
def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path, data: bytes):
    path = tmp_path / "extract.xlsx"
    path.write_bytes(data)

    assert checks(path) == [("refused", "C009")]


def test_a_workbook_without_the_sheets_says_which_are_missing(tmp_path: Path):
    path = tmp_path / "extract.xlsx"
    Workbook().save(path)

    assert checks(path) == [("refused", "C001")] * 4


def test_a_refusal_stays_within_256_megabytes(book: Path):
    """The child's own peak, as the system accounts for it, on a workbook that unpacks to half a gigabyte."""
    large = changed(book, "xl/worksheets/sheet1.xml", lambda data: data + b" " * 500_000_000 + b"<f>")
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    module = "goldenthread.casework.reading.workbook_child"
    child = [sys.executable, "-m", module, "inspect", str(large), str(large.parent)]

    answer = subprocess.run([sys.executable, "-c", code, *child], capture_output=True, text=True, check=True)

    assert int(answer.stdout) < 256 * 1024


def test_a_child_that_asks_for_more_is_stopped_with_a_sentence(book: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbook, "WAIT_SECONDS", {"inspect": 0.001, "read": 0.001})

    assert checks(book) == [("refused", "C012")]
