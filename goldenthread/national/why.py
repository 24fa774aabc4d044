"""Why one cell differs between two versions: which records came in, which went out, and what happened to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.periods import Period
from goldenthread.national import basis, differences
from goldenthread.national.basis import ID_COLUMNS, Basis
from goldenthread.national.definition import Key
from goldenthread.national.differences import SHEETS, Rows
from goldenthread.national.models import ReturnVersion

ONE = {"concerns": "concern", "enquiries": "enquiry", "risks": "risk", "adults": "adult", "reviews": "review"}
LEFT_OUT = {"under_18": "left out, as the adult was under 18", "no_risk": "left out, as no risk is recorded"}
TOLD_BY = ("adult_id", "enquiry_id")
"""The columns by which one record belongs to another."""


@dataclass(frozen=True)
class Reason:
    """One record that stands behind a cell in only one of two versions, and why, in words."""

    id: str
    is_now: bool
    why: str


@dataclass
class _Moves:
    """What became of the records of the year: in words, by what they are themselves and by what they belong to."""

    own: dict[tuple[str, str], str] = field(default_factory=dict)
    of: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def say(self, sheet: str, key: str, words: str, row: Mapping[str, Any]) -> None:
        self.own[sheet, key] = words
        for column in TOLD_BY:
            other = row.get(column)
            if other and ID_COLUMNS[sheet] != column:
                self.of.setdefault((column, str(other)), []).append(f"its {ONE[sheet]} {key} is {words}")


def of_cell(was: ReturnVersion, now: ReturnVersion, key: Key) -> tuple[str, list[Reason]]:
    """The sheet whose records the cell counts, and each record that differs: those that came in first.

    Raises:
        Refused: the records of a version are not kept any more.
        NotFound: the year has no such cell.
        NotPossibleNow: the cell is empty in both.
    """
    period = Period.parse(now.period)
    before, after = basis.of_two(was, now)
    old, column = _behind(before, was, period, key)
    new, column_now = _behind(after, now, period, key)
    column = column_now or column
    if not column:
        raise NotPossibleNow("The cell is empty in both versions: no reviews were handed in.")
    sheet = next(name for name, own in ID_COLUMNS.items() if own == column)
    moves = _moves(differences.of_the_year(before, period), differences.of_the_year(after, period))
    because = _because(was, now)
    left = {(row[0], row[1]): LEFT_OUT.get(row[3], row[3]) for row in now.left_out}

    def why(one: str) -> str:
        own = moves.own.get((sheet, one))
        if own:
            return own
        related = moves.of.get((column, one))
        return "; ".join(related[:3]) if related else left.get((sheet, one), because)

    came = [Reason(one, is_now=True, why=why(one)) for one in sorted(new - old)]
    went = [Reason(one, is_now=False, why=why(one)) for one in sorted(old - new)]
    return sheet, [*came, *went]


def _behind(of: Basis, version: ReturnVersion, period: Period, key: Key) -> tuple[set[str], str]:
    try:
        found = of.behind(period, version.policies, key)
    except NotPossibleNow:
        return set(), ""
    return set(found.ids), found.id_column


def _moves(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> _Moves:
    found = _Moves()
    for sheet in SHEETS:
        moved = differences.moved(sheet, before[sheet], after[sheet])
        for key in moved.added:
            found.say(sheet, key, "new among the records of the year", after[sheet][key])
        for key in moved.gone:
            found.say(sheet, key, "not among the records of the year any more", before[sheet][key])
        for key, columns in moved.changed.items():
            named = ", ".join(one.replace("_", " ") for one in columns)
            found.say(sheet, key, f"changed in {named}", after[sheet][key])
    return found


def _because(was: ReturnVersion, now: ReturnVersion) -> str:
    """What is the reason where no record is: a policy, or the year's definition."""
    changed = [one.id for one in differences.policies(was.policies, now.policies)]
    if changed:
        return f"counted otherwise by {', '.join(changed)}"
    if was.definition_version != now.definition_version:
        return "counted otherwise by the year’s definition"
    return "counted otherwise by a newer version of the program"
