"""Asking the rule: from an operation (`require`), and at the door of a page (`needs`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from goldenthread.core.access.acts import Act
from goldenthread.core.access.rule import allow
from goldenthread.core.access.standing import SYSTEM, Standing, standing_of
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPermitted
from goldenthread.core.marks import signed_in

BoardNamed = Callable[[str], Any]
_board_named: list[BoardNamed] = []
NEEDS = "goldenthread_needs"
NO_SUCH_PAGE = "There is no such page, or it is not open to you."


def names_boards(lookup: BoardNamed) -> BoardNamed:
    """Register how a Board's short address is looked up; returns the Board or None."""
    _board_named[:] = [lookup]
    return lookup


def board_named(slug: str) -> Any:
    """The Board with this short address, or None."""
    return _board_named[0](slug) if _board_named else None


def standing_of_actor(by: Actor) -> Standing:
    """Where the one who acts stands: the system and the server's own command line are trusted; a person is looked up."""
    if by.kind in {"system", "console"}:
        return SYSTEM
    accounts = get_user_model()._default_manager
    return standing_of(accounts.filter(pk=by.user_id).first())  # type: ignore[misc]  # no key is nobody's key


def require(by: Actor, act: Act, record: Model) -> None:
    """Refuse an operation that this person may not do to this record.

    Raises:
        NotPermitted: they may not. The text says nothing of the record.
    """
    if not allow(standing_of_actor(by), act, record):
        raise NotPermitted(f"You may not {act} this. If you should be able to, ask the Board’s manager.")


@dataclass(frozen=True)
class Needs:
    """What a page asks of whoever opens it: a row of the matrix, and an act for each method it answers.

    `inside` says that a page without `name` asks only for a role on the Board.
    """

    name: str | None
    acts: dict[str, Act]

    def act(self, method: str) -> Act | None:
        return self.acts.get("GET" if method == "HEAD" else method)


View = Callable[..., HttpResponseBase]


def needs(name: str | None, *, get: Act | None = None, post: Act | None = None) -> Callable[[View], View]:
    """Mark a page of a Board: who may open it (`get`) and who may send to it (`post`). Other methods are not answered.

    Sets `request.board` and `request.standing`. Somebody without a role on the Board is told there is no such page;
    somebody whose roles never let them do this is told they may not.
    """
    acts = {method: act for method, act in (("GET", get), ("POST", post)) if act is not None}
    wanted = Needs(name, acts)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, board: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            standing = of_request(request)
            found = board_named(board)
            if found is None or found.pk not in standing.boards():
                raise NotFound(NO_SUCH_PAGE)
            act = wanted.act(str(request.method))
            if act is None:
                return HttpResponseNotAllowed(["HEAD", *acts] if "GET" in acts else list(acts))
            check(standing, wanted, act, found.pk)
            request.board = found  # type: ignore[attr-defined]
            request.standing = standing  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        setattr(guarded, NEEDS, wanted)
        return signed_in(guarded)

    return decorate


def check(standing: Standing, wanted: Needs, act: Act, board_id: UUID) -> None:
    """The function-level half of the rule.

    Raises:
        NotPermitted: no role of theirs on this Board ever lets them.
    """
    if wanted.name is not None and not standing.may(wanted.name, act, board_id):
        raise NotPermitted("This page is not part of your role. If it should be, ask the Board’s manager.")


def needs_of(view: Any) -> Needs | None:
    return getattr(view, NEEDS, None)


def of_request(request: HttpRequest) -> Standing:
    """The standing of whoever sent this request, worked out once."""
    known: Standing | None = getattr(request, "_goldenthread_standing", None)
    if known is None:
        known = standing_of(getattr(request, "user", None))
        request._goldenthread_standing = known  # type: ignore[attr-defined]
    return known


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person as the trail will name them."""
    user: Any = request.user
    return Actor.person(user.name or user.email, user.pk)
