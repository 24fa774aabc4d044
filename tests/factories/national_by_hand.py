# ruff: noqa: S608 (made of the contract’s own names)
"""The national return as one would write it by hand in DuckDB for one tidy extract: as fast as we know how, and nothing else.

It trusts its Parquet files: cells are not trimmed, no list is made of what is left out, no policy can be chosen, and whatever is
unusual fails. It is what a benchmark holds the return to.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from goldenthread.casework.contract import SUPPORT_REASONS
from goldenthread.national import definition
from goldenthread.national.definition import Key

PAIRS = {
    "SG2a": ("type", "source_of_risk"),
    "SG2a_b1": ("type", "location"),
    "SG2b": ("location", "source_of_risk"),
    "SG2c": ("assessment", "source_of_risk"),
    "SG2e": ("outcome", "source_of_risk"),
}
KNOWN = """year(date_of_birth) * 10000 + month(date_of_birth) * 100 + day(date_of_birth) AS born,
  least(year(date_of_death) * 10000 + month(date_of_death) * 100 + day(date_of_death), {end:%Y%m%d}) AS last"""
BAND = """CASE WHEN last - born < 650000 THEN '18-64' WHEN last - born < 750000 THEN '65-74'
  WHEN last - born < 850000 THEN '75-84' WHEN last - born < 950000 THEN '85-94'
  WHEN born IS NULL THEN 'Not Known' ELSE '95+' END AS band"""
BIT = " ".join(f"WHEN '{reason}' THEN {1 << place}" for place, reason in enumerate(SUPPORT_REASONS))
BIT = f"CASE primary_support_reason {BIT} ELSE {1 << SUPPORT_REASONS.index('not_known')} END"
STATEMENTS = (
    """CREATE TEMP TABLE young AS SELECT adult_id,
      year(date_of_birth) * 10000 + month(date_of_birth) * 100 + day(date_of_birth) AS born,
      year(date_of_death) * 10000 + month(date_of_death) * 100 + day(date_of_death) AS died
    FROM adults WHERE date_of_birth > DATE '{start}' - INTERVAL 19 YEAR OR date_of_death - date_of_birth < 6940""",
    """CREATE TEMP VIEW concern AS SELECT adult_id, primary_support_reason FROM concerns LEFT JOIN young USING (adult_id)
    WHERE raised_on BETWEEN DATE '{start}' AND DATE '{end}' AND area = 'own' AND (decision IS NULL OR decision <> 'duplicate')
      AND (born IS NULL
      OR least(year(raised_on) * 10000 + month(raised_on) * 100 + day(raised_on), died) - born >= 180000)""",
    """CREATE TEMP VIEW enquiry AS SELECT enquiry_id, adult_id, kind, capacity, supported_by, outcomes_asked,
      outcomes_achieved, primary_support_reason,
      started_on BETWEEN DATE '{start}' AND DATE '{end}' AS started,
      coalesce(concluded_on BETWEEN DATE '{start}' AND DATE '{end}', false) AS concluded
    FROM enquiries LEFT JOIN young USING (adult_id)
    WHERE area = 'own' AND (born IS NULL
      OR least(year(started_on) * 10000 + month(started_on) * 100 + day(started_on), died) - born >= 180000)
      AND (started_on BETWEEN DATE '{start}' AND DATE '{end}' OR concluded_on BETWEEN DATE '{start}' AND DATE '{end}')""",
    """CREATE TEMP TABLE subject AS
    SELECT adult_id, bit_or(concerns) AS concerns, bit_or(s42) AS s42, bit_or(other) AS other,
      sum(c) AS c, sum(s) AS s, sum(o) AS o
    FROM (SELECT adult_id, {bit} AS concerns, 0 AS s42, 0 AS other, 1 AS c, 0 AS s, 0 AS o FROM concern UNION ALL
      SELECT adult_id, 0, CASE WHEN kind = 's42' THEN {bit} ELSE 0 END, CASE WHEN kind = 'other' THEN {bit} ELSE 0 END,
        0, (kind = 's42')::INT, (kind = 'other')::INT FROM enquiry WHERE started) GROUP BY adult_id""",
    """CREATE TEMP TABLE reasons AS SELECT concerns, s42, other, count(*) AS n, sum(c) AS c, sum(s) AS s, sum(o) AS o
    FROM subject GROUP BY ALL""",
    """CREATE TEMP TABLE crowd AS SELECT {band}, gender, ethnicity, health_conditions, concerns, s42, other, count(*) AS n
    FROM (SELECT concerns > 0 AS concerns, s42 > 0 AS s42, other > 0 AS other, gender, ethnicity, health_conditions, {known}
      FROM subject JOIN adults USING (adult_id)) GROUP BY ALL""",
    """CREATE TEMP TABLE risk AS SELECT kind, risks.* FROM risks JOIN
      (SELECT enquiry_id, kind FROM enquiry WHERE concluded) USING (enquiry_id)""",
    """CREATE TEMP TABLE ended AS SELECT kind, {band}, coalesce(capacity, 'not_recorded') AS capacity, supported_by,
      coalesce(outcomes_asked, 'not_recorded') AS asked, outcomes_achieved AS achieved, count(*) AS n
    FROM (SELECT kind, capacity, supported_by, outcomes_asked, outcomes_achieved, {known}
      FROM enquiry JOIN adults USING (adult_id) WHERE concluded) GROUP BY ALL""",
)
BLOCKS = ("concerns", "s42", "other")


def compute(folder: Path, year: str) -> dict[Key, int]:
    """Every cell of the return, from a folder of tidy Parquet files."""
    said = definition.load(year)
    start, end = said.period.start, said.period.end
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET disabled_optimizers = 'partial_aggregate_pushdown'")
        for name in ("adults", "concerns", "enquiries", "risks", "reviews"):
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{folder}/{name}.parquet'")
        for sql in STATEMENTS:
            connection.execute(sql.format(start=start, end=end, known=KNOWN.format(end=end), band=BAND, bit=BIT))
        rows = [row for sql in _counts(start, end) for row in connection.execute(sql).fetchall()]
    counted = {(table, block, row, column): int(value) for table, block, row, column, value in rows if value}
    return {
        cell.key: sum(counted.get((cell.table, cell.block, row, cell.column), 0) for row in cell.rows)
        for cell in said.cells
    }


def _counts(start: object, end: object) -> list[str]:
    within = f"concluded_on BETWEEN DATE '{start}' AND DATE '{end}'"
    asked = []
    for block in BLOCKS:
        for table, column in (
            ("SG1a", "band"),
            ("SG1b", "CASE WHEN gender IN ('male', 'female') THEN gender ELSE 'not_known' END"),
            ("SG1c", "coalesce(ethnicity, 'not_known')"),
        ):
            asked.append(
                f"SELECT '{table}', '{block}', {column}, 'total', sum(n) FROM crowd WHERE {block} GROUP BY ALL"
            )
        conditions = (
            f"SELECT unnest(string_split(replace(health_conditions, ' ', ''), ';')) AS one, n FROM crowd WHERE {block}"
        )
        asked.append(f"SELECT 'SG1e', '{block}', one, 'total', sum(n) FROM ({conditions}) GROUP BY ALL")
    for block, times in zip(BLOCKS, "cso", strict=True):
        asked.append(f"SELECT 'SG1f', '{block}', 'total', 'total', sum({times}) FROM reasons")
        for place, reason in enumerate(SUPPORT_REASONS):
            asked.append(
                f"SELECT 'SG1d', '{block}', '{reason}', 'total', sum(n) FROM reasons WHERE {block} & {1 << place} > 0"
            )
    for table, (row, column) in PAIRS.items():
        only = "WHERE assessment LIKE 'identified%'" if table == "SG2e" else ""
        asked.append(
            f"SELECT '{table}', kind, {row}, {column}, count(DISTINCT enquiry_id) FROM risk {only} GROUP BY ALL"
        )
    supported = "capacity = 'lacked' AND supported_by IN ('advocate', 'family', 'friend')"
    return [
        *asked,
        "SELECT 'SG3a', kind, capacity, band, sum(n) FROM ended GROUP BY ALL",
        f"SELECT 'SG3a', kind, 'lacked_and_supported', band, sum(n) FROM ended WHERE {supported} GROUP BY ALL",
        "SELECT 'SG4a', kind, asked, band, sum(n) FROM ended GROUP BY ALL",
        "SELECT 'SG4a', kind, achieved, band, sum(n) FROM ended WHERE asked = 'asked_and_expressed' GROUP BY ALL",
        f"SELECT 'SG5a', 'reviews', 'died', 'total', count(*) FROM reviews WHERE {within} AND people_died > 0",
        f"SELECT 'SG5a', 'reviews', 'none_died', 'total', count(*) FROM reviews WHERE {within} AND people_died = 0",
        f"SELECT 'SG5b', 'people', 'died', 'total', sum(people_died) FROM reviews WHERE {within}",
        f"SELECT 'SG5b', 'people', 'survived', 'total', sum(people_survived) FROM reviews WHERE {within}",
    ]
