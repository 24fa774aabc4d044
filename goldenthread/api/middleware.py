"""The interface stands apart from the pages beside it: it knows no cookies, and answers everything as JSON."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from goldenthread.api.door import problem

PREFIX = "/api/"
Answer = Callable[[HttpRequest], HttpResponseBase]


class Interface:
    """Takes cookies out of a request before anything looks at them, so that being signed in to the workspace opens nothing
    here and no other site can act through a browser; and turns every error that is a page into plain JSON.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not f"{request.path_info}/".startswith(PREFIX):
            return self.answer(request)
        request.META.pop("HTTP_COOKIE", None)
        asked = request.method
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return problem(400)
        if asked == "HEAD":
            request.method = "GET"
        response = self.answer(request)
        request.method = asked
        return _plainly(response)


def _plainly(response: HttpResponseBase) -> HttpResponseBase:
    """The answer without cookies; an error that is not JSON becomes one, and so does being led to another address here."""
    is_json = response.get("Content-Type", "").startswith("application/json")
    leads_elsewhere = response.get("Location", "").startswith("/")
    if (response.status_code >= 400 or leads_elsewhere) and not is_json:
        told = problem(404 if leads_elsewhere else response.status_code)
        if response.has_header("Allow"):
            told["Allow"] = "GET, HEAD"
        response.close()
        response = told
    response.cookies.clear()
    if response.has_header("Vary"):
        kept = [one.strip() for one in response["Vary"].split(",") if one.strip().lower() != "cookie"]
        if kept:
            response["Vary"] = ", ".join(kept)
        else:
            del response["Vary"]
    return response
