"""Why one cell differs between two versions: which records came in, which went out, and what happened to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.periods import Period
from goldenthread.national import basis, definition, differences
from goldenthread.national.basis import ID_COLUMNS, Basis
from goldenthread.national.definition import Key
from goldenthread.national.differences import SHEETS, Rows
from goldenthread.national.models import ReturnVersion

ONE = {"concerns": "concern", "enquiries": "enquiry", "risks": "risk", "adults": "adult", "reviews": "review"}
LEFT_OUT = {"under_18": "left out, as the adult was under 18", "no_risk": "left out, as no risk is recorded"}
TOLD_BY = ("adult_id", "enquiry_id")
"""The columns by which one record belongs to another."""
OF_PEOPLE = "SG5b"
MOST_SAID = 3
NEW, GONE = "new among the records of the year", "not among the records of the year any more"
MOVED = "counted otherwise, as other records of the year changed"
PROGRAM = "counted otherwise by a newer version of the program"


@dataclass(frozen=True)
class Reason:
    """One record that makes a cell differ between two versions, and why, in words.

    `is_now` and `is_then` are whether it stands behind the cell in the later and in the earlier one. It does in both only where a
    review counts for another number of people.
    """

    id: str
    is_now: bool
    is_then: bool
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
    years = (differences.of_the_year(before, period), differences.of_the_year(after, period))
    moves = _moves(*years)
    rules = _because(was, now)
    because = rules or (MOVED if moves.own else PROGRAM)

    def why(one: str, rows: Rows, left: Mapping[tuple[str, str], str]) -> str:
        own = moves.own.get((sheet, one), "")
        if own in {NEW, GONE}:
            return own
        said = [own, *moves.of.get((column, one), [])[:MOST_SAID], _of_its_adult(moves, rows.get(one, {}), column)]
        return "; ".join(filter(None, said)) or left.get((sheet, one), because)

    left_then = {key: "; ".join(filter(None, (f"was {words}", rules))) for key, words in _left_out(was).items()}
    came = [
        Reason(one, is_now=True, is_then=False, why=why(one, years[1][sheet], left_then)) for one in sorted(new - old)
    ]
    left_now = _left_out(now)
    went = [
        Reason(one, is_now=False, is_then=True, why=why(one, years[0][sheet], left_now)) for one in sorted(old - new)
    ]
    stayed = [
        Reason(one, is_now=True, is_then=True, why=moves.own[sheet, one])
        for one in sorted(_of_other_people(key, now, years, old & new))
    ]
    return sheet, [*came, *went, *stayed]


def _of_its_adult(moves: _Moves, row: Mapping[str, Any], column: str) -> str:
    adult = str(row.get("adult_id") or "")
    own = moves.own.get(("adults", adult)) if column != "adult_id" else None
    return f"its adult {adult} is {own}" if own else ""


def _left_out(version: ReturnVersion) -> dict[tuple[str, str], str]:
    """Why each record was left out of a version, by sheet and id."""
    return {(row[0], row[1]): LEFT_OUT.get(row[3], row[3]) for row in version.left_out}


def _of_other_people(
    key: Key, now: ReturnVersion, years: tuple[Mapping[str, Rows], Mapping[str, Rows]], both: set[str]
) -> set[str]:
    """The reviews behind a cell of people in both versions whose number of people is another."""
    if key[0] != OF_PEOPLE:
        return set()
    columns = [f"people_{row}" for row in definition.load(now.period).cell(key).rows]
    before, after = (one["reviews"] for one in years)
    return {one for one in both if any(before[one].get(name) != after[one].get(name) for name in columns)}


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
            found.say(sheet, key, NEW, after[sheet][key])
        for key in moved.gone:
            found.say(sheet, key, GONE, before[sheet][key])
        for key, columns in moved.changed.items():
            named = ", ".join(one.replace("_", " ") for one in columns)
            found.say(sheet, key, f"changed in {named}", after[sheet][key])
    return found


def _because(was: ReturnVersion, now: ReturnVersion) -> str:
    """What is the reason where no record is: a policy, or the year's definition; nothing where both are the same."""
    changed = [one.id for one in differences.policies(was.policies, now.policies)]
    if changed:
        return f"counted otherwise by {', '.join(changed)}"
    if was.definition_version != now.definition_version:
        return "counted otherwise by the year’s definition"
    return ""
