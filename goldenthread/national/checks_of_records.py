"""The rules of validation that need the records of the extract: 8, 13, 19, 26 and 27. Free of Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from goldenthread.casework.reading import source
from goldenthread.core import clock
from goldenthread.core.periods import Period
from goldenthread.national import sources, statements
from goldenthread.national.broken import CONCLUDED, ENDED, Broken, Grid, Severity
from goldenthread.national.compute import OF_REVIEWS, prepare, reading
from goldenthread.national.definition import Key, YearDefinition

ERROR, NOTICE = Severity.ERROR, Severity.NOTICE
MOST_NAMED = 1000
"""How many records of one broken rule are named; the sentence says how many there are."""
EVERY_COLUMN: Mapping[str, tuple[str, ...]] = {
    **sources.READ,
    "concerns": (
        *sources.READ["concerns"],
        "decided_on",
        "criterion_a",
        "criterion_b",
        "criterion_c",
    ),
    "enquiries": (*sources.READ["enquiries"], "concern_ids"),
}


@dataclass(frozen=True)
class RecordRule:
    """One part of rule 26: what is found, in words that a number of records follows, and the SQL that names them.

    `of_reviews` names reviews too, where they were handed in.
    """

    severity: Severity
    words: str
    sql: str
    of_reviews: str = ""


_OF_CONCERNS = """
SELECT e.enquiry_id AS record, c.criterion_a, c.criterion_b, c.criterion_c
FROM (SELECT enquiry_id, unnest(string_split(concern_ids, ';')) AS concern_id FROM year_enquiries WHERE kind = 's42') AS e
JOIN concerns AS c ON c.concern_id = e.concern_id
"""
_MET = "criterion_a = 'met' AND criterion_b = 'met' AND criterion_c = 'met'"
_REFUSED = "criterion_a = 'not_met' OR criterion_b = 'not_met' OR criterion_c = 'not_met'"

RECORD_RULES = (
    RecordRule(
        ERROR,
        "Concerns decided before they were raised",
        "SELECT concern_id FROM year_concerns WHERE decided_on < raised_on",
    ),
    RecordRule(
        NOTICE,
        "Enquiries that started before one of their concerns was decided",
        "SELECT DISTINCT e.enquiry_id FROM (SELECT enquiry_id, started_on, unnest(string_split(concern_ids, ';')) "
        "AS concern_id FROM year_enquiries) AS e JOIN concerns AS c ON c.concern_id = e.concern_id "
        "WHERE e.started_on < coalesce(c.decided_on, c.raised_on)",
    ),
    RecordRule(
        ERROR,
        "Enquiries that concluded before they started",
        "SELECT enquiry_id FROM year_enquiries WHERE concluded_on < started_on",
    ),
    RecordRule(
        ERROR,
        "Records with a day after the extract was taken",
        "SELECT concern_id FROM concerns WHERE raised_on > $taken_on OR decided_on > $taken_on "
        "UNION ALL SELECT enquiry_id FROM enquiries WHERE started_on > $taken_on OR concluded_on > $taken_on "
        "UNION ALL SELECT adult_id FROM adults WHERE date_of_birth > $taken_on OR date_of_death > $taken_on",
        "SELECT review_id FROM reviews WHERE concluded_on > $taken_on",
    ),
    RecordRule(
        NOTICE,
        "Concluded enquiries without a risk",
        "SELECT enquiry_id FROM year_enquiries AS e WHERE concluded_on IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM risks AS r WHERE r.enquiry_id = e.enquiry_id)",
    ),
    RecordRule(
        NOTICE,
        "Concluded enquiries that do not say whether the adult lacked capacity",
        "SELECT enquiry_id FROM year_enquiries WHERE concluded_on IS NOT NULL AND capacity IS NULL",
    ),
    RecordRule(
        NOTICE,
        "Concluded enquiries that do not say whether the adult was asked what they wanted",
        "SELECT enquiry_id FROM year_enquiries WHERE concluded_on IS NOT NULL AND outcomes_asked IS NULL",
    ),
    RecordRule(
        ERROR,
        "Section 42 enquiries of concerns in which a criterion was not met",
        f"SELECT record FROM ({_OF_CONCERNS}) AS t GROUP BY record "
        f"HAVING count(*) FILTER (WHERE {_MET}) = 0 AND count(*) FILTER (WHERE {_REFUSED}) = count(*)",
    ),
    RecordRule(
        NOTICE,
        "Section 42 enquiries of concerns in which not every criterion is recorded as met",
        f"SELECT record FROM ({_OF_CONCERNS}) AS t GROUP BY record "
        f"HAVING count(*) FILTER (WHERE {_MET}) = 0 AND count(*) FILTER (WHERE {_REFUSED}) < count(*)",
    ),
    RecordRule(
        ERROR,
        "Enquiries whose concerns are not in the extract",
        "SELECT enquiry_id FROM year_enquiries WHERE enquiry_id NOT IN (SELECT e.enquiry_id FROM (SELECT enquiry_id, "
        "unnest(string_split(concern_ids, ';')) AS concern_id FROM enquiries) AS e "
        "JOIN concerns AS c ON c.concern_id = e.concern_id)",
    ),
    RecordRule(
        ERROR,
        "Adults who died before they were born",
        "SELECT adult_id FROM adults WHERE date_of_death < date_of_birth",
    ),
    RecordRule(
        NOTICE,
        "Adults older than 114",
        "SELECT adult_id FROM adults WHERE date_of_birth IS NOT NULL "
        "AND year(coalesce(date_of_death, $taken_on)) - year(date_of_birth) > 115 "
        "OR year(coalesce(date_of_death, $taken_on)) - year(date_of_birth) = 115 "
        "AND strftime(coalesce(date_of_death, $taken_on), '%m%d') >= strftime(date_of_birth, '%m%d')",
    ),
)


@dataclass(frozen=True)
class OfRecords:
    """What the records say: the broken rules, and how many concluded enquiries have no risk, by block."""

    found: list[Broken]
    without_a_risk: dict[str, int]


def of_records(path: Path, grid: Grid, answers: Mapping[str, str]) -> OfRecords:
    """Rules 8, 19, 26 and 27 for an extract and the cells that are said to come of it.

    Raises:
        Refused: there is no readable extract at the path.
    """
    about, _ = source.about(source.find(path))
    with sources.opened(path, EVERY_COLUMN) as (connection, has_reviews), reading():
        prepare(connection, grid.year_of, answers, statements.DATED)
        left_out = connection.execute(statements.left_out(grid.year_of.period, answers)).fetchall()
        no_risk = {record for _, record, part, why in left_out if why == statements.NO_RISK and part == "SG2"}
        found = [
            *_concluded(connection, grid),
            *_organisational(connection),
            *_whole_records(connection, grid.year_of.period, about.taken_on or clock.today(), has_reviews=has_reviews),
            *_left_out(left_out),
            *_traced(connection, grid, grid.year_of, answers, has_reviews=has_reviews),
        ]
        return OfRecords(found, _by_block(connection, no_risk))


def _by_block(connection: duckdb.DuckDBPyConnection, records: set[str]) -> dict[str, int]:
    rows = connection.execute("SELECT block, enquiry_id FROM concluded").fetchall()
    return {block: sum(1 for one, record in rows if one == block and record in records) for block in CONCLUDED}


def _concluded(connection: duckdb.DuckDBPyConnection, grid: Grid) -> Iterator[Broken]:
    counted = dict(connection.execute("SELECT block, count(*) FROM concluded GROUP BY block").fetchall())
    for block in CONCLUDED:
        said, found = grid.concluded(block), int(counted.get(block, 0))
        if said != found:
            words = f"SG3a counts {said:,}, and the records hold {found:,} {ENDED[block]}."
            yield Broken(8, ERROR, words, grid.keys("SG3a", block))


def _organisational(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    rows = connection.execute(
        "SELECT DISTINCT enquiry_id FROM risk WHERE type = 'organisational' AND source <> 'service_provider' "
        "AND location IN ('own_home', 'in_the_community', 'other') ORDER BY enquiry_id"
    ).fetchall()
    if rows:
        words = f"Enquiries with organisational abuse whose source and place are no service: {len(rows):,}."
        yield Broken(19, NOTICE, words, (), *_named(rows))


def _whole_records(
    connection: duckdb.DuckDBPyConnection, period: Period, taken_on: date, *, has_reviews: bool
) -> Iterator[Broken]:
    within = f"BETWEEN DATE '{period.start}' AND DATE '{period.end}'"
    connection.execute(f"CREATE TEMP VIEW year_concerns AS SELECT * FROM concerns WHERE raised_on {within}")
    of_enquiries = f"SELECT * FROM enquiries WHERE started_on {within} OR concluded_on {within}"
    connection.execute(f"CREATE TEMP VIEW year_enquiries AS {of_enquiries}")
    for rule in RECORD_RULES:
        given = {"taken_on": taken_on} if "$taken_on" in rule.sql else {}
        sql = f"{rule.sql} UNION ALL {rule.of_reviews}" if rule.of_reviews and has_reviews else rule.sql
        rows = sorted(connection.execute(sql, given).fetchall())
        if rows:
            yield Broken(26, rule.severity, f"{rule.words}: {len(rows):,}.", (), *_named(rows))


def _left_out(left_out: list[tuple[str, str, str, str]]) -> Iterator[Broken]:
    records = sorted({(record,) for _, record, _, why in left_out if why == statements.UNDER_18})
    if records:
        words = f"Concerns and enquiries about somebody under 18, which are left out: {len(records):,}."
        yield Broken(26, NOTICE, words, (), *_named(records))


def _traced(
    connection: duckdb.DuckDBPyConnection,
    grid: Grid,
    year_of: YearDefinition,
    answers: Mapping[str, str],
    *,
    has_reviews: bool,
) -> Iterator[Broken]:
    """Rule 27: each cell against the number of records that stand behind it."""
    for table in year_of.tables:
        if table in OF_REVIEWS and not has_reviews:
            if filled := tuple(c.key for c in year_of.of_table(table) if grid.values.get(c.key) is not None):
                words = f"{len(filled):,} cells of {table} hold a number, and no reviews came with the records."
                yield Broken(27, NOTICE, words, filled)
            continue
        value = "sum(people)" if table == "SG5b" else "count(DISTINCT record)"
        behind = connection.execute(
            f"SELECT block, category, subcategory, {value} FROM ({statements.records(table, year_of.period, answers)}) "
            "AS records GROUP BY block, category, subcategory"
        ).fetchall()
        counts = {(block, row, column): int(number) for block, row, column, number in behind}
        wrong: list[tuple[Key, int | None, int]] = []
        for cell in (cell for cell in year_of.cells if cell.table == table):
            number = sum(counts.get((cell.block, row, cell.column), 0) for row in cell.rows)
            if cell.key in grid.values and grid.values[cell.key] != number:
                wrong.append((cell.key, grid.values[cell.key], number))
        if wrong:
            _, said, number = wrong[0]
            first = "is empty" if said is None else f"says {said:,}"
            words = f"{len(wrong):,} cells of {table} differ from their records; the first {first}, and has {number:,}."
            yield Broken(27, ERROR, words, tuple(key for key, _, _ in wrong))


def _named(rows: list[tuple[str]]) -> tuple[tuple[str, ...], int]:
    return tuple(record for (record,) in rows[:MOST_NAMED]), len(rows)
