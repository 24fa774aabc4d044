"""Taking a person out of a frozen set: a new set without their rows, which names the set it replaces. Free of Django.

A frozen set never changes. Where the law asks that somebody's data be erased (UK GDPR, article 17), a second set is written
beside it. Its manifest carries the manifest of the set before, and says who did it, when, why and how many rows went, but
neither whose they were nor which figures are others now. The set before can then be destroyed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import Period
from goldenthread.figures import frozen
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.engine import compute
from goldenthread.figures.figure import Figure, worth
from goldenthread.figures.tables import SCHEMAS, shaped

Tables = Mapping[str, pa.Table]
POINTERS = {"duplicate_of": "concern_id"}
LISTS = {"concern_ids": "concern_id"}
"""Columns of other rows that may name what is gone, and which key they hold: one, or several."""


@dataclass(frozen=True)
class Changed:
    """A figure of a year, or a row of one (`key`), that has another top or bottom without the person. For the keeper of the data
    alone.
    """

    period: str
    figure_id: str
    key: str
    was: float | None
    now: float | None


@dataclass(frozen=True)
class Erased:
    """The new set, how many rows were taken out of each table, and which figures are others now."""

    folder: Path
    rows: Mapping[str, int]
    changed: tuple[Changed, ...]


def erase(folder: Path, *, adult_id: str, out: Path, made: frozen.Made, why: str) -> Erased:
    """Write the set in `folder` again without one person's rows, under `out`. Nothing in `folder` is touched.

    Raises:
        Refused: it is not a frozen set or was changed; no reason was given; or the same data were frozen there before,
            by somebody who erased nothing.
        NotFound: nobody in it has this id.
    """
    if not why.strip():
        raise Refused("Say why the person is erased. Do not name them.")
    dataset = frozen.read(folder)
    left = without(dataset.tables, adult_id)
    rows = {name: dataset.tables[name].num_rows - left[name].num_rows for name in left}
    taken = {name: number for name, number in rows.items() if number}
    if not taken:
        raise NotFound(f"Nobody in {folder} has this id, so nothing was written.")
    before = frozen.manifest_of(folder)
    again = Dataset(left, dataset.snapshot, dataset.spans)
    same = [f"{name}.parquet" for name in left if left[name] is dataset.tables[name]]
    kept = {file: (folder / file).read_bytes() for file in same if file in before["files"]}
    replaces = {
        "manifest": before,
        "by": made.by,
        "at": made.at.isoformat(),
        "why": why.strip(),
        "rows": taken,
    }
    sources = tuple(before.get("from") or ())
    new = frozen.write(again, out, frozen.Made(made.by, made.at, sources), as_before=kept, replaces=replaces)
    return Erased(new, taken, tuple(_changes(dataset, again)))


def without(tables: Tables, adult_id: str) -> dict[str, pa.Table]:
    """Every table without one person's rows, and without what hung on them. A table that held nothing of theirs is the same
    object.
    """
    enquiries = _keys(tables, "enquiries", "enquiry_id", adult_id)
    gone = {
        "adult_id": {adult_id},
        "concern_id": _keys(tables, "concerns", "concern_id", adult_id),
        "enquiry_id": enquiries,
        "risk_id": _risks(tables, enquiries),
    }
    return {name: _kept(name, table, gone) for name, table in tables.items()}


def _keys(tables: Tables, name: str, key: str, adult_id: str) -> set[str]:
    """The keys of the rows of a table that are about the person."""
    rows = tables[name].select(["adult_id", key]).to_pylist()
    return {row[key] for row in rows if row["adult_id"] == adult_id}


def _risks(tables: Tables, enquiries: set[str]) -> set[str]:
    rows = tables["risks"].select(["risk_id", "enquiry_id"]).to_pylist()
    return {row["risk_id"] for row in rows if row["enquiry_id"] in enquiries}


def _kept(name: str, table: pa.Table, gone: Mapping[str, set[str]]) -> pa.Table:
    columns = [column for column in gone if column in table.column_names]
    if not columns and not {*POINTERS, *LISTS} & set(table.column_names):
        return table
    rows = table.to_pylist()
    left = [row for row in rows if all(row[column] not in gone[column] for column in columns)]
    mended = [_mended(row, gone) for row in left]
    if mended == rows:
        return table
    return pa.table({column: pa.array([row[column] for row in mended], kind) for column, kind in SCHEMAS[name].items()})


def _mended(row: Mapping[str, Any], gone: Mapping[str, set[str]]) -> dict[str, Any]:
    """A row of somebody else's that does not name what is gone."""
    found = dict(row)
    for column, key in POINTERS.items():
        if found.get(column) in gone[key]:
            found[column] = None
    for column, key in LISTS.items():
        if found.get(column):
            found[column] = [one for one in found[column] if one not in gone[key]]
    return found


def _changes(before: Dataset, after: Dataset) -> Iterable[Changed]:
    """Every number with another top or bottom than before, even where it reads the same, in every year that the set covers."""
    for period in _years(before):
        was, now = compute(before, period), compute(after, period)
        for figure_id, figure in was.items():
            old, new = _numbers(figure), _numbers(now[figure_id])
            for key in old | new:
                if old.get(key) != new.get(key):
                    then, left = _read(figure, old.get(key)), _read(figure, new.get(key))
                    yield Changed(period.label, figure_id, key, then, left)


def _years(dataset: Dataset) -> list[Period]:
    """The set's own year first and the one before, with which it is compared; then all others that its case records cover."""
    own = Period.parse(dataset.snapshot.period)
    spans = [(Period.containing(first), Period.containing(last)) for first, last in dataset.spans or ()]
    covered = {Period(year) for first, last in spans for year in range(first.starts_in, last.starts_in + 1)}
    return [own, own.previous(), *sorted(covered - {own, own.previous()}, reverse=True)]


Parts = tuple[float | None, float | None]
"""Numerator and denominator."""


def _numbers(figure: Figure) -> dict[str, Parts]:
    rows: dict[str, Parts] = {row.key: (row.numerator, row.denominator) for row in figure.categories}
    return {"": (figure.numerator, figure.denominator), **rows}


def _read(figure: Figure, parts: Parts | None) -> float | None:
    return None if parts is None else worth(figure.definition.unit, *parts)


def problems_against(folder: Path, before: Path) -> list[str]:
    """With both sets at hand: whether the newer is the older without the rows of one person, and nothing else.

    Raises:
        Refused: one of them is not a frozen set, or was changed.
    """
    old, new = frozen.read(before), frozen.read(folder)
    said = frozen.manifest_of(folder).get("replaces")
    if said is None or said["manifest"].get("seal") != old.snapshot.sha256:
        return [f"{folder} does not say that it replaces {before}."]
    gone = _ids(old) - _ids(new)
    if len(gone) != 1:
        return [f"{len(gone)} people were taken out, and not one."]
    expected = without(old.tables, gone.pop())
    return [
        f"{name} is not what it was without that person."
        for name in expected
        if shaped(name, expected[name]) != shaped(name, new.tables[name])
    ]


def _ids(dataset: Dataset) -> set[str]:
    named = [table for table in dataset.tables.values() if "adult_id" in table.column_names]
    return {one for table in named for one in table["adult_id"].to_pylist() if one is not None}
