"""The pages of a chronology of twenty thousand rows, beside the bare query for a page of them, in the same run.

The aim is a page in under a second. Absolute times swing with the machine: read them beside the ratio.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable

TIMES, AIM = 7, 1.0
PAGES = (
    ("The list, first page", ""),
    ("The list, last page", "?page=200"),
    ("The list, by words", "?q=landlord+19"),
    ("What stands out", "stands-out/"),
    ("The timeline", "timeline/"),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["GOLDENTHREAD_DATA"] = name
        import django

        django.setup()
        from goldenthread.core import fresh_database

        fresh_database.bring_up_to_date()
        measure()


def median(what: Callable[[], object]) -> float:
    what()
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        what()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure() -> None:
    from django.test import Client

    from goldenthread.cases.models import Case
    from goldenthread.reviews.chronology_models import HandedInRow
    from goldenthread.reviews.models import Review
    from tests.factories import people, records
    from tests.factories.entering import enter
    from tests.factories.many_rows import many_rows

    ours = people.board("ours")
    case = Case.objects.get(pk=records.make(Review, ours).pk)
    many_rows(ours, case)
    manager = people.person("manager@ours.example", board=ours, role="board_manager")
    client = enter(people.signed_in(Client(SERVER_NAME="localhost"), manager), manager, case)
    rows = HandedInRow.objects.filter(case=case, is_merged=True).select_related("agency").order_by("order_at", "id")
    base = median(lambda: list(rows[:100]))
    for words, path in PAGES:
        address = f"/board/ours/cases/{case.pk}/chronology/{path}"
        assert client.get(address).status_code == 200, path
        taken = median(lambda address=address: client.get(address))
        passed = "PASS" if taken <= AIM else "FAIL"
        print(f"{words:<32}{taken:8.3f} s  {taken / base:7.1f} × the bare query ({base * 1000:.1f} ms)  {passed}")


if __name__ == "__main__":
    main()
