"""Outstanding business of a group, told by the rooms that know of it: what an agenda is drafted from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from goldenthread.core.access.standing import Standing


class Sort(StrEnum):
    """What sort of business it is, in the order an agenda takes it. Stored with agenda items; never renamed."""

    MINUTES = "minutes"
    CARRIED = "carried"
    ACTION = "action"
    CHALLENGE = "challenge"
    ASK = "ask"
    RISK = "risk"
    SIGN_OFF = "sign_off"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Sort.MINUTES: "Minutes to approve",
    Sort.CARRIED: "Carried over",
    Sort.ACTION: "Actions late, or due before the meeting",
    Sort.CHALLENGE: "Open challenges",
    Sort.ASK: "Answers to consider",
    Sort.RISK: "Risks to look at again",
    Sort.SIGN_OFF: "Waiting to be signed off",
}


@dataclass(frozen=True)
class Business:
    """One thing that waits for a group. `key` says which one it is, so that it is not put on an agenda twice.

    Words and address are as the one who asks may see them.
    """

    sort: Sort
    key: str
    words: str
    why: str
    address: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Sitting:
    """Who drafts an agenda, and for which group and day."""

    standing: Standing
    board: Any
    group: Any
    on: date

    @property
    def board_id(self) -> UUID:
        key: UUID = self.board.pk
        return key


Teller = Callable[[Sitting], Iterable[Business]]
_tellers: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Register who knows of business that waits for a group."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def waiting(sitting: Sitting) -> list[Business]:
    """Everything that waits for this group, by its sort, what is due first at the top of each."""
    found = [one for teller in _tellers for one in teller(sitting)]
    order = list(Sort)
    return sorted(found, key=lambda one: (order.index(one.sort), one.due_on is None, one.due_on or date.max, one.words))
