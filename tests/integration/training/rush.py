"""Processes that book, and give places back, at one moment; what the places came to is printed as JSON.

python rush.py HOW_MANY SEATS GIVING_BACK
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import timedelta
from typing import Any

import django


def at_once(deeds: list[Any]) -> None:
    """Each deed in a process of its own, all beginning at one moment."""
    from django.db import connections

    connections.close_all()
    begins = time.time() + 1
    children = []
    for deed in deeds:
        child = os.fork()
        if child == 0:
            try:
                time.sleep(max(0, begins - time.time()))
                deed()
            except BaseException as error:
                sys.stderr.write(f"{error!r}\n")
                sys.stderr.flush()
                os._exit(1)
            os._exit(0)
        children.append(child)
    if any(os.waitpid(child, 0)[1] for child in children):
        sys.exit("A deed failed.")


def main() -> None:
    django.setup()
    from django.urls import reverse

    from goldenthread.boards.models import Board
    from goldenthread.core import clock, fresh_database
    from goldenthread.core.models import OutgoingMail
    from goldenthread.training import links, operations
    from goldenthread.training.models import Course, Session

    fresh_database.bring_up_to_date()
    reverse("workspace:open-booking", kwargs={"token": "x"})  # the addresses are read once, and not in each process
    board = Board.objects.create(slug="example", name="Example", short_name="E", area="Example", authority="X")
    course = Course.objects.create(board=board, slug="c", title="Course")
    day = clock.today() + timedelta(days=14)
    many, seats, giving_back = (int(one) for one in sys.argv[1:4])
    session = Session.objects.create(course=course, held_on=day, held_precision="day", seats=seats, is_listed=True)

    def book(name: str) -> Any:
        said = {"name": name, "email": f"{name}@agency.example"}
        return lambda: operations.book(session, said, by=links.DOOR)

    at_once([book(f"person{n}") for n in range(many)])
    first = list(session.bookings.values_list("state", flat=True))
    placed = list(session.bookings.filter(state="booked"))[:giving_back]
    at_once([lambda one=one: operations.cancel(one, why="", by=links.HOLDER) for one in placed])
    offered = session.bookings.filter(state="offered")
    waited = list(session.bookings.exclude(pk__in=[one.pk for one in placed]).exclude(state="booked"))
    order = [one.state for one in sorted(waited, key=lambda one: (one.booked_at, one.pk))]
    letters = [one.recipients[0] for one in OutgoingMail.objects.all()]
    told = sorted(letters.count(one.email) for one in offered)
    sys.stdout.write(json.dumps({"first": sorted(first), "then": order, "told": told}))


if __name__ == "__main__":
    main()
