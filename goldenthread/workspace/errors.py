"""Pages for what cannot be shown or done. None of them tells whether a record exists."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from goldenthread.accounts import kept
from goldenthread.core.errors import AlreadyDone, GoldenThreadError, NotFound, NotPermitted, NotPossibleNow

TITLES = {
    400: "That could not be used",
    403: "This is not open to you",
    404: "We cannot find that page",
    409: "Not yet",
    500: "Something went wrong on our side",
}
NO_SUCH_PAGE = "There is no such page, or it is not open to you."


def page_for(request: HttpRequest, error: GoldenThreadError) -> HttpResponse:
    """The page that says what an error of the house says."""
    match error:
        case NotFound():
            return _page(request, 404, NO_SUCH_PAGE)
        case NotPermitted():
            return _page(request, 403, str(error))
        case AlreadyDone():
            return _page(request, 409, str(error), heading="Already done")
        case NotPossibleNow():
            return _page(request, 409, str(error))
        case _:
            return _page(request, 400, str(error))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, "Your browser sent something we could not read. Go back and try again.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, "This page is not part of your role. If it should be, ask the Board’s manager.")


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose safety token does not fit: it came from another site, or from before a sign-in in another window.

    What its writer wrote is kept, and put back when they open the form again.
    """
    if kept.keep_unproved(request):
        context = {
            "heading": "Open the form again, and send it from there",
            "words": "You signed in again in another window, so this one could not be used. What you wrote is kept.",
            "again": request.path,
        }
        return render(request, "workspace/error.html", context, status=403)
    words = (
        "This form was open for too long, or in another window. Go back and copy what you wrote; then reload the page."
    )
    return _page(request, 403, words, heading="This form could not be taken")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404, NO_SUCH_PAGE)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours. It asks nothing of the database, which may be the fault."""
    context = {"heading": TITLES[500], "reference": getattr(request, "request_id", "")}
    return HttpResponse(render_to_string("workspace/went_wrong.html", context), status=500)


def _page(request: HttpRequest, status: int, words: str, *, heading: str = "") -> HttpResponse:
    context = {"heading": heading or TITLES[status], "words": words}
    return render(request, "workspace/error.html", context, status=status)
