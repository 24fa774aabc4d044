"""How often somebody may guess. The counts are rows of the database, so every process shares them.

A try is written before it is judged, so that a hundred at once are counted as a hundred; a right one is taken back.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from django.db.models import QuerySet
from django.http import HttpRequest

from goldenthread.accounts import devices
from goldenthread.accounts.addresses import client_address
from goldenthread.accounts.models import Try
from goldenthread.core import clock

WINDOW = timedelta(minutes=5)
AT_AN_ACCOUNT = 10
FROM_AN_ADDRESS = 30


class TooManyTries(Exception):
    """There were too many wrong tries. `minutes` is how long to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"Wait {minutes} minute{'' if minutes == 1 else 's'}.")
        self.minutes = minutes


def begin(request: HttpRequest, kind: str, *, email: str, device: str | None = None) -> Try:
    """Count a try before it is judged. Take it back with `right` if it turns out right.

    Raises:
        TooManyTries: ten wrong ones at this account, or thirty from this address, within five minutes.
    """
    now = clock.now()
    known = devices.known_for(request, email) if device is None else device
    who, address = devices.digest("who", email.lower()), devices.digest("address", client_address(request))
    this = Try.objects.create(kind=kind, who=who, device=known, address=address, at=now)
    recent = Try.objects.filter(at__gt=now - WINDOW)
    counts = [(recent.filter(kind=kind, who=who, device=known), AT_AN_ACCOUNT)]
    if not known:
        counts.append((recent.filter(address=address, device=""), FROM_AN_ADDRESS))
    for tries, most in counts:
        if (minutes := _wait(tries, most, this)) is not None:
            this.delete()
            raise TooManyTries(minutes)
    Try.objects.filter(at__lte=now - WINDOW).delete()
    return this


def right(this: Try) -> None:
    """It was no guess."""
    this.delete()


def _wait(tries: QuerySet[Try], most: int, this: Try) -> int | None:
    """How many minutes until one of the tries is old enough, where there are too many."""
    latest = list(tries.order_by("-at", "-pk").values_list("at", flat=True)[: most + 1])
    if len(latest) <= most:
        return None
    return max(1, ceil((latest[most] + WINDOW - this.at).total_seconds() / 60))
