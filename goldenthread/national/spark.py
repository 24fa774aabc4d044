"""The national return of more records than one machine should hold: the same SQL, on Spark. Free of Django.

The steps and the counting are those of `sql/`, written in DuckDB's dialect and transpiled by SQLGlot. Only the reading is Spark's
own: Parquet, from a folder that every worker sees under the same address. `pyspark` is the extra `spark`; without it all else
works.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import sqlglot

from goldenthread.casework.contract import SHEETS, Column, Kind, Sheet
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.national import definition, statements
from goldenthread.national.compute import OF_REVIEWS, LeftOut, NationalReturn, from_counts
from goldenthread.national.policies import chosen
from goldenthread.national.sources import READ
from goldenthread.national.wholeness import questions

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

INSTALL = "pip install 'goldenthread[spark]'"
SMALL = frozenset({"reasons", "reason", "people", "condition", "conclusion"})
"""Steps that hold counts and no records: a few hundred rows, which stay in one part so that adding them up passes nothing on."""


def compute(folder: str, year: str, *, master: str, policies: Mapping[str, str] | None = None) -> NationalReturn:
    """The return of a year from a folder of Parquet, computed by the Spark at `master`.

    Args:
        folder: Where the extract is: a path, or an address that Spark reads, the same for every worker. Each of
            `adults.parquet` and the others is a file or a folder of parts.
        year: A financial year such as "2025-26".
        master: "local[2]" for this machine, "spark://host:7077" for a cluster.
        policies: Answers to P-01 to P-11 other than the year's own, by number.

    Raises:
        Refused: pyspark or Java is missing, the cluster cannot be reached, the folder is no extract in Parquet or would count
            wrong, or there is no such policy or answer.
        NotFound: there is no definition for the year.
    """
    definition.load(year)
    with session(master) as spark:
        return compute_with(spark, folder, year, policies=policies)


def compute_with(
    spark: SparkSession, folder: str, year: str, *, policies: Mapping[str, str] | None = None
) -> NationalReturn:
    """The same with a session that is already open, which stays open.

    Raises:
        Refused, NotFound: as `compute`, but for the cluster; and where the records would count wrong.
    """
    year_of = definition.load(year)
    answers = chosen(year_of.policies, policies)
    has_reviews = read(spark, folder)
    refuse_what_counts_wrong(spark, year_of.period, answers)
    kept = prepare(spark, statements.steps(year_of.period, answers))
    try:
        tables = [table for table in year_of.tables if has_reviews or table not in OF_REVIEWS]
        union = " UNION ALL ".join(
            f"SELECT '{table}' AS name, t.* FROM ({transpiled(statements.counted(table, year_of.period, answers))}) AS t"
            for table in tables
        )
        counts = {(row[0], row[1], row[2], row[3]): int(row[4]) for row in spark.sql(union).collect()}
        found = spark.sql(transpiled(statements.left_out(year_of.period, answers))).collect()
    finally:
        for step in kept:
            step.unpersist()
    return from_counts(year_of, counts, (LeftOut(*row) for row in found), answers, has_reviews=has_reviews)


@contextmanager
def session(master: str, settings: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """A session at a master, ended afterwards. On this machine it listens to this machine only.

    `settings` are Spark's own, such as `{"spark.executor.memory": "4g"}`, and win over ours.

    Raises:
        Refused: pyspark or Java is missing, or there is no such master.
    """
    if importlib.util.find_spec("pyspark") is None:
        raise Refused(f"Computing on Spark needs pyspark, which is not installed. Install it with: {INSTALL}")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
        spark = _started(master, {**_settings(master), **(settings or {})})
        try:
            yield spark
        finally:
            spark.stop()


def _started(master: str, settings: Mapping[str, str]) -> SparkSession:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("Golden Thread: national return")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise Refused(_unreachable(master)) from error
    except Exception as error:
        if type(error).__module__.startswith("py4j"):  # what Java says, by way of a library that comes with pyspark
            raise Refused(_unreachable(master)) from error
        raise


def _unreachable(master: str) -> str:
    return (
        f"Spark did not start at “{master}”. It needs Java 17 or later, and a master such as local[2] or spark://host:7077 "
        "that can be reached from here."
    )


def _settings(master: str) -> dict[str, str]:
    """Few parts, since what the return groups by is small: with Spark's own two hundred, passing them on takes most time."""
    is_local = master.startswith("local")
    common = {
        "spark.log.level": "ERROR",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4" if is_local else "16",
    }
    if is_local:
        common["spark.ui.enabled"] = "false"
    if is_local or urlsplit(master).hostname in {"127.0.0.1", "localhost"}:
        common |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return common


def transpiled(sql: str) -> str:
    """A statement of DuckDB in Spark's words."""
    return sqlglot.transpile(sql, read="duckdb", write="spark")[0]


def prepare(spark: SparkSession, steps: Mapping[str, str]) -> list[DataFrame]:
    """Make the steps as views; those that many tables read are kept, and are given back to be let go of."""
    kept = []
    for name, sql in steps.items():
        step = spark.sql(transpiled(sql))
        if name not in statements.VIEWS:
            step = (step.coalesce(1) if name in SMALL else step).cache()
            kept.append(step)
        step.createOrReplaceTempView(name)
    return kept


def refuse_what_counts_wrong(spark: SparkSession, period: Period, policies: Mapping[str, str]) -> None:
    """Ask of the sheets what is asked in the process, in one go.

    Raises:
        Refused: something would count wrong without a word; it names the file, the column and a value.
    """
    asked = list(questions(period, policies))
    one_of_each = (
        f"SELECT {number} AS number, t.{one.column} AS value FROM ({transpiled(one.sql)} LIMIT 1) AS t"
        for number, one in enumerate(asked)
    )
    found = {int(row[0]): row[1] for row in spark.sql(" UNION ALL ".join(one_of_each)).collect()}
    if found:
        first = min(found)
        asked[first].refuse(found[first])


def read(spark: SparkSession, folder: str) -> bool:
    """The extract's sheets as views with the columns that the return reads. Says whether there are reviews.

    Raises:
        Refused: a file or a column is missing, or a column is not of the contract's type.
    """
    has_reviews = True
    for sheet in SHEETS:
        found = _opened(spark, f"{folder.rstrip('/')}/{sheet.name}.parquet")
        if found is None and sheet.required:
            raise Refused(
                f"There is no {sheet.name}.parquet in {folder}. Spark reads an extract as Parquet, from a folder that every "
                "worker sees."
            )
        if found is None:
            has_reviews = False
        else:
            view(sheet, found).createOrReplaceTempView(sheet.name)
    return has_reviews


def _opened(spark: SparkSession, address: str) -> DataFrame | None:
    from pyspark.errors import AnalysisException

    try:
        return spark.read.parquet(address)
    except AnalysisException as error:
        if "PATH_NOT_FOUND" in str(error):
            return None
        raise Refused(f"{address} cannot be read as Parquet. Write it again, and check the extract.") from error


def view(sheet: Sheet, rows: DataFrame) -> DataFrame:
    """A sheet's rows with the columns that the return reads: trimmed text, empty as NULL, a list as text parted by `;`.

    Raises:
        Refused: a required column is missing, or a day is not kept as one.
    """
    kinds = dict(rows.dtypes)
    lacking = [column.name for column in sheet.columns if column.required and column.name not in kinds]
    if lacking:
        raise Refused(
            f"{sheet.name}.parquet lacks {', '.join(lacking)}. Check the extract with: goldenthread extract check"
        )
    return rows.selectExpr(*(_cell(sheet.column(name), kinds.get(name)) for name in READ[sheet.name]))


def _cell(column: Column, kind: str | None) -> str:
    name = column.name
    if kind is None:
        return f"CAST(NULL AS {'DATE' if column.kind is Kind.DATE else 'STRING'}) AS {name}"
    match column.kind:
        case Kind.DATE if kind == "date":
            return name
        case Kind.DATE:
            raise Refused(f"{name} is not kept as a date. Write the extract as Parquet with dates as date32.")
        case Kind.COUNT:
            return f"CAST({name} AS BIGINT) AS {name}"
        case Kind.CODES | Kind.REFERENCES:
            items = name if kind.startswith("array") else f"split({name}, ';')"
            return f"nullif(array_join(transform({items}, item -> trim(item)), ';'), '') AS {name}"
        case _:
            return rf"nullif(trim(BOTH ' \t\r\n' FROM CAST({name} AS STRING)), '') AS {name}"
