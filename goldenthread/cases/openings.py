"""Opening a case in an emergency, or for information governance; and judging that afterwards.

Source: the NHS's pattern of a self-claimed relationship that alerts a privacy officer, who judges each one.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency
from goldenthread.boards.proposals import holding
from goldenthread.cases import telling
from goldenthread.cases.models import GIVEN_ONE_BY_ONE, Case, CaseMembership, Opening, Part
from goldenthread.cases.naming import taking_part
from goldenthread.core import clock, working_days
from goldenthread.core.access import Act, Scope, Standing, allow, require
from goldenthread.core.access.acts import Role
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.access.rule import is_recused
from goldenthread.core.access.standing import standing_of
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

    Whoever judges is told at once, by its reference alone.

    Raises:
        NotFound: there is no such case for them: they stand aside, or it is another Board’s, or their agency has no part in it.
        NotPermitted: their role opens no case in this way.
        Refused: the reason is too short.
        AlreadyDone: it is open to them already.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("board").get(pk=opening.case_id)
    standing = standing_of_actor(by)
    is_sealed = case.sort in GIVEN_ONE_BY_ONE  # neither an emergency nor governance reaches it
    if by.user_id is None or is_recused(standing, case) or not standing.roles_on(case.board_id) or is_sealed:
        raise NotFound(NO_SUCH_PAGE)
    opening.case, opening.user_id = case, by.user_id
    opening.opened_at = clock.now()
    opening.ends_at = opening.opened_at + LASTS
    _may(opening, standing, by)
    if is_open_to(standing, case):
        raise AlreadyDone("This case is open to you already. Look under “Cases open to you”.")
    if len(opening.reason.strip()) < LONG_ENOUGH:
        raise Refused(f"Write at least {LONG_ENOUGH} characters: why you need to read this case now. Name nobody.")
    opening.full_clean()
    opening.save(force_insert=True)
    told = {"case": case.reference, "category": str(opening.category), "ends_at": opening.ends_at.isoformat()}
    trail.record(f"open a case {opening.get_sort_display().lower()}", case, by=by, after=told)
    _tell(opening)
    return opening


def _may(opening: Opening, standing: Standing, by: Actor) -> None:
    if opening.sort == Opening.Sort.GOVERNANCE:
        if Role.INFORMATION_GOVERNANCE not in standing.roles_on(opening.case.board_id):
            raise NotPermitted("Only information governance opens a case for this reason.")
        return
    opening.agency = _agency(opening.case, by)
    if allow(standing, Act.CREATE, opening):
        return
    if standing.may("break_glass", Act.CREATE, opening.case.board_id):
        raise NotFound(NO_SUCH_PAGE)
    raise NotPermitted("Your role opens no case in an emergency. Ask the Board’s manager, or its chair.")


def live(user_id: UUID) -> QuerySet[Opening]:
    """The openings of somebody that have not ended."""
    now = clock.now()
    return Opening.objects.filter(user_id=user_id, opened_at__lte=now, ends_at__gt=now)


def is_open_to(standing: Standing, case: Case) -> bool:
    """Whether they can read the case by themselves. An agency’s lead, whose agency takes part, reads only its own part of it."""
    if case.pk in standing.emergencies:
        return True
    if standing.user_id is None:
        return False
    named = CaseMembership.objects.on(clock.today()).filter(case=case, user_id=standing.user_id)
    return named.exists() or live(standing.user_id).filter(case=case).exists()


def _tell(opening: Opening) -> None:
    if opening.sort == Opening.Sort.GOVERNANCE:
        telling.was_opened_for_governance(opening, coordinators(opening.case))
        return
    telling.was_opened(opening, judges(opening))
    if is_often(opening.user):
        telling.is_often(opening, judges(opening))


def coordinators(case: Case) -> set[UUID]:
    """Who co-ordinates a case today."""
    named = CaseMembership.objects.on(clock.today()).filter(case=case, part=Part.COORDINATOR)
    return set(named.values_list("user_id", flat=True))


def judges(opening: Opening) -> set[UUID]:
    """Who can judge an opening: information governance, but for its opener and whoever stands aside; else the chair."""
    for roles in ((Role.INFORMATION_GOVERNANCE,), (Role.CHAIR,)):
        found = _who_may(opening, roles)
        if found:
            return found
    return set()


def _who_may(opening: Opening, roles: tuple[Role, ...]) -> set[UUID]:
    people = User.objects.filter(pk__in=holding(opening.case.board, roles), is_active=True).exclude(pk=opening.user_id)
    return {one.pk for one in people if allow(standing_of(one), Act.APPROVE, opening)}


def to_judge_by(opening: Opening) -> date:
    """The day by which an opening is judged."""
    return working_days.after(opening.opened_at.astimezone(clock.LONDON).date(), TO_JUDGE_IN)


@transaction.atomic
def escalate_due(*, by: Actor) -> int:
    """Tell the chair of each opening that nobody judged in time, once; says how many. The worker calls it every hour."""
    waiting = Opening.objects.select_for_update(of=("self",)).select_related("case__board", "user")
    late = [
        one
        for one in waiting.filter(sort=Opening.Sort.EMERGENCY, judged_at=None, escalated_at=None)
        if to_judge_by(one) < clock.today()
    ]
    for one in late:
        one.escalated_at = clock.now()
        one.save(update_fields=["escalated_at"])
        telling.was_not_judged(one, _who_may(one, (Role.CHAIR,)) or judges(one))
        trail.record("tell the chair of an opening", one, by=by, after={"case": str(one.case_id)})
    return len(late)


def _agency(case: Case, by: Actor) -> Agency | None:
    """The agency of theirs that takes part in the case today: a lead opens only what is their own agency’s adult."""
    own = standing_of_actor(by).related(Scope.OWN)
    found = taking_part(case).filter(agency__in=own).first()
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
    telling.was_judged(now)
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
