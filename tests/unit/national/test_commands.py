"""`goldenthread sac`, as somebody at a keyboard meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from goldenthread.figures import datasets, frozen
from goldenthread.national import cells, definition, workbook
from goldenthread.national.command import sac
from tests.factories.national_aged import aged, typed
from tests.factories.national_cases import DONE, S42, YEAR, Cases

ROOT = Path(__file__).resolve().parents[3]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(sac, [str(word) for word in words])


def records() -> Cases:
    cases = Cases()
    enquiry = cases.enquiry(cases.adult(), "2025-05-02", "2025-09-01", outcomes_asked="not_asked")
    cases.risk(enquiry)
    cases.enquiry(cases.adult("2008-02-01"), "2025-06-02", "2025-09-01")
    return cases


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return records().write(tmp_path / "extract")


@pytest.fixture
def counted(folder: Path, tmp_path: Path) -> Path:
    assert run("compute", folder, "--year", YEAR, "--out", tmp_path / "cells.csv").exit_code == 0
    return tmp_path / "cells.csv"


def test_compute_writes_every_cell_and_says_what_it_left_out(folder: Path, tmp_path: Path):
    answer = run("compute", folder, "--year", YEAR, "--out", tmp_path / "c.csv", "--left-out", tmp_path / "left.csv")

    assert answer.exit_code == 0
    assert answer.output.splitlines() == [
        "synthetic: no row describes a real adult",
        f"Written: {tmp_path / 'c.csv'} (643 cells of 2025-26)",
        "        2 left out of SG1: the adult was under 18",
        "        1 left out of SG2 to SG4: the adult was under 18",
    ]
    assert (tmp_path / "left.csv").read_text().splitlines()[:2] == ["sheet,record,part,why", "concerns,C2,SG1,under_18"]
    assert len(cells.read(tmp_path / "c.csv")) == 643


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2025-26", None),
        ("2024-25", "The records cover no day of 2024-25"),
        ("2023-24", "The records cover only 1 March 2024"),
    ],
)
def test_compute_says_which_days_the_records_cover(year: str, said: str | None, folder: Path, tmp_path: Path):
    spans = {"2025-26": ("2025-04-01", "2026-03-31"), "2024-25": ("2023-04-01", "2024-03-31")}
    first, last = spans.get(year, ("2024-03-01", "2024-06-30"))
    (folder / "extract.json").write_text(json.dumps({"period_from": first, "period_to": last}))

    answer = run("compute", folder, "--year", year, "--out", tmp_path / "c.csv")

    assert answer.exit_code == 0
    assert ("The records cover" in answer.output) == (said is not None)
    assert (said or "") in answer.output


def test_a_frozen_set_gives_the_same_cells_as_its_extract(counted: Path, folder: Path, tmp_path: Path):
    kept = datasets.of_tables(
        aged(typed(records().rows)),
        board="luton",
        period=YEAR,
        taken_at=datetime(2026, 5, 1, tzinfo=UTC),
        is_synthetic=True,
    )
    sealed = frozen.write(kept, tmp_path, frozen.Made("Somebody", datetime(2026, 5, 1, tzinfo=UTC)))

    answer = run("compute", "--frozen", sealed, "--year", YEAR, "--out", tmp_path / "aged.csv")

    assert answer.exit_code == 0
    assert "643 cells of 2025-26, 4 of them empty" in answer.output
    of_ages, dated = cells.read(tmp_path / "aged.csv"), cells.read(counted)
    assert {key: value for key, value in of_ages.items() if value is not None} == {
        key: value for key, value in dated.items() if key[0] not in {"SG5a", "SG5b"}
    }


def test_compute_prints_the_return_as_json(folder: Path):
    said = json.loads(run("compute", folder, "--year", YEAR, "--json", "--policy", "P-02=cross").output)

    assert (said["year"], said["synthetic"], said["policies"]["P-02"], len(said["cells"])) == (YEAR, True, "cross", 643)
    assert {one["why"] for one in said["left_out"]} == {"under_18"}


def test_validate_exits_1_on_an_error_and_names_the_cells(counted: Path, folder: Path):
    assert run("validate", counted, "--extract", folder).exit_code == 0
    text = counted.read_text().replace(
        "SG1a,Section 42 Enquiries,65-74,Total,1", "SG1a,Section 42 Enquiries,65-74,Total,x"
    )
    counted.write_text(
        text.replace("SG1b,Section 42 Enquiries,Female,Total,1", "SG1b,Section 42 Enquiries,Female,Total,2")
    )

    answer = run("validate", counted)

    assert answer.exit_code == 1
    assert "rule 1 " in answer.output
    assert "rule 2 " in answer.output
    assert "SG1a, Section 42 Enquiries, 65-74, Total" in answer.output
    said = json.loads(run("validate", counted, "--extract", folder, "--json").output)
    assert (said["year"], said["errors"] > 2) == (YEAR, True)
    assert {one["rule"] for one in said["broken"] if one["severity"] == "error"} >= {1, 2, 27}


def test_validate_compares_with_last_year(counted: Path, tmp_path: Path):
    values = {key: (value or 0) + 100 for key, value in cells.read(counted).items()}
    cells.write(values.items(), tmp_path / "last.csv")

    answer = run("validate", counted, "--last-year", tmp_path / "last.csv")

    assert (answer.exit_code, "rule 22" in answer.output) == (0, True)


def test_publish_writes_the_same_columns(counted: Path, tmp_path: Path):
    answer = run("publish", counted, "--out", tmp_path / "open.csv")

    assert answer.exit_code == 0
    lines = (tmp_path / "open.csv").read_text().splitlines()
    assert (lines[0], len(lines)) == ("TABLE_REFERENCE,ENQUIRY_TYPE,CATEGORY,SUBCATEGORY,VALUE", 644)
    assert {line.rsplit(",", 1)[1] for line in lines[1:]} == {"[c]", "[x]"}


def test_the_workbook_has_every_value_of_the_cells_in_its_own_table(counted: Path, tmp_path: Path):
    assert run("template", tmp_path / "return.xlsx", "--year", YEAR, "--cells", counted).exit_code == 0

    book = load_workbook(tmp_path / "return.xlsx")

    tables = list(definition.load(YEAR).tables)
    assert book.sheetnames == ["Read me", *tables, "Comments", "Sign off"]
    values = cells.read(counted)
    for table in tables:
        numbers = [cell.value for row in book[table].iter_rows() for cell in row if isinstance(cell.value, int)]
        assert sorted(numbers) == sorted(
            value for key, value in values.items() if key[0] == table and value is not None
        )
    row = next(row for row in book["SG2a"].iter_rows(values_only=True) if row[0] == "Physical Abuse")
    assert row[1:4] == (0, 1, 0)
    assert [c.value for c in book["Sign off"]["A"]][:3] == [
        "Sign-off",
        "Local authority",
        "Three-digit code of the authority",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: [*lines, "SG9z,Safeguarding Concerns,18-64,Total,3"], "has no cell SG9z"),
        (lambda lines: lines[:-2], "(and 1 more)"),
    ],
)
def test_a_workbook_is_filled_with_the_cells_of_its_year_and_no_others(
    change: Callable[[list[str]], list[str]], said: str, counted: Path, tmp_path: Path
):
    counted.write_text("\n".join(change(counted.read_text().splitlines())))

    answer = run("template", tmp_path / "return.xlsx", "--year", YEAR, "--cells", counted)

    assert (answer.exit_code, (tmp_path / "return.xlsx").exists()) == (1, False)
    assert said in answer.output


def test_publishing_a_part_of_a_return_says_so(counted: Path, tmp_path: Path):
    counted.write_text("\n".join(counted.read_text().splitlines()[:-2]))

    answer = run("publish", counted, "--out", tmp_path / "open.csv")

    assert answer.exit_code == 0
    assert "2 cells are missing, such as SG5b" in answer.output


@pytest.mark.parametrize(
    "words",
    [
        ("compute", "EXTRACT", "--year", YEAR, "--out", "FOLDER"),
        ("compute", "EXTRACT", "--year", YEAR, "--out", "FILE/cells.csv"),
        ("compute", "EXTRACT", "--year", YEAR, "--out", "NEW", "--left-out", "FOLDER"),
        ("publish", "CELLS", "--out", "FOLDER"),
        ("template", "FILE/return.xlsx", "--year", YEAR),
    ],
)
def test_what_cannot_be_written_is_said_in_words(words: tuple[str, ...], counted: Path, folder: Path, tmp_path: Path):
    places = {"EXTRACT": folder, "FOLDER": tmp_path, "FILE": counted, "CELLS": counted, "NEW": tmp_path / "new.csv"}
    named = [str(Path(*(str(places.get(part, part)) for part in word.split("/")))) for word in words]

    answer = run(*named)

    assert answer.exit_code == 1
    assert "cannot be written" in answer.output


def test_a_folder_without_a_database_says_how_to_make_one(tmp_path: Path):
    words = ["sac", "compute", "--board", "b", "--data", str(tmp_path / "none"), "--year", YEAR, "--out", "c.csv"]

    answer = subprocess.run(
        [sys.executable, "-m", "goldenthread", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 1
    assert answer.stderr == "The database is not up to date, or is none of ours. Run: goldenthread migrate\n"


def test_an_empty_workbook_holds_no_numbers(tmp_path: Path):
    workbook.write(tmp_path / "empty.xlsx", definition.load("2022-23"))

    book = load_workbook(tmp_path / "empty.xlsx")

    assert book["SG1a"]["A2"].value.startswith("Counts adults: concerns raised, or enquiries started, in ")
    assert not [c for page in book.worksheets for row in page.iter_rows() for c in row if isinstance(c.value, int)]


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (("compute", "/nowhere", "--year", YEAR, "--out", "c.csv"), 1, "There is nothing at"),
        (("compute", "/nowhere", "--year", "2010-11", "--out", "c.csv"), 1, "2022-23"),
        (("compute", "/nowhere", "--year", "2025/26", "--out", "c.csv"), 1, "2023-24"),
        (("compute", "--frozen", "/nowhere", "--year", YEAR, "--out", "c.csv"), 1, "frozen set"),
        (("compute", "--year", YEAR, "--out", "c.csv"), 2, "Say one of these: an extract, --frozen, or --board"),
        (("compute", "/nowhere", "--year", YEAR), 2, "--out"),
        (("compute", "/nowhere", "--year", YEAR, "--out", "c.csv", "--policy", "P-02"), 2, "P-02=cross"),
        (("compute", "/nowhere", "--year", YEAR, "--out", "c.csv", "--policy", "P-02=both"), 1, "paired, cross"),
        (("compute", "/nowhere", "--year", YEAR, "--out", "c.csv", "--policy", "P-99=x"), 1, "no policy"),
        (("validate", "/nowhere"), 1, "cannot be read"),
        (("publish", "/nowhere", "--out", "o.csv"), 1, "cannot be read"),
        (("template", "o.xlsx", "--year", "2010-11"), 1, "no definition"),
        (("template", "o.docx", "--year", YEAR), 1, "ends .xlsx, such as o.xlsx"),
    ],
)
def test_what_goes_wrong_is_said_in_words(words: tuple[str, ...], exit_code: int, said: str):
    answer = run(*words)

    assert answer.exit_code == exit_code
    assert said in answer.output


@pytest.mark.parametrize("what", ["compute", "validate", "publish", "template"])
def test_the_return_never_loads_django(what: str, folder: Path, counted: Path, tmp_path: Path):
    words = {
        "compute": ["compute", folder, "--year", YEAR, "--out", tmp_path / "c.csv"],
        "validate": ["validate", counted, "--extract", folder, "--last-year", counted],
        "publish": ["publish", counted, "--out", tmp_path / "o.csv"],
        "template": ["template", tmp_path / "o.xlsx", "--year", YEAR, "--cells", counted],
    }[what]
    code = (
        "import sys; sys.argv = ['goldenthread', 'sac', *sys.argv[1:]]\n"
        "import atexit; atexit.register(lambda: print('DJANGO' if 'django' in sys.modules else 'NONE'))\n"
        "from goldenthread.config.cli import main; main()"
    )

    answer = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (answer.returncode, answer.stdout.splitlines()[-1]) == (0, "NONE"), answer.stderr


def test_the_labels_of_an_enquiry_type_stand_in_the_workbook(tmp_path: Path):
    workbook.write(tmp_path / "empty.xlsx", definition.load(YEAR))

    words = {c.value for row in load_workbook(tmp_path / "empty.xlsx")["SG3a"].iter_rows() for c in row}

    assert {DONE, "18-64", "Yes, they lacked capacity"} <= words
    assert S42 not in words
