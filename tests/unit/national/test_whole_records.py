"""Records are counted as they are written where that cannot matter, and are asked what is amiss where it might."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from goldenthread.core.errors import Refused
from goldenthread.national import wholeness
from goldenthread.national.compute import compute
from tests.factories.national_aged import typed
from tests.factories.national_cases import CONCERNS, YEAR, Cases
from tests.factories.small_extracts import as_parquet


def example() -> Cases:
    cases = Cases()
    old = cases.adult("1961-03-31", health_conditions="physical;dementia")
    child = cases.adult("2009-05-01")
    enquiry = cases.enquiry(old, "2025-05-04", "2025-09-01", of=cases.concern(old, "2025-05-02"), capacity="lacked")
    cases.concern(child, "2025-06-09")
    cases.concern(old, "2023-06-09")
    cases.risk(enquiry, "physical", "service_provider", "care_home_residential")
    cases.review("2025-12-01", died=1, survived=0)
    return cases


def padded(rows: list[dict[str, str]], columns: set[str]) -> None:
    for row in rows:
        row.update({column: f" {row[column]}\t" for column in columns & set(row) if row[column]})


@pytest.mark.parametrize(
    "spaced",
    [
        {"concerns": {"concern_id"}},
        {"concerns": {"adult_id"}},
        {"adults": {"adult_id"}},
        {"enquiries": {"enquiry_id"}},
        {"risks": {"enquiry_id"}},
        {"adults": {"gender", "health_conditions"}},
        {"concerns": {"area"}, "enquiries": {"kind"}, "risks": {"type"}},
    ],
)
def test_parquet_that_is_not_trimmed_gives_the_same_return(spaced: dict[str, set[str]], tmp_path: Path):
    tidy, loose = example().rows, example().rows
    for sheet, columns in spaced.items():
        padded(loose[sheet], columns)

    expected = compute(as_parquet(typed(tidy), tmp_path / "tidy"), YEAR)
    assert compute(as_parquet(typed(loose), tmp_path / "loose"), YEAR) == expected
    assert [one.why for one in expected.left_out] == ["under_18"]


def again(sheet: str, **changed: str) -> Any:
    return lambda rows: rows[sheet].append(rows[sheet][0] | changed)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (again("adults"), "adult_id: “A1” stands in more than one row"),
        (again("adults", adult_id=" A1"), "adult_id: “A1” stands in more than one row"),
        (
            lambda rows: rows["adults"].append(rows["adults"][1] | {"date_of_birth": "1950-01-01"}),
            "“A2” stands in more",
        ),
        (again("concerns"), "concern_id: “C1” stands in more than one row"),
        (again("concerns", concern_id="C1 "), "concern_id: “C1” stands in more than one row"),
        (again("enquiries", started_on="2025-06-01"), "enquiry_id: “E1” stands in more than one row"),
        (lambda rows: rows["concerns"][0].update(adult_id="A9"), "adult_id: “A9” is not in adults.csv"),
        (lambda rows: rows["enquiries"][0].update(adult_id="A9"), "adult_id: “A9” is not in adults.csv"),
        (lambda rows: rows["concerns"][0].update(adult_id=""), "concerns.csv, adult_id: a cell is empty"),
        (lambda rows: rows["risks"][0].update(enquiry_id="E9"), "enquiry_id: “E9” is not in enquiries.csv"),
        (lambda rows: rows["concerns"][0].update(decision="Duplicate"), "decision: “Duplicate” is no code"),
        (
            lambda rows: (rows["adults"].append(rows["adults"][0]), rows["concerns"][0].update(adult_id="A9")),
            "“A9” is not",
        ),
    ],
)
def test_parquet_that_would_count_wrong_is_refused(spoil: Any, words: str, tmp_path: Path):
    cases = example()
    spoil(cases.rows)

    with pytest.raises(Refused) as refused:
        compute(as_parquet(typed(cases.rows), tmp_path), YEAR)
    assert words in str(refused.value)


def test_what_stands_outside_the_year_does_no_harm(tmp_path: Path):
    """A concern of another year that is there twice, and an adult whom only other years name: neither counts here."""
    cases = example()
    of_another_year = next(row for row in cases.rows["concerns"] if row["raised_on"] == "2023-06-09")
    cases.rows["concerns"] += [of_another_year, of_another_year | {"concern_id": "C99", "adult_id": "A99"}]

    assert compute(as_parquet(typed(cases.rows), tmp_path), YEAR) == example().counted(tmp_path / "plain").computed


def test_records_in_order_are_not_asked_what_is_amiss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = as_parquet(typed(example().rows), tmp_path)
    expected = compute(folder, YEAR)
    monkeypatch.setattr(wholeness, "refuse_what_counts_wrong", None)

    assert compute(folder, YEAR) == expected
    assert sum(value or 0 for key, value in expected.by_key().items() if key[:2] == ("SG1f", CONCERNS)) == 1
