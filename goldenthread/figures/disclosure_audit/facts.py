"""What is public of a population beside its releases: counts in prose, rates in a return, quarters. Free of Django.

A room that lets numbers leave registers who tells of them (`tells`), so that the audit knows them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures.relations import N


@dataclass(frozen=True)
class Count:
    """A count that was said: of which period and which one of a figure, between which bounds, and where it was said.

    `period` is a year ("2023-24"), a quarter of it ("2023-24 Q2") or its quarters together ("2023-24 Q1-Q2").
    """

    period: str
    figure: str
    key: str
    low: float
    high: float
    where: str
    part: str = N


@dataclass(frozen=True)
class Share:
    """A percentage that was said, with how many decimals: it bounds numerator and denominator, however few are shown."""

    period: str
    figure: str
    key: str
    percent: float
    decimals: int
    where: str


@dataclass(frozen=True)
class Rate:
    """A rate of adults for each `per` people of a population that everybody can look up."""

    period: str
    figure: str
    key: str
    rate: float
    decimals: int
    population: float
    per: float
    where: str


Fact = Count | Share | Rate
Teller = Callable[[UUID, frozenset[str]], Iterable[Fact]]
_tellers: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Register what a room has let out: called with a Board's id and the years asked about."""
    _tellers.append(teller)
    return teller


def told(board_id: UUID, years: frozenset[str]) -> tuple[Fact, ...]:
    """Everything that rooms tell of what is public of a Board in these years, in an order that never changes.

    Raises:
        NotPossibleNow: a room could not tell, so the audit would be incomplete.
    """
    found: list[Fact] = []
    for teller in _tellers:
        try:
            found += teller(board_id, years)
        except (ValueError, LookupError, OSError) as error:
            raise NotPossibleNow(
                "Nothing was published: what was published before could not be read. Ask whoever looks after the "
                "installation to look at the log, and propose the figures again."
            ) from error
    return tuple(sorted(found, key=repr))
