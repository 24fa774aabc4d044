"""Take away each question the rooms ask of the rule, one at a time, and see that the rooms' own tests notice.

    python -m tests.mutants_of_rooms [path …]

`tests.mutants` turns the rule itself; this turns each place that asks it: `allow(…)` answers yes, `visible_to(…)` leaves all
its records, `require(…)` refuses nobody, `standing.may(…)` answers yes. Each mutant is written into a copy of the program, and
the tests named for its room are run until one fails. It takes some twenty minutes on two cores, so it is for a milestone.
"""

from __future__ import annotations

import ast
import os
import queue
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("tests/integration/pages", "tests/integration/access/test_side_doors.py", "tests/integration/people")
ROOMS: dict[str, tuple[str, ...]] = {
    "goldenthread/core/listing.py": PAGES,
    "goldenthread/core/forms.py": PAGES,
    "goldenthread/boards": ("tests/integration/people",),
    "goldenthread/trail": (
        "tests/integration/trail/test_operations.py",
        "tests/integration/trail/test_queries.py",
        *PAGES,
    ),
    "goldenthread/figures": ("tests/integration/figure_pages",),
    "goldenthread/reports": ("tests/integration/report_editor",),
    "goldenthread/workspace/extracts": ("tests/integration/extracts",),
    "goldenthread/workspace/figures": ("tests/integration/figure_pages",),
    "goldenthread/workspace/job_pages.py": ("tests/integration/extracts/test_jobs.py",),
    "goldenthread/workspace/people": ("tests/integration/people", "tests/integration/access/test_side_doors.py"),
    "goldenthread/workspace/reports": ("tests/integration/report_editor",),
    "goldenthread/workspace/year_zero": ("tests/integration/year_zero",),
    "goldenthread/workspace": PAGES,
}
"""Which tests answer for which part of the program; the longest name that fits counts."""
WORKERS = 2


@dataclass(frozen=True)
class Mutant:
    """One question taken out of one file, by its place and the words that stand there instead."""

    path: str
    line: int
    start: int
    end: int
    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.was} → {self.now}"


def instead(call: ast.Call) -> str:
    """What stands in the place of a question that is not asked; empty where the call asks the rule nothing."""
    match call:
        case ast.Call(func=ast.Name(id="allow")) | ast.Call(func=ast.Attribute(attr="may")):
            return "True"
        case ast.Call(func=ast.Name(id="require")):
            return "None"
        case ast.Call(func=ast.Name(id="visible_to"), args=[_, _, records]):
            return f"({ast.unparse(records)})"
    return ""


def mutants(path: Path) -> Iterator[Mutant]:
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (now := instead(node)):
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            name = path.relative_to(ROOT).as_posix()
            yield Mutant(name, node.lineno, start, end, ast.unparse(node), now)


def tests_for(path: str) -> tuple[str, ...]:
    fitting = [room for room in ROOMS if path == room or path.startswith(f"{room}/")]
    return ROOMS[max(fitting, key=len)] if fitting else ()


def files(asked: list[str]) -> Iterator[Path]:
    for path in sorted((ROOT / "goldenthread").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if tests_for(name) and (not asked or any(name.startswith(one) for one in asked)):
            yield path


def is_noticed(mutant: Mutant, place: Path) -> bool:
    """Whether a test of its room fails with the mutant in a copy of the program."""
    file = place / mutant.path
    whole = file.read_bytes()
    file.write_bytes(whole[: mutant.start] + mutant.now.encode() + whole[mutant.end :])
    try:
        options = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not demo and not browser"]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests_for(mutant.path)],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
        )
    finally:
        file.write_bytes(whole)
    return done.returncode != 0


def copied(into: Path) -> Path:
    for name in ("goldenthread", "tests", "pyproject.toml", "docs", "script"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, into / name)
    return into


def main() -> int:
    os.environ.pop("GOLDENTHREAD_DATABASE_URL", None)
    found = [one for path in files(sys.argv[1:]) for one in mutants(path)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        places: queue.Queue[Path] = queue.Queue()
        for number in range(WORKERS):
            places.put(copied(Path(folder) / str(number)))

        def tried(mutant: Mutant) -> bool:
            place = places.get()
            try:
                return is_noticed(mutant, place)
            finally:
                places.put(place)

        noticed = list(pool.map(tried, found))
    survivors = [mutant for mutant, was_noticed in zip(found, noticed, strict=True) if not was_noticed]
    for mutant in survivors:
        print(f"survived: {mutant}")
    print(f"{len(found)} questions taken away, {len(survivors)} not noticed.")
    return int(bool(survivors) or not found)


if __name__ == "__main__":
    sys.exit(main())
