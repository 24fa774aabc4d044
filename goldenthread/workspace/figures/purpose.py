"""The purpose for which somebody reads records: said once, it holds for half an hour in this session, on this Board."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from goldenthread.core import clock
from goldenthread.workspace.figures.forms import PURPOSES

KEPT_FOR = timedelta(minutes=30)
NAME = "purpose_of_reading"


def state(request: Any, purpose: str) -> None:
    """Keep the purpose for half an hour."""
    until = (clock.now() + KEPT_FOR).isoformat()
    request.session[NAME] = {"board": str(request.board.pk), "purpose": purpose, "until": until}


def stated(request: Any) -> str:
    """The purpose that holds now; "" where none does."""
    kept = request.session.get(NAME) or {}
    if kept.get("board") != str(request.board.pk) or kept.get("purpose") not in PURPOSES:
        return ""
    return str(kept["purpose"]) if clock.now() < datetime.fromisoformat(kept["until"]) else ""


def forget(request: Any) -> None:
    request.session.pop(NAME, None)
