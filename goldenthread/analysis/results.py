"""Computed figures of a year: one by one, and together as a table that goes to Arrow, CSV, Excel, JSON and pandas."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.ipc

from goldenthread.core.cells import SYNTHETIC, safe
from goldenthread.core.errors import NotFound, Refused
from goldenthread.figures.figure import Definition
from goldenthread.figures.published import PublishedFigure, PublishedNumber, PublishedRow

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]  # it brings no types, and may be absent

TEXT, NUMBER = pa.string(), pa.float64()
COLUMNS: dict[str, pa.DataType] = {
    "figure": TEXT,
    "title": TEXT,
    "unit": TEXT,
    "period": TEXT,
    "row": TEXT,
    "label": TEXT,
    "value": NUMBER,
    "numerator": NUMBER,
    "denominator": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "mark": TEXT,
    "cover": TEXT,
    "version": TEXT,
    "seal": TEXT,
    "synthetic": pa.bool_(),
}
"""One line for a figure as a whole (`row` is empty), and one for each row of it. `value` is in the figure's own unit: a count as
it is, a percentage from 0 to 100, pounds, days. `low` and `high` are the ends of a 95 % interval, in the same unit. `mark` is
empty, or says why there is no plain number: c withheld, x not available."""


@dataclass(frozen=True)
class OneFigure:
    """A figure of a year. `value` is in the unit of its definition; None where it is withheld or there is nothing to count."""

    published: PublishedFigure

    @property
    def id(self) -> str:
        return self.published.id

    @property
    def definition(self) -> Definition:
        return self.published.definition

    @property
    def value(self) -> float | None:
        return self.published.value.value

    @property
    def numerator(self) -> float | None:
        return self.published.numerator.value

    @property
    def denominator(self) -> float | None:
        return _value(self.published.denominator)

    @property
    def likely(self) -> tuple[float, float] | None:
        """The ends of its 95 % interval, where it has one."""
        low, high = self.published.low, self.published.high
        return None if low is None or high is None else (low, high)

    @property
    def previous(self) -> float | None:
        """The value of the year before."""
        return _value(self.published.previous)

    @property
    def rows(self) -> dict[str, float | None]:
        """The value of each row, by its key."""
        return {row.key: row.value.value for row in self.published.rows}

    @property
    def seal(self) -> str:
        """The seal of the data it was computed from."""
        return self.published.snapshot.sha256

    def __repr__(self) -> str:
        return f"<{self.id} {self.published.period}: {'no number' if self.value is None else f'{self.value:g}'}>"


class Results(Mapping[str, OneFigure]):
    """Figures by id, in the order of their ids. `rule` protects them; empty where nothing is withheld."""

    def __init__(self, figures: Mapping[str, PublishedFigure], *, rule: str) -> None:
        self._figures = {one: OneFigure(figures[one]) for one in sorted(figures)}
        self.rule = rule

    def __getitem__(self, figure_id: str) -> OneFigure:
        try:
            return self._figures[figure_id]
        except KeyError:
            raise NotFound(f"There is no figure “{figure_id}” here. There are: {', '.join(self._figures)}.") from None

    def __contains__(self, figure_id: object) -> bool:
        return figure_id in self._figures

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def __repr__(self) -> str:
        said = f"protected by the rule “{self.rule}”" if self.rule else "small numbers not withheld"
        return f"<{len(self)} figures, {said}>"

    @property
    def is_synthetic(self) -> bool:
        """Whether the records are invented, as in a demonstration."""
        return any(one.published.snapshot.is_synthetic for one in self.values())

    def table(self) -> pa.Table:
        """Every figure and row as one Arrow table, with the columns of `COLUMNS`."""
        lines = list(self._lines())
        return pa.table({name: pa.array([line[name] for line in lines], kind) for name, kind in COLUMNS.items()})

    def _lines(self) -> Iterator[dict[str, Any]]:
        for one in self.values():
            yield _line(one.published, one.published, "", "")
            for row in one.published.rows:
                yield _line(one.published, row, row.key, row.label)

    def to_arrow(self, path: str | Path) -> Path:
        """The table as an Arrow file, which pandas, polars, R and DuckDB read with its types."""
        return _write(path, self.as_arrow())

    def as_arrow(self) -> bytes:
        """What `to_arrow` writes."""
        table, out = self.table(), pa.BufferOutputStream()
        with pa.ipc.new_file(out, table.schema) as writer:
            writer.write_table(table)
        return bytes(out.getvalue().to_pybytes())

    def to_csv(self, path: str | Path) -> Path:
        """The table as CSV (UTF-8 with a mark for spreadsheets). No cell is taken for a formula."""
        return _write(path, self.as_csv())

    def as_csv(self) -> bytes:
        """What `to_csv` writes."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows([_cell(value) for value in line.values()] for line in self._lines())
        return b"\xef\xbb\xbf" + out.getvalue().encode()

    def to_xlsx(self, path: str | Path) -> Path:
        """The table as a workbook of one sheet, its first line fixed. Data that are synthetic say so above it."""
        return _write(path, self.as_xlsx())

    def as_xlsx(self) -> bytes:
        """What `to_xlsx` writes."""
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.active
        sheet.title = "Figures"
        for heading in [*([[SYNTHETIC]] if self.is_synthetic else []), list(COLUMNS)]:
            sheet.append(heading)
        sheet.freeze_panes = f"A{sheet.max_row + 1}"
        for line in self._lines():
            sheet.append([_cell(value) for value in line.values()])
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def to_json(self, path: str | Path | None = None) -> str:
        """The figures as JSON: by id, each with its rows by key. Written to `path` where one is given."""
        told = {
            one.id: {
                **_line(one.published, one.published, "", ""),
                "rows": {row.key: _line(one.published, row, row.key, row.label) for row in one.published.rows},
            }
            for one in self.values()
        }
        text = json.dumps({"rule": self.rule, "figures": told}, ensure_ascii=False, indent=1)
        if path is not None:
            _write(path, text.encode())
        return text

    def to_pandas(self) -> pd.DataFrame:
        """The table as a pandas frame.

        Raises:
            Refused: pandas is not installed here.
        """
        try:
            import pandas  # noqa: F401  (Arrow needs it to be there)
        except ImportError as error:
            raise Refused("pandas is not installed here. Install it, or use table(), which is Arrow.") from error
        return self.table().to_pandas()


def _line(figure: PublishedFigure, one: PublishedFigure | PublishedRow, key: str, label: str) -> dict[str, Any]:
    numbers: Iterable[PublishedNumber | None] = (one.value, one.numerator, one.denominator)
    return {
        "figure": figure.id,
        "title": figure.definition.title,
        "unit": figure.definition.unit,
        "period": figure.period,
        "row": key,
        "label": label,
        "value": one.value.value,
        "numerator": one.numerator.value,
        "denominator": _value(one.denominator),
        "low": one.low,
        "high": one.high,
        "mark": next((number.mark for number in numbers if number is not None and number.mark), ""),
        "cover": figure.cover,
        "version": figure.definition.version,
        "seal": figure.snapshot.sha256,
        "synthetic": figure.snapshot.is_synthetic,
    }


def _value(number: PublishedNumber | None) -> float | None:
    return None if number is None else number.value


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else value


def _write(path: str | Path, data: bytes) -> Path:
    place = Path(path)
    place.write_bytes(data)
    return place
