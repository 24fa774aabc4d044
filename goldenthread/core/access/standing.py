"""Where somebody stands today: their roles on Boards, and the relationships they have to records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from goldenthread.core import clock
from goldenthread.core.access import matrix
from goldenthread.core.access.acts import Act, Role, Scope

Held = tuple[UUID, Role]
"""A Board and a role on it."""


@dataclass(frozen=True)
class Standing:
    """What an access decision knows of a person: all of it as of one day. `recused` beats everything.

    `emergencies` are cases they opened in an emergency that has not ended.
    """

    user_id: UUID | None = None
    is_active: bool = False
    roles: frozenset[Held] = frozenset()
    agencies: frozenset[UUID] = frozenset()
    groups: frozenset[UUID] = frozenset()
    cases: frozenset[UUID] = frozenset()
    recused: frozenset[UUID] = frozenset()
    items: frozenset[UUID] = frozenset()
    emergencies: frozenset[UUID] = frozenset()
    is_trusted: bool = field(default=False)

    def roles_on(self, board_id: UUID | None) -> tuple[Role, ...]:
        """The roles held on a Board, in the order of the list of roles; on no Board, none."""
        held = {role for board, role in self.roles if board == board_id}
        return tuple(role for role in Role if role in held) if self.is_active else ()

    def boards(self) -> frozenset[UUID]:
        return frozenset(board for board, _ in self.roles) if self.is_active else frozenset()

    def may(self, name: str, act: Act, board_id: UUID) -> bool:
        """Whether any role here lets them do this to some record of this kind (function level)."""
        return self.is_trusted or any(
            act in effective(grant.acts) for role in self.roles_on(board_id) for grant in matrix.grants(name, role)
        )

    def related(self, scope: Scope) -> frozenset[UUID]:
        """The ids they are related to, for a scope that asks for a relationship."""
        match scope:
            case Scope.OWN:
                return self.agencies
            case Scope.GROUP:
                return self.groups
            case Scope.CASE:
                return self.cases
            case Scope.ITEM:
                return self.items
            case Scope.SELF:
                return frozenset({self.user_id}) if self.user_id else frozenset()
            case Scope.ALL:
                return frozenset()


NOBODY = Standing()
SYSTEM = Standing(is_active=True, is_trusted=True)
"""The program doing a named job, and somebody at the server's own command line."""


CHANGES = frozenset({Act.UPDATE, Act.EDIT})


def effective(acts: frozenset[Act]) -> frozenset[Act]:
    """Acts with what they carry.

    Whoever reads or changes a thing may know of it. Whoever may change a thing may change its draft; whoever may change a
    draft may change the thing while it is one (`rule` asks whether it is).
    """
    carried = set(acts)
    if acts & {Act.READ, Act.UPDATE, Act.EDIT, Act.APPROVE, Act.EXPORT}:
        carried.add(Act.KNOW)
    if acts & CHANGES:
        carried |= CHANGES
    return frozenset(carried)


class Known(Protocol):
    """What is asked of an account."""

    @property
    def pk(self) -> UUID: ...
    @property
    def is_active(self) -> bool: ...


RoleProvider = Callable[[UUID, date], Iterable[Held]]
RelationshipProvider = Callable[[UUID, date], Iterable[UUID]]
RECUSED = "recused"
EMERGENCY = "emergency"

_roles: list[RoleProvider] = []
_relationships: dict[str, list[RelationshipProvider]] = {}


def provides_roles(provider: RoleProvider) -> RoleProvider:
    """Register who says which roles a person holds on a day."""
    if provider not in _roles:
        _roles.append(provider)
    return provider


def provides(kind: Scope | str) -> Callable[[RelationshipProvider], RelationshipProvider]:
    """Register a room that knows relationships of a kind (or `RECUSED`, `EMERGENCY`): it is given a user and a day."""

    def register(provider: RelationshipProvider) -> RelationshipProvider:
        known = _relationships.setdefault(str(kind), [])
        if provider not in known:
            known.append(provider)
        return provider

    return register


def standing_of(user: Known | None, day: date | None = None) -> Standing:
    """Where an account stands on a day (today unless given). A disabled or absent account stands nowhere."""
    if user is None or not user.is_active:
        return NOBODY
    today = day or clock.today()
    found = _related(user.pk, today)
    return Standing(
        user_id=user.pk,
        is_active=True,
        roles=frozenset(held for provider in _roles for held in provider(user.pk, today)),
        agencies=found(Scope.OWN),
        groups=found(Scope.GROUP),
        cases=found(Scope.CASE),
        recused=found(RECUSED),
        items=found(Scope.ITEM),
        emergencies=found(EMERGENCY),
    )


def _related(user_id: UUID, day: date) -> Callable[[str], frozenset[UUID]]:
    def found(kind: str) -> frozenset[UUID]:
        given = [provider(user_id, day) for provider in _relationships.get(str(kind), ())]
        return frozenset(one for answers in _at_once(given) for one in answers)

    return found


def _at_once(given: list[Iterable[UUID]]) -> list[Iterable[UUID]]:
    """Questions to the database asked as one: every page asks where somebody stands. A query says so by its `query`."""
    queries: list[Any] = [one for one in given if hasattr(one, "query")]
    others = [one for one in given if not hasattr(one, "query")]
    return [*others, queries[0].union(*queries[1:])] if len(queries) > 1 else given


def providers() -> Mapping[str, int]:
    """How many rooms tell each kind of relationship; for the page that explains access."""
    return {kind: len(known) for kind, known in _relationships.items()}
