"""How a kind of spreadsheet is declared: its fields, the records that a row makes, and what must hold between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from goldenthread.workspace.year_zero.number_readers import AgeBands, CalendarYears, FinancialYears
from goldenthread.workspace.year_zero.readers import Reader


@dataclass(frozen=True)
class Field:
    """One thing we keep, in plain words, with the headings under which people keep it.

    `otherwise` names the fields whose words serve a new record where this one is empty ("=Member" is that word);
    `implies` is what it says of another field that is empty. A field with a `question` may be given once for the whole sheet.
    """

    name: str
    title: str
    reads: Reader | FinancialYears | CalendarYears | AgeBands
    synonyms: tuple[str, ...] = ()
    hint: str = ""
    is_needed: bool = False
    otherwise: tuple[str, ...] = ()
    implies: tuple[str, Any] | None = None
    question: str = ""

    @property
    def for_all(self) -> bool:
        return bool(self.question)


@dataclass(frozen=True)
class Target:
    """A record that a row makes, or is found to be already.

    `gives` says which fields fill which attribute (several, with spaces between, are joined); `links` which attribute is
    another target of the same row. `key` is what makes it the same one; an attribute in `loose` may be empty on one side.
    """

    name: str
    model: type[Model]
    one: str
    many: str
    key: tuple[str, ...]
    gives: Mapping[str, str]
    links: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    loose: tuple[str, ...] = ()
    board: str = "board_id"
    belongs_to_board: bool = True


@dataclass(frozen=True)
class Wide:
    """A sheet with a column for each day: the heading gives one field, the cell another."""

    heading: str
    cell: str


Check = Callable[[Mapping[str, Any]], tuple[str, str, str] | None]
"""From the values of a row: the field that is wrong beside another, what is wrong, and what to write; None where all is well."""


@dataclass(frozen=True)
class SpreadsheetKind:
    """One kind of spreadsheet. The last target is what is counted; two rows that make the same one are the same row."""

    name: str
    title: str
    what: str
    fields: tuple[Field, ...]
    targets: tuple[Target, ...]
    wide: Wide | None = None
    refuses_same_file: bool = False
    """The same file twice would count everything twice, so it is not taken while the first is brought in."""
    checks: tuple[Check, ...] = ()
    """What must hold between the fields of a row, each in its own right."""
    joins_repeats: str = ""
    """A field by whose first option several rows for the same record become one (several people of one agency came)."""

    def field(self, name: str) -> Field:
        return next(one for one in self.fields if one.name == name)

    @property
    def main(self) -> Target:
        return self.targets[-1]
