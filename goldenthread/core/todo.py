"""Things to do, told by the rooms that know of them; the home page asks them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.core.access.standing import Standing


@dataclass(frozen=True)
class Thing:
    """Something one person can do now: what, why it is asked, by when, where, and what the button says.

    `in_mail` is what an e-mail may say of it: the program's own words, names of agencies and days, and nothing that somebody
    typed about an adult. Where it is left out, an e-mail says what the button says.
    """

    what: str
    why: str
    address: str
    button: str
    due_on: date | None = None
    in_mail: str = ""


@dataclass(frozen=True)
class Asked:
    """Who asks what there is to do, and for which Board."""

    user_id: UUID
    standing: Standing
    board: Any
    today: date

    @property
    def board_id(self) -> UUID:
        key: UUID = self.board.pk
        return key


Teller = Callable[[Asked], Iterable[Thing]]
_tellers: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Register who knows of things to do."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def things(asked: Asked) -> list[Thing]:
    """Everything this person has to do, what is due first at the top, what has no day at the end."""
    found = [thing for teller in _tellers for thing in teller(asked)]
    return sorted(found, key=lambda thing: (thing.due_on is None, thing.due_on or date.max))
