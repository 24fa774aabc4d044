"""What people do with figures' data."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.casework.queries import current_extracts
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.figures import frozen, live
from goldenthread.figures.models import FrozenSet
from goldenthread.trail.operations import record


@transaction.atomic
def freeze(*, board: Board, period: Period, out: Path, by: Actor) -> FrozenSet:
    """Freeze a Board's data for a year under `out/<board>/<period>/<seal>/`. Freezing the same data twice changes nothing."""
    dataset = live.dataset(board, period)
    sources = tuple(
        {
            "authority": extract.authority,
            "period_from": extract.period_from.isoformat(),
            "period_to": extract.period_to.isoformat(),
            "taken_on": extract.taken_on.isoformat(),
            "sha256": extract.sha256,
            "rows": extract.rows,
        }
        for extract in current_extracts(board)
    )
    made = frozen.Made(by.name, clock.now(), sources)
    folder = frozen.write(dataset, out / board.slug / period.label, made)
    saved, is_new = FrozenSet.objects.get_or_create(
        board=board,
        period=period.label,
        sha256=folder.name,
        defaults={
            "folder": str(folder),
            "is_synthetic": dataset.snapshot.is_synthetic,
            "frozen_at": made.at,
            "frozen_by": by.name,
        },
    )
    if is_new:
        record("freeze", saved, by=by, after={"period": period.label, "seal": folder.name})
    return saved
