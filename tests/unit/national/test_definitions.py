"""The definition files of the return's years."""

from __future__ import annotations

import itertools
import shutil
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.core.errors import NotFound, Refused
from goldenthread.national import definition, policies, statements
from goldenthread.national.definition import Evidence

YEARS = ("2022-23", "2023-24", "2024-25", "2025-26")
CELLS = {
    "SG1a": 18, "SG1b": 9, "SG1c": 21, "SG1d": 24, "SG1e": 30, "SG1f": 3, "SG2a": 66, "SG2a_b1": 198, "SG2b": 54,
    "SG2c": 42, "SG2e": 18, "SG3a": 60, "SG4a": 96, "SG5a": 2, "SG5b": 2,
}  # fmt: skip


def test_there_is_a_definition_for_each_year():
    assert definition.years() == YEARS


@pytest.mark.parametrize("year", YEARS)
def test_a_year_lists_643_cells_once_each_in_the_order_of_the_contract(year: str):
    cells = definition.load(year).cells
    keys = [cell.key for cell in cells]

    assert {table: len(list(group)) for table, group in itertools.groupby(cells, lambda cell: cell.table)} == CELLS
    assert keys == sorted(set(keys))
    assert len(keys) == 643


@pytest.mark.parametrize("year", YEARS)
def test_no_two_cells_count_the_same_records(year: str):
    counted = [(c.table, c.block, row, c.column) for c in definition.load(year).cells for row in c.rows]

    assert len(counted) == len(set(counted))


@pytest.mark.parametrize("year", YEARS)
def test_every_table_of_a_year_is_described_and_has_its_sql(year: str):
    said = definition.load(year)

    assert {cell.table for cell in said.cells} == set(said.tables)
    for table in said.tables:
        assert "SELECT" in statements.records(table, said.period, said.policies)


@pytest.mark.parametrize("year", YEARS)
def test_every_policy_has_an_answer_in_force(year: str):
    assert list(definition.load(year).policies) == [f"P-{number:02}" for number in range(1, 12)]
    assert policies.chosen(definition.load(year).policies) == definition.load(year).policies


def test_every_answer_says_what_it_means_in_a_sentence():
    words = [answer for policy in policies.ALL for answer in policy.answers.values()]

    assert all(sentence.endswith(".") and sentence[0] in string.ascii_uppercase for sentence in words)
    assert len(words) == len(set(words))


def test_what_was_seen_in_no_source_is_marked_so():
    said = definition.load("2025-26")

    assert {cell.evidence for cell in said.cells if cell.enquiry_type == "Concluded Other Enquiries"} == {
        Evidence.EXPECTED
    }
    assert said.cell(("SG1a", "Section 42 Enquiries", "18-64", "Total")).evidence is Evidence.NATIONAL_CODE
    assert {cell.mandatory for cell in said.of_table("SG1e")} == {None}


@pytest.fixture
def other_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The definition files, to be changed by a test."""
    for name in YEARS:
        shutil.copy(definition.FOLDER / f"{name}.yaml", tmp_path)
    cached = (definition.load, definition._by_key_of)
    monkeypatch.setattr(definition, "FOLDER", tmp_path)
    for one in cached:
        one.cache_clear()
    yield tmp_path
    for one in cached:
        one.cache_clear()


def test_years_that_changed_nothing_say_so():
    assert definition.changes("2022-23") is None
    for year in YEARS[1:]:
        found = definition.changes(year)
        assert found is not None
        assert (found.new, found.gone, found.known_otherwise, found.policies) == ((), (), (), ())


def test_what_differs_between_two_years_is_named(other_years: Path):
    file = other_years / "2025-26.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("SG1b,Other Enquiries,Not Known,", "SG1b,Other Enquiries,Indeterminate,")
    text = text.replace('P-02: "paired"', 'P-02: "cross"').replace("P-02: paired", "P-02: cross")
    lines = text.split("\n")
    at = next(place for place, line in enumerate(lines) if line.strip().startswith("SG1a,Section 42 Enquiries,18-64,"))
    lines[at] = lines[at][:-1] + "A"
    file.write_text("\n".join(lines), encoding="utf-8")

    found = definition.changes("2025-26")

    assert found is not None
    assert found.since == "2024-25"
    assert found.new == (("SG1b", "Other Enquiries", "Indeterminate", "Total"),)
    assert found.gone == (("SG1b", "Other Enquiries", "Not Known", "Total"),)
    assert found.known_otherwise == (("SG1a", "Section 42 Enquiries", "18-64", "Total"),)
    assert found.policies == ("P-02",)


@pytest.mark.parametrize(
    ("year", "error"), [("2010-11", NotFound), ("2025/26", Refused), ("2025-27", Refused), ("", Refused)]
)
def test_a_year_that_is_not_there(year: str, error: type[Exception]):
    with pytest.raises(error):
        definition.load(year)


@pytest.mark.parametrize("given", [{"P-12": "yes"}, {"P-01": "sometimes"}, {"p-01": "per_reason"}])
def test_a_policy_that_is_not_there(given: dict[str, str]):
    with pytest.raises(Refused):
        policies.chosen(definition.load("2025-26").policies, given)
