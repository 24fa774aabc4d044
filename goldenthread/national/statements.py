"""The return's SQL, filled in for a year and its policies. Free of Django.

`sql/` holds the steps: each file is one SELECT, named after the table or view that it becomes, over `adults`, `concerns`,
`enquiries`, `risks` and `reviews`. `sql/records/` names the records behind every cell of a table: `block`, `category`,
`subcategory` and `record` (and `people` in SG5b). `sql/counts/` counts the same from the same steps, without naming them.
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

STEPS = (
    "adult",
    "young",
    "raised",
    "minor",
    "concern",
    "enquiry",
    "mention",
    "reason",
    "person",
    "crowd",
    "people",
    "condition",
    "risk",
    "concluded",
    "conclusion",
)
VIEWS = frozenset({"adult", "raised", "minor", "concern", "person", "concluded"})
"""Steps that are read once or twice, and need no table of their own."""

RECORDS = "$records"
"""Where a count's SQL reads the records of its own table."""
NO_RISK = "no_risk"
UNDER_18 = "under_18"
WORDS: Mapping[str, str] = {
    UNDER_18: "the adult was under 18",
    NO_RISK: "no risk was recorded for the concluded enquiry",
}
"""Why a record was left out."""


def steps(period: Period, policies: Mapping[str, str], kind: str = DATED) -> dict[str, str]:
    """The steps in order, by the name of the table or view each becomes."""
    found = {name: _path(name, kind) for name in STEPS}
    return {name: _filled(path, period, policies) for name, path in found.items() if path.is_file()}


def _path(step: str, kind: str) -> Path:
    of_kind = FOLDER / kind / f"{step}.sql"
    return of_kind if of_kind.is_file() else FOLDER / f"{step}.sql"


def records(table: str, period: Period, policies: Mapping[str, str]) -> str:
    """The records behind every cell of a table: block, category, subcategory, record."""
    return _filled(FOLDER / "records" / f"{table.lower()}.sql", period, policies)


def counted(table: str, period: Period, policies: Mapping[str, str]) -> str:
    """How many records are behind every cell of a table: block, category, subcategory, value."""
    behind = records(table, period, policies)
    return _filled(FOLDER / "counts" / f"{table.lower()}.sql", period, policies).replace(RECORDS, behind)


def left_out(period: Period, policies: Mapping[str, str]) -> str:
    """Records of the year that a rule left out: sheet, record, table, why."""
    return _filled(FOLDER / "left_out.sql", period, policies)


def _filled(path: Path, period: Period, policies: Mapping[str, str]) -> str:
    values = {policy_id.replace("-", "_"): answer for policy_id, answer in policies.items()}
    return _template(path).substitute(
        values,
        records=RECORDS,
        year_start=f"DATE '{period.start}'",
        year_end=f"DATE '{period.end}'",
        year_start_number=f"{period.start:%Y%m%d}",
        year_end_number=f"{period.end:%Y%m%d}",
    )


@lru_cache
def _template(path: Path) -> Template:
    return Template(path.read_text(encoding="utf-8"))
