"""A thousand actions brought in from a spreadsheet, beside the bare insertion of the same rows, in the same run.

The aim is under 3 s, with an entry in the trail for each. Absolute times swing with the machine: read them beside the ratio.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

ROWS, AIM = 1_000, 3.0


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["GOLDENTHREAD_DATA"] = name
        import django

        django.setup()
        from goldenthread.core import fresh_database

        fresh_database.bring_up_to_date()
        measure(Path(name))


def measure(folder: Path) -> None:
    from datetime import date, timedelta

    from goldenthread.learning.models import Action
    from goldenthread.trail.models import Entry
    from goldenthread.workspace.year_zero import operations
    from tests.factories.bringing_in import PAT, ready, sheet_of, small_board

    bare, ours = small_board("bare"), small_board("ours")
    days = [date(2026, 1, 1) + timedelta(n) for n in range(ROWS)]
    start = time.perf_counter()
    Action.objects.bulk_create(
        Action(board=bare, text=f"Do the thing numbered {n:04}", due_on=days[n]) for n in range(ROWS)
    )
    base = time.perf_counter() - start

    lines = [
        [f"Do the thing numbered {n:04}", "Police", "A Sandford", f"{days[n]:%d/%m/%Y}", "Open"] for n in range(ROWS)
    ]
    sheet = ready(ours, sheet_of([["Action", "Agency", "Owner", "Due date", "Status"], *lines], folder), "actions")
    start = time.perf_counter()
    operations.bring_in(sheet, all_or_nothing=True, by=PAT)
    taken = time.perf_counter() - start

    assert Action.objects.filter(board=ours).count() == ROWS
    assert Entry.objects.filter(chain=ours.pk, verb="add").count() == ROWS
    passed = "PASS" if taken <= AIM else "FAIL"
    ratio = f"{taken / base:7.1f} × the bare insertion ({base * 1000:.1f} ms)"
    print(f"A thousand actions brought in{taken:8.3f} s  {ratio}  {passed}")


if __name__ == "__main__":
    main()
