"""Which year a page of the plan shows: the one its address asks for, or the one it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.core import clock
from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import Period
from goldenthread.workspace.errors import NO_SUCH_PAGE


@dataclass(frozen=True)
class Years:
    """The year that is shown, and those one may go to."""

    shown: Period
    listed: list[str]


def of(request: Any, known: set[str]) -> Years:
    """The year an address asks for with `year`, among those there is something in; else this year, or the last there is.

    Raises:
        NotFound: it asks for what is no year.
    """
    today = Period.containing(clock.today())
    asked = str(request.GET.get("year", "")).strip()
    try:
        shown = Period.parse(asked) if asked else None
    except Refused as error:
        raise NotFound(NO_SUCH_PAGE) from error
    if shown is None:
        shown = today if today.label in known or not known else Period.parse(max(known))
    return Years(shown, sorted({*known, shown.label, today.label}, reverse=True))
