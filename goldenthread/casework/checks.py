"""Asking the tables every question of the contract. Each question is one query over whole columns.

A query gives `row, column, value, other` for each place where a rule is broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb

from goldenthread.casework import between, personal, rules
from goldenthread.casework.contract import SHEETS, Column, Kind, Sheet
from goldenthread.casework.findings import Finding
from goldenthread.casework.rules import Rule
from goldenthread.casework.sql import found, items, lists

Question = tuple[Rule, Sheet, str]

LISTS = {Kind.CODES, Kind.REFERENCES}


def run(connection: duckdb.DuckDBPyConnection, *, taken_on: date) -> list[Finding]:
    """Every finding in the tables read, in the order of files and rows."""
    present = [sheet for sheet in SHEETS if _exists(connection, sheet.name)]
    refused = [finding for sheet in present for finding in personal.values_that_look_personal(connection, sheet)]
    if refused:
        return refused
    repeating = _prepare(connection, present)
    findings: list[Finding] = []
    for rule, sheet, query in questions(present, taken_on):
        if rule is rules.REPEATED_ID and sheet.name not in repeating:
            continue
        for row, column, value, other in connection.execute(query).fetchall():
            findings.append(rule.finding(sheet.file, row, column, value, other=other or ""))
    place = {sheet.file: number for number, sheet in enumerate(SHEETS)}
    return sorted(findings, key=lambda f: (place[f.file], f.row or 0, f.check, f.column or "", f.value or ""))


def questions(present: list[Sheet], taken_on: date) -> Iterator[Question]:
    """Every question that the files at hand can answer."""
    names = {sheet.name for sheet in present}
    for sheet in present:
        yield from _of_each_column(sheet, names, taken_on)
    for rule, sheet_name, needs, query in between.QUESTIONS:
        if {sheet_name, *needs} <= names:
            yield rule, next(sheet for sheet in present if sheet.name == sheet_name), query


def _exists(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    found = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [table]).fetchone()
    return bool(found and found[0])


def _prepare(connection: duckdb.DuckDBPyConnection, present: list[Sheet]) -> set[str]:
    """Make what several questions read, and say in which sheets an id is repeated.

    `first_…` is the first row of each id, which is the one that others mean.
    """
    repeating = set()
    for sheet in present:
        key = sheet.id_column
        repeated = connection.execute(f"SELECT count({key}) > count(DISTINCT {key}) FROM {sheet.name}").fetchone()
        if repeated and repeated[0]:
            repeating.add(sheet.name)
        only_first = (
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY row) = 1" if sheet.name in repeating else ""
        )
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW first_{sheet.name} AS "
            f"SELECT * FROM {sheet.name} WHERE {key} IS NOT NULL {only_first}"
        )
    names = {sheet.name for sheet in present}
    for name, needs, query in between.SHARED:
        if needs <= names:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")
    return repeating


def _of_each_column(sheet: Sheet, names: set[str], taken_on: date) -> Iterator[Question]:
    for column in sheet.columns:
        if column.required:
            yield rules.MISSING_VALUE, sheet, found(sheet.name, f"t.{column.name} IS NULL", column.name)
        if column.kind is Kind.ID:
            yield rules.REPEATED_ID, sheet, _repeated(sheet, column)
        if column.kind is Kind.DATE:
            yield from _of_a_date(sheet, column, taken_on)
        if column.kind is Kind.COUNT:
            not_whole = f"t.{column.name} IS NOT NULL AND NOT regexp_full_match(t.{column.name}, '[0-9]{{1,6}}')"
            yield rules.NOT_A_WHOLE_NUMBER, sheet, found(sheet.name, not_whole, column.name)
        if column.kind in {Kind.CODE, Kind.CODES, Kind.AREA}:
            yield _of_codes(sheet, column)
        if column.kind in LISTS:
            yield rules.REPEATED_VALUE, sheet, _repeated_in_list(sheet, column)
        if column.refers_to in names:
            yield rules.UNKNOWN_REFERENCE, sheet, _unknown_reference(sheet, column)


def _repeated(sheet: Sheet, column: Column) -> str:
    return (
        f"SELECT row, '{column.name}', {column.name}, NULL FROM {sheet.name} WHERE {column.name} IN "
        f"(SELECT {column.name} FROM {sheet.name} GROUP BY {column.name} HAVING count(*) > 1) "
        f"QUALIFY row_number() OVER (PARTITION BY {column.name} ORDER BY row) > 1"
    )


def _of_a_date(sheet: Sheet, column: Column, taken_on: date) -> Iterator[Question]:
    unread = f"t.{column.name} IS NOT NULL AND t.{column.name}__day IS NULL"
    yield rules.NOT_A_DATE, sheet, found(sheet.name, unread, column.name)
    late = f"t.{column.name}__day > DATE '{taken_on.isoformat()}'"
    yield rules.AFTER_EXTRACT, sheet, found(sheet.name, late, column.name, other=f"'{taken_on.isoformat()}'")


def _sql_list(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _of_codes(sheet: Sheet, column: Column) -> Question:
    if column.kind is Kind.AREA:
        unknown = f"t.{column.name} <> 'own' AND NOT regexp_full_match(t.{column.name}, '[0-9]{{3}}')"
        codes = "own, or the three digits of the other authority"
        return rules.UNKNOWN_CODE, sheet, found(sheet.name, unknown, column.name, other=f"'{codes}'")
    codes = ", ".join(column.codes)
    if column.kind is Kind.CODE:
        rule = rules.UNKNOWN_GENDER if column.name == "gender" else rules.UNKNOWN_CODE
        unknown = f"t.{column.name} NOT IN ({_sql_list(column.codes)})"
        return rule, sheet, found(sheet.name, unknown, column.name, other=f"'{codes}'")
    return rules.UNKNOWN_CODE, sheet, _unknown_in_list(sheet, column)


def _unknown_in_list(sheet: Sheet, column: Column) -> str:
    """Few lists of codes differ, so each is looked into once."""
    name, codes = column.name, column.codes
    each = f"SELECT {name} AS cell, unnest({items(name)}) AS item FROM ({lists(sheet.name, name)})"
    return (
        f"SELECT row, '{name}', item, '{', '.join(codes)}' FROM {sheet.name} "
        f"JOIN (SELECT cell, item FROM ({each}) WHERE item NOT IN ({_sql_list(codes)})) ON {name} = cell"
    )


def _repeated_in_list(sheet: Sheet, column: Column) -> str:
    name, several = column.name, f"{column.name} LIKE '%;%'"
    each = f"SELECT {name} AS cell, unnest({items(name)}) AS item FROM ({lists(sheet.name, name, several)})"
    return (
        f"SELECT row, '{name}', item, NULL FROM {sheet.name} "
        f"JOIN (SELECT cell, item FROM ({each}) GROUP BY cell, item HAVING count(*) > 1) ON {name} = cell"
    )


def _unknown_reference(sheet: Sheet, column: Column) -> str:
    other = next(one for one in SHEETS if one.name == column.refers_to)
    if column.kind is Kind.REFERENCES:
        return f"SELECT DISTINCT row, '{column.name}', item, '{other.file}' FROM named_{other.name} WHERE NOT is_there"
    is_meant = " AND decision = 'duplicate'" if column.name == "duplicate_of" else ""
    named = f"SELECT row, {column.name} AS item FROM {sheet.name} WHERE {column.name} IS NOT NULL{is_meant}"
    return (
        f"SELECT row, '{column.name}', item, '{other.file}' FROM ({named}) n "
        f"ANTI JOIN {other.name} o ON o.{other.id_column} = n.item"
    )
