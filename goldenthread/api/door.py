"""Who may come in: a program that shows a token, so many times a minute. And what is said to whoever may not."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from goldenthread.api import limits, queries
from goldenthread.core import logs
from goldenthread.core.errors import GoldenThreadError, NotFound, NotPermitted, NotPossibleNow

WORDS = {
    400: ("That could not be read", "Look at the description of the interface: openapi.json."),
    401: (
        "Show a token",
        "Send the header Authorization: Bearer, and the token. It may have ended; ask the Board’s manager for another.",
    ),
    403: ("This is not open to this token", "If it should be, ask the Board’s manager."),
    404: (
        "There is no such thing",
        "It is not there, or not open to this token. Ask periods which years there are, and definitions which figures.",
    ),
    405: ("Only reading", "This address answers GET and HEAD alone."),
    409: ("Not yet", "Try again later."),
    422: ("That could not be used", "Look at the description of the interface: openapi.json."),
    429: ("Too many requests", "Wait for as many seconds as Retry-After says, then go on."),
    500: ("Something went wrong on our side", "Try again. If it stays, tell the Board’s manager the time."),
}

A_YEAR = (
    "Say which financial year, once, as period=2023-24: the year it starts, then the next. "
    "For quarters of it: period=2023-24 Q2, or period=2023-24 Q1-Q3, the space written as %20."
)


class TooMany(Exception):
    """A token, or its agency, had its share of this minute."""


class Bearer(HttpBearer):
    """The header `Authorization: Bearer gt_…`. A token elsewhere, as in an address, opens nothing."""

    openapi_description = "A token that the Board’s manager made for an agency. It was shown once, when it was made."

    def authenticate(self, request: Any, token: str) -> Any:
        found = queries.open_token(token)
        if found is None:
            return None
        if not limits.count(found):
            raise TooMany
        request.board, request.standing = found.board, queries.standing_of_token(found)
        return found


def problem(status: int, detail: str = "") -> JsonResponse:
    """An answer that says what happened and what to do, and nothing of what may exist."""
    known = status if status in WORDS else 400 if status < 500 else 500
    title, usual = WORDS[known]
    answer = JsonResponse(
        {"status": status, "title": title, "detail": detail or usual}, json_dumps_params={"ensure_ascii": False}
    )
    answer.status_code = status
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


STATUS: tuple[tuple[type[GoldenThreadError], int], ...] = ((NotPermitted, 403), (NotFound, 404), (NotPossibleNow, 409))


def answer_errors(api: NinjaAPI) -> None:
    """Teach an interface to answer every error as a problem in plain words."""

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
        return problem(401)

    @api.exception_handler(TooMany)
    def _too_many(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
        answer = problem(429)
        answer["Retry-After"] = str(limits.seconds_to_wait())
        return answer

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
        is_the_year = any("period" in one.get("loc", ()) for one in error.errors)
        return problem(422, A_YEAR if is_the_year else "")

    @api.exception_handler(SuspiciousOperation)
    def _too_much(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
        return problem(400)

    @api.exception_handler(GoldenThreadError)
    def _refused(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
        status = next((one for kind, one in STATUS if isinstance(error, kind)), 422)
        return problem(status, "" if status in {403, 404} else str(error))

    @api.exception_handler(Exception)
    def _fault(request: HttpRequest, error: Any) -> HttpResponse:
        reference = {"request": request.request_id} if hasattr(request, "request_id") else {}
        logs.say("fault in the interface", level=logging.ERROR, error=error, **reference)
        return problem(500)
