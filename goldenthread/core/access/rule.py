"""The one rule: whether a person may do an act to a record, and the same rule as a list.

Roles say what kind of act; relationships say on which record; both are needed, and a recusal beats them both. What is not
granted is refused. `allow` and `visible_to` are written apart; a property test holds them equal over random worlds.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from goldenthread.core.access import matrix
from goldenthread.core.access.acts import Act, Scope
from goldenthread.core.access.guards import Guard, follow, guard_of, value
from goldenthread.core.access.matrix import Grant
from goldenthread.core.access.standing import CHANGES, Standing, effective

M = TypeVar("M", bound=Model)


def allow(standing: Standing, act: Act, record: Model) -> bool:
    """Whether this person may do this to this record, today."""
    guard = guard_of(type(record))
    if standing.is_trusted:
        return True
    if is_recused(standing, record):
        return False
    return bool(_granting(standing, act, record, guard)) or _in_emergency(standing, act, record, guard)


def is_recused(standing: Standing, record: Model) -> bool:
    """Whether they stepped, or were put, aside from the case this record belongs to."""
    case = guard_of(type(record)).case
    return case is not None and value(record, case) in standing.recused


READS = frozenset({Act.KNOW, Act.READ})
"""What an emergency lets somebody do. Nothing is changed, signed off or taken away in one."""


def _in_emergency(standing: Standing, act: Act, record: Model, guard: Guard) -> bool:
    """Whether they opened this record's case in an emergency, and the table counts this kind among what it opens."""
    if act not in READS or guard.case is None or not _opens(guard):
        return False
    return value(record, guard.case) in standing.emergencies and value(record, guard.board) in standing.boards()


def _opens(guard: Guard) -> bool:
    return matrix.objects()[guard.name].opens_in_emergency


def _granting(standing: Standing, act: Act, record: Model, guard: Guard) -> list[Grant]:
    """The grants of the matrix that let them; none where the record's Board is not known."""
    return [
        grant
        for role in standing.roles_on(value(record, guard.board))
        for grant in matrix.grants(guard.name, role)
        if _granted(standing, act, grant, record, guard)
    ]


def _granted(standing: Standing, act: Act, grant: Grant, record: Model, guard: Guard) -> bool:
    if act not in effective(grant.acts):
        return False
    if _only_drafts(act, grant) and not _is_draft(record, guard):
        return False
    return _near(standing, grant.scope, record, guard)


def _only_drafts(act: Act, grant: Grant) -> bool:
    return act in CHANGES and Act.EDIT not in grant.acts


def _is_draft(record: Model, guard: Guard) -> bool:
    """Where nobody said what a draft is, nothing is one."""
    return guard.draft is not None and all(_holds(record, path, wanted) for path, wanted in guard.draft.items())


def _holds(record: Model, path: str, wanted: Any) -> bool:
    """Whether a record has a value, or where the path ends in `__in`, one of several."""
    if path.endswith("__in"):
        return follow(record, path.removesuffix("__in")) in wanted
    return bool(follow(record, path) == wanted)


WIDE = frozenset({Scope.ALL, Scope.GROUP})
"""Scopes that ask for nothing of one's own. What is held within a case is not yet part of what they open."""


def _near(standing: Standing, scope: Scope, record: Model, guard: Guard) -> bool:
    """A record that belongs to no one group is the whole Board's, and holding a role on the Board is being in its group."""
    if scope in WIDE and guard.held is not None and value(record, guard.held) not in {None, *standing.cases}:
        return False
    if scope is Scope.ALL or (scope is Scope.GROUP and guard.group is None):
        return True
    path = guard.path(scope)
    return path is not None and value(record, path) in standing.related(scope)


def visible_to(standing: Standing, act: Act, records: QuerySet[M]) -> QuerySet[M]:
    """Those of `records` to which this person may do this act, as a query."""
    guard = guard_of(records.model)
    if standing.is_trusted:
        return records
    found = Q(pk__in=[])
    for board in standing.boards():
        for role in standing.roles_on(board):
            for grant in matrix.grants(guard.name, role):
                near = _nearby(standing, act, grant, guard)
                if near is not None:
                    found |= Q(**{guard.board: board}) & near
    if act in READS and guard.case is not None and _opens(guard) and standing.emergencies:
        found |= Q(**{f"{guard.case}__in": standing.emergencies, f"{guard.board}__in": standing.boards()})
    kept = records.filter(found)
    if guard.case is not None:
        kept = kept.filter(Q(**{f"{guard.case}__isnull": True}) | ~Q(**{f"{guard.case}__in": standing.recused}))
    return kept


def _nearby(standing: Standing, act: Act, grant: Grant, guard: Guard) -> Q | None:
    if act not in effective(grant.acts):
        return None
    drafts = Q()
    if _only_drafts(act, grant):
        if guard.draft is None:
            return None
        drafts = Q(**guard.draft)
    if grant.scope in WIDE and guard.held is not None:
        drafts &= Q(**{f"{guard.held}__isnull": True}) | Q(**{f"{guard.held}__in": standing.cases})
    if grant.scope is Scope.ALL or (grant.scope is Scope.GROUP and guard.group is None):
        return drafts
    path = guard.path(grant.scope)
    return None if path is None else drafts & Q(**{f"{path}__in": standing.related(grant.scope)})


def needs_second(standing: Standing, act: Act, record: Model) -> bool:
    """Whether this act, by this person, asks for a second person to agree."""
    grants = _granting(standing, act, record, guard_of(type(record)))
    return bool(grants) and all(_by_two(act, grant) for grant in grants)


def _by_two(act: Act, grant: Grant) -> bool:
    """Changing asks what changing a draft asks, and the other way round."""
    return bool((CHANGES if act in CHANGES else {act}) & grant.by_two)
