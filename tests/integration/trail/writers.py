"""Processes that begin at once and write many entries, to one Board's chain and to the installation's.

python writers.py HOW_MANY ENTRIES_EACH
"""

from __future__ import annotations

import os
import sys

import django


def write(name: int, number: int) -> None:
    from goldenthread.accounts.models import User
    from goldenthread.boards.models import Board
    from goldenthread.core.actors import Actor
    from goldenthread.trail.operations import record

    by, board = Actor.system(f"write as {name}"), Board.objects.get()
    for one in range(number):
        record("write", board, by=by, after={"number": one})
        record("write", User(email="nobody@people.example"), by=by, after={"number": one})


def begin(name: int, number: int) -> int:
    child = os.fork()
    if child == 0:
        try:
            write(name, number)
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    return child


def main() -> int:
    django.setup()
    from django.db import connections

    from goldenthread.boards.models import Board
    from goldenthread.core import fresh_database

    fresh_database.bring_up_to_date()
    Board.objects.create(slug="example", name="Example", short_name="E", area="Example", authority="X")
    connections.close_all()
    children = [begin(name, int(sys.argv[2])) for name in range(int(sys.argv[1]))]
    return max(os.waitpid(child, 0)[1] for child in children)


if __name__ == "__main__":
    sys.exit(int(main() != 0))
