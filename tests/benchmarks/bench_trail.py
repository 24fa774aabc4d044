"""Keeping a record with its entry beside keeping it alone, and verifying a long chain, in the same run."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count

LENGTH = 100_000


def timed(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def say(name: str, seconds: float, baseline: str, base: float) -> None:
    print(f"{name:<46}{seconds * 1000:10.2f} ms  {seconds / base:6.1f} × {baseline} ({base * 1000:.2f} ms)")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, default=LENGTH)
    length = asked.parse_args().entries
    with tempfile.TemporaryDirectory() as name:
        os.environ["GOLDENTHREAD_DATA"] = name
        import django

        django.setup()
        from goldenthread.core import fresh_database

        fresh_database.bring_up_to_date()
        one_by_one()
        a_long_chain(length)


def one_by_one() -> None:
    """Each in a transaction of its own, as people's deeds are."""
    from goldenthread.boards.models import Agency, Board
    from goldenthread.core.actors import Actor
    from goldenthread.trail.operations import add, change

    board = Board.objects.create(slug="bench", name="Bench", short_name="B", area="Bench", authority="B")
    by, numbers = Actor.system("measure"), count()

    def new() -> Agency:
        return Agency(board=board, slug=f"agency-{next(numbers)}", name="Agency")

    def alone() -> None:
        new().save(force_insert=True)

    def checked() -> None:
        agency = new()
        agency.full_clean()
        agency.save(force_insert=True)

    kept = add(new(), by=by)
    pairs = [
        (
            timed(alone),
            timed(checked),
            timed(lambda: add(new(), by=by)),
            timed(lambda: change(kept, {"order": next(numbers)}, by=by)),
        )
        for _ in range(300)
    ]
    plain, clean, added, changed = (statistics.median(times) for times in zip(*pairs, strict=True))
    say("adding a record with its entry", added, "saving it alone", plain)
    say("the same", added, "checking and saving it alone", clean)
    say("changing a field with its entry", changed, "saving it alone", plain)
    worst = sorted(times[2] for times in pairs)[int(len(pairs) * 0.95)]
    print(f"{'19 adds of 20 take at most':<46}{worst * 1000:10.2f} ms")


def a_long_chain(length: int) -> None:
    """Written in one transaction, so that what is measured is the work and not the disk."""
    from django.db import transaction

    from goldenthread.accounts.models import User
    from goldenthread.boards.models import Agency, Board
    from goldenthread.core.actors import Actor
    from goldenthread.trail.links import INSTALLATION
    from goldenthread.trail.models import Entry
    from goldenthread.trail.operations import record
    from goldenthread.trail.verify import walk

    board, user, by = Board.objects.get(), User(email="nobody@people.example"), Actor.system("measure")
    after = {"name": "Example Police", "order": 3, "from_on": "2024-04-01", "board": str(board.pk)}
    some = min(length, 3000)

    @transaction.atomic
    def plainly() -> None:
        for number in range(some):
            Agency(board=board, slug=f"plain-{number}", name="Agency").save(force_insert=True)

    @transaction.atomic
    def chained() -> None:
        for _ in range(some):
            record("change", user, by=by, before=after, after=after)

    plain, written = timed(plainly) / some, timed(chained) / some
    say("an entry, without the disk", written, "a plain row, without the disk", plain)
    lengthen(length)
    read = timed(lambda: sum(1 for _ in Entry.objects.filter(chain=INSTALLATION).iterator()))
    found = walk(INSTALLATION)
    walked = timed(lambda: walk(INSTALLATION))
    if found.problems or found.entries != length:
        sys.exit("The chain does not verify.")
    say(f"verifying {length:,} entries", walked, "reading them", read)
    print(f"{'at that pace, a million entries':<46}{walked / length * 1e6:10.1f} s   (the aim is under 60 s)")


def lengthen(length: int) -> None:
    """Make the installation's chain longer by the quickest way, which the database would refuse."""
    from uuid import uuid4

    from django.db import connection
    from django.db.models import QuerySet

    from goldenthread.trail import triggers
    from goldenthread.trail.links import INSTALLATION
    from goldenthread.trail.models import Chain, Entry

    triggers.remove(connection)
    last = Entry.objects.filter(chain=INSTALLATION).order_by("-number")[0]
    names = [field.attname for field in Entry._meta.concrete_fields]
    made = []
    for number in range(last.number + 1, length + 1):
        values = {name: getattr(last, name) for name in names}
        last = Entry(**{**values, "id": uuid4(), "number": number, "previous": last.hash})
        last.hash = last.rightful_hash()
        made.append(last)
    QuerySet(Entry).bulk_create(made, batch_size=500)
    Chain.objects.filter(key=INSTALLATION).update(number=last.number, hash=last.hash)
    triggers.install(connection)


if __name__ == "__main__":
    sys.exit(main())
