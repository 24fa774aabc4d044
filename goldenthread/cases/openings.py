"""Opening a case in an emergency, or for information governance; and judging that afterwards.

Source: the NHS's pattern of a self-claimed relationship that alerts a privacy officer, who judges each one.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency
from goldenthread.cases.models import Case, CaseAgency, Opening
from goldenthread.core import clock
from goldenthread.core.access import Act, Scope, require
from goldenthread.core.access.acts import Role
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.access.rule import is_recused
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.trail import operations as trail

LASTS = timedelta(hours=4)
LONG_ENOUGH = 20
"""Characters of a reason, at least."""
TO_JUDGE_IN = 3
"""Working days within which each opening is judged, before the chair is told."""
OFTEN = (2, timedelta(days=30))
"""More openings than this in so long, by one person, are told to information governance by themselves."""
NO_SUCH_PAGE = "There is no such page, or it is not open to you."


@transaction.atomic
def open_case(opening: Opening, *, by: Actor) -> Opening:
    """Open a case for four hours, to read. Whoever calls has made sure that they proved who they are just now.

    Raises:
        NotFound: they stand aside from it.
        NotPermitted: their role opens no case in an emergency, or not this agency's.
        Refused: the reason is too short.
        AlreadyDone: they are named on it, or have it open already.
    """
    case = Case.objects.select_for_update().get(pk=opening.case_id)
    standing = standing_of_actor(by)
    if by.user_id is None or is_recused(standing, case):
        raise NotFound(NO_SUCH_PAGE)
    if case.pk in standing.cases | standing.emergencies:
        raise AlreadyDone("This case is open to you already.")
    roles = standing.roles_on(case.board_id)
    opening.case, opening.user_id = case, by.user_id
    opening.opened_at = clock.now()
    opening.ends_at = opening.opened_at + LASTS
    if opening.sort == Opening.Sort.GOVERNANCE:
        if Role.INFORMATION_GOVERNANCE not in roles:
            raise NotPermitted("Only information governance opens a case for this reason.")
    else:
        opening.agency = _agency(case, by)
        require(by, Act.CREATE, opening)
    if len(opening.reason.strip()) < LONG_ENOUGH:
        raise Refused(f"Write at least {LONG_ENOUGH} characters: why you need to read this case now. Name nobody.")
    opening.full_clean()
    opening.save(force_insert=True)
    told = {"case": case.reference, "category": str(opening.category), "ends_at": opening.ends_at.isoformat()}
    trail.record(f"open a case {opening.get_sort_display().lower()}", opening, by=by, after=told)
    return opening


def _agency(case: Case, by: Actor) -> Agency | None:
    """The agency of theirs that takes part in the case: a lead opens only what is their own agency’s adult."""
    own = standing_of_actor(by).related(Scope.OWN)
    found = CaseAgency.objects.filter(case=case, agency__in=own).select_related("agency").first()
    return found.agency if found else None


def is_often(user: User) -> bool:
    """Whether somebody has opened more cases than is usual."""
    most, within = OFTEN
    since = clock.now() - within
    return Opening.objects.filter(user=user, opened_at__gte=since, sort=Opening.Sort.EMERGENCY).count() > most


@transaction.atomic
def judge(opening: Opening, *, verdict: Opening.Verdict, why: str, by: Actor) -> Opening:
    """Say whether an opening was justified.

    Raises:
        NotPermitted: they may not, or it is their own.
        Refused: nothing is said of what was found.
        AlreadyDone: it was judged.
    """
    now = Opening.objects.select_for_update().get(pk=opening.pk)
    require(by, Act.APPROVE, now)
    if now.user_id == by.user_id:
        raise NotPermitted("Nobody judges an opening of their own.")
    if now.judged_at is not None:
        raise AlreadyDone("This was judged already.")
    if not why.strip():
        raise Refused("Write what you found.")
    now.verdict, now.judged_why, now.judged_at = verdict, why, clock.now()
    now.judged_by = User.objects.filter(pk=by.user_id).first()  # type: ignore[misc]  # no key is nobody's key
    now.full_clean()
    now.save()
    trail.record("judge an opening", now, by=by, after={"verdict": str(verdict)})
    return now


@transaction.atomic
def close(opening: Opening, *, by: Actor) -> Opening:
    """End one’s own opening before its time.

    Raises:
        NotPermitted: it is another's.
        NotPossibleNow: it has ended.
    """
    now = Opening.objects.select_for_update().get(pk=opening.pk)
    if now.user_id != by.user_id:
        raise NotPermitted("Only whoever opened the case can end this.")
    if now.ends_at <= clock.now():
        raise NotPossibleNow("This has ended already.")
    now.ends_at = max(clock.now(), now.opened_at + timedelta(seconds=1))
    now.save(update_fields=["ends_at"])
    trail.record("end an opening", now, by=by)
    return now
