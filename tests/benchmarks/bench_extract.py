"""Checking and loading an extract, beside plain reading and plain writing of the same rows in the same run."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from goldenthread.casework.check import check
from goldenthread.casework.contract import SHEETS
from goldenthread.demo import example_extract

CONCERNS = 100_000


def timed(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def say(name: str, seconds: float, baseline: str, base: float) -> None:
    print(f"{name:<46}{seconds:8.2f} s   {seconds / base:6.1f} × {baseline} ({base:.2f} s)")


def scan(folder: Path) -> None:
    """Read every cell of every file, and nothing else."""
    with duckdb.connect() as connection:
        for sheet in SHEETS:
            file = folder / f"{sheet.name}.parquet"
            connection.execute(f"SELECT {', '.join(f'max({c.name})' for c in sheet.columns)} FROM '{file}'").fetchall()  # noqa: S608


def load(folder: Path, rows: Path) -> tuple[float, float]:
    """Loading 5,000 concerns into SQLite, beside the bare insert of as many rows."""
    import os
    import sqlite3

    os.environ["GOLDENTHREAD_DATA"] = str(folder)
    import django

    django.setup()
    from goldenthread.core import fresh_database

    fresh_database.bring_up_to_date()
    from goldenthread.boards.models import Board
    from goldenthread.casework import operations
    from goldenthread.core.actors import Actor

    board = Board.objects.create(slug="b", name="B", short_name="B", area="B", authority="B")
    spent = timed(lambda: operations.load(rows, board=board, by=Actor.system("benchmark")))
    with sqlite3.connect(folder / "bare.sqlite3") as bare:
        bare.execute("CREATE TABLE rows (a, b, c, d, e, f, g, h)")
        many = [(str(n), "a", "b", "c", "d", "e", "f", "g") for n in range(12_000)]
        return spent, timed(lambda: bare.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)", many))


def main() -> None:
    years = example_extract.Years.parse("2021-22..2023-24")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        example_extract.write(example_extract.make(CONCERNS, years, 1), folder / "large", years, "parquet")
        example_extract.write(example_extract.make(5_000, years, 1), folder / "small", years, "csv")
        base = timed(lambda: scan(folder / "large"))
        say(f"checking {CONCERNS:,} concerns (Parquet)", timed(lambda: check(folder / "large")), "a bare scan", base)
        spent, bare = load(folder, folder / "small")
        say("checking and loading 5,000 concerns (CSV)", spent, "a bare insert", bare)


if __name__ == "__main__":
    sys.exit(main())
