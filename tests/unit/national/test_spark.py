# ruff: noqa: S608 (made of our own statements)
"""The same SQL on Spark: two hundred small extracts in one run, each cell of each the same as the plain version has it.

Needs Java and pyspark, which the tests' own environment brings; where one is missing it is only left out outside of CI.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result
from hypothesis import Phase, given, settings

from goldenthread.config.cli import cli
from goldenthread.core.errors import Refused
from goldenthread.national import definition, spark, statements, wholeness
from goldenthread.national.compute import compute, from_counts
from tests.factories import national_plain as plain
from tests.factories.small_extracts import Tables, as_parquet, side_by_side, small_extracts

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

YEAR = "2024-25"
BATCH = 200
QUICK = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
"""Settings for few rows: compiling a query takes longer than running it."""
IS_THERE = bool(shutil.which("java") and importlib.util.find_spec("pyspark"))
needs_spark = pytest.mark.skipif(not IS_THERE and not os.environ.get("CI"), reason="Java or pyspark is missing")
pytestmark = [pytest.mark.xdist_group("spark")]


@dataclass(frozen=True)
class Batch:
    """The extracts, and the folder that holds them side by side."""

    extracts: list[Tables]
    folder: Path

    @property
    def together(self) -> Tables:
        return side_by_side(self.extracts)


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    with spark.session("local[2]", QUICK) as started:
        yield started


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    drawn: list[Tables] = []

    @settings(max_examples=BATCH, derandomize=True, database=None, phases=[Phase.generate])
    @given(small_extracts(YEAR))
    def draw(tables: Tables) -> None:
        drawn.append(tables)

    draw()
    assert len(drawn) == BATCH
    return Batch(drawn, as_parquet(side_by_side(drawn), tmp_path_factory.mktemp("batch") / "extract"))


@needs_spark
def test_the_command_gives_the_same_return_as_in_the_process(
    monkeypatch: pytest.MonkeyPatch, session: SparkSession, batch: Batch
) -> None:
    """Cells, what was left out and policies, under the usual answers; and the cells as the plain version has them."""
    monkeypatch.setattr(
        spark, "session", lambda master: nullcontext(session) if master == "spark://here:7077" else None
    )
    said = _run("sac", "compute", str(batch.folder), "--year", YEAR, "--spark", "spark://here:7077", "--json")
    assert said.exit_code == 0, said.output
    answer, here = json.loads(said.output), compute(batch.folder, YEAR)
    assert [tuple(cell.values()) for cell in answer["cells"]] == [(*cell.key, cell.value) for cell in here.cells]
    assert [tuple(one.values()) for one in answer["left_out"]] == [astuple(one) for one in here.left_out]
    assert answer["policies"] == here.policies
    assert here.by_key() == plain.compute(batch.together, YEAR)
    assert here.left_out


@needs_spark
def test_each_of_two_hundred_extracts_has_the_same_cells(session: SparkSession, batch: Batch) -> None:
    """The records behind every cell, found once for all, fall to their extracts by the first four digits of their ids."""
    year = definition.load(YEAR)
    assert spark.read(session, str(batch.folder))
    spark.prepare(session, statements.steps(year.period, year.policies))
    counts: dict[str, dict[tuple[str, str, str, str], int]] = {f"{number:04}": {} for number in range(BATCH)}
    for extract, *key, value in session.sql(_by_extract(year)).collect():
        counts[extract][tuple(key)] = int(value)
    for number, tables in enumerate(batch.extracts):
        expected = plain.compute(tables, YEAR)
        computed = from_counts(year, counts[f"{number:04}"], (), year.policies, has_reviews="reviews" in tables)
        assert computed.by_key() == expected, f"extract {number}: {tables}"


def _by_extract(year: definition.YearDefinition) -> str:
    def records(table: str) -> str:
        sql = spark.transpiled(statements.records(table, year.period, year.policies))
        people = "people" if table == "SG5b" else "1"
        return f"SELECT '{table}' AS name, block, category, subcategory, record, {people} AS people FROM ({sql}) AS of_{table}"

    union = " UNION ".join(records(table) for table in year.tables)
    return f"""SELECT substring(record, 1, 4) AS extract, name, block, category, subcategory, sum(people) AS value
        FROM ({union}) AS every GROUP BY extract, name, block, category, subcategory"""


@needs_spark
def test_a_folder_that_is_no_extract_is_refused(session: SparkSession, batch: Batch, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"There is no adults\.parquet"):
        spark.compute_with(session, str(tmp_path), YEAR)
    folder = Path(shutil.copytree(batch.folder, tmp_path / "spoilt"))
    risks = pyarrow.parquet.read_table(folder / "risks.parquet")
    pyarrow.parquet.write_table(risks.drop_columns(["type"]), folder / "risks.parquet")
    with pytest.raises(Refused, match=r"risks\.parquet lacks type"):
        spark.compute_with(session, str(folder), YEAR)
    concerns = pyarrow.parquet.read_table(folder / "concerns.parquet")
    place = concerns.schema.get_field_index("raised_on")
    as_words = concerns.set_column(place, "raised_on", concerns["raised_on"].cast(pa.string()))
    pyarrow.parquet.write_table(as_words, folder / "concerns.parquet")
    with pytest.raises(Refused, match="raised_on is not kept as a date"):
        spark.compute_with(session, str(folder), YEAR)


@needs_spark
@pytest.mark.parametrize(
    ("sheet", "cells", "said"),
    [
        ("concerns", {"area": "2040"}, r"concerns\.csv, area: “2040” is no code"),
        ("enquiries", {"kind": None}, r"enquiries\.csv, kind: a cell is empty"),
        ("risks", {"enquiry_id": "none"}, r"risks\.csv, enquiry_id: “none” is not in enquiries\.csv"),
        ("adults", {}, r"adults\.csv, adult_id: “.+” stands in more than one row"),
    ],
)
def test_what_would_count_wrong_is_refused_in_the_same_words_as_in_the_process(
    sheet: str, cells: dict[str, str | None], said: str, session: SparkSession, batch: Batch, tmp_path: Path
) -> None:
    """One row of the first extracts, of an adult of whom a concern counts, is there again with other cells."""
    rows = side_by_side(batch.extracts[:40])
    year = definition.load(YEAR).period
    counted = {
        row["adult_id"]
        for row in rows["concerns"]
        if row["area"] == "own" and row["decision"] is None and year.start <= row["raised_on"] <= year.end
    }
    one = next(row for row in rows[sheet] if row.get("adult_id") in {None, *counted})
    folder = as_parquet({**rows, sheet: [*rows[sheet], {**one, **cells}]}, tmp_path / "extract")

    refused = []
    for compute_there in (lambda: spark.compute_with(session, str(folder), YEAR), lambda: compute(folder, YEAR)):
        with pytest.raises(Refused, match=said) as caught:
            compute_there()
        refused.append(str(caught.value))
    assert refused[0] == refused[1]


@needs_spark
def test_reviews_may_be_absent(session: SparkSession, tmp_path: Path, batch: Batch) -> None:
    folder = Path(shutil.copytree(batch.folder, tmp_path / "extract"))
    (folder / "reviews.parquet").unlink()
    assert spark.read(session, str(folder)) is False
    assert spark.read(session, str(batch.folder)) is True


def test_without_pyspark_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    said = _run("sac", "compute", str(tmp_path), "--year", YEAR, "--spark", "local[2]", "--json")
    assert said.exit_code == 1
    assert "pip install 'goldenthread[spark]'" in said.output


def test_a_frozen_set_is_not_computed_on_spark(tmp_path: Path) -> None:
    said = _run("sac", "compute", "--frozen", str(tmp_path), "--year", YEAR, "--spark", "local[2]", "--json")
    assert said.exit_code == 2
    assert "Leave out --spark for a frozen set or a Board." in said.output


def _run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_every_statement_can_be_said_in_sparks_words() -> None:
    """Nothing that only DuckDB knows is left in a statement, in any year."""
    for label in definition.years():
        year = definition.load(label)
        said = [*statements.steps(year.period, year.policies).values(), statements.left_out(year.period, year.policies)]
        said += [statements.counted(table, year.period, year.policies) for table in year.tables]
        said += [question.sql for question in wholeness.questions(year.period, year.policies)]
        for sql in said:
            words = spark.transpiled(sql)
            assert "unnest" not in words.lower()
            assert "::" not in words
            assert "regexp" not in words.lower()
