"""What a check finds. Each row of the long list is one fault in an otherwise good extract, and exactly one finding."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.casework import codebook, rules, template
from goldenthread.casework.check import check
from goldenthread.casework.findings import Finding, Severity
from goldenthread.casework.personal import is_nhs_number
from goldenthread.casework.reading.tables import looks_personal
from goldenthread.core.errors import Refused
from goldenthread.demo import example_extract
from tests.factories import extracts

Change = tuple[str, int, dict[str, str]]

ERRORS: list[tuple[str, str, str, Change]] = [
    ("C101", "adults", "adult_id", ("adults", 1, {"adult_id": ""})),
    ("C101", "concerns", "raised_on", ("concerns", 1, {"raised_on": ""})),
    ("C102", "concerns", "decided_on", ("concerns", 1, {"decided_on": ""})),
    ("C103", "concerns", "duplicate_of", ("concerns", 1, {"decision": "duplicate", "disposal": ""})),
    ("C104", "risks", "assessment", ("risks", 0, {"assessment": "", "outcome": ""})),
    ("C111", "reviews", "review_id", ("reviews", 1, {"review_id": "V1", "people_died": "1", "people_survived": "0"})),
    ("C112", "concerns", "adult_id", ("concerns", 1, {"adult_id": "A9"})),
    ("C112", "enquiries", "concern_ids", ("enquiries", 1, {"concern_ids": "C3;C9"})),
    ("C113", "enquiries", "concern_ids", ("enquiries", 1, {"concern_ids": "C3;C1"})),
    ("C114", "concerns", "duplicate_of", ("concerns", 1, {"decision": "duplicate", "disposal": "", "duplicate_of": "C2"})),
    ("C116", "concerns", "duplicate_of", ("concerns", 1, {"decision": "duplicate", "disposal": "", "duplicate_of": "C1"})),
    ("C121", "adults", "date_of_birth", ("adults", 0, {"date_of_birth": "2024-02-30"})),
    ("C121", "adults", "date_of_birth", ("adults", 0, {"date_of_birth": "1/2/1950"})),
    ("C121", "concerns", "incident_from", ("concerns", 1, {"incident_from": "2023-5-1"})),
    ("C122", "reviews", "people_died", ("reviews", 0, {"people_died": "-1"})),
    ("C122", "reviews", "people_died", ("reviews", 0, {"people_died": "1.5"})),
    ("C123", "enquiries", "started_on", ("enquiries", 1, {"started_on": "2024-06-01"})),
    ("C124", "adults", "date_of_death", ("adults", 0, {"date_of_death": "1950-01-31"})),
    ("C124", "concerns", "decided_on", ("concerns", 1, {"decided_on": "2023-05-31"})),
    ("C124", "concerns", "incident_to", ("concerns", 1, {"incident_from": "2023-04-02", "incident_to": "2023-04-01"})),
    ("C124", "enquiries", "concluded_on", ("enquiries", 0, {"concluded_on": "2023-05-02"})),
    ("C131", "concerns", "source", ("concerns", 1, {"source": "Police"})),
    ("C131", "concerns", "area", ("concerns", 1, {"area": "12"})),
    ("C131", "adults", "health_conditions", ("adults", 1, {"health_conditions": "physical;unwell"})),
    ("C132", "adults", "health_conditions", ("adults", 1, {"health_conditions": "dementia; dementia"})),
    ("C132", "enquiries", "concern_ids", ("enquiries", 1, {"concern_ids": "C3;C3"})),
    ("C133", "adults", "health_conditions", ("adults", 1, {"health_conditions": "none;physical"})),
    ("C141", "concerns", "disposal", ("concerns", 0, {"disposal": "advice"})),
    ("C142", "concerns", "duplicate_of", ("concerns", 1, {"duplicate_of": "C3"})),
    ("C143", "enquiries", "outcomes_achieved", ("enquiries", 0, {"outcomes_asked": ""})),
    ("C144", "risks", "outcome", ("risks", 0, {"assessment": "none_action"})),
    ("C145", "reviews", "people_died", ("reviews", 0, {"people_survived": "0"})),
]  # fmt: skip

NOTICES: list[tuple[str, str, Change]] = [
    ("C201", "adults", ("adults", 0, {"gender": "other"})),
    ("C202", "adults", ("adults", 0, {"team": "east"})),
    ("C203", "enquiries", ("adults", 1, {"date_of_birth": "2006-01-06"})),
    ("C204", "enquiries", ("risks", 0, {"enquiry_id": "E2"})),
    ("C205", "concerns", ("concerns", 1, {"criterion_a": "met", "criterion_b": "met", "criterion_c": "met"})),
    ("C206", "enquiries", ("enquiries", 1, {"started_on": "2024-01-01"})),
]


def spoiled(tmp_path: Path, change: Change) -> Path:
    rows = extracts.good()
    file, place, cells = change
    if place == len(rows[file]):
        rows[file].append({})
    rows[file][place] |= cells
    if file == "adults" and "adult_id" in cells:
        rows["concerns"], rows["enquiries"], rows["risks"] = (
            [rows["concerns"][0]],
            [rows["enquiries"][0]],
            rows["risks"],
        )
    return extracts.write(rows, tmp_path / "extract")


def stops(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.NOTICE]


def test_a_good_extract_is_accepted(tmp_path: Path):
    checked = check(extracts.write(extracts.good(), tmp_path))

    assert (checked.accepted, checked.findings) == (True, ())
    assert checked.rows == {"adults.csv": 2, "concerns.csv": 3, "enquiries.csv": 2, "risks.csv": 1, "reviews.csv": 1}


@pytest.mark.parametrize(("number", "file", "column", "change"), ERRORS, ids=lambda value: str(value)[:40])
def test_each_fault_is_found_once_where_it_is(tmp_path: Path, number: str, file: str, column: str, change: Change):
    found = stops(check(spoiled(tmp_path, change)).findings)

    assert [(f.check, f.file, f.row, f.column) for f in found] == [(number, f"{file}.csv", change[1] + 2, column)]
    assert found[0].message
    assert found[0].remedy


def test_a_duplicate_of_a_duplicate_is_found(tmp_path: Path):
    rows = extracts.good()
    repeat = {
        "adult_id": "A2",
        "area": "own",
        "raised_on": "2024-01-03",
        "decided_on": "2024-01-03",
        "decision": "duplicate",
    }
    rows["concerns"] += [
        {"concern_id": "C4", "duplicate_of": "C3", **repeat},
        {"concern_id": "C5", "duplicate_of": "C4", **repeat},
    ]

    found = stops(check(extracts.write(rows, tmp_path)).findings)

    assert [(f.check, f.row) for f in found] == [("C115", 6)]


@pytest.mark.parametrize(("number", "file", "change"), NOTICES, ids=lambda value: str(value)[:40])
def test_a_notice_is_counted_and_never_blocks(tmp_path: Path, number: str, file: str, change: Change):
    checked = check(spoiled(tmp_path, change))

    assert checked.accepted or {f.check for f in stops(checked.findings)} == {"C104"}
    assert number in {f.check for f in checked.of(Severity.NOTICE) if f.file == f"{file}.csv"}


@pytest.mark.parametrize(("born", "is_under"), [("2005-06-01", False), ("2005-06-02", True), ("2005-05-31", False)])
def test_somebody_turns_18_on_their_birthday(tmp_path: Path, born: str, is_under: bool):
    rows = extracts.good()
    rows["adults"][1]["date_of_birth"] = born

    found = check(extracts.write(rows, tmp_path)).findings

    assert any(f.check == "C203" and f.file == "concerns.csv" and f.row == 3 for f in found) == is_under


def test_spaces_quotes_and_a_byte_order_mark_are_no_fault(tmp_path: Path):
    rows = extracts.good()
    rows["adults"][0]["gender"] = "  female "
    rows["adults"][1]["health_conditions"] = " physical ; dementia "
    rows["enquiries"][1]["concern_ids"] = " C3 "

    assert check(extracts.write(rows, tmp_path, encoding="utf-8-sig")).accepted


def test_all_faults_are_found_and_grouped(tmp_path: Path):
    rows = extracts.good()
    for row in rows["concerns"]:
        row["source"] = "somebody"
    rows["risks"][0]["location"] = ""

    checked = check(extracts.write(rows, tmp_path))

    assert [(f.check, count) for f, count in checked.groups()] == [("C131", 3), ("C101", 1)]


def without(tmp_path: Path, file: str) -> Path:
    folder = extracts.write(extracts.good(), tmp_path)
    (folder / file).unlink()
    return folder


def replaced(tmp_path: Path, file: str, old: bytes, new: bytes) -> Path:
    folder = extracts.write(extracts.good(), tmp_path)
    data = (folder / file).read_bytes()
    assert old in data
    (folder / file).write_bytes(data.replace(old, new, 1))
    return folder


def test_a_missing_file_refuses_the_extract(tmp_path: Path):
    found = check(without(tmp_path, "risks.csv")).findings

    assert [(f.severity, f.check, f.file) for f in found] == [("refused", "C001", "risks.csv")]


def test_reviews_may_be_absent(tmp_path: Path):
    assert check(without(tmp_path, "reviews.csv")).accepted


@pytest.mark.parametrize(
    ("file", "old", "new", "number", "row", "column"),
    [
        ("concerns.csv", b"raised_on", b"raised_at", "C002", 1, "raised_on"),
        ("adults.csv", b"female", b"f\xe9male", "C003", 2, "gender"),
        ("adults.csv", b"gender", b"first_name", "C004", 1, "first_name"),
        ("concerns.csv", b"source", b"adult_id", "C010", 1, "adult_id"),
    ],
)
def test_what_refuses_a_file_is_one_sentence(
    tmp_path: Path, file: str, old: bytes, new: bytes, number: str, row: int, column: str
):
    checked = check(replaced(tmp_path, file, old, new))

    assert checked.rows == {}
    assert [(f.check, f.file, f.row, f.column) for f in checked.findings] == [(number, file, row, column)]


def test_values_that_look_personal_refuse_the_extract_and_are_not_repeated(tmp_path: Path):
    rows = extracts.good()
    rows["adults"][0]["case_ref"] = "999 000 0018"

    found = check(extracts.write(rows, tmp_path)).findings

    assert [(f.check, f.column, f.value) for f in found] == [("C005", "case_ref", None)]


def test_postcodes_look_personal_and_are_found_among_others(tmp_path: Path):
    rows = extracts.good()
    rows["adults"][0]["patch"] = "ZZ99 3VZ"

    assert [f.check for f in check(extracts.write(rows, tmp_path)).findings] == ["C005"]


@pytest.mark.parametrize(
    ("header", "is_personal"),
    [
        ("Home address", True),
        ("nhs_number", True),
        ("firstName", True),
        ("NAME", True),
        ("source", False),
        ("renamed", False),
    ],
)
def test_a_header_looks_personal_by_its_words(header: str, is_personal: bool):
    assert looks_personal(header) == is_personal


@pytest.mark.parametrize(("text", "is_valid"), [("9990000018", True), ("9990000019", False), ("999000001", False)])
def test_an_nhs_number_proves_itself(text: str, is_valid: bool):
    assert is_nhs_number(text) == is_valid


@pytest.mark.parametrize(
    "about", ['{"taken_on": "soon"}', "[]", "{", '{"period_from": "2024-01-01", "period_to": "2023-01-01"}']
)
def test_an_extract_json_that_says_nonsense_refuses_the_extract(tmp_path: Path, about: str):
    folder = extracts.write(extracts.good(), tmp_path)
    (folder / "extract.json").write_text(about)

    assert [f.check for f in check(folder).findings] == ["C013"]


def test_nothing_there_is_said_plainly(tmp_path: Path):
    with pytest.raises(Refused, match="There is nothing at"):
        check(tmp_path / "nowhere")


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_the_three_formats_read_alike(tmp_path: Path, form: example_extract.Format):
    years = example_extract.Years.parse("2022-23..2023-24")
    made = example_extract.make(200, years, seed=3)
    example_extract.write(made, tmp_path, years, form)

    checked = check(tmp_path)

    assert checked.accepted
    assert checked.about.synthetic
    assert list(checked.rows.values()) == [len(rows) for rows in made.values()]


def test_the_template_reads_back_without_a_fault(tmp_path: Path):
    template.write(tmp_path / "template.xlsx")

    assert check(tmp_path / "template.xlsx").findings == ()


def test_the_codebook_lists_every_check():
    page = codebook.as_html()

    assert [rule.number for rule in rules.RULES if f">{rule.number}<" not in page] == []
    assert len({rule.number for rule in rules.RULES}) == len(rules.RULES)


def test_the_command_answers_in_the_contracts_form(tmp_path: Path):
    folder = spoiled(tmp_path, ("concerns", 1, {"source": "somebody"}))
    command = [
        sys.executable,
        "-m",
        "goldenthread",
        "extract",
        "check",
        str(folder),
        "--json",
        "--report",
        str(tmp_path / "r"),
    ]

    answer = subprocess.run(command, capture_output=True, text=True, check=False)

    said = json.loads(answer.stdout)
    assert (answer.returncode, said["accepted"], said["rows"]["concerns.csv"]) == (1, False, 3)
    assert said["findings"][0].keys() == {"severity", "check", "file", "row", "column", "value", "message", "remedy"}
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == [
        "findings.csv",
        "findings.html",
        "findings.json",
    ]


def test_the_page_of_findings_escapes_what_it_shows(tmp_path: Path):
    folder = spoiled(tmp_path, ("concerns", 1, {"source": "<script>alert(1)</script>"}))
    command = [sys.executable, "-m", "goldenthread", "extract", "check", str(folder), "--report", str(tmp_path / "r")]

    subprocess.run(command, capture_output=True, check=False)

    assert "<script>" not in (tmp_path / "r" / "findings.html").read_text()
