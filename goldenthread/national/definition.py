"""What the national return of one year consists of, read from its definition file. Free of Django.

`years/<year>.yaml` holds every cell with how well it is known, the tables, the blocks, the policies in force, and the dates. The
grades of evidence: A read in an official page; B read in published national code; C read in a council's own form; D our
decision; R expected, and seen in no source.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml

from goldenthread.core.errors import NotFound
from goldenthread.core.periods import Period

FOLDER = Path(__file__).parent / "years"
Key = tuple[str, str, str, str]
"""Table, enquiry type, category, subcategory: what names a cell in the return."""


class Evidence(StrEnum):
    """How well a fact is known."""

    OFFICIAL = "A"
    NATIONAL_CODE = "B"
    COUNCIL_FORM = "C"
    OUR_DECISION = "D"
    EXPECTED = "R"

    @property
    def words(self) -> str:
        return _EVIDENCE[self]


_EVIDENCE = {
    Evidence.OFFICIAL: "read in an official page",
    Evidence.NATIONAL_CODE: "read in the code that published the national figures",
    Evidence.COUNCIL_FORM: "read in a council’s own form",
    Evidence.OUR_DECISION: "our decision",
    Evidence.EXPECTED: "expected, and seen in no source",
}


@dataclass(frozen=True)
class CellDefinition:
    """One cell: its four labels, the codes that fall in it, and how well it is known.

    `rows` are the codes of the category (several where groups are joined), `column` the code of the subcategory, `block` the
    code of the enquiry type. `mandatory` is None where nobody could read whether it is.
    """

    table: str
    enquiry_type: str
    category: str
    subcategory: str
    block: str
    rows: tuple[str, ...]
    column: str
    mandatory: bool | None
    mandatory_evidence: Evidence
    evidence: Evidence

    @property
    def key(self) -> Key:
        return self.table, self.enquiry_type, self.category, self.subcategory


@dataclass(frozen=True)
class TableDefinition:
    """One table: what it is about, what it counts, and whether by start or by conclusion."""

    id: str
    title: str
    counts: str
    basis: str
    section: str


@dataclass(frozen=True)
class YearDefinition:
    """The whole return of one year. `cells` are in the contract's order: sorted by code point."""

    year: str
    version: int
    owner: str
    changes: str
    changes_evidence: Evidence
    dates: Mapping[str, date]
    tables: Mapping[str, TableDefinition]
    policies: Mapping[str, str]
    cells: tuple[CellDefinition, ...]

    @property
    def period(self) -> Period:
        return Period.parse(self.year)

    def cell(self, key: Iterable[str]) -> CellDefinition:
        """Raises:
        NotFound: the year has no such cell.
        """
        found = _by_key(self).get(tuple(key))
        if found is None:
            raise NotFound(f"The return of {self.year} has no cell “{', '.join(key)}”.")
        return found

    def of_table(self, table: str) -> tuple[CellDefinition, ...]:
        return tuple(cell for cell in self.cells if cell.table == table)


@lru_cache
def _by_key_of(year: str) -> dict[tuple[str, ...], CellDefinition]:
    return {cell.key: cell for cell in load(year).cells}


def _by_key(definition: YearDefinition) -> dict[tuple[str, ...], CellDefinition]:
    return _by_key_of(definition.year)


@dataclass(frozen=True)
class Changes:
    """How a year's definition differs from that of the year before: cells, cells known otherwise, and policies."""

    since: str
    new: tuple[Key, ...]
    gone: tuple[Key, ...]
    known_otherwise: tuple[Key, ...]
    """Cells in both whose grade of evidence, or whether they are mandatory, is another."""
    policies: tuple[str, ...]


def changes(year: str) -> Changes | None:
    """How the definition of a year differs from the year before; None of the oldest.

    Raises:
        Refused, NotFound: as `load`.
    """
    now = load(year)
    before = now.period.previous().label
    if before not in years():
        return None
    was = load(before)
    here, there = ({cell.key: cell for cell in one.cells} for one in (now, was))
    return Changes(
        before,
        tuple(key for key in here if key not in there),
        tuple(key for key in there if key not in here),
        tuple(key for key in here if key in there and _known(here[key]) != _known(there[key])),
        tuple(name for name, answer in now.policies.items() if was.policies.get(name) != answer),
    )


def _known(cell: CellDefinition) -> tuple[object, ...]:
    return cell.evidence, cell.mandatory, cell.mandatory_evidence


def years() -> tuple[str, ...]:
    """The years there is a definition for, oldest first."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@lru_cache
def load(year: str) -> YearDefinition:
    """The definition of a year, such as "2025-26".

    Raises:
        Refused: the text is not a financial year.
        NotFound: there is no definition for it.
    """
    label = Period.parse(year).label
    path = FOLDER / f"{label}.yaml"
    if not path.is_file():
        raise NotFound(f"There is no definition of the national return of {label}. There are: {', '.join(years())}.")
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    blocks: dict[str, str] = said["blocks"]
    return YearDefinition(
        year=said["year"],
        version=said["version"],
        owner=said["owner"],
        changes=said["changes"]["words"],
        changes_evidence=Evidence(said["changes"]["evidence"]),
        dates=said["dates"],
        tables={name: TableDefinition(id=name, **table) for name, table in said["tables"].items()},
        policies=said["policies"],
        cells=tuple(_cell(row, blocks) for row in csv.DictReader(io.StringIO(said["cells"]))),
    )


def _cell(row: Mapping[str, str], blocks: Mapping[str, str]) -> CellDefinition:
    return CellDefinition(
        table=row["table"],
        enquiry_type=row["enquiry_type"],
        category=row["category"],
        subcategory=row["subcategory"],
        block=blocks[row["enquiry_type"]],
        rows=tuple(row["row"].split()) if row["table"] == "SG1c" else (row["row"],),
        column=row["column"],
        mandatory={"yes": True, "no": False}.get(row["mandatory"]),
        mandatory_evidence=Evidence(row["mandatory_evidence"]),
        evidence=Evidence(row["evidence"]),
    )
