"""Who tells which block of records in a report: rooms register by the name that `{{records NAME}}` says."""

from __future__ import annotations

from collections.abc import Callable

from goldenthread.boards.models import Board
from goldenthread.core.periods import Period
from goldenthread.reports.document import Block

Teller = Callable[[Board, Period], list[Block]]
TELLERS: dict[str, Teller] = {}


def tells(name: str) -> Callable[[Teller], Teller]:
    """Register what prints the records of this name; a room calls it once for each."""

    def register(teller: Teller) -> Teller:
        TELLERS[name] = teller
        return teller

    return register


DetailTeller = Callable[[Board, str], list[Block]]
DETAILS: dict[str, DetailTeller] = {}


def tells_of(name: str) -> Callable[[DetailTeller], DetailTeller]:
    """Register what prints `{{records NAME:DETAIL}}`, such as the findings of one source."""

    def register(teller: DetailTeller) -> DetailTeller:
        DETAILS[name] = teller
        return teller

    return register
