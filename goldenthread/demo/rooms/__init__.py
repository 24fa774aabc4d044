"""What each room of the demonstration holds beyond the frame, in the order in which the rooms need each other."""

from __future__ import annotations

from importlib import import_module

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor

ROOMS: tuple[str, ...] = ("audits",)
"""Modules of this package; each has `load(board, *, by)`."""


def load(board: Board, *, by: Actor) -> None:
    for room in ROOMS:
        import_module(f"{__name__}.{room}").load(board, by=by)
