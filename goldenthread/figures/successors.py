"""Keeping a frozen set that replaces another, because a person was erased from it."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.figures import chain, frozen
from goldenthread.figures.models import FrozenSet
from goldenthread.trail.operations import record


@transaction.atomic
def keep(*, board: Board, folder: Path, why: str, by: Actor) -> FrozenSet:
    """Keep the set in `folder` as the Board's, beside the one it replaces. What was released from that one stands as it is.

    Raises:
        NotPermitted: they may not freeze data here.
        Refused: the set was changed, is another Board's, or replaces none of this Board's.
    """
    dataset, manifest = frozen.read(folder), frozen.manifest_of(folder)
    before = chain.seals(manifest)
    known = FrozenSet.objects.filter(board=board, period=dataset.snapshot.period, sha256__in=before[:1])
    if dataset.snapshot.board != board.slug or not known.exists():
        raise Refused(f"{folder} replaces no frozen set of {board}. Nothing was kept.")
    new = FrozenSet(
        board=board,
        period=dataset.snapshot.period,
        sha256=dataset.snapshot.sha256,
        manifest_sha256=manifest.get(frozen.HASH, ""),
        folder=str(folder),
        is_synthetic=dataset.snapshot.is_synthetic,
        frozen_at=clock.now(),
        frozen_by=by.name[:200],
    )
    require(by, Act.CREATE, new)
    saved, is_new = FrozenSet.objects.get_or_create(
        board=board,
        period=new.period,
        sha256=new.sha256,
        defaults={
            "folder": new.folder,
            "manifest_sha256": new.manifest_sha256,
            "is_synthetic": new.is_synthetic,
            "frozen_at": new.frozen_at,
            "frozen_by": new.frozen_by,
        },
    )
    if is_new:
        after = {"period": saved.period, "seal": saved.sha256, "replaces": before[0]}
        record("freeze", saved, by=by, after=after, why=why)
    return saved
