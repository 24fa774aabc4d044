# ruff: noqa: S608 (made of the contract’s own names)
"""However the same cells are written down, the same is found in them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.casework.check import check
from goldenthread.casework.contract import SHEETS, Kind
from goldenthread.casework.reading import tables
from tests.factories import extracts
from tests.factories.extracts import Rows


def spoiled() -> Rows:
    """An extract with a fault or more of every kind that looks into text."""
    rows = extracts.good()
    rows["adults"][0] |= {
        "date_of_death": "1950-01-31",
        "ethnicity": "martian",
        "health_conditions": "none;physical;x;x",
    }
    rows["adults"][1] |= {"gender": "other"}
    rows["concerns"][0] |= {"incident_from": "2024-06-01", "alleged_types": "sexual;sexual"}
    rows["concerns"].append(rows["concerns"][1] | {"adult_id": "A9", "area": "12"})
    rows["enquiries"][0] |= {"concern_ids": "C1;C3;C9", "started_on": "2023-05-01"}
    rows["risks"].append(rows["risks"][0] | {"risk_id": "K2", "enquiry_id": "E7"})
    return rows


def lines(end: str) -> Callable[[Rows, Path], None]:
    def write(rows: Rows, folder: Path) -> None:
        _csv(rows, folder, end=end, quoting=csv.QUOTE_MINIMAL)

    return write


def quoted(rows: Rows, folder: Path) -> None:
    _csv(rows, folder, end="\r\n", quoting=csv.QUOTE_ALL)


def padded(rows: Rows, folder: Path) -> None:
    loose = {
        name: [{key: f"\t{value} " if value else " " for key, value in row.items()} for row in of]
        for name, of in rows.items()
    }
    _csv(loose, folder, end="\n", quoting=csv.QUOTE_MINIMAL)


def _csv(rows: Rows, folder: Path, *, end: str, quoting: int) -> None:
    for sheet in SHEETS:
        names = [column.name for column in sheet.columns]
        with (folder / sheet.file).open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, names, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
            writer.writeheader()
            writer.writerows(rows[sheet.name])


def parquet(dates: bool, pad: str) -> Callable[[Rows, Path], None]:
    def write(rows: Rows, folder: Path) -> None:
        for sheet in SHEETS:
            columns = {}
            for column in sheet.columns:
                cells = [row.get(column.name) for row in rows[sheet.name]]
                is_date = dates and column.kind is Kind.DATE
                text = pa.array(
                    [f"{pad}{cell}{pad}" if cell and not is_date else cell or None for cell in cells], pa.string()
                )
                columns[column.name] = text.cast(pa.date32()) if is_date else text
            pyarrow.parquet.write_table(pa.table(columns), folder / f"{sheet.name}.parquet")

    return write


@pytest.mark.parametrize(
    "write",
    [
        lines("\r\n"),
        quoted,
        padded,
        parquet(dates=True, pad=""),
        parquet(dates=False, pad=""),
        parquet(dates=True, pad=" "),
    ],
    ids=["as a spreadsheet saves it", "every cell quoted", "padded", "parquet", "parquet, all text", "parquet, padded"],
)
def test_the_same_is_found(write: Callable[[Rows, Path], None], tmp_path: Path):
    plain, other = tmp_path / "plain", tmp_path / "other"
    extracts.write(spoiled(), plain)
    lines("\n")(spoiled(), plain)
    other.mkdir()
    write(spoiled(), other)
    (other / "extract.json").write_bytes((plain / "extract.json").read_bytes())

    expected, found = check(plain), check(other)
    assert found == expected
    assert len({finding.check for finding in expected.findings}) == 11


@pytest.mark.parametrize("day", ["0000-01-01", "infinity", "12024-01-01"])
def test_a_day_in_parquet_that_no_iso_date_says_is_no_date(day: str, tmp_path: Path):
    lines("\n")(extracts.good(), tmp_path)
    for sheet in SHEETS:
        days = ", ".join(f"{c.name}::DATE AS {c.name}" for c in sheet.columns if c.kind is Kind.DATE)
        file = tmp_path / sheet.file
        rows = f"(SELECT * {f'REPLACE ({days})' if days else ''} FROM read_csv('{file}', all_varchar = true))"
        if sheet.name == "adults":
            rows = rows.replace("date_of_birth::DATE", f"DATE '{day}'")
        duckdb.execute(f"COPY {rows} TO '{file.with_suffix('.parquet')}'")
        file.unlink()

    assert {finding.check for finding in check(tmp_path).findings if finding.column == "date_of_birth"} == {"C121"}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.sampled_from("0129-/+ T\x0b٣"), min_size=8, max_size=11), min_size=20, max_size=20))
def test_a_day_is_an_iso_date_and_nothing_else(texts: list[str]):
    trimmed = [text.strip(" \t\r\n") for text in (*texts, "2024-02-29", "2023-02-29", "2024-2-01", "2024-02-1\x0b")]
    given_texts = pa.table({"cell": trimmed})
    strict = "CASE WHEN length(cell) = 10 AND try_cast(cell AS DATE)::VARCHAR = cell THEN try_cast(cell AS DATE) END"
    with duckdb.connect() as connection:
        connection.register("given", given_texts)
        ours = tables._day("cell")
        differ = f"SELECT cell FROM given WHERE {strict} IS DISTINCT FROM {ours}"
        read = f"SELECT count({ours}) FROM given WHERE cell = '2024-02-29'"
        assert connection.execute(differ).fetchall() == []
        assert connection.execute(read).fetchone() == (1,)


@pytest.mark.parametrize(
    ("content", "is_tidy"),
    [
        ("a,b\nx,y\n", True),
        ("a,b\r\nx,y\r\n", True),
        ("a,b\nx,y", True),
        ("a,é\nx,y\n", True),
        ("a,b\nx, y\n", False),
        ("a,b\nx\t,y\n", False),
        ('a,b\n"x",y\n', False),
        ("a,b\nx,y\r", False),
        ("a,b\rx,y\n", False),
        (f"a,b\n{'x' * ((1 << 22) - 5)}\r\nx,y\n", True),
        (f"a,b\n{'x' * ((1 << 22) - 5)}\ry,y\n", False),
    ],
)
def test_a_file_without_a_space_or_a_quote_needs_no_trimming(content: str, is_tidy: bool, tmp_path: Path):
    file = tmp_path / "adults.csv"
    file.write_bytes(content.encode())

    assert tables._bytes(SHEETS[0], file) == (None, is_tidy)
