"""What would happen: which records a sheet would make, which are there already, and which rows need putting right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.core.shapes import Pounds
from goldenthread.workspace.year_zero.declared import SpreadsheetKind, Target
from goldenthread.workspace.year_zero.kinds import AGENCY, GROUP
from goldenthread.workspace.year_zero.matching import normal
from goldenthread.workspace.year_zero.readers import Choice, Money, plain
from goldenthread.workspace.year_zero.reading import Known, Line, New, Problem, Reading


class Existing(StrEnum):
    """What becomes of a record that is there already. Stored; never renamed."""

    FILL = "fill"
    CHANGE = "change"
    LEAVE = "leave"


@dataclass(eq=False)
class Planned:
    """A record that would be made, or that is there already with what would change about it."""

    target: Target
    values: dict[str, Any]
    existing: Model | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.existing is None


class Outcome(StrEnum):
    ADD = "added"
    CHANGE = "changed"
    SAME = "there already"
    WRONG = "to put right"
    LEFT = "left out"


@dataclass(eq=False)
class PlannedLine:
    """A line of the sheet, what would become of it, and the records it stands on; the last is what it is about."""

    line: Line
    records: list[Planned] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if self.line.problems:
            return Outcome.LEFT if all(one.is_chosen for one in self.line.problems) else Outcome.WRONG
        if self.records[-1].is_new:
            return Outcome.ADD
        return Outcome.CHANGE if any(one.is_new or one.changes for one in self.records) else Outcome.SAME


@dataclass
class Plan:
    """All that would happen, in the sheet's order."""

    kind: SpreadsheetKind
    lines: list[PlannedLine]
    records: list[Planned]

    @cached_property
    def counts(self) -> Counter[Outcome]:
        """How many lines there are of each outcome."""
        return Counter(one.outcome for one in self.lines)

    @property
    def made(self) -> list[Planned]:
        return [one for one in self.records if one.is_new]

    @property
    def changed(self) -> list[Planned]:
        return [one for one in self.records if not one.is_new and one.changes]

    @cached_property
    def problems(self) -> list[Problem]:
        return [problem for one in self.lines for problem in one.line.problems]

    @property
    def wrong_rows(self) -> list[int]:
        """The rows of the sheet with something to put right, or that are left out as somebody chose."""
        return sorted({problem.row for problem in self.problems})

    @property
    def is_by_cell(self) -> bool:
        """Whether each line is a cell: the sheet has a column for each meeting."""
        return any(one.line.heading for one in self.lines)

    @property
    def to_put_right(self) -> int:
        """How many lines need putting right: rows, or cells."""
        return self.counts[Outcome.WRONG]


class Planner:
    """Works a plan out: knows what the Board holds, and what the lines before have planned."""

    def __init__(self, board: Board, reading: Reading, existing: Existing) -> None:
        self.board = board
        self.reading = reading
        self.kind = reading.layout.kind
        self.existing = existing
        self.held = {target.name: _Held(target, board) for target in (*self.kind.targets, AGENCY, GROUP)}
        self.records: list[Planned] = []
        self.made: dict[tuple[str, str], Planned] = {}
        self.first_rows: dict[int, int] = {}

    def plan(self) -> Plan:
        lines = list(self.reading.lines())
        if self.kind.joins_repeats:
            lines = _joined(lines, self.kind)
        return Plan(self.kind, [self._planned(line) for line in lines], self.records)

    def _planned(self, line: Line) -> PlannedLine:
        planned = PlannedLine(line)
        if not line.is_good:
            return planned
        by_name: dict[str, Planned] = {}
        for target in self.kind.targets:
            by_name[target.name] = self._record(target, line, by_name)
        planned.records = list(by_name.values())
        main = planned.records[-1]
        first = self.first_rows.setdefault(id(main), line.row)
        if first != line.row:
            planned.records = []
            line.problems.append(self._repeated(line, first))
        return planned

    def _repeated(self, line: Line, first: int) -> Problem:
        one = next(one for one in self.kind.fields if one.is_needed)
        text = line.texts.get(one.name, "")
        remedy = (
            f"If it is another {self.kind.main.one}, make the wording or the date differ. If not, take one of them out."
        )
        return Problem(line.row, one, one.title, text, f"Says the same as row {first}", remedy, "repeated")

    def _record(self, target: Target, line: Line, before: Mapping[str, Planned]) -> Planned:
        said = {name: _given(line, paths, self, otherwise=False) for name, paths in target.gives.items()}
        said = {name: value for name, value in said.items() if value not in (None, "")}
        instead = {
            name: _given(line, paths, self, otherwise=True) for name, paths in target.gives.items() if name not in said
        }
        values = {**said, **{name: value for name, value in instead.items() if value not in (None, "")}}
        for attribute, name in target.links.items():
            values[attribute] = before[name]
        if target.belongs_to_board:
            values["board"] = self.board
        held = self.held[target.name]
        found = held.find(values)
        if isinstance(found, Planned):
            return found
        planned = Planned(target, values, found)
        if found is not None:
            linked = {name: values[name] for name in target.links}
            planned.changes = self._changes(found, {**said, **linked}, target)
        else:
            planned.values = {**target.fixed, **values}
        held.claim(values, planned)
        self.records.append(planned)
        return planned

    def _changes(self, found: Model, values: Mapping[str, Any], target: Target) -> dict[str, Any]:
        if self.existing is Existing.LEAVE:
            return {}
        changes = {}
        for name, value in values.items():
            held = getattr(found, name)
            if _key(held) == _key(value) or (name in target.key and name not in target.loose):
                continue
            if self.existing is Existing.CHANGE or held in (None, ""):
                changes[name] = value
        return changes

    def of_board(self, value: Known | New) -> Any:
        """The agency or group a line names: the Board's own, or one that is planned."""
        target = AGENCY if value.kind == "agency" else GROUP
        if isinstance(value, Known):
            return self.held[target.name].by_id[value.id]
        key = (value.kind, normal(value.name))
        if key not in self.made:
            self.made[key] = Planned(target, {"board": self.board, "name": value.name})
            self.records.append(self.made[key])
        return self.made[key]


class _Held:
    """The records of a target that the Board holds or the plan makes, by what makes them the same one."""

    def __init__(self, target: Target, board: Board) -> None:
        self.target = target
        loaded = target.model._default_manager.filter(**{target.board: board.pk})
        self.by_id = {str(record.pk): record for record in loaded}
        self.by_key: dict[tuple[Any, ...], Model | Planned] = {}
        self.loosely: dict[tuple[Any, ...], list[tuple[tuple[Any, ...], Model]]] = {}
        if target.name in {AGENCY.name, GROUP.name}:
            return
        for record in self.by_id.values():
            key = self._key(lambda name, record=record: getattr(record, name))
            self.by_key.setdefault(key, record)
            self.loosely.setdefault(self._tight(key), []).append((key, record))

    def _key(self, value_of: Any) -> tuple[Any, ...]:
        return tuple(_key(value_of(name)) for name in self.target.key)

    def _tight(self, key: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(value for name, value in zip(self.target.key, key, strict=True) if name not in self.target.loose)

    def find(self, values: Mapping[str, Any]) -> Model | Planned | None:
        """The one that is the same: by its whole key, or by what is left where one side does not say."""
        key = self._key(values.get)
        if key in self.by_key:
            return self.by_key[key]
        if not self.target.loose:
            return None
        says_all = all(values.get(name) is not None for name in self.target.loose)
        alike = [
            (held, record)
            for held, record in self.loosely.get(self._tight(key), ())
            if not says_all or all(getattr(record, name) is None for name in self.target.loose)
        ]
        return alike[0][1] if len(alike) == 1 else None

    def claim(self, values: Mapping[str, Any], planned: Planned) -> None:
        """From now on, lines that say the same mean this one; and nobody else takes a place it has filled."""
        self.by_key[self._key(values.get)] = planned
        if planned.existing is not None:
            held = self._key(lambda name: getattr(planned.existing, name))
            self.by_key[held] = planned
            tight = self._tight(held)
            left = [one for one in self.loosely.get(tight, ()) if one[1].pk != planned.existing.pk]
            self.loosely[tight] = left


def _key(value: Any) -> Any:
    match value:
        case Planned():
            return value.existing.pk if value.existing is not None else ("new", id(value))
        case Model():
            return value.pk
        case str():
            return plain(value) or None
        case _:
            return value


def _given(line: Line, paths: str, planner: Planner, *, otherwise: bool) -> Any:
    """What a line gives an attribute: "held_on.on" is a part of a field; several fields are joined as paragraphs.

    With `otherwise`, what other fields say instead of an empty one.
    """
    parts = [_part(line, one, planner, otherwise=otherwise) for one in paths.split()]
    if len(parts) == 1:
        return parts[0]
    return "\n".join(str(part) for part in parts if part)


def _part(line: Line, path: str, planner: Planner, *, otherwise: bool) -> Any:
    name, _, part = path.partition(".")
    value = line.values.get(name)
    if value is None and otherwise:
        others = planner.kind.field(name).otherwise
        value = next((words for other in others if (words := _words(line, other, planner))), None)
    if isinstance(value, (Known, New)):
        return planner.of_board(value)
    return getattr(value, part) if part and value is not None else value


def _words(line: Line, name: str, planner: Planner) -> str:
    """The words of a field; "=Member" is that word itself."""
    if name.startswith("="):
        return name[1:]
    value = line.values.get(name)
    if isinstance(value, (Known, New)):
        found = planner.of_board(value)
        return str(found.values["name"] if isinstance(found, Planned) else found.name)
    return str(value or "")


def _joined(lines: Iterable[Line], kind: SpreadsheetKind) -> list[Line]:
    """Lines about the same record as one: the fullest answer stands, in the order its options are listed."""
    reads = kind.field(kind.joins_repeats).reads
    order = list(reads.options) if isinstance(reads, Choice) else []
    keys = [one.name for one in kind.fields if one.is_needed and one.name != kind.joins_repeats]
    kept: dict[tuple[Any, ...], Line] = {}
    joined: list[Line] = []
    for line in lines:
        key = tuple(_same(line.values.get(name)) for name in keys)
        if not line.is_good:
            joined.append(line)
        elif key not in kept:
            kept[key] = line
            joined.append(line)
        else:
            held, said = (one.values[kind.joins_repeats] for one in (kept[key], line))
            kept[key].values[kind.joins_repeats] = min(held, said, key=order.index)
    return joined


def _same(value: Any) -> Any:
    return (value.kind, normal(value.name)) if isinstance(value, New) else value


def shown(value: Any, kind: SpreadsheetKind, name: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """A value of a field as a person reads it."""
    reads = kind.field(name).reads
    if isinstance(value, New):
        return f"{value.name} (new)"
    if isinstance(value, Known):
        return names[name].get(value.id, "")
    if isinstance(reads, Choice):
        return reads.options.get(value, "")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(reads, Money) and isinstance(value, int):
        return str(Pounds(value))
    on = getattr(value, "on", value)
    if isinstance(on, date):
        precision = getattr(value, "precision", "day")
        if precision == "year":
            return f"{on.year}-{(on.year + 1) % 100:02d}"
        return f"{on:%B %Y}" if precision == "month" else f"{on.day} {on:%B %Y}"
    return "" if value is None else str(value)
