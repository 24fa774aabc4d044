"""Telling people of something, from any room: what may be told is declared, and how somebody hears of it is theirs to choose.

    LATE = notice_kind("asks-late", "An answer of your agency is late", way=Way.NOW)

    tell(LATE, board=board, to=people, words="An answer is 7 days late", address="/board/luton/asks/…/", about=answer)

Words go into e-mails: they name no adult and say nothing of one. Call it in the transaction of the deed it tells of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Model

from goldenthread.core.errors import GoldenThreadError


class Way(StrEnum):
    """How somebody hears of a kind of notice. Stored."""

    PAGE = "page"
    NOW = "now"
    DIGEST = "digest"
    NONE = "none"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Way.PAGE: "On the page of notices only",
    Way.NOW: "By e-mail at once, and on the page",
    Way.DIGEST: "In the daily e-mail, and on the page",
    Way.NONE: "Not at all",
}


class NotAnAddressOfOurs(GoldenThreadError):
    """A notice must lead to a page of its Board, as "/board/luton/…"."""


@dataclass(frozen=True)
class NoticeKind:
    """Something people are told of. `way` is how, until they choose; what is not optional cannot be turned off.

    Args:
        slug: stored; never renamed.
        words: what the page of choices calls it, such as "An answer is sent back to your agency".
        choices: the ways that make sense for it, where not all do.
    """

    slug: str
    words: str
    way: Way = Way.DIGEST
    is_optional: bool = True
    choices: tuple[Way, ...] = ()

    @property
    def ways(self) -> tuple[Way, ...]:
        """What may be chosen for it: what is not optional always comes by e-mail, at once or with the day's."""
        return self.choices or (tuple(Way) if self.is_optional else (Way.NOW, Way.DIGEST))


Keeper = Callable[..., None]
Settler = Callable[..., None]
_kinds: dict[str, NoticeKind] = {}
_keeper: list[Keeper] = []
_settler: list[Settler] = []


def notice_kind(
    slug: str, words: str, *, way: Way = Way.DIGEST, is_optional: bool = True, choices: tuple[Way, ...] = ()
) -> NoticeKind:
    """Declare something people are told of; a room calls it once for each, where it tells."""
    _kinds[slug] = NoticeKind(slug, words, way, is_optional, choices)
    return _kinds[slug]


def notice_kinds() -> Mapping[str, NoticeKind]:
    return dict(_kinds)


def keeps(keeper: Keeper) -> Keeper:
    """Register who keeps notices."""
    _keeper[:] = [keeper]
    return keeper


def settles(settler: Settler) -> Settler:
    """Register who marks as read what is done."""
    _settler[:] = [settler]
    return settler


def settle(*given: NoticeKind, board: Any, address: str) -> None:
    """What these notices told of is done: whoever was told, and has not read it, need not any more."""
    for settler in _settler:
        settler(given, board=board, address=address)


def tell(
    kind: NoticeKind, *, board: Any, to: Iterable[UUID | None], words: str, address: str, about: Model | None = None
) -> None:
    """Tell some people of something, each as they chose. Whoever holds no role on the Board today is not told.

    Args:
        to: keys of accounts; None and one named twice do no harm.
        words: one line, without any detail of an adult.
        address: the page where it is, within the Board's.
        about: the record it is about, where there is one: whoever may not read it is not told.

    Raises:
        NotAnAddressOfOurs: the address leads elsewhere.
    """
    if not address.startswith(f"/board/{board.slug}/"):
        raise NotAnAddressOfOurs(f"A notice of {board} leads to a page of that Board, and not to {address}.")
    people = {one for one in to if one is not None}
    for keeper in _keeper:
        keeper(kind, board=board, to=people, words=words, address=address, about=about)
