"""What a return is computed from: the Board's records as they are, the extracts an earlier version names, or a frozen set."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet

from goldenthread.boards.models import Board
from goldenthread.casework import queries as casework
from goldenthread.casework.models import Extract
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.figures import frozen
from goldenthread.figures.models import FrozenSet
from goldenthread.national.compute import NationalReturn, compute_aged, compute_tables
from goldenthread.national.definition import Key
from goldenthread.national.drill import Behind, behind_aged, behind_tables
from goldenthread.national.models import ReturnVersion

REVIEWS = "reviews"
ID_COLUMNS = {
    "concerns": "concern_id",
    "enquiries": "enquiry_id",
    "risks": "risk_id",
    "adults": "adult_id",
    "reviews": "review_id",
}
"""The column that names a record, by sheet."""


@dataclass(frozen=True)
class Basis:
    """The tables of the extract format, and the extracts they came from, as plain data."""

    tables: Mapping[str, pa.Table]
    sources: list[dict[str, Any]]
    is_synthetic: bool
    is_aged: bool = False
    """Whether it holds ages in place of dates of birth, as frozen sets do."""
    reviewed: tuple[tuple[date, date], ...] = ()
    """The first and last days of each extract that came with reviews, be it with none in them."""

    def computed(self, period: Period, policies: Mapping[str, str]) -> NationalReturn:
        """The return of a year under these policies.

        Raises:
            Refused: a policy needs dates of birth, and these records hold ages.
            NotFound: nothing defines the return of that year.
        """
        by = compute_aged if self.is_aged else compute_tables
        return by(self._handed_in(period), period.label, policies=policies)

    def behind(self, period: Period, policies: Mapping[str, str], key: Key) -> Behind:
        """The records behind a cell, by the policies that it was counted by.

        Raises:
            NotFound: the year has no such cell.
            NotPossibleNow: the cell is empty, as no reviews were handed in.
        """
        find = behind_aged if self.is_aged else behind_tables
        return find(self._handed_in(period), period.label, key, policies=policies)

    @contextmanager
    def as_extract(self, period: Period) -> Iterator[Path | None]:
        """The records that a year's return is computed from as a folder of Parquet, for as long as it is read.

        None where they hold ages and are no extract.
        """
        if self.is_aged:
            yield None
            return
        with tempfile.TemporaryDirectory(prefix="goldenthread-return-") as folder:
            for name, table in self._handed_in(period).items():
                pa.parquet.write_table(table, Path(folder) / f"{name}.parquet")
            yield Path(folder)

    def _handed_in(self, period: Period) -> Mapping[str, pa.Table]:
        """The tables without that of reviews, where none was handed in with an extract that reaches into the year."""
        if any(first <= period.end and last >= period.start for first, last in self.reviewed):
            return self.tables
        return {name: table for name, table in self.tables.items() if name != REVIEWS}

    def rows(self, sheet: str, ids: Iterable[str]) -> list[dict[str, Any]]:
        """The rows of a sheet with these ids, in the order of the ids; an id that is not there has none."""
        column = ID_COLUMNS[sheet]
        known = {str(row[column]): row for row in self._of(sheet, column, list(ids))}
        return [known[one] for one in ids if one in known]

    def _of(self, sheet: str, column: str, ids: list[str]) -> list[dict[str, Any]]:
        table = self.tables[sheet]
        return list(table.filter(pa.compute.is_in(table[column], pa.array(ids, pa.string()))).to_pylist())

    def covers(self, period: Period) -> bool:
        """Whether an extract reaches into the year. Where nobody kept which extracts they were, it is taken to."""
        spans = [(date.fromisoformat(one["from"]), date.fromisoformat(one["to"])) for one in self.sources]
        rows: int = self.tables["concerns"].num_rows + self.tables["enquiries"].num_rows
        if not spans:
            return rows > 0
        return any(first <= period.end and last >= period.start for first, last in spans)

    def refuse_another_year(self, period: Period) -> None:
        """Raises:
        Refused: no extract reaches into the year.
        """
        if not self.covers(period):
            raise Refused(
                f"There are no case records of {period} to compute a return from. Load an extract that covers it."
            )


def of_board(board: Board) -> Basis:
    """The records of all extracts in force."""
    return _of_extracts(board, list(casework.current_extracts(board)))


def of_frozen(frozen_set: FrozenSet) -> Basis:
    """The records of a frozen set, which hold ages in place of dates of birth.

    Raises:
        Refused: the set is not there, or was changed since it was frozen.
    """
    folder = Path(frozen_set.folder)
    said = frozen.manifest_of(folder)
    data = frozen.read(folder, frozen_set.manifest_sha256)
    tables = {name: data.tables[name] for name in ("adults", "concerns", "enquiries", "risks")}
    sources = [
        {
            "authority": one["authority"],
            "from": one["period_from"],
            "to": one["period_to"],
            "taken": one["taken_on"],
            "sha256": one["sha256"],
        }
        for one in said.get("from") or []
    ]
    return Basis(tables, sources, frozen_set.is_synthetic, is_aged=True)


def of_version(version: ReturnVersion) -> Basis:
    """The records that a version was computed from, as they were then: extracts are replaced, and never edited.

    Raises:
        Refused: they are not kept any more.
    """
    if version.frozen_set is not None:
        return of_frozen(version.frozen_set)
    ids = [one["id"] for one in version.sources]
    found = list(Extract.objects.filter(board=version.board_id, pk__in=ids).order_by("period_from"))
    if len(found) != len(ids):
        raise Refused("The records that this version was computed from are not kept any more. Its numbers stand.")
    return _of_extracts(version.board, found)


def of_two(was: ReturnVersion, now: ReturnVersion) -> tuple[Basis, Basis]:
    """The records of two versions; read once where they are the same.

    Raises:
        Refused: those of one of them are not kept any more.
    """
    first = of_version(was)
    is_same = (was.frozen_set_id, was.sources) == (now.frozen_set_id, now.sources)
    return first, first if is_same else of_version(now)


def _of_extracts(board: Board, extracts: Iterable[Extract]) -> Basis:
    given = list(extracts)
    tables = casework.arrow_tables_of(board, given)
    reviewed = tuple((one.period_from, one.period_to) for one in given if "reviews.csv" in one.rows)
    sources = [
        {
            "id": str(one.pk),
            "authority": one.authority,
            "from": one.period_from.isoformat(),
            "to": one.period_to.isoformat(),
            "taken": one.taken_on.isoformat(),
            "sha256": one.sha256,
        }
        for one in given
    ]
    return Basis(tables, sources, any(one.is_synthetic for one in given), reviewed=reviewed)
