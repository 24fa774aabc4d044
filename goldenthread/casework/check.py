"""Checking a whole extract: find it, read it, ask everything. Free of Django."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from goldenthread.casework import checks
from goldenthread.casework.contract import SHEETS
from goldenthread.casework.findings import About, Checked, Finding, Severity
from goldenthread.casework.reading import source, tables
from goldenthread.core import clock


def check(path: Path, *, said: About | None = None) -> Checked:
    """Check an extract without keeping anything of it.

    Raises:
        Refused: there is no extract at the path.
    """
    connection = tables.connect()
    try:
        return check_into(connection, path, said=said)
    finally:
        connection.close()


def check_into(connection: duckdb.DuckDBPyConnection, path: Path, *, said: About | None = None) -> Checked:
    """The same, leaving the tables it read in the connection, for loading.

    `said` is what a person says of an extract that has no extract.json, and wins where both speak. Synthetic is what
    either calls so.
    """
    found_at = source.find(path)
    about, findings = source.about(found_at)
    about = _joined(about, said)
    findings = [*findings, *tables.read(connection, found_at)]
    if any(finding.severity is Severity.REFUSED for finding in findings):
        return Checked({}, _only_refusals(findings), about)
    findings += checks.run(connection, taken_on=about.taken_on or clock.today())
    if any(finding.severity is Severity.REFUSED for finding in findings):
        return Checked({}, _only_refusals(findings), about)
    rows = {sheet.file: _count(connection, sheet.name) for sheet in SHEETS if sheet.name in _tables(connection)}
    return Checked(rows, tuple(findings), about)


def _only_refusals(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.REFUSED)


def _joined(about: About, said: About | None) -> About:
    if said is None:
        return about
    words: dict[str, str | date] = {
        name: value for name in ("authority", "period_from", "period_to", "taken_on") if (value := getattr(said, name))
    }
    is_synthetic = about.synthetic or said.synthetic
    return replace(about, **words, synthetic=is_synthetic)  # type: ignore[arg-type]  # each name has its own type


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    counted = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(counted[0]) if counted else 0
