"""The national return beside the same cells by hand-written DuckDB SQL and by pandas, from the same files in the same run.

    PYTHONPATH=. .venv/bin/python tests/benchmarks/bench_national.py --concerns 615000
    … --extract FOLDER      an extract there is already, such as: goldenthread extract example FOLDER --format parquet

The return also sees whether the records are whole; "counting alone" leaves that out, as hand-written SQL does. Each is timed by
the clock and by the processor, whose time another program on the same machine disturbs less; the best of
several runs counts, taken in turn. The cells of all are compared first. Then: the memory and start-up of a process of
its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from goldenthread.national import wholeness
from goldenthread.national.compute import compute
from tests.factories import large_extracts, national_by_hand, national_pandas

YEAR = "2025-26"
ALONE = """
import sys, time
from pathlib import Path
began = time.perf_counter()
from goldenthread.national.compute import compute
from goldenthread.national import definition
definition.load("2025-26")
loaded = time.perf_counter()
compute(Path(sys.argv[1]), "2025-26")
most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(loaded - began, int(most.split()[1]) / 1024)
"""


def timed(what: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    what()
    return time.perf_counter() - clock, time.process_time() - processor


def counting_alone(folder: Path) -> object:
    """The return without seeing whether the records are whole, which hand-written SQL does not ask either."""
    with mock.patch.object(wholeness, "looks_whole", return_value=True):
        return compute(folder, YEAR).by_key()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--concerns", type=int, default=100_000)
    asked.add_argument("--extract", type=Path)
    asked.add_argument("--times", type=int, default=5)
    given, _ = asked.parse_known_args()
    with tempfile.TemporaryDirectory() as name:
        folder = given.extract or large_extracts.write(Path(name), given.concerns)
        ways: dict[str, Callable[[], object]] = {
            "the return": lambda: compute(folder, YEAR).by_key(),
            "counting alone": lambda: counting_alone(folder),
            "hand-written SQL": lambda: national_by_hand.compute(folder, YEAR),
            "pandas": lambda: national_pandas.compute(folder, YEAR),
        }
        cells = {way: what() for way, what in ways.items()}
        for way, found in cells.items():
            if found != cells["the return"]:
                raise SystemExit(f"{way} gives other cells than the return.")
        spent: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for _ in range(given.times):
            for way, what in ways.items():
                spent[way].append(timed(what))
        ours = [min(one[place] for one in spent["the return"]) for place in (0, 1)]
        for way, took in spent.items():
            clock, processor = (min(one[place] for one in took) for place in (0, 1))
            print(
                f"{way:<20}{clock:8.2f} s ({clock / ours[0]:5.2f} × ours)   "
                f"processor {processor:6.2f} s ({processor / ours[1]:5.2f} × ours)"
            )
        command = [sys.executable, "-c", ALONE, str(folder)]
        started, memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        print(f"{'start-up':<20}{float(started):8.2f} s   most memory {float(memory):,.0f} MiB")


if __name__ == "__main__":
    main()
