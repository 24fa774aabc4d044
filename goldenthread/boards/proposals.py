"""Questions about who is who: who works with a Board, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.boards.standing import AgencyMembership, RoleHeld, RoleProposal
from goldenthread.boards.steps import State
from goldenthread.core import clock
from goldenthread.core.access import Act, Role, Scope, Standing
from goldenthread.core.access.matrix import grants


def people_of(board: Board, standing: Standing) -> QuerySet[User]:
    """Everybody who holds, held or may come to hold a role on the Board, as far as this person may know of them."""
    held = RoleHeld.objects.filter(board=board).values("user_id")
    proposed = RoleProposal.objects.filter(board=board).values("user_id")
    every = User.objects.filter(Q(pk__in=held) | Q(pk__in=proposed)).order_by("name", "email")
    if reaches_all(standing, Act.READ, board.pk):
        return every
    theirs = AgencyMembership.objects.filter(agency__in=standing.agencies).values("user_id")
    return every.filter(pk__in=theirs)


def reaches_all(standing: Standing, act: Act, board_id: UUID) -> bool:
    """Whether a role of theirs lets them do this to every account of the Board, rather than to their own agency's."""
    if standing.is_trusted:
        return True
    every = (grant for role in standing.roles_on(board_id) for grant in grants("accounts", role))
    return any(act in grant.acts and grant.scope is Scope.ALL for grant in every)


def holding(board: Board, roles: Iterable[Role]) -> list[UUID]:
    """The accounts of those who hold one of these roles on a Board today."""
    held = RoleHeld.objects.on(clock.today()).filter(board=board, role__in=[role.value for role in roles])
    return list(held.values_list("user_id", flat=True))


def working_for(agency_id: UUID) -> list[UUID]:
    """The accounts of those who work for an agency today."""
    return list(AgencyMembership.objects.on(clock.today()).filter(agency=agency_id).values_list("user_id", flat=True))


def who_may_agree(board: Board) -> list[UUID]:
    """The accounts of those who may agree to a role on a Board today."""
    roles = [role for role in Role if any(Act.GRANT in grant.acts for grant in grants("memberships", role))]
    return holding(board, roles)


def waiting(board: Board) -> QuerySet[RoleProposal]:
    """Proposals that nobody has decided."""
    found = RoleProposal.objects.filter(board=board, state=State.PROPOSED)
    return found.select_related("user", "proposed_by", "agency", "group")
