"""Beginning a case in a pathway: its case, who is named on it from the start, and which agency takes part."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db import transaction

from goldenthread.boards.models import Agency
from goldenthread.cases import naming
from goldenthread.cases.models import Case, CaseMembership, CaseRecusal, Part
from goldenthread.core import clock
from goldenthread.core.access import Act, Standing
from goldenthread.core.access.acts import Role, Scope
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.access.guards import guard_of
from goldenthread.core.access.matrix import grants
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.panels.models import Pathway
from goldenthread.trail import operations as trail

P = TypeVar("P", bound=Pathway)
UNIT = frozenset({Role.BOARD_MANAGER, Role.BOARD_OFFICER})


@transaction.atomic
def begin(head: P, *, by: Actor) -> P:
    """Keep a new head record, and name on its case whoever brings it. Sent twice, it is kept once.

    Where the table lets the Board's managers near such cases, they are named as its co-ordinators.

    Raises:
        NotPermitted: none of their roles brings such a case.
        Refused: it is not for an agency of theirs.
        NotPossibleNow: its key is another's.
    """
    standing, row = standing_of_actor(by), guard_of(type(head)).name
    if not standing.may(row, Act.CREATE, head.board_id):
        raise NotPermitted("Your role does not bring such a case. Ask your agency’s safeguarding lead.")
    if Case.objects.filter(pk=head.pk).exists():
        return _again(head, by)
    part = _part(head, standing)
    case = Case(pk=head.pk, board_id=head.board_id, sort=head.SORT, is_fictional=head.is_fictional)
    case.called = head.called_in_lists()[:200]
    case.save(force_insert=True)
    if _unit_is_near(row):
        naming.enrol(case, by=by)
    if part is not None and by.user_id is not None:
        name(case, by.user_id, part, head.agency if part is Part.AGENCY else None, by=by)
    if head.agency is not None:
        naming.takes_part(case, head.agency, by=by)
    return trail.add(head, by=by)


def _again(head: P, by: Actor) -> P:
    """The same form sent twice; a key that is another's is never opened by it."""
    if not type(head)._default_manager.filter(pk=head.pk).exists():
        raise NotPossibleNow("This could not be added. Open a new form and send it again.")
    return trail.add(head, by=by)


def _part(head: Pathway, standing: Standing) -> Part | None:
    """What whoever brings it does in it."""
    if standing.is_trusted:
        return None
    if head.agency_id is not None and head.agency_id in standing.related(Scope.OWN):
        return Part.AGENCY
    if UNIT & set(standing.roles_on(head.board_id)) and _unit_is_near(guard_of(type(head)).name):
        return Part.COORDINATOR
    raise Refused("Choose an agency that you work for. A case is brought by an agency.")


def _unit_is_near(row: str) -> bool:
    """Whether the table lets the Board's managers near such cases as those named on them."""
    return any(one.scope is Scope.CASE and Act.CREATE in one.acts for one in grants(row, Role.BOARD_MANAGER))


def name(case: Case, user_id: UUID, part: Part, agency: Agency | None, *, by: Actor) -> CaseMembership | None:
    """Name somebody on a case as part of a deed that settles it, unless they are, or stand aside."""
    today = clock.today()
    there = CaseMembership.objects.on(today).filter(case=case, user_id=user_id, part=part)
    if there.exists() or CaseRecusal.objects.on(today).filter(case=case, user_id=user_id).exists():
        return None
    kept = CaseMembership.objects.create(case=case, user_id=user_id, part=part, agency=agency, from_on=today)
    told = {"user": str(user_id), "part": str(part), "case": str(case.pk)}
    trail.record("name on a case", kept, by=by, after=told)
    return kept
