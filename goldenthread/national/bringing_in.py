"""Bringing in what was published of other councils, or of this one, in an earlier year."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.national import others
from goldenthread.national.models import PublishedReturn
from goldenthread.national.others import Council
from goldenthread.national.saying import account
from goldenthread.trail.operations import record

MOST_AT_ONCE = 30
"""How many councils are brought in at once. More are compared by nobody, cell for cell."""


def bring_in(
    data: bytes,
    *,
    board: Board,
    council: str,
    period: Period,
    source: str,
    published_on: date,
    by: Actor,
    name: str = "values.csv",
) -> PublishedReturn:
    """Keep what a file holds of one council; `name` is the file's, and says whether it is CSV or a workbook.

    Raises:
        NotPermitted: they may not.
        Refused: the file cannot be used; says every fault found, a line each. Or as `keep`.
    """
    require(by, Act.CREATE, PublishedReturn(board=board, council=council, period=period.label, cells=[]))
    if not council.strip():
        raise Refused("Say which council it is.")
    found = others.read(data, year=period.label, name=name).of(council)
    named = Council(council.strip(), found.cells, found.not_known, found.uneven)
    sha256 = hashlib.sha256(data).hexdigest()
    return keep([named], board=board, period=period, source=source, published_on=published_on, sha256=sha256, by=by)[0]


@transaction.atomic
def keep(
    councils: Sequence[Council],
    *,
    board: Board,
    period: Period,
    source: str,
    published_on: date,
    sha256: str,
    by: Actor,
) -> list[PublishedReturn]:
    """Keep what was published of councils, as it was read from one file. What was brought in before stays, and this counts.

    Raises:
        NotPermitted: they may not.
        Refused: there are none or too many, one has no name or no value, no source was said, or the day lies ahead.
    """
    require(by, Act.CREATE, PublishedReturn(board=board, council="", period=period.label, cells=[]))
    if not councils:
        raise Refused("Choose at least one council.")
    if len(councils) > MOST_AT_ONCE:
        raise Refused(f"Choose at most {MOST_AT_ONCE} councils at once, such as those most like yours.")
    if not source.strip() or any(not one.name or not one.cells for one in councils):
        raise Refused("Say which council it is, and where the values were published.")
    if published_on > clock.today():
        raise Refused("The day they were published must be today or in the past.")
    return [
        _kept(
            PublishedReturn(
                board=board,
                council=one.name,
                period=period.label,
                source=source.strip(),
                published_on=published_on,
                cells=[list(cell) for cell in one.cells],
                sha256=sha256,
                brought_in_at=clock.now(),
                brought_in_by=account(by),
            ),
            one.not_known,
            by=by,
        )
        for one in councils
    ]


def _kept(made: PublishedReturn, not_known: int, *, by: Actor) -> PublishedReturn:
    made.save(force_insert=True)
    after = {
        "council": made.council,
        "year": made.period,
        "source": made.source,
        "cells": len(made.cells),
        "rows not of this return": not_known,
    }
    record("bring in published values", made, by=by, after=after)
    return made
