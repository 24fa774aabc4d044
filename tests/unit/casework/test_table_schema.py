"""The published table schema says of an extract what the check says, and the guide to local codes works as it is printed."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from goldenthread.casework import table_schema
from goldenthread.casework.check import check
from goldenthread.casework.contract import SHEETS, Kind
from goldenthread.casework.findings import Severity
from tests.factories import extracts

DOCS = Path(__file__).resolve().parents[3] / "docs"
PACKAGE = table_schema.package()
FIELDS = {(one["name"], field["name"]): field for one in PACKAGE["resources"] for field in one["schema"]["fields"]}


def test_the_published_schema_is_the_programs_own():
    """Where it is not, write it anew: `goldenthread extract schema docs/reference/case-extract.schema.json`."""
    assert (DOCS / "reference" / "case-extract.schema.json").read_text(encoding="utf-8") == table_schema.as_text()


def test_every_file_and_column_of_the_contract_is_described():
    assert list(FIELDS) == [(sheet.name, column.name) for sheet in SHEETS for column in sheet.columns]
    assert [one["schema"]["primaryKey"] for one in PACKAGE["resources"]] == [sheet.id_column for sheet in SHEETS]


def test_every_foreign_key_leads_to_an_id():
    ids = {one["name"]: one["schema"]["primaryKey"] for one in PACKAGE["resources"]}
    keys = [(one["name"], key) for one in PACKAGE["resources"] for key in one["schema"].get("foreignKeys", [])]

    assert len(keys) == 4
    for name, key in keys:
        assert key["reference"]["fields"] == ids[key["reference"]["resource"] or name]


def holds(field: dict[str, Any], cell: str) -> bool:
    """Whether a cell holds to a field, read by the standard's own rules."""
    rules = field.get("constraints", {})
    if not cell:
        return not rules.get("required")
    if field["type"] == "date" and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
        return False
    if field["type"] == "integer":
        return cell.isdigit() and rules["minimum"] <= int(cell) <= rules["maximum"]
    if "enum" in rules and cell not in rules["enum"]:
        return False
    return "pattern" not in rules or re.fullmatch(rules["pattern"], cell) is not None


CODED = {Kind.CODE, Kind.CODES, Kind.AREA, Kind.COUNT, Kind.DATE}
COLUMNS = {(sheet.name, column.name): column for sheet in SHEETS for column in sheet.columns if column.kind in CODED}


def _said(folder: Path, cells: dict[tuple[str, str], str]) -> dict[tuple[str, str], list[str]]:
    """What the check calls an error in each column, where the first row of each file holds these cells."""
    rows = extracts.good()
    for (sheet, column), cell in cells.items():
        rows[sheet][0] = {**rows[sheet][0], column: cell}
    said: dict[tuple[str, str], list[str]] = {}
    for one in check(extracts.write(rows, folder)).findings:
        if one.severity is Severity.ERROR:
            said.setdefault((one.file.removesuffix(".csv"), one.column or ""), []).append(one.message)
    return said


@pytest.mark.parametrize("cell", ["", "nonsense", "OWN", "own", "211", "12", "1234567", "2023-05-01", "01/05/2023"])
def test_what_the_schema_refuses_the_check_refuses_too(cell: str, tmp_path: Path):
    refused = [place for place in COLUMNS if not holds(FIELDS[place], cell)]

    said = _said(tmp_path, dict.fromkeys(COLUMNS, cell))

    assert refused != []
    assert [place for place in refused if place not in said] == []


def test_every_code_of_the_schema_is_known_to_the_check(tmp_path: Path):
    """The last code of each column, and of a list the last two."""
    cells = {
        place: "; ".join(one.codes[-2:] if one.kind is Kind.CODES else one.codes[-1:])
        for place, one in COLUMNS.items()
        if one.codes
    }
    assert [place for place, cell in cells.items() if not holds(FIELDS[place], cell)] == []

    said = _said(tmp_path / "as-published", cells)
    spoilt = _said(tmp_path / "spoilt", {place: f"{cell}x" for place, cell in cells.items()})

    newly = {place for place, messages in spoilt.items() if set(messages) - set(said.get(place, []))}
    assert cells.keys() - newly == {("adults", "gender")}, "which may hold anything"


GUIDE = (DOCS / "how-to" / "map-local-codes.md").read_text(encoding="utf-8")
EXPORTS = {"people": "PERSON | DOB", "contacts": "REF", "enquiries": "ENQ", "codes": "column"}


def _rows(first: str) -> list[list[str]]:
    """The table of the guide whose heading begins so."""
    lines = GUIDE[GUIDE.index(f"| {first} |") :].split("\n\n", maxsplit=1)[0].splitlines()
    inside = [line.removeprefix("|").removesuffix("|") for line in lines if not line.startswith("|---")]
    return [[cell.strip() for cell in line.split("|")] for line in inside]


@pytest.fixture
def exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the guide's exports and its map."""
    monkeypatch.chdir(tmp_path)
    for name, first in EXPORTS.items():
        with Path(f"{name}.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows(_rows(first))
    Path("pseudonym.key").write_text("a key of the test\n")
    return tmp_path


def _mapped(*more: str) -> dict[str, Any]:
    """What the guide's own lines leave behind, with more lines in the map."""
    with Path("codes.csv").open("a") as stream:
        stream.writelines(f"{line}\n" for line in more)
    left: dict[str, Any] = {}
    exec(GUIDE[GUIDE.index("```python") + 9 :].split("```", maxsplit=1)[0], left)  # noqa: S102  (the guide's own lines)
    return left


def test_the_guide_to_local_codes_ends_in_an_extract_that_is_good(exported: Path):
    first, second = _mapped(), _mapped("source,FIRE,fire_and_rescue")

    assert (first["twice"], first["forgotten"]) == ([], [("source", "FIRE", 1)])
    assert (second["twice"], second["forgotten"]) == ([], [])
    checked = check(exported / "my-extract")
    assert checked.findings == ()
    assert checked.rows == {"adults.csv": 2, "concerns.csv": 6, "enquiries.csv": 2, "risks.csv": 3}


def test_the_guide_to_local_codes_counts_what_it_says_it_counts(exported: Path):
    _mapped("source,FIRE,fire_and_rescue")
    made = {}
    for name in ("adults", "concerns", "enquiries", "risks"):
        with (exported / "my-extract" / f"{name}.csv").open() as stream:
            made[name] = list(csv.DictReader(stream))

    concerns = made["concerns"]
    assert concerns[1]["alleged_types"] == "neglect_and_acts_of_omission;physical"
    assert [one["disposal"] for one in concerns] == ["", *["no_further_action"] * 3, "", ""]
    assert not {"20417", "31588"} & {one["adult_id"] for one in [*concerns, *made["adults"], *made["enquiries"]]}
    counted = [
        len(concerns),
        sum(one["decision"] == "s42_duty_met" for one in concerns),
        sum("neglect" in one["alleged_types"] for one in concerns),
        sum(one["concluded_on"] != "" for one in made["enquiries"]),
        len(made["risks"]),
    ]
    at = GUIDE.index("| | export | extract |")
    said = re.findall(r"\| (\d+) \| (\d+) \|", GUIDE[at:].split("\n\n", maxsplit=1)[0])
    assert [(str(number), str(number)) for number in counted] == said


def test_the_guide_to_local_codes_finds_a_local_code_that_has_two(exported: Path):
    assert _mapped("source,POL,hospital")["twice"] == [("source", "POL", ["hospital", "police"])]


@pytest.mark.parametrize(
    ("name", "was", "now", "told"),
    [
        ("contacts", "HOSP-A", " hosp-a ", ("source", "hosp-a", 1)),
        ("people", "A1", "A9", ("ethnicity", "A9", 1)),
        ("enquiries", '"NEG,PHY"', '"NEG,FIN"', ("alleged_types", "FIN", 1)),
        ("enquiries", "REDU", "GONE", ("outcome", "GONE", 1)),
    ],
)
def test_the_guide_to_local_codes_finds_what_the_map_forgets(
    exported: Path, name: str, was: str, now: str, told: tuple[str, str, int]
):
    place = exported / f"{name}.csv"
    assert place.read_text().count(was) == 1
    place.write_text(place.read_text().replace(was, now))

    assert _mapped("source,FIRE,fire_and_rescue")["forgotten"] == [told]
