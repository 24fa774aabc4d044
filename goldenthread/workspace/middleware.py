"""What stands before every page of the workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.core.access.asking import needs_of
from goldenthread.core.errors import GoldenThreadError
from goldenthread.core.marks import mark_of
from goldenthread.workspace import errors

Answer = Callable[[HttpRequest], HttpResponseBase]
SENT = {302, 303}
"""How a page answers a form that it took: it leads on."""


class PlainErrors:
    """What the house refuses becomes a page that says what happened, what was kept and what to do."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """An address with a null character is nobody's: not every database can be asked for it."""
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request, ValueError("a null character in an address"))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return errors.page_for(request, error) if isinstance(error, GoldenThreadError) else None


class SignedInPages:
    """Pages that are not marked public are for people who are signed in; what they sent meanwhile is kept."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        if request.method == "POST" and response.status_code in SENT and kept.COOKIE in request.COOKIES:
            kept.forget(request, request.path)
        kept.write(request, response)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if mark_of(view) != "signed_in" or request.user.is_authenticated:
            return None
        if request.method == "POST":
            kept.keep(request)
        if request.headers.get("HX-Request"):
            gone = HttpResponse(status=204)
            gone["HX-Redirect"] = _sign_in(_path_here(request, request.headers.get("HX-Current-URL", "")))
            return gone
        wanted = needs_of(view)
        opens = request.method != "POST" or wanted is None or wanted.act("GET") is not None
        there = request.get_full_path() if opens else _path_here(request, request.headers.get("Referer", ""))
        return HttpResponseRedirect(_sign_in(there))


def _path_here(request: HttpRequest, url: str) -> str:
    """The path of a page of ours that a browser says it shows; the front page where it says none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    is_ours = (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
    return urlunsplit(parts._replace(scheme="", netloc="", fragment="")) if is_ours and parts.path else "/"


def _sign_in(then: str) -> str:
    from django.utils.http import urlencode

    return f"{reverse('account_login')}?{urlencode({'next': then})}"
