"""Naming people on a case, taking them off it, and standing aside from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from goldenthread.boards.models import Agency
from goldenthread.boards.proposals import holding
from goldenthread.boards.standing import RoleHeld
from goldenthread.cases.models import GIVEN_ONE_BY_ONE, Case, CaseAgency, CaseMembership, CaseRecusal, Part
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.access.acts import Role
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.access.rule import allow
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPermitted, NotPossibleNow, Refused
from goldenthread.trail import operations as trail

COORDINATES = (Role.BOARD_MANAGER,)
"""Who is named on every new case as its co-ordinator. They can be taken off it, and can stand aside."""


@transaction.atomic
def enrol(case: Case, *, by: Actor, roles: tuple[Role, ...] = COORDINATES, part: Part = Part.COORDINATOR) -> None:
    """Name everybody who holds these roles today on a case that has just begun. Called again, it names nobody twice.

    It is part of opening a case, by whoever may open one; afterwards naming somebody takes two people.
    """
    there = set(case.memberships.filter(part=part).values_list("user_id", flat=True))
    aside = set(CaseRecusal.objects.filter(case=case).values_list("user_id", flat=True))
    for user_id in holding(case.board, roles):
        if user_id not in there | aside:
            _name(CaseMembership(case=case, user_id=user_id, part=part, from_on=clock.today()), by=by)


def _name(membership: CaseMembership, *, by: Actor, second: Actor | None = None) -> CaseMembership:
    membership.full_clean()
    membership.save(force_insert=True)
    told = {"user": str(membership.user_id), "part": str(membership.part), "case": str(membership.case_id)}
    trail.record("name on a case", membership, by=by, after=told, second=second)
    return membership


def check_names_by_hand(case: Case) -> None:
    """Whether people and agencies come near a case by being named on it.

    Raises:
        NotPossibleNow: it is sealed as a whole.
    """
    if case.sort in GIVEN_ONE_BY_ONE:
        raise NotPossibleNow(
            "This record is sealed: no agency takes part in it, and nobody is named on it by hand. Give it to somebody from "
            "its own page; a second person agrees."
        )


@transaction.atomic
def name(membership: CaseMembership, *, by: Actor, second: Actor) -> CaseMembership:
    """Name somebody on a case. Both must be allowed to give access to it, and it is for neither of them.

    Raises:
        NotPermitted: they, or the second person, may not.
        NotPossibleNow: they are one and the same person; or the person stands aside from the case, or holds no role today;
            or the case is sealed as a whole.
        Refused: somebody names themselves.
        AlreadyDone: the person is named on it already, in the same part.
    """
    _two(membership, by, second)
    check_names_by_hand(membership.case)
    today = clock.today()
    if CaseRecusal.objects.on(today).filter(case=membership.case_id, user=membership.user_id).exists():
        raise NotPossibleNow("They stand aside from this case, so they cannot be named on it.")
    if not RoleHeld.objects.on(today).filter(board=membership.case.board_id, user=membership.user_id).exists():
        raise NotPossibleNow(
            "They hold no role on this Board today. Give them a role first, under “Accounts and roles”."
        )
    same = CaseMembership.objects.on(today).filter(
        case=membership.case_id, user=membership.user_id, part=membership.part
    )
    if same.exists():
        raise AlreadyDone("They are named on this case already.")
    return _name(membership, by=by, second=second)


def _two(membership: CaseMembership, by: Actor, second: Actor) -> None:
    for one in (by, second):
        require(one, Act.GRANT, membership)
        if one.user_id is not None and one.user_id == membership.user_id:
            raise Refused("Nobody names themselves on a case. Ask two others who may.")
    if by.user_id == second.user_id:
        raise NotPossibleNow("It takes a second person to agree.")


@transaction.atomic
def take_off(membership: CaseMembership, *, why: str, by: Actor) -> CaseMembership:
    """End somebody’s part in a case, at once. Making it smaller takes one person.

    Raises:
        NotPermitted: they may not say who is named on cases.
        Refused: no reason was given.
        AlreadyDone: it has ended.
    """
    now = CaseMembership.objects.select_for_update().get(pk=membership.pk)
    require(by, Act.GRANT, now)
    if not why.strip():
        raise Refused("Say why they are taken off the case.")
    last = clock.today() - timedelta(days=1)
    if now.to_on is not None and now.to_on <= last:
        raise AlreadyDone("They were taken off this case already.")
    now.to_on, now.from_on = last, min(now.from_on, last)
    now.save(update_fields=["from_on", "to_on"])
    trail.record("take off a case", now, by=by, after={"to_on": last.isoformat()}, why=why)
    return now


@transaction.atomic
def stand_aside(recusal: CaseRecusal, *, by: Actor) -> CaseRecusal:
    """Shut a case to somebody: themselves, or another by whoever says who is named on cases. It holds at once.

    Raises:
        NotPermitted: they may not say this of another.
        AlreadyDone: the person stands aside already.
    """
    standing = standing_of_actor(by)
    if recusal.user_id != by.user_id and not allow(standing, Act.GRANT, recusal):
        raise NotPermitted("You can stand aside yourself. To put another aside, ask the Board’s manager.")
    standing_aside = CaseRecusal.objects.on(clock.today()).filter(case=recusal.case_id, user=recusal.user_id)
    if standing_aside.exclude(to_on=clock.today()).exists():
        raise AlreadyDone("They stand aside from this case already.")
    recusal.full_clean()
    recusal.save(force_insert=True)
    told = {"user": str(recusal.user_id), "case": str(recusal.case_id)}
    trail.record("stand aside from a case", recusal, by=by, after=told, why=recusal.reason)
    return recusal


@transaction.atomic
def takes_part(case: Case, agency: Agency, *, by: Actor) -> CaseAgency:
    """Say that an agency takes part in a case; said again, nothing happens. Its leads then know of the case.

    It is part of opening a case, as `enrol` is: of the agency that brings it, or that a panel gives it to. Afterwards, letting
    an agency take part takes two people (`let_take_part`), and asking it something opens no more than what it is asked.

    Raises:
        Refused: the agency is of another Board.
        NotPossibleNow: the case is sealed as a whole.
    """
    return _comes(case, agency, by=by)


@transaction.atomic
def is_asked(case: Case, agency: Agency, *, by: Actor) -> CaseAgency:
    """Say that an agency was asked something in a case. Its leads see that, and what their own agency says; nothing besides.

    Where it takes part already, nothing happens.

    Raises:
        Refused, NotPossibleNow: see `takes_part`.
    """
    return _comes(case, agency, by=by, is_only_asked=True)


def _comes(
    case: Case, agency: Agency, *, by: Actor, is_only_asked: bool = False, second: Actor | None = None
) -> CaseAgency:
    check_names_by_hand(case)
    if agency.board_id != case.board_id:
        raise Refused("This agency does not work with this Board.")
    kept, is_new = CaseAgency.objects.select_for_update().get_or_create(
        case=case, agency=agency, defaults={"is_only_asked": is_only_asked}
    )
    has_stopped = kept.to_on is not None and kept.to_on < clock.today()
    is_more = kept.is_only_asked and not is_only_asked
    if has_stopped:
        kept.from_on, kept.to_on = clock.today(), None
    if has_stopped or is_more:
        kept.is_only_asked = is_only_asked
        kept.save(update_fields=["from_on", "to_on", "is_only_asked"])
    if is_new or has_stopped or is_more:
        told = {"agency": agency.slug, "case": str(case.pk)}
        verb = "be asked in a case" if is_only_asked else "take part in a case"
        trail.record(verb, kept, by=by, after=told, second=second)
    return kept


@transaction.atomic
def let_take_part(case: Case, agencies: Iterable[Agency], *, by: Actor, second: Actor) -> list[CaseAgency]:
    """Let agencies take part in a case. Both must be allowed to give access to it.

    Raises:
        NotPermitted: they, or the second person, may not say who is named on cases.
        NotPossibleNow: they are one and the same person; or the case is sealed as a whole.
        AlreadyDone: all of them take part already.
    """
    for one in (by, second):
        require(one, Act.GRANT, CaseAgency(case=case))
    if by.user_id == second.user_id:
        raise NotPossibleNow("It takes a second person to agree.")
    there = set(taking_part(case).filter(is_only_asked=False).values_list("agency_id", flat=True))
    coming = [one for one in agencies if one.pk not in there]
    if not coming:
        raise AlreadyDone("This agency takes part already." if len(there) == 1 else "These agencies take part already.")
    return [_comes(case, one, by=by, second=second) for one in coming]


def taking_part(case: Case) -> QuerySet[CaseAgency]:
    """The agencies that take part in a case today, or were asked something in it."""
    today = clock.today()
    there = CaseAgency.objects.filter(case=case, from_on__lte=today).select_related("agency")
    return there.filter(Q(to_on__isnull=True) | Q(to_on__gte=today))


@transaction.atomic
def stops(kept: CaseAgency, *, why: str, by: Actor) -> CaseAgency:
    """An agency takes no part any more, from now on. Its leads no longer know of the case; what it gave stays in it.

    Raises:
        NotPermitted: they may not say who is named on cases.
        Refused: no reason was given.
        AlreadyDone: it has stopped.
    """
    now = CaseAgency.objects.select_for_update(of=("self",)).select_related("case", "agency").get(pk=kept.pk)
    require(by, Act.GRANT, now)
    if not why.strip():
        raise Refused("Say why the agency takes no part any more.")
    last = clock.today() - timedelta(days=1)
    if now.to_on is not None and now.to_on <= last:
        raise AlreadyDone("This agency has stopped already.")
    now.to_on, now.from_on = last, min(now.from_on, last)
    now.save(update_fields=["from_on", "to_on"])
    trail.record("stop taking part in a case", now, by=by, after={"agency": now.agency.slug}, why=why)
    return now


@transaction.atomic
def follow(before: Case, after: Case, *, by: Actor) -> None:
    """Carry over from one case to the one that follows from it whoever stands aside, so that the wall has no gap."""
    for one in CaseRecusal.objects.on(clock.today()).filter(case=before):
        if not CaseRecusal.objects.on(clock.today()).filter(case=after, user=one.user_id).exists():
            given = {name: getattr(one, name) for name in ("user_id", "from_on", "to_on", "reason", "ended_why")}
            kept = CaseRecusal.objects.create(case=after, **given)
            told = {"user": str(one.user_id), "case": str(after.pk)}
            trail.record("stand aside from a case", kept, by=by, after=told, why=one.reason)


@transaction.atomic
def carry_over(before: Case, after: Case, *, by: Actor, parts: tuple[Part, ...]) -> None:
    """Name on a case that has just begun whoever does these things in the one it follows from, and may still work here.

    It is part of opening a case, as `enrol` is. Whoever stands aside is not named: `follow` first.
    """
    today = clock.today()
    aside = set(CaseRecusal.objects.on(today).filter(case=after).values_list("user_id", flat=True))
    roles = RoleHeld.objects.on(today).filter(board=after.board_id).values("user_id")
    there = set(after.memberships.values_list("user_id", "part"))
    named = CaseMembership.objects.on(today).filter(case=before, part__in=parts, user__in=roles)
    for one in named.exclude(user__in=aside):
        if (one.user_id, one.part) not in there:
            there.add((one.user_id, one.part))
            _name(CaseMembership(case=after, user_id=one.user_id, part=one.part, from_on=today), by=by)


def name_who_begins(case: Case, *, by: Actor) -> None:
    """Whoever begins a case and is not named on it yet co-ordinates it: nobody else could work on it at first."""
    if by.user_id is not None and not case.memberships.filter(user=by.user_id).exists():
        _name(CaseMembership(case=case, user_id=by.user_id, part=Part.COORDINATOR, from_on=clock.today()), by=by)
