"""Bringing in what was published of other councils, or of this one, in an earlier year."""

from __future__ import annotations

import hashlib
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
from goldenthread.national.saying import account
from goldenthread.trail.operations import record


@transaction.atomic
def bring_in(
    data: bytes, *, board: Board, council: str, period: Period, source: str, published_on: date, by: Actor
) -> PublishedReturn:
    """Keep what was published of a council's return. A file brought in before stays, and this one counts.

    Raises:
        NotPermitted: they may not.
        Refused: the file cannot be used; says every fault found, a line each. Or the day lies ahead.
    """
    kept = PublishedReturn(board=board, council=council.strip(), period=period.label, source=source.strip(), cells=[])
    require(by, Act.CREATE, kept)
    if not kept.council or not kept.source:
        raise Refused("Say which council it is, and where the values were published.")
    if published_on > clock.today():
        raise Refused("The day they were published must be today or in the past.")
    found = others.read(data, council=kept.council, year=period.label)
    if found.problems:
        raise Refused("\n".join(found.problems))
    kept.published_on, kept.cells = published_on, [list(one) for one in found.cells]
    kept.sha256 = hashlib.sha256(data).hexdigest()
    kept.brought_in_at, kept.brought_in_by = clock.now(), account(by)
    kept.save(force_insert=True)
    after = {
        "council": kept.council,
        "year": period.label,
        "source": kept.source,
        "cells": len(kept.cells),
        "rows not of this return": found.not_known,
    }
    record("bring in published values", kept, by=by, after=after)
    return kept
