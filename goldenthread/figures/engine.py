"""Computing figures: the same SQL over the same tables gives the same answer for ever. Free of Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from goldenthread.core.errors import NotFound
from goldenthread.core.periods import Period, Stretch
from goldenthread.figures import coverage
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.definitions import all_definitions, columns_in, views
from goldenthread.figures.figure import Category, Definition, Figure
from goldenthread.figures.labels import label


def definitions() -> dict[str, Definition]:
    """Every figure there is, by id."""
    return dict(all_definitions())


def compute(
    dataset: Dataset,
    period: Stretch,
    ids: Iterable[str] | None = None,
    *,
    by: Mapping[str, Definition] | None = None,
    through: Mapping[str, str] | None = None,
) -> dict[str, Figure]:
    """Compute figures, all of them unless `ids` are given; by other definitions than today's where `by` gives them.

    For quarters of a year, figures that are counted for whole years alone have no number, and say so (`cover`).

    `through` are the shared views to read through, in their order, where they are not today's.

    Raises:
        NotFound: there is no figure of that id.
    """
    known = all_definitions() if by is None else by
    wanted = list(known) if ids is None else list(ids)
    for figure_id in wanted:
        if figure_id not in known:
            raise NotFound(f"There is no figure “{figure_id}”. List them with: goldenthread figures")
    with _opened(dataset, through) as connection:
        return {figure_id: _one(connection, known[figure_id], dataset, period) for figure_id in wanted}


def ask(dataset: Dataset, sql: str, given: Mapping[str, object]) -> list[dict[str, Any]]:
    """The rows of one more question over a dataset's tables and the shared views."""
    names, rows = ask_in_order(dataset, sql, given)
    return [dict(zip(names, row, strict=True)) for row in rows]


def ask_in_order(dataset: Dataset, sql: str, given: Mapping[str, object]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The same as the names of the columns and the rows: no names where nothing was asked."""
    with _opened(dataset) as connection:
        used = {name: value for name, value in given.items() if re.search(rf"\${re.escape(name)}\b", sql)}
        answer = connection.execute(sql, used)
        if answer is None:
            return [], []
        return [column[0] for column in answer.description or []], answer.fetchall()


def ask_each(dataset: Dataset, questions: Iterable[str]) -> list[list[dict[str, Any]]]:
    """The rows of several questions, asked one after another of tables that are opened once."""
    found = []
    with _opened(dataset) as connection:
        for sql in questions:
            answer = connection.execute(sql)
            names = [column[0] for column in answer.description or []]
            found.append([dict(zip(names, row, strict=True)) for row in answer.fetchall()])
    return found


def _opened(dataset: Dataset, through: Mapping[str, str] | None = None) -> duckdb.DuckDBPyConnection:
    """A database that holds the tables and views and can reach nothing else."""
    connection = duckdb.connect(":memory:")
    connection.execute("SET threads = 1")
    for name, table in dataset.tables.items():
        connection.register(f"given_{name}", table)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given_{name}")
        connection.unregister(f"given_{name}")
    for name, sql in (views() if through is None else through).items():
        connection.execute(f"CREATE VIEW {name} AS {sql}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _one(connection: duckdb.DuckDBPyConnection, definition: Definition, dataset: Dataset, period: Stretch) -> Figure:
    read = columns_in(definition.sql)
    cover = ""
    if not isinstance(period, Period) and not definition.is_by_day:
        return Figure(definition, period, None, None, (), dataset.snapshot, read, coverage.WHOLE_YEARS)
    if dataset.spans is not None and read.keys() & coverage.OF_CASEWORK:
        cover = coverage.known(dataset.spans, period)
    if cover == coverage.NONE:
        return Figure(definition, period, None, None, (), dataset.snapshot, read, cover)
    values = {"period_start": period.start, "period_end": period.end}
    asked = {name: value for name, value in values.items() if f"${name}" in definition.sql}
    answer = connection.execute(definition.sql, asked)
    names = [column[0] for column in answer.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return _figure(definition, rows, dataset, period, cover)


def _figure(
    definition: Definition, rows: list[dict[str, Any]], dataset: Dataset, period: Stretch, cover: str
) -> Figure:
    numerator: float | None
    denominator: float | None
    categories: tuple[Category, ...] = ()
    if definition.breakdown:
        totals = [row for row in rows if row["category"] is None]
        categories = tuple(_category(row) for row in rows if row["category"] is not None)
        total = totals[0] if totals else {}
        numerator, denominator = _number(total.get("numerator")), _number(total.get("denominator"))
    else:
        only = rows[0] if rows else {}
        numerator, denominator = _number(only.get("numerator")), _number(only.get("denominator"))
    read = columns_in(definition.sql)
    return Figure(definition, period, numerator, denominator, categories, dataset.snapshot, read, cover)


def _category(row: dict[str, Any]) -> Category:
    key = str(row["category"])
    return Category(
        key, str(row.get("label") or label(key)), _number(row["numerator"]), _number(row.get("denominator"))
    )


def _number(value: object) -> float | None:
    if value is None:
        return None
    number = float(str(value))
    return int(number) if number.is_integer() else number
