"""Days are Europe/London, moments are UTC. Nothing else in the house asks the machine for the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in England."""
    return datetime.now(LONDON).date()
