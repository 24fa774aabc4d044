"""Deeds that matter ask for proof again, unless it was given in the last five minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponseBase

from goldenthread.accounts import kept, sessions
from goldenthread.accounts.middleware import go_to
from goldenthread.core import clock

FRESH = timedelta(minutes=5)
LONG_ENOUGH_TO_SET_UP = timedelta(minutes=20)
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def is_fresh(request: HttpRequest, within: timedelta = FRESH) -> bool:
    """Whoever asks has proved who they are within the last five minutes."""
    current = sessions.of(request)
    return current is not None and clock.now() - current.proved_at <= within


def needs_fresh(request: HttpRequest) -> HttpResponseBase | None:
    """The way to prove it again, or nothing if it is not needed. What was sent is kept and put back into the form."""
    if is_fresh(request):
        return None
    if request.method == "POST":
        kept.keep(request)
    return go_to(request, "account_prove", request.get_full_path())


def recently_proved(view: View) -> View:
    """Ask for proof again before this page, and before what it does."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return needs_fresh(request) or view(request, *args, **kwargs)

    return cast("View", asked)


def proved_to_set_up(view: View) -> View:
    """The same for adding a second factor: asked at its beginning, with time to find the phone and install the app.

    Somebody who has none yet is not asked: they could not go anywhere else, and would lose the code just scanned.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        within = LONG_ENOUGH_TO_SET_UP if request.method == "POST" else FRESH
        if sessions.has_second_factor(request) and not is_fresh(request, within):
            return go_to(request, "account_prove", request.get_full_path())
        return view(request, *args, **kwargs)

    return cast("View", asked)
