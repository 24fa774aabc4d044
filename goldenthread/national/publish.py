"""The national disclosure rule, as the published open data apply it. Free of Django.

A value from 0 to 4 is withheld as `[c]`, a nought too; any other goes to the nearest 5; what was not supplied is `[x]`. In
SG4a, the rows of what was asked, and those of what was achieved, were not supplied where all of them are nought. Read in the
code that published the figures of 2021-22 and 2022-23. This rule alone does not protect rates and percentages that are
published beside it: what a Board publishes goes through its own rule.
"""

from __future__ import annotations

from goldenthread.core.errors import Refused
from goldenthread.national import definition
from goldenthread.national.cells import Values
from goldenthread.national.definition import CellDefinition, Key, YearDefinition

WITHHELD, NOT_SUPPLIED = "[c]", "[x]"
LEAST_SHOWN = 5
ACHIEVED = frozenset({"fully", "partially", "not_achieved"})


def protected(value: int | None) -> int | str:
    """One value as it may be published on its own."""
    if value is None:
        return NOT_SUPPLIED
    return WITHHELD if value < LEAST_SHOWN else (value + 2) // 5 * 5


def published(values: Values, year_of: YearDefinition | None = None) -> dict[Key, int | str]:
    """Every cell as the national publication would show it, in the order given.

    Raises:
        Refused: a cell is not one of the return's.
    """
    said = year_of or definition.load(definition.years()[-1])
    known = {cell.key: cell for cell in said.cells}
    for key in values:
        if key not in known:
            raise Refused(
                f"The return has no cell {', '.join(key)}. Give the cells.csv that goldenthread sac compute wrote."
            )
    supplied = {_part(known[key]) for key, value in values.items() if value and known[key].table == "SG4a"}
    return {
        key: NOT_SUPPLIED if known[key].table == "SG4a" and _part(known[key]) not in supplied else protected(value)
        for key, value in values.items()
    }


def _part(cell: CellDefinition) -> tuple[str, bool]:
    """Which rows of SG4a are supplied together: those of what was asked, or of what was achieved, of one enquiry type."""
    return cell.enquiry_type, cell.rows[0] in ACHIEVED
