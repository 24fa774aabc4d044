"""The national return of the demonstration, from its synthetic records: one year locked, and one being worked on."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.demo.records import PERIOD
from goldenthread.national import bringing_in, definition, operations, saying
from goldenthread.national.cells import HEADER
from goldenthread.national.models import ReturnVersion
from goldenthread.national.publish import published

MADE_UP = "Made up for this demonstration."
COUNCIL = "Exampleshire (made up)"
DUE_IN = timedelta(days=20)


def finish(board: Board, *, by: Actor) -> None:  # noqa: ARG001  (people act for themselves)
    """Last year’s return locked by two people; this year’s computed, with a comment, a day, and another council’s values."""
    analyst, manager = _person("analyst@luton.example"), _person("manager@luton.example")
    before = operations.compute(board=board, period=PERIOD.previous(), by=analyst)
    operations.put_forward(version=before, by=analyst)
    operations.lock(version=before, by=manager)
    now = operations.compute(board=board, period=PERIOD, by=analyst)
    words = f"More concerns came from care homes after visits in the autumn. {MADE_UP}"
    saying.comment(board=board, period=PERIOD, table="SG1f", text=words, by=analyst)
    saying.set_day(board=board, period=PERIOD, due_on=clock.today() + DUE_IN, by=analyst)
    bringing_in.bring_in(
        _another(now),
        board=board,
        council=COUNCIL,
        period=PERIOD,
        source=MADE_UP,
        published_on=clock.today() - timedelta(days=60),
        by=analyst,
    )


def _person(email: str) -> Actor:
    user = User.objects.get(email=email)
    return Actor.person(user.name, user.pk)


def _another(version: ReturnVersion) -> bytes:
    """What an invented council half as large again might have published."""
    values = {(one[0], one[1], one[2], one[3]): None if one[4] is None else one[4] * 3 // 2 for one in version.cells}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([*key, value] for key, value in published(values, definition.load(version.period)).items())
    return out.getvalue().encode()
