"""When a thing that is due is named in a daily e-mail: once within a week of its day, on its day, and late at set steps."""

from __future__ import annotations

from datetime import date

SOON = 7
LATE = (1, 7, 14, 28)
"""Days late at which a thing is named again; after the last, every 28 days."""


def step(due_on: date | None, today: date) -> str:
    """The step a thing is at on a day: "soon", "today", "late 7"; "" where an e-mail says nothing of it yet."""
    if due_on is None or (due_on - today).days > SOON:
        return ""
    late = (today - due_on).days
    if late < 0:
        return "soon"
    if late == 0:
        return "today"
    reached = max(days for days in LATE if days <= late)
    return f"late {late - late % LATE[-1]}" if reached == LATE[-1] else f"late {reached}"


def order(name: str) -> tuple[int, int]:
    """What is latest first, then today's, then what comes."""
    if name.startswith("late "):
        return (0, -int(name.removeprefix("late ")))
    return (1, 0) if name == "today" else (2, 0)
