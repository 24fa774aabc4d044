"""Frozen data, opened: tables, figures, the records behind a figure, and questions of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from goldenthread.analysis.results import Results
from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import Period, Stretch, stretch
from goldenthread.figures import disclosure, engine, frozen
from goldenthread.figures.coverage import WHOLE_YEARS
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.explain import explain
from goldenthread.figures.lineage import records_of
from goldenthread.national.cells import HEADER
from goldenthread.national.compute import compute_aged

Given = str | int | float | bool | date
"""What can be put in the place of `$name` in a question."""


class FrozenData:
    """A frozen set that was proved when it was opened. Nothing here changes it."""

    def __init__(self, dataset: Dataset, folder: Path, *, is_manifest_proved: bool = True) -> None:
        self._dataset = dataset
        self._is_manifest_proved = is_manifest_proved
        self.folder = folder

    @property
    def is_manifest_proved(self) -> bool:
        """Whether the manifest carries its own hash. Without one the tables are proved, but whose they are, of which year, and
        whether they are invented, is only said. Sets of the first versions have none; else somebody took it out.
        """
        return self._is_manifest_proved

    @property
    def board(self) -> str:
        """The Board's short address."""
        return self._dataset.snapshot.board

    @property
    def period(self) -> str:
        """The financial year it was frozen for, such as 2023-24."""
        return self._dataset.snapshot.period

    @property
    def seal(self) -> str:
        """The set's own hash: the same seal always gives the same figures."""
        return self._dataset.snapshot.sha256

    @property
    def is_synthetic(self) -> bool:
        """Whether the records are invented, as in a demonstration."""
        return self._dataset.snapshot.is_synthetic

    def __repr__(self) -> str:
        mark = (", synthetic" if self.is_synthetic else "") + (
            "" if self.is_manifest_proved else ", its manifest not proved"
        )
        return f"<frozen data of {self.board}, {self.period}, seal {self.seal[:12]}{mark}>"

    @property
    def tables(self) -> dict[str, int]:
        """Each table's name and how many rows it has."""
        return {name: table.num_rows for name, table in self._dataset.tables.items()}

    def table(self, name: str) -> pa.Table:
        """One table as Arrow.

        Raises:
            Refused: there is no such table.
        """
        if name not in self._dataset.tables:
            raise Refused(f"There is no table “{name}”. There are: {', '.join(self._dataset.tables)}.")
        return self._dataset.tables[name]

    def figures(self, period: str = "", ids: Iterable[str] | None = None) -> Results:
        """Every figure of a year, or those of `ids` (one, or several), with nothing withheld. `period` is a financial year,
        such as 2023-24, or quarters of one: 2023-24 Q2, 2023-24 Q1-Q3.

        For those entitled to the records alone.

        Raises:
            Refused: `period` is neither.
            NotFound: there is no figure of that id.
        """
        year = self._year(period)
        wanted = [ids] if isinstance(ids, str) else None if ids is None else list(ids)
        now = engine.compute(self._dataset, year, wanted)
        before = engine.compute(self._dataset, year.previous(), wanted)
        return Results(disclosure.unprotected(now, before), rule="")

    def released(self, period: str = "", rule: str = "board") -> Results:
        """Every figure of a year, or of quarters of one, as a rule protects it, so that small numbers are withheld. Always all
        of them: what is withheld depends on what stands beside it.

        It knows this set alone: not what the Board released before, nor its facts that are public, with which a number here may
        give another away. That it leaves the Board is for two people of the Board to agree.

        Raises:
            Refused: `period` is neither, or there is no such rule.
            NotPossibleNow: the figures cannot be protected.
        """
        return Results(disclosure.release(self._dataset, self._year(period), rule).figures, rule=rule)

    def explain(self, figure_id: str, period: str = "") -> str:
        """A figure in plain words: what it counts, from which columns, by which question.

        Raises:
            NotFound: there is no such figure.
        """
        found = engine.compute(self._dataset, self._year(period), [figure_id])
        return explain(found[figure_id], self._dataset)

    def records(self, figure_id: str, period: str = "", *, row: str = "") -> pa.Table:
        """The records that make a figure, or one row of it, as Arrow: a line for each thing counted, all cells as text.

        Raises:
            NotFound: there is no such figure.
            Refused: it is counted for whole years alone, and quarters were asked for.
            NotTraceable: the figure's question cannot be turned round.
        """
        asked = self._year(period)
        if figure_id not in all_definitions():
            raise NotFound(f"There is no figure “{figure_id}”. List them with figures().")
        if engine.compute(self._dataset, asked, [figure_id])[figure_id].cover == WHOLE_YEARS:
            raise Refused(f"“{figure_id}” is counted for whole years alone. Ask for the year.")
        found = records_of(self._dataset, asked, figure_id, category=row)
        lines = [[_text(cell) for cell in line.cells] for line in found.lines]
        columns = {head: pa.array([line[at] for line in lines], pa.string()) for at, head in enumerate(found.headings)}
        return pa.table(columns)

    def national_return(self, period: str = "", *, policies: Mapping[str, str] | None = None) -> pa.Table:
        """Every cell of the national return of a year (the Safeguarding Adults Collection), as Arrow: one line a cell, with the
        columns of the national open data. Counts are as they are, neither rounded nor withheld. A frozen set holds ages in place
        of dates of birth, and not who died in a review, so the cells of SG5 are empty.

        Args:
            period: A financial year that has a definition; the set's own where it is left out.
            policies: Answers to P-01 to P-11 other than the year's own, by number.

        Raises:
            Refused: `period` is no financial year, or there is no such policy or answer.
            NotFound: there is no definition for the year.
        """
        year = Period.parse(period or self.period).label
        found = compute_aged(self._dataset.tables, year, policies=policies)
        columns = zip(*((*cell.key, cell.value) for cell in found.cells), strict=True)
        kinds = [*[pa.string()] * 4, pa.int64()]
        return pa.table(
            {name: pa.array(column, kind) for name, column, kind in zip(HEADER, columns, kinds, strict=True)}
        )

    def ask(self, sql: str, **given: Given) -> pa.Table:
        """A question of one's own over the tables and the shared views that figures stand on, in DuckDB's SQL.

        `$name` in it is taken from `given`. It runs where nothing else can be reached: no file, no network.

        Raises:
            Refused: the question cannot be asked so (the text is DuckDB's own), two columns have one name, or a column holds
                what a table cannot.
        """
        try:
            names, rows = engine.ask_in_order(self._dataset, sql, dict(given))
        except duckdb.Error as error:
            raise Refused(f"This cannot be asked: {error}") from error
        if not names:
            raise Refused("This cannot be asked: there is no question in it.")
        if twice := [name for name in names if names.count(name) > 1]:
            raise Refused(f"Two columns are called “{twice[0]}”. Give each a name of its own, with AS.")
        return pa.table({name: _column(name, [row[at] for row in rows]) for at, name in enumerate(names)})

    def _year(self, period: str) -> Stretch:
        return stretch(period or self.period)


def open_frozen(path: str | Path) -> FrozenData:
    """Open a frozen set, and prove it: its own folder, or a folder that holds one set and no more.

    Raises:
        Refused: there is none or there are several, or it was changed since it was frozen.
    """
    folder = Path(path)
    if not (folder / frozen.MANIFEST).exists():
        inside = frozen.sets_in(folder)
        if len(inside) != 1:
            several = "\n".join(str(one) for one in inside)
            raise Refused(f"Say which of these:\n{several}" if inside else f"There is no frozen set in {folder}.")
        folder = inside[0]
    return FrozenData(frozen.read(folder), folder, is_manifest_proved=frozen.HASH in frozen.manifest_of(folder))


def _column(name: str, values: list[Any]) -> pa.Array:
    try:
        return pa.array(values)
    except (pa.ArrowException, OverflowError) as error:
        raise Refused(
            f"A table cannot hold the column “{name}” as it is. Cast it, such as to DOUBLE or VARCHAR."
        ) from error


def _text(cell: object) -> str | None:
    if cell is None:
        return None
    return "; ".join(str(one) for one in cell) if isinstance(cell, list) else str(cell)
