"""How the Board's own records are guarded, and who says where people stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from goldenthread.boards import models
from goldenthread.boards.documents import Document
from goldenthread.boards.standing import AgencyMembership, GroupMembership, ItemGrant, RoleHeld, RoleProposal
from goldenthread.boards.synonyms import Synonym
from goldenthread.boards.themes import Theme
from goldenthread.core.access.acts import Role, Scope
from goldenthread.core.access.asking import names_boards
from goldenthread.core.access.guards import guard
from goldenthread.core.access.standing import Held, provides, provides_roles


@names_boards
def board_named(slug: str) -> models.Board | None:
    return models.Board.objects.filter(slug=slug).first()


@provides_roles
def roles(user_id: UUID, day: date) -> Iterable[Held]:
    held = RoleHeld.objects.on(day).filter(user_id=user_id)
    return [(board, Role(role)) for board, role in held.values_list("board_id", "role")]


@provides(Scope.OWN)
def agencies(user_id: UUID, day: date) -> Iterable[UUID]:
    """Their agencies, and the components of those."""
    own = AgencyMembership.objects.on(day).filter(user_id=user_id).order_by().values_list("agency_id", flat=True)
    parts = models.Agency.objects.filter(part_of__in=own).order_by().values_list("pk", flat=True)
    return own.union(parts)


@provides(Scope.GROUP)
def groups(user_id: UUID, day: date) -> Iterable[UUID]:
    return GroupMembership.objects.on(day).filter(user_id=user_id).values_list("group_id", flat=True)


@provides(Scope.ITEM)
def items(user_id: UUID, day: date) -> Iterable[UUID]:
    return ItemGrant.objects.on(day).filter(user_id=user_id).order_by().values_list("item_id", flat=True)


guard(models.Board, "governance", board="pk")
guard(models.Agency, "governance")
guard(models.Seat, "governance")
guard(models.Group, "governance")
guard(models.GroupName, "governance", board="group__board_id")
guard(models.ContextFact, "governance")
guard(Synonym, "governance")
guard(Theme, "plans")
guard(Document, "documents")
guard(models.Person, "directory", own="agency_id")
guard(RoleHeld, "memberships", self="user_id")
guard(AgencyMembership, "memberships", board="agency__board_id", own="agency_id", self="user_id")
guard(GroupMembership, "memberships", board="group__board_id", group="group_id", self="user_id")
guard(ItemGrant, "memberships", self="user_id")
guard(RoleProposal, "memberships", own="agency_id", self="user_id")
