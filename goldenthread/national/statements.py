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

from goldenthread.casework.contract import SUPPORT_REASONS
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
    "handled",
    "enquiry",
    "mention",
    "subject",
    "reasons",
    "reason",
    "person",
    "crowd",
    "people",
    "condition",
    "risk",
    "concluded",
    "conclusion",
)
VIEWS = frozenset({"adult", "raised", "concern", "handled", "enquiry", "person", "concluded"})
"""Steps that need no table of their own: reading the files again costs less than writing down so much text."""

_BITS = " ".join(f"WHEN '{reason}' THEN {1 << place}" for place, reason in enumerate(SUPPORT_REASONS))
BIT = f"CASE reason {_BITS} ELSE {1 << 30} END"
"""The bit that stands for a support reason: no two share one, and all that are unknown share the last."""
BAND = """CASE
    WHEN born IS NULL THEN 'Not Known'
    WHEN aged_on - born < 650000 THEN '18-64'
    WHEN aged_on - born < 750000 THEN '65-74'
    WHEN aged_on - born < 850000 THEN '75-84'
    WHEN aged_on - born < 950000 THEN '85-94'
    ELSE '95+'
  END"""
"""The age band on the day `aged_on` of somebody born on `born`, both numbers such as 20260331."""
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


def step(name: str, period: Period, policies: Mapping[str, str], kind: str = DATED) -> str:
    """One of the steps."""
    return _filled(_path(name, kind), period, policies)


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
        band=BAND,
        bit=BIT,
        nineteen_before=f"DATE '{period.start.replace(year=period.start.year - 19)}'",
    )


@lru_cache
def _template(path: Path) -> Template:
    return Template(path.read_text(encoding="utf-8"))
