"""Days are Europe/London, moments are UTC. Nothing else in the house asks the machine for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_held: date | None = None


def hold(day: date | None) -> None:
    """Stay on a day, as a demonstration may that shows how the Board's page looked then. None lets time go on."""
    global _held  # noqa: PLW0603  (one clock a process)
    _held = day


@contextmanager
def on(day: date) -> Iterator[None]:
    """Stay on a day for as long as something is played, and then go back to where time was."""
    before = _held
    hold(day)
    try:
        yield
    finally:
        hold(before)


def now() -> datetime:
    """This moment, in UTC."""
    moment = datetime.now(UTC)
    return moment if _held is None else datetime.combine(_held, moment.time(), UTC)


def today() -> date:
    """The day it is in England."""
    return _held or datetime.now(LONDON).date()


def day_of(moment: datetime) -> date:
    """The day it was in England at a moment."""
    return moment.astimezone(LONDON).date()
