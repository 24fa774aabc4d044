"""What a validation finds, the rules by number, and the cells of a return by their codes. Free of Django.

The numbers are ours: the collection's own numbered list of validations could not be read. Each rule follows from the
definitions of what is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.national.cells import Values
from goldenthread.national.definition import CellDefinition, Key, YearDefinition


class Severity(StrEnum):
    """An error cannot be right; a notice may be, and should be looked at."""

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True)
class Broken:
    """One broken rule, with the cells and records that break it.

    Not more than a thousand records are named; `all_records` is how many there are.
    """

    rule: int
    severity: Severity
    words: str
    cells: tuple[Key, ...] = ()
    records: tuple[str, ...] = ()
    all_records: int = 0

    @property
    def title(self) -> str:
        return RULES[self.rule]


RULES: Mapping[int, str] = {
    1: "Every cell is a whole number, and no mandatory cell is empty",
    2: "SG1a, SG1b and SG1c count the same adults",
    3: "There are no more adults than concerns or enquiries about them",
    4: "An adult counts at least once, and at most once for each record, by support reason",
    5: "No health condition has more adults than there are, and none is missing",
    6: "There are no more enquiries than concerns",
    7: "There are at least as many adults with a concern as with an enquiry",
    8: "SG3a counts every concluded enquiry",
    9: "No more were supported than lacked capacity",
    10: "Whether outcomes were asked is answered once for each concluded enquiry",
    11: "No more outcomes were achieved than were expressed",
    12: "No cell of SG2 counts more enquiries than concluded",
    13: "Every concluded enquiry is in each table of SG2",
    14: "Where no enquiry concluded, SG2 to SG4 are nought, and where one did they are not",
    15: "Types, locations and sources of risk agree between the tables of SG2",
    16: "Every risk that was identified has an outcome",
    17: "There is no outcome of risk where no risk was identified",
    18: "Self-neglect has a source that is known to the individual",
    19: "Organisational abuse has a service as its source or its place",
    20: "Domestic abuse has a source that is known to the individual",
    21: "Little is not known or not recorded",
    22: "What changed much since last year is explained",
    23: "Those who lacked capacity and those who did not have not changed places",
    24: "Concluded enquiries are near to those started",
    25: "The two tables of reviews agree",
    26: "Records are whole, and their days are in order",
    27: "Every cell can be followed back to its records",
}

STARTED = ("concerns", "s42", "other")
CONCLUDED = ("s42", "other")
"""The blocks of the tables of started, and of concluded, records."""
BANDS = ("18-64", "65-74", "75-84", "85-94", "95+", "Not Known")
ASKED = ("asked_and_expressed", "asked_none_expressed", "not_asked", "dont_know", "not_recorded")
ACHIEVED = ("fully", "partially", "not_achieved")
CAPACITY = ("lacked", "did_not_lack", "dont_know", "not_recorded")
IDENTIFIED = ("identified_action", "identified_no_action")
OF_RISK = ("SG2a", "SG2a_b1", "SG2b", "SG2c", "SG2e")
SOURCES = ("service_provider", "known", "unknown")
NAMES = {
    "concerns": "concerns",
    "s42": "section 42 enquiries",
    "other": "other enquiries",
}
ENDED = {"s42": "concluded section 42 enquiries", "other": "concluded other enquiries"}


class Grid:
    """The values of a return, asked by codes. An empty cell counts as nought; ask `is_filled_in` where that matters."""

    def __init__(self, values: Values, year_of: YearDefinition, not_whole: Collection[Key] = ()) -> None:
        self.year_of = year_of
        self.values = values
        self.not_whole = tuple(not_whole)
        self._cells: dict[tuple[str, str], list[CellDefinition]] = {}
        for cell in year_of.cells:
            self._cells.setdefault((cell.table, cell.block), []).append(cell)

    def has(self, key: Key) -> bool:
        """Whether the cell was handed in, even if its value is no number."""
        return key in self.values or key in self.not_whole

    def cells(
        self, table: str, block: str, *, rows: Iterable[str] | None = None, columns: Iterable[str] | None = None
    ) -> list[CellDefinition]:
        wanted = None if rows is None else set(rows)
        across = None if columns is None else set(columns)
        return [
            cell
            for cell in self._cells.get((table, block), [])
            if (wanted is None or wanted & set(cell.rows)) and (across is None or cell.column in across)
        ]

    def keys(
        self, table: str, block: str, *, rows: Iterable[str] | None = None, columns: Iterable[str] | None = None
    ) -> tuple[Key, ...]:
        """The cells asked for that are not nought."""
        return tuple(c.key for c in self.cells(table, block, rows=rows, columns=columns) if self.values.get(c.key))

    def total(
        self, table: str, block: str, *, rows: Iterable[str] | None = None, columns: Iterable[str] | None = None
    ) -> int:
        return sum(self.values.get(c.key) or 0 for c in self.cells(table, block, rows=rows, columns=columns))

    def label(self, table: str, code: str) -> str:
        """What a code of a table is called in the return, be it of a row or a column."""
        for cell in (cell for cell in self.year_of.cells if cell.table == table):
            if cell.column == code:
                return cell.subcategory
            if code in cell.rows:
                return cell.category
        return code

    def is_filled_in(self, table: str, block: str) -> bool:
        """Whether any cell of the block holds a number, be it nought: a block that is left blank is compared with none."""
        return any(self.values.get(cell.key) is not None for cell in self.cells(table, block))

    def is_supplied(self, table: str, block: str) -> bool:
        """Whether any cell of the block is filled in with more than nought."""
        return any(self.values.get(cell.key) for cell in self.cells(table, block))

    def concluded(self, block: str, columns: Iterable[str] | None = None) -> int:
        """How many enquiries concluded: the four answers on capacity together."""
        return self.total("SG3a", block, rows=CAPACITY, columns=columns)
