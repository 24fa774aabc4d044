"""The national return and the check of an extract at any size, each beside a baseline in the same run.

    PYTHONPATH=. .venv/bin/python tests/benchmarks/bench_size.py --concerns 100000 615000 3000000 6000000
    … --spark 'local[2]'        the same folder on Spark as well, cell for cell
    … --cluster                 on a master and two workers of their own, on this machine alone

Prints, for each size: seconds of the compute part and how many times faster than pandas it is; the most memory of a process of
its own, with pandas's beside it; how the compute part grows; and the check against a bare typed read of every column.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import NamedTuple

import duckdb

from goldenthread.casework.contract import SHEETS, Column, Kind
from tests.factories import large_extracts
from tests.factories.spark_cluster import cluster

YEAR = "2025-26"
IN_A_PROCESS = """
import resource, sys, time
from pathlib import Path
began = time.perf_counter()
from {module} import compute
loaded = time.perf_counter()
compute(Path(sys.argv[1]), "{year}")
done = time.perf_counter()
print(loaded - began, done - loaded, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
OURS, PANDAS = "goldenthread.national.compute", "tests.factories.national_pandas"


class Spent(NamedTuple):
    """Seconds by the clock, and of the processors: where other work runs beside, the second says more."""

    clock: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.clock:.2f} s ({self.cpu:.2f} s of processors)"


def best(what: Callable[[], object], times: int = 3) -> Spent:
    """The quickest of some runs."""
    spent = []
    for _ in range(times):
        clock, cpu = time.perf_counter(), time.process_time()
        what()
        spent.append(Spent(time.perf_counter() - clock, time.process_time() - cpu))
    return Spent(min(one.clock for one in spent), min(one.cpu for one in spent))


def times_as_long(one: Spent, other: Spent) -> str:
    return f"{one.clock / other.clock:.1f} × as long ({one.cpu / other.cpu:.1f} × of processors)"


def alone(module: str, folder: Path) -> tuple[float, float, int]:
    """Seconds to start, seconds to compute and the most memory in MiB, of a process that does nothing else."""
    code = IN_A_PROCESS.format(module=module, year=YEAR)
    said = subprocess.run(
        [sys.executable, "-c", code, folder], check=True, capture_output=True, text=True
    ).stdout.split()
    return float(said[0]), float(said[1]), int(said[2])


def bare_read(folder: Path, form: str) -> None:
    """Read every column of every file into a table of its types, and nothing else."""
    with duckdb.connect() as connection:
        for sheet in SHEETS:
            file = folder / f"{sheet.name}.{form}"
            types = {column.name: _type(column) for column in sheet.columns}
            rows = f"'{file}'" if form == "parquet" else f"read_csv('{file}', header = true, columns = {types})"
            connection.execute(f"CREATE TABLE {sheet.name} AS SELECT * FROM {rows}")  # noqa: S608


def _type(column: Column) -> str:
    return {Kind.DATE: "DATE", Kind.COUNT: "BIGINT"}.get(column.kind, "VARCHAR")


def as_csv(folder: Path, out: Path) -> Path:
    out.mkdir()
    with duckdb.connect() as connection:
        for sheet in SHEETS:
            connection.execute(f"COPY '{folder / sheet.name}.parquet' TO '{out / sheet.name}.csv' (HEADER)")
    return label(out)


def label(folder: Path) -> Path:
    about = {"authority": "Example Council", "period_from": "2016-04-01", "period_to": "2026-03-31",
             "taken_on": "2026-11-01", "synthetic": True}  # fmt: skip
    (folder / "extract.json").write_text(json.dumps(about))
    return folder


def of_the_return(folder: Path, *, size: str, with_pandas: bool) -> Spent:
    from goldenthread.national.compute import compute
    from tests.factories import national_pandas

    spent = best(lambda: compute(folder, YEAR))
    start, _, memory = alone(OURS, folder)
    print(f"{size}: the return {spent}; alone it starts in {start:.2f} s and takes at most {memory} MiB")
    if with_pandas:
        other = best(lambda: national_pandas.compute(folder, YEAR), 2)
        _, _, needed = alone(PANDAS, folder)
        assert compute(folder, YEAR).by_key() == national_pandas.compute(folder, YEAR), "pandas counts otherwise"
        print(f"{size}: pandas {other}, {times_as_long(other, spent)}, at most {needed} MiB, for the same cells")
    return spent


def of_the_check(folder: Path, csv: Path, size: str) -> None:
    from goldenthread.casework.check import check

    for form, place in (("parquet", folder), ("csv", csv)):
        read = best(partial(bare_read, place, form), 2)
        checked = best(partial(check, place), 1)
        of = f"{read.clock / checked.clock:.2f} ({read.cpu / checked.cpu:.2f} by processors)"
        print(f"{size}: checking {form} {checked}, {of} of the speed of a bare read of {read}")


def on_spark(folder: Path, master: str, size: str) -> None:
    from goldenthread.national import spark
    from goldenthread.national.compute import compute

    began = time.perf_counter()
    with spark.session(master) as session:
        started = time.perf_counter()
        first = spark.compute_with(session, str(folder), YEAR)
        done = time.perf_counter()
        spark.compute_with(session, str(folder), YEAR)
        again = time.perf_counter() - done
    assert first == compute(folder, YEAR), "Spark counts otherwise"
    print(
        f"{size}: on Spark {started - began:.1f} s to start, {done - started:.1f} s, {again:.1f} s again; the same cells"
    )


def growth(sizes: list[int], spent: list[float]) -> float:
    """The exponent by which time grows with size, by least squares on the logarithms of both."""
    xs, ys = [math.log(size) for size in sizes], [math.log(seconds) for seconds in spent]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--concerns", type=int, nargs="+", default=[100_000, 300_000])
    parser.add_argument("--spark", help="A master, such as local[2].")
    parser.add_argument("--cluster", action="store_true", help="Start a master and two workers for it.")
    parser.add_argument("--no-pandas", action="store_true")
    parser.add_argument("--no-check", action="store_true")
    asked, _ = parser.parse_known_args()
    spent = []
    with cluster() if asked.cluster else nullcontext(asked.spark) as master:
        for concerns in asked.concerns:
            size = f"{concerns:>9,} concerns"
            with tempfile.TemporaryDirectory() as name:
                folder = label(large_extracts.write(Path(name) / "extract", concerns))
                spent.append(of_the_return(folder, size=size, with_pandas=not asked.no_pandas))
                if not asked.no_check:
                    of_the_check(folder, as_csv(folder, Path(name) / "csv"), size)
                if master:
                    on_spark(folder, master, size)
    if len(spent) > 1:
        clock, cpu = (growth(asked.concerns, list(seconds)) for seconds in zip(*spent, strict=True))
        print(f"Time grows with size to the power of {clock:.2f} ({cpu:.2f} by processors).")


if __name__ == "__main__":
    sys.exit(main())
