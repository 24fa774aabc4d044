"""What each room of the demonstration holds beyond the frame, in the order in which the rooms need each other."""

from __future__ import annotations

from importlib import import_module

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor

ROOMS: tuple[str, ...] = (
    "words", "learning", "audits", "meetings", "training", "money", "plans", "asks", "figures", "scorecard", "panels",
    "vault", "openings", "national", "tokens",
)  # fmt: skip
"""Modules of this package; each may have `load(board, *, by)`, and `finish(board, *, by)`, for when people are there."""


def load(board: Board, *, by: Actor) -> None:
    for room in ROOMS:
        module = import_module(f"{__name__}.{room}")
        if hasattr(module, "load"):
            module.load(board, by=by)


def finish(board: Board, *, by: Actor) -> None:
    """What lies before people today, once there are people."""
    for room in ROOMS:
        module = import_module(f"{__name__}.{room}")
        if hasattr(module, "finish"):
            module.finish(board, by=by)
