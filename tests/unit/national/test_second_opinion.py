"""The national return, cell for cell the same as the plain version of it, over random small extracts.

An ordinary run tries some hundreds. `GOLDENTHREAD_SECOND_OPINION=5000` tries so many of each law; see docs/explanation/scale.md.
"""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goldenthread.core.errors import Refused
from goldenthread.national import definition, statements
from goldenthread.national.compute import NationalReturn, compute, compute_tables
from goldenthread.national.policies import ALL
from tests.factories import extracts, large_extracts, national_pandas
from tests.factories import national_plain as plain
from tests.factories.small_extracts import (
    YEARS,
    Tables,
    as_arrow,
    as_parquet,
    as_text,
    side_by_side,
    small_extracts,
)

ASKED_FOR = os.environ.get("GOLDENTHREAD_SECOND_OPINION")
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
ANSWERS = {
    "P-01": ("per_reason", "per_enquiry"),
    "P-02": ("paired", "cross"),
    "P-03": ("at_year_end", "at_conclusion", "at_start"),
    "P-04": ("not_recorded", "no"),
    "P-05": ("as_recorded", "always_known"),
    "P-06": ("on_the_day", "at_year_end"),
    "P-07": ("where_it_happened", "unless_passed_on", "whoever_holds_it"),
    "P-08": ("never", "count"),
    "P-09": ("keep_and_list", "leave_out"),
    "P-10": ("latest_conclusion",),
    "P-11": ("per_risk", "per_enquiry"),
}


def trying(few: int) -> settings:
    return settings(max_examples=int(ASKED_FOR or few), suppress_health_check=SLOW)


def differences(computed: NationalReturn, expected: dict[plain.Key, int | None]) -> dict[plain.Key, object]:
    """Each cell that differs, as what was computed and what was expected. An absent cell differs too."""
    got = {(cell.table, cell.enquiry_type, cell.category, cell.subcategory): cell.value for cell in computed.cells}
    keys = {*got, *expected}
    return {key: (got.get(key, "absent"), expected.get(key, "absent")) for key in keys
            if got.get(key, "absent") != expected.get(key, "absent")}  # fmt: skip


def several(year: str, most: int = 8) -> st.SearchStrategy[Tables]:
    """Some small extracts side by side: as many edges for fewer questions to the database."""
    return st.lists(small_extracts(year), min_size=1, max_size=most).map(side_by_side)


@trying(35)
@given(st.data())
def test_arrow_tables_give_the_same_cells(data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(YEARS))
    tables = data.draw(several(year))
    computed = compute_tables(as_arrow(tables), year)
    assert differences(computed, plain.compute(tables, year)) == {}
    assert len(computed.cells) == 643


@trying(15)
@given(st.data())
def test_files_give_the_same_cells(tmp_path: Path, data: st.DataObject) -> None:
    """Parquet, and the same rows as CSV."""
    year = data.draw(st.sampled_from(YEARS))
    tables = data.draw(several(year))
    form = data.draw(st.sampled_from(("parquet", "csv")))
    for old in [*tmp_path.glob("*.parquet"), *tmp_path.glob("*.csv")]:
        old.unlink()
    folder = as_parquet(tables, tmp_path) if form == "parquet" else extracts.write(as_text(tables), tmp_path)
    assert differences(compute(folder, year), plain.compute(tables, year)) == {}


@trying(25)
@given(st.data())
def test_every_answer_to_a_policy_gives_the_same_cells(data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(YEARS))
    tables = data.draw(several(year))
    policies = {number: data.draw(st.sampled_from(answers)) for number, answers in ANSWERS.items()}
    computed = compute_tables(as_arrow(tables), year, policies=policies)
    assert differences(computed, plain.compute(tables, year, policies)) == {}


def test_the_answers_tried_are_all_there_are() -> None:
    assert {policy.id: tuple(policy.answers) for policy in ALL} == ANSWERS


def test_pandas_as_the_baseline_of_benchmarks_counts_the_same(tmp_path: Path) -> None:
    """What our speed is compared with has to give the same return, and so has a large extract."""
    folder = large_extracts.write(tmp_path, 3_000)
    tables = {file.stem: pyarrow.parquet.read_table(file).to_pylist() for file in folder.glob("*.parquet")}
    expected = plain.compute(tables, "2025-26")
    assert national_pandas.compute(folder, "2025-26") == expected
    assert differences(compute(folder, "2025-26"), expected) == {}
    assert sum(value or 0 for value in expected.values()) > 10_000


class Found(Exception):
    """A fault was found."""


FAULTS = {
    "18 on the day after the birthday": ("< 180000", "<= 180000"),
    "65 on the day after the birthday": ("< 650000", "<= 650000"),
    "the year ends a day early": ("-03-31'", "-03-30'"),
    "the year begins a day late": ("-04-01'", "-04-02'"),
    "the dead grow older": ("WHEN died < ", "WHEN died > "),
    "identified without action left out": (
        "IN ('identified_action', 'identified_no_action')",
        "IN ('identified_action')",
    ),
    "friends do not support": ("'advocate', 'family', 'friend'", "'advocate', 'family'"),
    "two strangers are two": ("count(DISTINCT record)", "count(record)"),
    "an empty reason is no reason": (
        "coalesce(primary_support_reason, 'not_known')",
        "coalesce(primary_support_reason, '')",
    ),
}


@pytest.mark.parametrize(("old", "new"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """The law can fail: slips of the kind that people make are each found within fifty tries."""
    filled = statements._filled
    assert any(old in sql for sql in _everything(YEARS[-1])), (
        f"no SQL holds “{old}” any more: plant this fault otherwise"
    )
    monkeypatch.setattr(statements, "_filled", lambda *args: filled(*args).replace(old, new))

    @settings(max_examples=50, derandomize=True, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        year = data.draw(st.sampled_from(YEARS))
        tables = data.draw(several(year))
        try:
            computed = compute_tables(as_arrow(tables), year)
        except Refused as error:  # a code that no cell knows is a fault found too
            raise Found from error
        if differences(computed, plain.compute(tables, year)):
            raise Found

    with pytest.raises(Found):
        law()


def _everything(year: str) -> list[str]:
    definition_of = definition.load(year)
    said = (definition_of.period, definition_of.policies)
    return [*statements.steps(*said).values(), *(statements.counted(table, *said) for table in definition_of.tables)]
