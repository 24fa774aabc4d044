"""Between two drafts: which figures moved, and which rule or which records moved them. Free of Django.

A figure is kept as it was printed, with the version of its definition and a hash of its question. The records are
compared in the two frozen sets that the drafts stood on, row by row, in the columns that the figure reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import duckdb
import sqlglot
from sqlglot import exp

from goldenthread.figures import wording
from goldenthread.figures.definitions import all_definitions, columns_read, views
from goldenthread.figures.published import PublishedFigure, PublishedNumber, Release
from goldenthread.figures.tables import LATER, SCHEMAS, empty

KEYS: dict[str, tuple[str, ...]] = {
    "adults": ("adult_id",),
    "concerns": ("concern_id",),
    "enquiries": ("enquiry_id",),
    "risks": ("risk_id",),
    "referrals": ("referral_id",),
    "referral_factors": ("referral_id", "factor"),
    "reviews": ("review_id",),
    "review_themes": ("review_id", "theme"),
    "review_steps": ("about", "step"),
    "publication_gates": ("review_id", "gate"),
    "review_people": ("review_id", "person"),
    "audit_cases": ("audit", "adult_id", "enquiry_id", "role"),
    "meetings": ("meeting_id",),
    "attendance": ("meeting_id", "agency_slug"),
    "training_sessions": ("session_id",),
    "contributions": ("agency_slug", "year_start"),
    "expenditure": ("line", "year_start"),
    "undertakings": ("kind", "year_start", "number"),
    "context_facts": ("code",),
    "standards": ("name",),
}
"""What names a record of each table."""

Kept = Mapping[str, Any]
"""A figure as a draft keeps it."""


@cache
def question_of(figure_id: str) -> str:
    """A hash of a figure's question with the shared views it stands on, as the program has them now."""
    asked, waiting = {"": all_definitions()[figure_id].sql}, [all_definitions()[figure_id].sql]
    while waiting:
        for table in sqlglot.parse_one(waiting.pop(), dialect="duckdb").find_all(exp.Table):
            if table.name in views() and table.name not in asked:
                asked[table.name] = views()[table.name]
                waiting.append(views()[table.name])
    return hashlib.sha256("\n".join(f"{name}: {asked[name]}" for name in sorted(asked)).encode()).hexdigest()


def kept(figure: PublishedFigure) -> dict[str, Any]:
    """A figure as a draft keeps it: plain data."""
    unit = figure.definition.unit

    def said(number: PublishedNumber | None, of: Any = "count") -> str | None:
        return None if number is None else wording.say(number, of, in_table=True)

    return {
        "title": figure.definition.title,
        "version": figure.definition.version,
        "question": question_of(figure.id) if figure.id in all_definitions() else "",
        "value": said(figure.value, unit),
        "numerator": said(figure.numerator),
        "denominator": said(figure.denominator),
        "previous": said(figure.previous, unit),
        "rows": {
            row.key: [row.label, said(row.value, unit), said(row.numerator), said(row.denominator)]
            for row in figure.rows
        },
    }


def kept_release(release: Release) -> dict[str, dict[str, Any]]:
    return {figure_id: kept(figure) for figure_id, figure in release.figures.items()}


@dataclass(frozen=True)
class Step:
    """One printed number that is not what it was."""

    words: str
    before: str
    after: str


@dataclass(frozen=True)
class Records:
    """The rows of one table that differ: the names of those that came, went or changed."""

    table: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def counts(self) -> tuple[int, int, int]:
        return len(self.added), len(self.removed), len(self.changed)

    def __bool__(self) -> bool:
        return any(self.counts)


@dataclass(frozen=True)
class Cause:
    """Why a figure moved: a rule, records, the protection of small numbers, or what cannot be said any more."""

    kind: Literal["rule", "records", "protection", "unknown"]
    words: str
    records: Records | None = None


@dataclass(frozen=True)
class Moved:
    """A figure that is not what it was, and why."""

    figure_id: str
    title: str
    steps: tuple[Step, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Side:
    """One of the two drafts: its figures, the rule that protected them, and the folder of its frozen set."""

    figures: Mapping[str, Kept]
    rule: str
    folder: Path | None


def between(before: Side, after: Side) -> list[Moved]:
    """Every figure that moved from one side to the other, with what moved it."""
    moved = [figure_id for figure_id in sorted({*before.figures, *after.figures}) if _steps(figure_id, before, after)]
    differing = rows_that_differ(before.folder, after.folder, _tables(moved)) if moved else {}
    return [
        Moved(
            figure_id,
            str((after.figures.get(figure_id) or before.figures[figure_id])["title"]),
            tuple(_steps(figure_id, before, after)),
            tuple(_causes(figure_id, before, after, differing)),
        )
        for figure_id in moved
    ]


def _tables(ids: Iterable[str]) -> set[str]:
    return {table for one in ids if one in all_definitions() for table in columns_read(one)}


def _steps(figure_id: str, before: Side, after: Side) -> list[Step]:
    was, is_ = before.figures.get(figure_id), after.figures.get(figure_id)
    if was is None or is_ is None:
        return [Step("The figure itself", "not there" if was is None else "there", "there" if was is None else "gone")]
    words = {"value": "Value", "numerator": "Count", "denominator": "Out of", "previous": "The year before"}
    found = [
        Step(words[name], _shown(was[name]), _shown(is_[name]))
        for name in words
        if was[name] != is_[name] and not (name == "numerator" and was["value"] == was[name])
    ]
    return found + _row_steps(was["rows"], is_["rows"])


def _row_steps(was: Mapping[str, list[str | None]], is_: Mapping[str, list[str | None]]) -> list[Step]:
    found = []
    for key in [*was, *(one for one in is_ if one not in was)]:
        then, now = was.get(key), is_.get(key)
        if then is None or now is None:
            found.append(Step(str((then or now or [key])[0]), _row_said(then), _row_said(now)))
        elif then[1:] != now[1:]:
            found.append(Step(str(now[0]), _row_said(then), _row_said(now)))
    return found


def _row_said(row: list[str | None] | None) -> str:
    if row is None:
        return "no such row"
    _, value, numerator, denominator = row
    if denominator is None or value == numerator:
        return _shown(value)
    return f"{_shown(value)} ({_shown(numerator)} of {_shown(denominator)})"


def _shown(said: str | None) -> str:
    return "none" if said is None else said


Differing = Mapping[str, "TableDiffers"] | None


def _causes(figure_id: str, before: Side, after: Side, differing: Differing) -> list[Cause]:
    was, is_ = before.figures.get(figure_id), after.figures.get(figure_id)
    found = []
    if was is not None and is_ is not None and was["version"] != is_["version"]:
        found.append(Cause("rule", f"Its definition changed from version {was['version']} to {is_['version']}."))
    elif was is not None and is_ is not None and was["question"] != is_["question"]:
        found.append(Cause("rule", "The question behind it changed, though its version did not."))
    elif was is None or is_ is None:
        found.append(Cause("rule", "Its definition was added." if was is None else "Its definition was taken away."))
    if before.rule != after.rule:
        found.append(Cause("rule", f"The disclosure rule changed from “{before.rule}” to “{after.rule}”."))
    if figure_id in all_definitions():
        found += _records(figure_id, differing)
    if not found:
        words = "Nothing it reads changed. Other numbers did, so that it had to be withheld, or no longer has to be."
        found.append(Cause("protection", words))
    return found


def _records(figure_id: str, differing: Differing) -> list[Cause]:
    if differing is None:
        words = "The data of one of these drafts are not here any more, so which records moved it cannot be said."
        return [Cause("unknown", words)]
    found = []
    for table, columns in columns_read(figure_id).items():
        records = differing[table].of(columns) if table in differing else None
        if records:
            found.append(Cause("records", _said(records), records))
    return found


def _said(records: Records) -> str:
    words = zip(records.counts, ("added", "taken away", "changed"), strict=True)
    said = ", ".join(f"{count} {what}" for count, what in words if count)
    return f"{records.table.replace('_', ' ').capitalize()}: {said}."


Row = dict[str, Any]


@dataclass(frozen=True)
class TableDiffers:
    """The rows of a table that are on one side only, by the name of their record."""

    table: str
    gone: Mapping[str, list[Row]]
    new: Mapping[str, list[Row]]

    def of(self, columns: tuple[str, ...]) -> Records:
        """The records that differ in these columns."""
        both = [name for name in self.gone if name in self.new]
        changed = [name for name in both if self._seen(self.gone, name, columns) != self._seen(self.new, name, columns)]
        added = [name for name in self.new if name not in self.gone]
        removed = [name for name in self.gone if name not in self.new]
        return Records(self.table, tuple(added), tuple(removed), tuple(changed))

    def _seen(self, side: Mapping[str, list[Row]], name: str, columns: tuple[str, ...]) -> list[list[str]]:
        return sorted([str(row[column]) for column in columns] for row in side[name])


def rows_that_differ(before: Path | None, after: Path | None, tables: Iterable[str]) -> Differing:
    """The rows that are in one frozen set and not in the other; None where a set is not there."""
    wanted = sorted(tables)
    if before is None or after is None or not all(_is_there(folder, wanted) for folder in (before, after)):
        return None
    if before == after:
        return {}
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET threads = 1")
        found = {name: _compare(connection, name, before, after) for name in wanted}
    return {name: one for name, one in found.items() if one.gone or one.new}


def _is_there(folder: Path, tables: list[str]) -> bool:
    return all(name in LATER or (folder / f"{name}.parquet").is_file() for name in tables)


def _compare(connection: duckdb.DuckDBPyConnection, table: str, before: Path, after: Path) -> TableDiffers:
    columns = ", ".join(f'"{name}"' for name in SCHEMAS[table])
    for name, folder in (("earlier", before), ("later", after)):
        file = folder / f"{table}.parquet"
        relation = connection.read_parquet(str(file)) if file.is_file() else connection.from_arrow(empty(table))
        relation.create(f"{name}_{table}")
    earlier, later = (f"SELECT {columns} FROM {name}_{table}" for name in ("earlier", "later"))
    gone = _rows(connection, f"{earlier} EXCEPT ALL {later}", table)
    new = _rows(connection, f"{later} EXCEPT ALL {earlier}", table)
    return TableDiffers(table, gone, new)


def _rows(connection: Any, question: str, table: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in connection.execute(question).fetchall():
        said = dict(zip(SCHEMAS[table], row, strict=True))
        found.setdefault(" / ".join(str(said[key]) for key in KEYS[table]), []).append(said)
    return dict(sorted(found.items()))
