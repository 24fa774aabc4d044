"""A dataset: the tables figures are computed from, and the snapshot that names them. Free of Django."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet

from goldenthread.figures.coverage import Span
from goldenthread.figures.figure import Snapshot
from goldenthread.figures.tables import LATER, SCHEMAS, empty, shaped


@dataclass(frozen=True)
class Dataset:
    """Every table of the schema, and where they came from. `spans` are the days its case records cover, where that is known."""

    tables: Mapping[str, pa.Table]
    snapshot: Snapshot
    spans: tuple[Span, ...] | None = None


def of_tables(
    tables: Mapping[str, pa.Table],
    *,
    board: str,
    period: str,
    taken_at: datetime,
    is_synthetic: bool,
    spans: tuple[Span, ...] | None = None,
) -> Dataset:
    """A live dataset: the given tables, empty ones for the rest, sealed by what they hold."""
    whole = {name: shaped(name, tables[name]) if name in tables else empty(name) for name in SCHEMAS}
    hashes = {f"{name}.parquet": hashlib.sha256(data).hexdigest() for name, data in files_of(whole).items()}
    return Dataset(whole, Snapshot("live", board, period, seal_of(hashes), taken_at, is_synthetic), spans)


def seal_of(hashes: Mapping[str, str]) -> str:
    """The seal of a set: the hash of its files' names and hashes, in order. Live data have the seal they would freeze to."""
    lines = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()


def files_of(whole: Mapping[str, pa.Table]) -> dict[str, bytes]:
    """The tables that are files of a set, as Parquet bytes: all but those that came later and are empty."""
    return {name: as_parquet(table) for name, table in whole.items() if table.num_rows or name not in LATER}


def as_parquet(table: pa.Table) -> bytes:
    """The table as Parquet bytes: the same table always gives the same bytes with the same library."""
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(table, buffer, compression="zstd", version="2.6", store_schema=True)
    return buffer.getvalue()
