"""The return's SQL, filled in for a year and its policies. Free of Django.

`sql/` holds the steps: each file is one SELECT, named after the table or view that it becomes, over `adults`, `concerns`,
`enquiries`, `risks` and `reviews`. The files of `sql/tables/` name the records behind every cell: `block`, `category`,
`subcategory` and `record` (and `people` in SG5b). Counting a table, and finding the records of one cell, read the same view.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Template

from goldenthread.core.periods import Period

FOLDER = Path(__file__).parent / "sql"
DATED, AGED = "dated", "aged"
"""Whether records carry dates of birth (extracts, the database), or ages in their place (frozen sets)."""

FIRST = ("adult", "concern", "enquiry")
THEN = ("person", "concluded", "risk")
ONCE = frozenset({"SG1a", "SG1b", "SG1c", "SG1e", "SG1f", "SG3a", "SG4a", "SG5a"})
"""Tables whose view names a record at most once in a cell, so that counting rows counts records."""

NO_RISK = "no_risk"
UNDER_18 = "under_18"


def steps(period: Period, policies: Mapping[str, str], kind: str = DATED) -> dict[str, str]:
    """The steps in order, by the name of the table or view each becomes."""
    paths = {name: FOLDER / kind / f"{name}.sql" for name in FIRST} | {name: FOLDER / f"{name}.sql" for name in THEN}
    return {name: _filled(path, period, policies) for name, path in paths.items()}


def records(table: str, period: Period, policies: Mapping[str, str]) -> str:
    """The records behind every cell of a table."""
    return _filled(FOLDER / "tables" / f"{table.lower()}.sql", period, policies)


def counted(table: str, period: Period, policies: Mapping[str, str]) -> str:
    """How many records are behind every cell of a table: block, category, subcategory, value."""
    match table:
        case "SG5b":
            value = "sum(people)"
        case _ if table in ONCE:
            value = "count(*)"
        case _:
            value = "count(DISTINCT record)"
    return (
        f"SELECT block, category, subcategory, {value} AS value FROM ({records(table, period, policies)}) AS records "
        "GROUP BY block, category, subcategory"
    )


def left_out(period: Period, policies: Mapping[str, str]) -> str:
    """Records of the year that a rule left out: sheet, record, table, why."""
    return _filled(FOLDER / "left_out.sql", period, policies)


def _filled(path: Path, period: Period, policies: Mapping[str, str]) -> str:
    values = {policy_id.replace("-", "_"): answer for policy_id, answer in policies.items()}
    return _template(path).substitute(
        values,
        year_start=f"DATE '{period.start}'",
        year_end=f"DATE '{period.end}'",
        year_end_number=f"{period.end:%Y%m%d}",
    )


@lru_cache
def _template(path: Path) -> Template:
    return Template(path.read_text(encoding="utf-8"))
