"""How each kind of record is guarded: its row of the matrix, and the paths from it to Board, agency, group, case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model

from goldenthread.core.access.acts import Scope
from goldenthread.core.errors import GoldenThreadError


class Unguarded(GoldenThreadError):
    """A kind of record that nobody declared how to guard: refused."""


@dataclass(frozen=True)
class Guard:
    """Paths are Django's, ending in an id: `"group__board_id"`.

    `draft` are the values a draft has, by path, or one of several where the path ends in `__in`; `{}` says that such a
    record stays a draft. Where nothing is said, nothing is a draft, and whoever may change only drafts may change none.
    `item` leads to what is given one by one: the record itself, or what it is part of. `held` leads to the case within which
    a record is held until it is shared: to be of the Board, or of a group, is not enough while it leads to one.
    """

    model: type[Model]
    name: str
    board: str
    own: str | None = None
    group: str | None = None
    case: str | None = None
    self: str | None = None
    draft: Mapping[str, Any] | None = None
    item: str = "pk"
    held: str | None = None

    def path(self, scope: Scope) -> str | None:
        match scope:
            case Scope.OWN:
                return self.own
            case Scope.GROUP:
                return self.group
            case Scope.CASE:
                return self.case
            case Scope.SELF:
                return self.self
            case Scope.ITEM:
                return self.item
            case Scope.ALL:
                return self.board


_guards: dict[type[Model], Guard] = {}


def guard(
    model: type[Model],
    name: str,
    *,
    board: str = "board_id",
    own: str | None = None,
    group: str | None = None,
    case: str | None = None,
    self: str | None = None,
    draft: Mapping[str, Any] | None = None,
    item: str = "pk",
    held: str | None = None,
) -> Guard:
    """Declare how records of a model are guarded. A room calls this once for each of its models."""
    _guards[model] = Guard(model, name, board, own, group, case, self, draft, item, held)
    return _guards[model]


def guard_of(model: type[Model]) -> Guard:
    """The guard of a model.

    Raises:
        Unguarded: it has none, so nobody may do anything with it.
    """
    if model not in _guards:
        raise Unguarded(f"Nothing says who may see {model._meta.label}; declare it in its room’s guards.py.")
    return _guards[model]


def guards() -> Mapping[type[Model], Guard]:
    return dict(_guards)


def follow(record: Model, path: str) -> Any:
    """What a path leads to from a record; None where the way is broken."""
    found: Any = record
    for step in path.split("__"):
        found = getattr(found, step, None)
    return found


def value(record: Model, path: str) -> UUID | None:
    """The id a path leads to; None where it leads to no id."""
    found = follow(record, path)
    return found if isinstance(found, UUID) else None


def board_of(record: Model) -> UUID | None:
    """The Board a record belongs to, or None where it belongs to the installation."""
    known = _guards.get(type(record))
    return value(record, known.board) if known else None
