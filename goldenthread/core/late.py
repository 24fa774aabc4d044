"""What late means, the same on every page: a day to be done by that has passed, while the thing is open. Free of a framework."""

from __future__ import annotations

from datetime import date

from goldenthread.core.shapes import Status


def days_late(due_on: date | None, today: date) -> int:
    """How many days ago something was due; 0 where its day has not passed, or it has none."""
    return max(0, (today - due_on).days) if due_on else 0


def in_days(days: int) -> str:
    """ "1 day", "910 days"."""
    return f"{days:,} {'day' if days == 1 else 'days'}"


def late(due_on: date | None, today: date) -> Status | None:
    """ "910 days late"; None where it is not."""
    days = days_late(due_on, today)
    return Status("late", f"{in_days(days)} late") if days else None
