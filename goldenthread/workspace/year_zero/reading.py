"""A sheet with its mapping, read into lines: what each says of our fields, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from goldenthread.workspace.year_zero import guessing
from goldenthread.workspace.year_zero.declared import Field, SpreadsheetKind
from goldenthread.workspace.year_zero.matching import EMPTY, LEAVE, NEW, Means, Named, meaning
from goldenthread.workspace.year_zero.readers import NOTHING, CannotRead, Choice, OfBoard, plain, seen, short

Fault = Literal["unread", "empty", "repeated", "beside", "chosen"]


@dataclass(frozen=True)
class Problem:
    """Something to put right: where, what stands there, what is wrong, what to write. `field` may be passed over."""

    row: int
    field: Field
    heading: str
    text: str
    wrong: str
    remedy: str
    fault: Fault = "unread"

    @property
    def is_chosen(self) -> bool:
        """It is no mistake: somebody chose to leave rows with this out."""
        return self.fault == "chosen"

    @property
    def can_be_passed_over(self) -> bool:
        return not self.field.is_needed and self.fault == "unread"


@dataclass(frozen=True)
class New:
    """An agency or a group that is to be made."""

    kind: str
    name: str


@dataclass(frozen=True)
class Known:
    """An agency or a group of the Board."""

    kind: str
    id: str


@dataclass
class Line:
    """What one row says; of a sheet with a column for each meeting, what one cell says."""

    row: int
    heading: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Layout:
    """Where things are on a sheet: its rows, the row of headings (from 1), and the column of each field."""

    kind: SpreadsheetKind
    rows: Sequence[Sequence[str]]
    header_row: int
    mapping: Mapping[str, int]

    @property
    def headings(self) -> list[str]:
        return list(self.rows[self.header_row - 1]) if 0 < self.header_row <= len(self.rows) else []

    @property
    def body(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The rows below the headings that say anything, with their numbers. Headings said again are passed over."""
        headings = [plain(cell) for cell in self.headings]
        for number, row in enumerate(self.rows[self.header_row :], start=self.header_row + 1):
            if any(row) and [plain(cell) for cell in row] != headings:
                yield number, row

    @property
    def days(self) -> list[int]:
        return guessing.day_columns(self.headings, self.kind, self.mapping)

    def heading(self, place: int) -> str:
        """What a column is called: its heading, or its letters."""
        said = self.headings[place] if place < len(self.headings) else ""
        return seen(said) or f"Column {letters(place)}"

    def texts(self, name: str) -> Counter[str]:
        """The distinct cells of a field, and how often each stands there."""
        one = self.kind.field(name)
        if name not in self.mapping and self.kind.wide and name == self.kind.wide.cell:
            return Counter(cell(row, place) for _, row in self.body for place in self.days)
        if name not in self.mapping:
            return Counter({"": sum(1 for _ in self.body)}) if one.for_all else Counter()
        return Counter(cell(row, self.mapping[name]) for _, row in self.body if cell(row, self.mapping[name]))


def letters(place: int) -> str:
    """A column as a spreadsheet names it: A, B, … Z, AA."""
    said = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        said = chr(65 + left) + said
    return said


def cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


@dataclass(frozen=True)
class Reading:
    """Everything a line is read with."""

    layout: Layout
    known: Mapping[str, Named]
    means: Means
    passed_over: frozenset[str] = frozenset()

    def lines(self) -> Iterator[Line]:
        """The lines of the sheet, in its order."""
        wide, days = self.layout.kind.wide, self.layout.days
        for number, row in self.layout.body:
            if wide is None or not days:
                yield self._line(number, {name: cell(row, place) for name, place in self.layout.mapping.items()})
                continue
            shared = {name: cell(row, place) for name, place in self.layout.mapping.items()}
            for place in days:
                if plain(cell(row, place)) in NOTHING:
                    continue
                heading = self.layout.heading(place)
                yield self._line(number, {**shared, wide.heading: heading, wide.cell: cell(row, place)}, heading)

    def _line(self, number: int, texts: dict[str, str], heading: str = "") -> Line:
        line = Line(number, heading, texts=texts)
        for one in self.layout.kind.fields:
            text = texts.get(one.name, "")
            if not text and not (one.for_all and one.name not in self.layout.mapping):
                continue
            self._read(line, one, text)
        self._complete(line)
        return line

    def _read(self, line: Line, one: Field, text: str) -> None:
        try:
            line.values[one.name] = self._decided(one, text) if one.reads.needs_decision else one.reads.read(text)  # type: ignore[union-attr]
        except LeftOut:
            where = f"“{short(text)}” stands here"
            line.problems.append(self._problem(line, one, (where, "You chose to leave these rows out."), "chosen"))
        except CannotRead as error:
            if one.name not in self.passed_over or one.is_needed:
                remedy = error.remedy if one.is_needed else f"{error.remedy} Or leave the cell empty."
                line.problems.append(self._problem(line, one, (error.wrong, remedy), "unread"))

    def _decided(self, one: Field, text: str) -> Any:
        empty = one.reads.empty if isinstance(one.reads, Choice) else NOTHING
        if plain(text) in empty and not (one.for_all and not text):
            return None
        said = meaning(one, text, self.known, self.means)
        if said is None:
            what = f"“{short(text)}” is not known here" if text else "The sheet does not say"
            raise CannotRead(what, "Say what it means on the page before this one.")
        if said == LEAVE:
            raise LeftOut
        if said == EMPTY:
            return None
        if isinstance(one.reads, OfBoard):
            return New(one.reads.kind, " ".join(text.split())[:200]) if said == NEW else Known(one.reads.kind, said)
        return said

    def _complete(self, line: Line) -> None:
        """Fill what another field says, then see what is missing. A cell with a fault is not missing as well."""
        kind = self.layout.kind
        faulty = {problem.field.name for problem in line.problems}
        for one in kind.fields:
            if one.implies and line.values.get(one.name) is not None and line.values.get(one.implies[0]) is None:
                line.values[one.implies[0]] = one.implies[1]
        for one in kind.fields:
            if line.values.get(one.name) is not None or one.name in faulty:
                continue
            if one.is_needed:
                said = (f"{one.title} is empty", f"Write the {small(one.title)}.")
                line.problems.append(self._problem(line, one, said, "empty"))
        for check in kind.checks:
            found = check(line.values)
            if found is not None:
                line.problems.append(self._problem(line, kind.field(found[0]), found[1:], "beside"))

    def _problem(self, line: Line, one: Field, said: tuple[str, str], fault: Fault) -> Problem:
        place = self.layout.mapping.get(one.name)
        heading = line.heading or (self.layout.heading(place) if place is not None else one.title)
        return Problem(line.row, one, heading, seen(line.texts.get(one.name, "")), *said, fault)


class LeftOut(Exception):
    """Rows with this text are to be left out."""


def small(title: str) -> str:
    """A field's title inside a sentence."""
    return title[:1].lower() + title[1:]
