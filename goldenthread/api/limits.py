"""How often a program may ask: so many times a minute for a token, and for all tokens of one agency together."""

from __future__ import annotations

from django.conf import settings
from django.db.models import F, Sum

from goldenthread.api.models import Token
from goldenthread.core import clock

TOKENS_AT_ONCE = 4
"""All tokens of one agency together have the share of so many tokens, however many were made for it."""


def of_a_token() -> int:
    """How many requests a token may make in a minute of the clock, as the installation chose it."""
    return int(settings.GOLDENTHREAD_REQUESTS_A_MINUTE)


def of_an_agency() -> int:
    """How many requests all tokens of one agency may make in a minute of the clock."""
    return of_a_token() * TOKENS_AT_ONCE


def count(token: Token) -> bool:
    """Count one more request; False where the token, or its agency, has had its share of this minute.

    A token's share is right across processes. An agency's can be overstepped by as many requests as are answered at once.
    """
    now = clock.now()
    minute = now.replace(second=0, microsecond=0)
    if token.minute == minute and token.asked_in_minute >= of_a_token():
        return False
    of_agency = Token.objects.filter(agency_id=token.agency_id, minute=minute)
    if (of_agency.aggregate(asked=Sum("asked_in_minute"))["asked"] or 0) >= of_an_agency():
        return False
    same = Token.objects.filter(pk=token.pk)
    if same.exclude(minute=minute).update(minute=minute, asked_in_minute=1, last_used_at=now):
        return True
    within = same.filter(minute=minute, asked_in_minute__lt=of_a_token())
    return bool(within.update(asked_in_minute=F("asked_in_minute") + 1, last_used_at=now))


def seconds_to_wait() -> int:
    """How long until the next minute begins, in whole seconds, at least one."""
    return max(1, 60 - clock.now().second)
