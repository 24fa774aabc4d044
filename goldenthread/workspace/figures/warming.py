"""Computing, before anybody waits for it, the figures that a page of figures opens with: the worker’s when it is idle."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from goldenthread.boards.models import Board
from goldenthread.casework.queries import current_extracts
from goldenthread.core import clock, logs
from goldenthread.core.errors import GoldenThreadError
from goldenthread.figures import basis
from goldenthread.figures.basis import Basis
from goldenthread.scorecard import queries as scorecard
from goldenthread.workspace.figures.choosing import usual_year

AGAIN_AFTER = timedelta(minutes=10)
"""How often live figures are computed anew where only the Board's own records changed; a new extract is not waited with."""
_last: dict[UUID, tuple[str, datetime]] = {}


def warm_all() -> int:
    """Compute what is missing for each Board, and say for how many there was something to do."""
    done = 0
    for board in Board.objects.all():
        try:
            done += warm(board)
        except GoldenThreadError as error:
            logs.say("figures-stay-cold", level=logging.WARNING, error=error, part="worker")
    return done


def warm(board: Board) -> bool:
    """Compute the year's figures, and those of the year before, as the page opens them; False where nothing is missing."""
    if not current_extracts(board).exists():
        return False
    period = usual_year(board)
    one = basis.basis(board, period)
    years = (period, period.previous())
    all_there = all(basis.is_warm(one, year) for year in years) and scorecard.is_computed(one)
    if all_there or _waits(board, one):
        return False
    for year in years:
        basis.computed(one, year)
    for figure_id in basis.computed(one, period):
        basis.years_of(one, figure_id)
    scorecard.all_series(one)
    for year in years:
        scorecard.counted_by_age(one, year)
    return True


def _waits(board: Board, one: Basis) -> bool:
    """Whether these were computed a moment ago from the same extracts or frozen set."""
    extracts = sorted(str(pk) for pk in current_extracts(board).values_list("pk", flat=True))
    standing_on = " ".join([one.kind, one.key if one.kind == "frozen" else "", *extracts])
    now = clock.now()
    before = _last.get(board.pk)
    if before is not None and before[0] == standing_on and now - before[1] < AGAIN_AFTER:
        return True
    _last[board.pk] = (standing_on, now)
    return False
