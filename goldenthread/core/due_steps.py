"""When a thing to do is named in a daily e-mail: once within a week of its day, on its day, and late at set steps.

What has no day is named once, when it arises.
"""

from __future__ import annotations

from datetime import date

SOON = 7
NEW = "new"
"""The one step of what has no day."""
LATE = (1, 7, 14, 28)
"""Days late at which a thing is named again; after the last, every 28 days."""


def step(due_on: date | None, today: date) -> str:
    """The step a thing is at on a day: "new", "soon", "today", "late 7"; "" where an e-mail says nothing of it yet."""
    if due_on is None:
        return NEW
    if (due_on - today).days > SOON:
        return ""
    late = (today - due_on).days
    if late < 0:
        return "soon"
    if late == 0:
        return "today"
    reached = max(days for days in LATE if days <= late)
    return f"late {late - late % LATE[-1]}" if reached == LATE[-1] else f"late {reached}"


def order(name: str) -> tuple[int, int]:
    """What is latest first, then today's, then what comes, then what has no day."""
    if name.startswith("late "):
        return (0, -int(name.removeprefix("late ")))
    return {"today": (1, 0), "soon": (2, 0)}.get(name, (3, 0))
