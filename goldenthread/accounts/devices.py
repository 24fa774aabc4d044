"""Browsers that somebody has signed in from before. A known browser's guesses are counted by themselves.

So a stranger who guesses at an account cannot keep its owner out, and a known browser opens nothing by itself.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "gt-device"
SALT = "goldenthread.accounts.devices"
LASTS = 60 * 60 * 24 * 180
MOST = 8
ATTRIBUTE = "goldenthread_device_of"


def digest(*parts: str) -> str:
    """A digest that only this installation can make."""
    return salted_hmac(SALT, "\0".join(parts), algorithm="sha256").hexdigest()


def known_for(request: HttpRequest, email: str) -> str:
    """The mark of this browser if this account was signed in to from it, else nothing."""
    held = _held(request)
    return digest("device", held["id"]) if digest("account", email.lower()) in held["of"] else ""


def remember(request: HttpRequest, email: str) -> None:
    """Let the answer to this request carry that the account was signed in to from this browser."""
    setattr(request, ATTRIBUTE, email.lower())


def write(request: HttpRequest, response: HttpResponseBase) -> None:
    """Put what is to be remembered into the answer's cookie."""
    email = getattr(request, ATTRIBUTE, None)
    if email is None:
        return
    held, mark = _held(request), digest("account", email)
    of = [mark, *(one for one in held["of"] if one != mark)][:MOST]
    set_cookie(response, COOKIE, signing.dumps({"id": held["id"], "of": of}, salt=SALT), LASTS)


def set_cookie(response: HttpResponseBase, name: str, value: str, lasts: int) -> None:
    response.set_cookie(
        name, value, max_age=lasts, httponly=True, secure=bool(settings.SESSION_COOKIE_SECURE), samesite="Lax"
    )


def _held(request: HttpRequest) -> dict[str, Any]:
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        held = None
    return held if isinstance(held, dict) else {"id": secrets.token_urlsafe(24), "of": []}


def sha256(text: str) -> str:
    """The digest of something random: of a link's secret or a cookie."""
    return hashlib.sha256(text.encode()).hexdigest()
