"""The same cells from CSV, Parquet, a workbook, Arrow tables and the ages of a frozen set; and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from goldenthread.casework.contract import SHEETS
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.national import definition
from goldenthread.national.compute import compute, compute_aged, compute_tables
from goldenthread.national.drill import behind, behind_aged, behind_tables
from tests.factories import extracts
from tests.factories.national_aged import aged, typed
from tests.factories.national_cases import CONCERNS, DONE, S42, YEAR, Cases
from tests.factories.small_extracts import Tables, as_arrow, as_parquet, as_text, side_by_side, small_extracts

OF_REVIEWS = {"SG5a", "SG5b"}
PEOPLE = "Count of Individuals Involved in Safeguarding Adult Reviews"


def example() -> Cases:
    cases = Cases()
    old = cases.adult("1961-03-31", health_conditions="physical; dementia")
    young = cases.adult("1961-04-01", gender="other", ethnicity="")
    enquiry = cases.enquiry(old, "2025-05-04", "2025-09-01", of=cases.concern(old, "2025-05-02"), capacity="lacked")
    cases.concern(old, "2025-06-09")
    cases.enquiry(young, "2026-01-12", of=cases.concern(young, "2026-01-10"))
    cases.risk(enquiry, "physical", "service_provider", "care_home_residential")
    cases.risk(enquiry, "financial_or_material", "known", "own_home")
    cases.review("2025-12-01", died=2, survived=1)
    return cases


def _workbook(rows: extracts.Rows, path: Path) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.append([column.name for column in sheet.columns])
        for row in rows[sheet.name]:
            page.append([row.get(column.name) or None for column in sheet.columns])
    book.save(path)
    return path


def test_a_folder_and_a_workbook_give_the_same_cells(tmp_path: Path):
    folder = example().write(tmp_path / "csv")
    book = _workbook(example().rows, tmp_path / "extract.xlsx")

    expected = compute(folder, YEAR)

    assert expected.by_key()["SG2a", DONE, "Physical Abuse", "Service Provider"] == 1
    assert compute(book, YEAR) == expected


def test_the_worked_example_of_the_guide(tmp_path: Path):
    cases = example()
    counted = cases.counted(tmp_path)

    assert (counted.total(CONCERNS), counted.total(S42)) == (3, 2)
    assert counted.rows("SG1a", CONCERNS) == counted.rows("SG1a", S42) == {"65-74": 1, "18-64": 1}
    assert len(counted.filled("SG2a", DONE)) == 2
    assert len(cases.counted(tmp_path, policies={"P-02": "cross"}).filled("SG2a", DONE)) == 4
    assert counted.rows("SG5b", PEOPLE) == {
        "Who suffered serious harm and died": 2,
        "Who suffered serious harm and survived": 1,
    }


def test_cells_are_trimmed_and_unknown_columns_and_genders_do_no_harm(tmp_path: Path):
    rows = example().rows
    spaced = {
        name: [
            {column: f" {value}\t" if value else "  " for column, value in row.items()} | {"more": "x"} for row in of
        ]
        for name, of in rows.items()
    }

    plain = compute(extracts.write(rows, tmp_path / "plain"), YEAR)
    padded = compute(extracts.write(spaced, tmp_path / "padded", encoding="utf-8-sig"), YEAR)

    assert padded == plain
    assert plain.by_key()["SG1b", CONCERNS, "Not Known", "Total"] == 1


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda rows: rows.pop("risks"), "lacks risks.csv"),
        (lambda rows: rows["concerns"][0].update(raised_on="2025-02-30"), "raised_on"),
        (lambda rows: rows["concerns"][0].update(raised_on="2025-5-2"), "raised_on"),
        (lambda rows: rows["adults"][0].update(date_of_birth="31/03/1961"), "date_of_birth"),
        (lambda rows: rows["risks"][0].update(type="shouting"), "shouting"),
        (lambda rows: rows["adults"][0].update(health_conditions="learning _disability"), "learning _disability"),
        (lambda rows: rows["adults"][0].update(health_conditions="physical;"), "item of a list that is empty"),
        (lambda rows: rows["reviews"][0].update(people_died="two"), "two"),
        (lambda rows: rows["reviews"][0].update(people_died="1.6"), "people_died"),
        (lambda rows: rows["reviews"][0].update(people_died="-1"), "people_died"),
        (lambda rows: rows["reviews"][0].update(people_died=""), "people_died"),
        (lambda rows: rows["concerns"][0].update(area="\u00a0own"), r"concerns\.csv, area"),
        (lambda rows: rows["concerns"][0].update(area=""), r"concerns\.csv, area: a cell is empty"),
        (lambda rows: rows["concerns"][0].update(decision="Duplicate"), r"concerns\.csv, decision: “Duplicate”"),
        (lambda rows: rows["enquiries"][0].update(kind="S42"), r"enquiries\.csv, kind: “S42”"),
        (
            lambda rows: rows["concerns"][0].update(adult_id="A9"),
            r"concerns\.csv, adult_id: “A9” is not in adults\.csv",
        ),
        (lambda rows: rows["enquiries"][0].update(adult_id="A9"), r"“A9” is not in adults\.csv"),
        (lambda rows: rows["risks"][0].update(enquiry_id="E9"), r"“E9” is not in enquiries\.csv"),
        (lambda rows: rows["adults"].append(rows["adults"][0]), r"adults\.csv, adult_id: “A1” stands in more"),
        (lambda rows: rows["adults"][0].update({"NHS number": "x"}), "“NHS number”, which names something personal"),
    ],
)
def test_what_cannot_be_read_is_refused_and_never_counted_as_empty(spoil: Any, words: str, tmp_path: Path):
    cases = example()
    spoil(cases.rows)

    with pytest.raises(Refused, match=words) as refused:
        compute(cases.write(tmp_path), YEAR)
    assert "extract check" in str(refused.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("adults.csv", "health_conditions", "gender", "the column gender twice"),
        ("concerns.csv", "A1,2025-06-09", "A1", r"Line: \d+ in concerns\.csv"),
        ("extract.json", '"synthetic": true', '"taken_on": "31/05/2026"', "extract.json does not say what it must"),
    ],
)
def test_a_file_that_is_not_as_it_claims_is_refused(file: str, old: str, new: str, words: str, tmp_path: Path):
    folder = example().write(tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(Refused, match=words):
        compute(folder, YEAR)


def test_a_folder_that_is_no_extract_is_refused(tmp_path: Path):
    (tmp_path / "concerns.csv").write_text("concern_id,adult_id\n")
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "concerns.csv"):
        with pytest.raises(Refused):
            compute(path, YEAR)


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path):
    cases = example()
    cases.rows["adults"][0]["adult_id"] = "Zoë"

    with pytest.raises(Refused):
        compute(extracts.write(cases.rows, tmp_path, encoding="latin-1"), YEAR)


def test_a_parquet_file_that_is_none_is_refused(tmp_path: Path):
    for sheet in SHEETS:
        (tmp_path / f"{sheet.name}.parquet").write_bytes(b"PAR1 but no more")

    with pytest.raises(Refused, match="Parquet"):
        compute(tmp_path, YEAR)


def test_tables_that_are_missing_are_refused():
    with pytest.raises(Refused, match="adults"):
        compute_tables({}, YEAR)


@settings(max_examples=8, deadline=None)
@given(st.lists(small_extracts(YEAR), min_size=10, max_size=10))
def test_a_frozen_set_gives_the_same_cells(many: list[Tables]):
    tables = side_by_side(many)

    expected, found = compute_tables(as_arrow(tables), YEAR), compute_aged(aged(tables), YEAR)

    assert found.left_out == expected.left_out
    assert [c for c in found.cells if c.table not in OF_REVIEWS] == [
        c for c in expected.cells if c.table not in OF_REVIEWS
    ]
    assert {c.value for c in found.cells if c.table in OF_REVIEWS} == {None}


@pytest.mark.parametrize("policy", [("P-03", "at_start"), ("P-04", "no"), ("P-06", "at_year_end")])
def test_ages_cannot_answer_what_needs_dates_of_birth(policy: tuple[str, str]):
    with pytest.raises(Refused, match="dates of birth"):
        compute_aged({}, YEAR, policies=dict([policy]))


@pytest.mark.parametrize(
    "policies", [{}, {"P-01": "per_enquiry", "P-02": "cross", "P-11": "per_enquiry", "P-08": "count"}]
)
def test_every_cell_has_as_many_records_behind_it_as_it_says(policies: dict[str, str], tmp_path: Path):
    cases = example()
    tables = compute(cases.write(tmp_path), YEAR, policies=policies)
    weighed = {key: value for key, value in tables.by_key().items() if value and key[0] != "SG5b"}

    one_of_each_block = {key[:2]: key for key in weighed}
    for key in one_of_each_block.values():
        assert len(behind(tmp_path, YEAR, key, policies=policies).ids) == weighed[key]
    assert len(one_of_each_block) > 15


@settings(max_examples=4, deadline=None)
@given(st.lists(small_extracts(YEAR), min_size=12, max_size=12), st.data())
def test_records_behind_cells_of_random_extracts(many: list[Tables], data: st.DataObject):
    tables = side_by_side(many)
    given_tables = as_arrow(tables)
    computed = compute_tables(given_tables, YEAR)
    filled = [key for key, value in computed.by_key().items() if key[0] not in OF_REVIEWS and value]
    for key in data.draw(st.lists(st.sampled_from(filled), max_size=6, unique=True)) if filled else []:
        found = behind_tables(given_tables, YEAR, key)
        assert len(found.ids) == len(set(found.ids)) == computed.value(key)
        assert behind_aged(aged(tables), YEAR, key) == found


@pytest.mark.parametrize(
    ("key", "column", "ids"),
    [
        (("SG1a", CONCERNS, "65-74", "Total"), "adult_id", ("A1",)),
        (("SG1c", CONCERNS, "Undeclared / Not Known", "Total"), "adult_id", ("A2",)),
        (("SG1e", S42, "Dementia", "Total"), "adult_id", ("A1",)),
        (("SG1f", CONCERNS, "Total Number of Safeguarding Concerns", "Total"), "concern_id", ("C1", "C2", "C3")),
        (("SG2a", DONE, "Physical Abuse", "Service Provider"), "enquiry_id", ("E1",)),
        (("SG3a", DONE, "Yes, they lacked capacity", "65-74"), "enquiry_id", ("E1",)),
        (
            ("SG5b", PEOPLE, "Who suffered serious harm and died", "Total"),
            "review_id",
            ("V1",),
        ),
        (("SG2a", DONE, "Sexual Abuse", "Service Provider"), "enquiry_id", ()),
    ],
)  # fmt: skip
def test_the_records_behind_a_cell(key: definition.Key, column: str, ids: tuple[str, ...], tmp_path: Path):
    found = behind(example().write(tmp_path), YEAR, key)

    assert (found.id_column, found.ids) == (column, ids)


def test_what_has_no_records_says_so(tmp_path: Path):
    cases = example()
    del cases.rows["reviews"]
    folder = cases.write(tmp_path)

    with pytest.raises(NotFound):
        behind(folder, YEAR, ("SG1a", CONCERNS, "16-17", "Total"))
    reviews = "Count of Safeguarding Adult Reviews"
    with pytest.raises(NotPossibleNow):
        behind(folder, YEAR, ("SG5a", reviews, "Where no individuals died", "Total"))


def test_other_ways_of_writing_parquet_give_the_same_cells(tmp_path: Path):
    """Lists as lists, text as dictionaries, columns in another order."""
    rows = example().rows
    text = compute(extracts.write(rows, tmp_path / "csv"), YEAR)
    cells = typed(rows)
    folder = as_parquet(cells, tmp_path)

    assert compute(folder, YEAR) == text
    assert as_text(cells)["adults"][0]["adult_id"] == "A1"

    given = {name: table.select(list(reversed(table.column_names))) for name, table in as_arrow(cells).items()}
    conditions = pa.array([["physical", "dementia"], None], pa.list_(pa.string()))
    at = given["adults"].column_names.index("health_conditions")
    given["adults"] = given["adults"].set_column(at, "health_conditions", conditions)
    place = given["concerns"].column_names.index("area")
    given["concerns"] = given["concerns"].set_column(place, "area", given["concerns"]["area"].dictionary_encode())
    assert compute_tables(given, YEAR) == text


def test_the_year_of_a_definition_is_a_period():
    assert definition.load(YEAR).period == Period.parse(YEAR)
