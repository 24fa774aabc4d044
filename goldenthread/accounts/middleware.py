"""What stands at the door of every page: a sign-in that is over is over, and nobody goes on without a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from goldenthread.accounts import devices, sessions
from goldenthread.core.marks import mark_of

Answer = Callable[[HttpRequest], HttpResponseBase]
View = TypeVar("View", bound=Callable[..., Any])
BEFORE = "goldenthread_before_second_factor"


def before_second_factor(view: View) -> View:
    """Somebody without a second factor yet may open this page: it is part of setting one up, or of leaving."""
    setattr(view, BEFORE, True)
    return view


class SignInLimits:
    """Ends a sign-in that is idle, too old, or was ended elsewhere; keeps private pages out of every cache."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        was_signed_in = self._go_on_or_end(request)
        response = self.answer(request)
        devices.write(request, response)
        if was_signed_in or request.user.is_authenticated or request.path.startswith("/account/"):
            response["Cache-Control"] = "no-store"
        return response

    def _go_on_or_end(self, request: HttpRequest) -> bool:
        if not request.user.is_authenticated:
            return False
        current = sessions.of(request)
        if because := sessions.why_over(current):
            if current is not None:
                sessions.end(current, because)
            logout(request)
            request.session[sessions.ENDED_BECAUSE] = because
        elif current is not None:
            sessions.see(current)
        return True


class SecondFactorFirst:
    """Somebody signed in without a second factor is led to set one up, whatever page they asked for."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:  # noqa: ARG002
        if not request.user.is_authenticated or sessions.has_second_factor(request):
            return None
        if mark_of(view) == "public" or getattr(view, BEFORE, False):
            return None
        return go_to(request, "account_protect", request.get_full_path() if request.method == "GET" else "/")


def go_to(request: HttpRequest, name: str, then: str) -> HttpResponseBase:
    """Lead a person to a page and back afterwards, whether they asked for a whole page or a part of one."""
    address = f"{reverse(name)}?{urlencode({'next': then})}"
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)
