"""Logs that say what happened and to which record's address pattern, and never who or what was in it.

One JSON object a line. Our own code says an event and facts from a short list. Of what libraries say, only the words their
authors wrote are kept, never the values put into them; of an error, its type and where it was raised, never its text.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from goldenthread.core import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

OURS = "goldenthread"
FACTS = frozenset(
    {"request", "method", "route", "status", "ms", "user", "site", "task", "task_id", "message_id", "attempt", "count",
     "part", "state", "job", "exit_code"}
)  # fmt: skip
"""All that our own code may say beside an event: ids, names from our own code, and numbers."""
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}

log = logging.getLogger("goldenthread.requests")


def say(event: str, *, level: int = logging.INFO, error: BaseException | None = None, **facts: Any) -> None:
    """Log an event of our own.

    Raises:
        ValueError: a fact is not on the list of what logs may hold.
    """
    strange = facts.keys() - FACTS
    if strange:
        raise ValueError(f"Logs may not hold {', '.join(sorted(strange))}.")
    log.log(level, event, extra={"facts": facts}, exc_info=error)


class PlainJson(logging.Formatter):
    """One line of JSON, without anything that came from outside."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        line["event"] = _event(record)
        if facts := getattr(record, "facts", None):
            line.update(facts)
        elif (request := getattr(record, "request", None)) is not None:
            line["request"] = getattr(request, "request_id", None)
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True, default=lambda value: type(value).__name__)


def _event(record: logging.LogRecord) -> str:
    """Our own event; of a library, its own words where values were kept apart from them, or else the place it spoke."""
    if record.name == OURS or record.name.startswith(f"{OURS}."):
        return str(record.msg)
    if record.args and isinstance(record.msg, str):
        return f"{record.name}: {record.msg}"
    return f"{record.name}: {record.module}.{record.funcName} line {record.lineno}"


def told(error: BaseException) -> list[dict[str, Any]]:
    """An error and those behind it: each one's type and the places it passed, without its words."""
    chain: list[dict[str, Any]] = []
    seen: BaseException | None = error
    while seen is not None and len(chain) < 5:
        chain.append({"type": f"{type(seen).__module__}.{type(seen).__qualname__}", "at": _places(seen.__traceback__)})
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return chain


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace, limit=-12)
    return [f"{frame.filename.rpartition('/site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]


def settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything through one formatter, to the standard error stream."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": "goldenthread.core.logs.PlainJson"}},
        "handlers": {
            "stream": {"class": "logging.StreamHandler", "formatter": "plain"},
            "nowhere": {"class": "logging.NullHandler"},  # a logger without any would print its words as they are
        },
        "root": {"handlers": ["stream"], "level": "WARNING"},
        "loggers": {
            OURS: {"level": level},
            "django": {"handlers": ["nowhere"], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR", "propagate": True},
            "django.server": {"handlers": ["nowhere"], "level": "WARNING", "propagate": True},
            # strangers knocking: the request itself is logged
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "ERROR"},  # it warns of every orderly stop
        },
    }


def for_gunicorn(level: str) -> dict[str, Any]:
    """Gunicorn's logconfig_dict: its own words through the same formatter, and no access log."""
    chosen = settings(level)
    chosen["loggers"] |= {
        "gunicorn.error": {"handlers": ["stream"], "level": "WARNING", "propagate": False},
        "gunicorn.access": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
    }
    return chosen


class RequestLog:
    """Gives each request an id, and logs one line for it when it has been answered. The outermost middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        request_id = uuid4().hex[:12]
        request.request_id = request_id  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        say(
            "request",
            level=logging.ERROR if response.status_code >= 500 else logging.INFO,
            request=request_id,
            method=request.method if request.method in METHODS else "other",
            route=_route(request, response),
            status=response.status_code,
            ms=round((time.perf_counter() - began) * 1000),
            user=_user(request),
        )
        return response


def _route(request: HttpRequest, response: HttpResponse) -> str:
    """The name of the page's address in our own code, never the address that was asked for."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or match.route
    return "static" if request.path_info.startswith("/static/") and response.status_code < 400 else "none"


def _user(request: HttpRequest) -> str | None:
    """Whose request it was, by id, where the answer already asked; asking for a log line would cost a query."""
    user = getattr(request, "_cached_user", None)
    return str(user.pk) if user is not None and user.pk else None
