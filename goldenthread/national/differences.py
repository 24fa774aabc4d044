"""What differs between two versions of a year's return, and why: records, policies, the definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.national import basis
from goldenthread.national.definition import Key
from goldenthread.national.models import ReturnVersion
from goldenthread.national.policies import ALL

SHEETS = tuple(basis.ID_COLUMNS)
NOT_COMPARED = frozenset({"record_id"})
"""Columns that are ours and not the council's."""


@dataclass(frozen=True)
class CellChange:
    """A cell that has another value now."""

    key: Key
    was: Any
    now: Any


@dataclass(frozen=True)
class PolicyChange:
    """A policy that was answered otherwise, in words."""

    id: str
    title: str
    was: str
    now: str


@dataclass(frozen=True)
class Moved:
    """The records of one sheet, of the year, that differ: their ids. `changed` names the columns by id."""

    sheet: str
    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]

    @property
    def count(self) -> int:
        return len(self.added) + len(self.gone) + len(self.changed)


@dataclass(frozen=True)
class Differences:
    """All of it. `records` is None where the records of a version are not kept any more; `why_not` says so."""

    cells: tuple[CellChange, ...]
    policies: tuple[PolicyChange, ...]
    definitions: tuple[int, int] | None
    records: tuple[Moved, ...] | None
    left_out: tuple[tuple[str, ...], ...]
    counted_again: tuple[tuple[str, ...], ...]
    why_not: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.cells


def between(was: ReturnVersion, now: ReturnVersion) -> Differences:
    """How a later version differs from an earlier one of the same year."""
    try:
        records, why_not = _records(was, now), ""
    except Refused as error:
        records, why_not = None, str(error)
    left_before, left_now = ({tuple(one) for one in version.left_out} for version in (was, now))
    versions = (was.definition_version, now.definition_version)
    return Differences(
        cells=cells(was.cells, now.cells),
        policies=policies(was.policies, now.policies),
        definitions=versions if versions[0] != versions[1] else None,
        records=records,
        left_out=tuple(sorted(left_now - left_before)),
        counted_again=tuple(sorted(left_before - left_now)),
        why_not=why_not,
    )


def cells(was: Iterable[list[Any]], now: Iterable[list[Any]]) -> tuple[CellChange, ...]:
    """The cells whose values differ, in the later version's order; a cell that one of them lacks is not supplied there."""
    before = {(one[0], one[1], one[2], one[3]): one[4] for one in was}
    after = {(one[0], one[1], one[2], one[3]): one[4] for one in now}
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(CellChange(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key))


def policies(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[PolicyChange, ...]:
    """The policies that were answered otherwise."""
    return tuple(
        PolicyChange(
            one.id,
            one.title,
            one.answers.get(was.get(one.id, ""), was.get(one.id, "")),
            one.answers.get(now.get(one.id, ""), now.get(one.id, "")),
        )
        for one in ALL
        if was.get(one.id) != now.get(one.id)
    )


def _records(was: ReturnVersion, now: ReturnVersion) -> tuple[Moved, ...]:
    """The records of the year that differ between what two versions were computed from."""
    period = Period.parse(now.period)
    before, after = (of_the_year(one, period) for one in basis.of_two(was, now))
    return tuple(moved(sheet, before.get(sheet, {}), after.get(sheet, {})) for sheet in SHEETS)


Rows = dict[str, dict[str, Any]]


def moved(sheet: str, before: Rows, after: Rows) -> Moved:
    """What became of the records of a sheet, by id. Only columns that both have are compared."""
    changed = {}
    for key in before.keys() & after.keys():
        old, new = before[key], after[key]
        columns = tuple(
            name for name in new if name in old and name not in NOT_COMPARED and _plain(old[name]) != _plain(new[name])
        )
        if columns:
            changed[key] = columns
    return Moved(
        sheet,
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(before.keys() - after.keys())),
        {key: changed[key] for key in sorted(changed)},
    )


def _plain(value: Any) -> Any:
    """Nothing recorded is the same, however it is written."""
    return None if value in ("", []) else value


def of_the_year(of: basis.Basis, period: Period) -> dict[str, Rows]:
    """The records that a year's return can count, by sheet and id: what was raised, started or concluded in it, the risks of
    those enquiries, and the adults of all of them."""
    rows = {name: table.to_pylist() for name, table in of.tables.items()}

    def within(row: Mapping[str, Any], *names: str) -> bool:
        return any(isinstance(row.get(name), date) and row[name] in period for name in names)

    found: dict[str, list[dict[str, Any]]] = {
        "concerns": [row for row in rows["concerns"] if within(row, "raised_on")],
        "enquiries": [row for row in rows["enquiries"] if within(row, "started_on", "concluded_on")],
        "reviews": [row for row in rows.get("reviews", []) if within(row, "concluded_on")],
    }
    enquiries = {row["enquiry_id"] for row in found["enquiries"]}
    found["risks"] = [row for row in rows["risks"] if row["enquiry_id"] in enquiries]
    adults = {row["adult_id"] for name in ("concerns", "enquiries") for row in found[name]}
    found["adults"] = [row for row in rows["adults"] if row["adult_id"] in adults]
    return {name: {str(row[basis.ID_COLUMNS[name]]): row for row in found[name]} for name in SHEETS}
