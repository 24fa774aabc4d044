"""Data packs of the demonstration: which figures were sent to which group, made up and saying so."""

from __future__ import annotations

from datetime import timedelta

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.demo.records import PERIOD, content
from goldenthread.figures.measures import DataPack
from goldenthread.figures.models import PublishedRelease
from goldenthread.trail import operations as trail


def load(board: Board, *, by: Actor) -> None:
    """Nothing before the year's figures are released."""


def finish(board: Board, *, by: Actor) -> None:
    """What was sent before the release, and from it."""
    said = content("figures")
    groups = {one.slug: one for one in board.groups.all()}
    release = PublishedRelease.objects.filter(board=board, period=PERIOD.label).last()
    for one in said["packs"]:
        pack = DataPack(
            board=board,
            group=groups[one["group"]],
            sent_on=clock.today() + timedelta(one["sent"]),
            period=PERIOD.label,
            release=release if one.get("released") else None,
            about=one["about"],
            note=f"{one['note']} {said['made_up']}",
        )
        trail.add(pack, by=by)
