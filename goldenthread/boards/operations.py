"""What people do with Boards, their groups and who is who on them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from goldenthread.accounts.models import User
from goldenthread.boards import beginning, steps, telling
from goldenthread.boards.models import Board, Group, GroupName
from goldenthread.boards.standing import AgencyMembership, D, DatedQuerySet, GroupMembership, RoleHeld, RoleProposal
from goldenthread.boards.steps import State, Step
from goldenthread.core import clock
from goldenthread.core.access import Act, needs_second, require
from goldenthread.core.access.acts import Role
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.trail import operations as trail


@transaction.atomic
def set_up_group(group: Group, *, name: str, by: Actor) -> Group:
    """Keep a new group with its first name.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
    """
    is_new = not Group.objects.filter(pk=group.pk).exists()
    group.called = name
    group = trail.add(group, by=by)
    if is_new:
        trail.add(GroupName(group=group, name=name), by=by)
    return group


@transaction.atomic
def create_board(*, slug: str, name: str, short_name: str = "", area: str, authority: str, by: Actor) -> Board:
    """Begin a Board, with the themes that come with the program. Only at the server's own command line: no Board is begun from
    inside another.

    Raises:
        NotPermitted: it is a person who asks.
        ValidationError: a field does not hold, or there is a Board with this short address.
    """
    if by.kind not in {"console", "system"}:
        raise NotPermitted("A Board is begun at the server, with: goldenthread create-board")
    board = trail.add(
        Board(slug=slug, name=name, short_name=short_name or name[:40], area=area, authority=authority), by=by
    )
    beginning.add_themes(board, by=by)
    return board


@transaction.atomic
def give_role(
    *,
    user: User,
    board: Board,
    role: Role,
    from_on: date | None = None,
    to_on: date | None = None,
    by: Actor,
    second: Actor | None = None,
) -> RoleHeld:
    """Give somebody a role on a Board, from a day (today unless given). Where they hold it already, it begins when that ends.

    Raises:
        NotPermitted: they, or the second person, may not give roles here.
        NotPossibleNow: it takes a second person to agree, and there is none.
        Refused: somebody gives themselves a role.
    """
    same = RoleHeld.objects.filter(user=user, board=board, role=role)
    day, held = _first_day_without(same, from_on or clock.today(), to_on)
    if held is not None:
        return held
    given = RoleHeld(user=user, board=board, role=role, from_on=day, to_on=to_on)
    _agreed(given, by, second)
    given.full_clean()
    given.save(force_insert=True)
    told = {"user": str(user.pk), "role": str(role), "from_on": day.isoformat(), "to_on": to_on}
    trail.record("give a role", given, by=by, after=told, second=second)
    return given


def _first_day_without(same: DatedQuerySet[D], day: date, to_on: date | None) -> tuple[date, D | None]:
    """The first day from `day` on which none of these holds; with it, the one that lasts to `to_on` already, if any."""
    while (held := same.on(day).order_by(F("to_on").desc(nulls_first=True)).first()) is not None:
        if held.to_on is None or (to_on is not None and to_on <= held.to_on):
            return day, held
        day = held.to_on + timedelta(days=1)
    return day, None


@transaction.atomic
def end_role(held: RoleHeld, *, on: date | None = None, by: Actor, second: Actor | None = None) -> RoleHeld:
    """End a role after a day (yesterday unless given, so that it ends at once). A role that has not begun never begins.

    Raises:
        NotPermitted: they, or the second person, may not.
        NotPossibleNow: it takes a second person to agree, and there is none; or it has ended already.
    """
    now = RoleHeld.objects.select_for_update().get(pk=held.pk)
    _agreed(now, by, second)
    day = on or clock.today() - timedelta(days=1)
    if now.to_on is not None and now.to_on <= day:
        raise NotPossibleNow(f"This role ended on {now.to_on:%-d %B %Y} already.")
    before = {"to_on": now.to_on.isoformat() if now.to_on else None, "from_on": now.from_on.isoformat()}
    now.to_on = day
    now.from_on = min(now.from_on, day)  # given today and ended today: it is as if it had ended yesterday
    now.save(update_fields=["from_on", "to_on"])
    after = {"to_on": day.isoformat(), "from_on": now.from_on.isoformat()}
    trail.record("end a role", now, by=by, before=before, after=after, second=second)
    return now


def _agreed(held: RoleHeld, by: Actor, second: Actor | None) -> None:
    """Both may, neither is the one it is for, and they are two people."""
    require(by, Act.GRANT, held)
    people = {one.user_id for one in (by, second) if one is not None and one.user_id is not None}
    if held.user_id in people:
        raise Refused("Nobody gives or ends a role of their own. Ask another who may.")
    if second is not None:
        require(second, Act.GRANT, held)
    if needs_second(standing_of_actor(by), Act.GRANT, held) and (second is None or second.user_id == by.user_id):
        raise NotPossibleNow("Giving or ending a role takes two people. Ask another who may to agree to it.")


@transaction.atomic
def propose_role(proposal: RoleProposal, *, by: Actor) -> RoleProposal:
    """Keep a proposal that somebody be given a role, or that one end; it waits for a second person.

    Raises:
        NotPermitted: they may not give roles here.
        Refused: they propose it for themselves, or the same waits already.
    """
    require(by, Act.GRANT, proposal)
    if proposal.user_id == by.user_id:
        raise Refused("Nobody gives or ends a role of their own. Ask another who may.")
    same = {"board": proposal.board_id, "user": proposal.user_id, "role": proposal.role, "deed": proposal.deed}
    if RoleProposal.objects.filter(state=State.PROPOSED, **same).exists():
        raise Refused("This waits for a second person already.")
    proposal.proposed_by = _user(by)
    proposal.proposed_at = clock.now()
    proposal.full_clean()
    proposal.save(force_insert=True)
    told = {"user": str(proposal.user_id), "role": proposal.role}
    trail.record(f"propose: {proposal.get_deed_display().lower()}", proposal, by=by, after=told, why=proposal.why)
    telling.was_proposed(proposal)
    return proposal


@transaction.atomic
def decide(proposal: RoleProposal, step: Step, *, by: Actor) -> RoleProposal:
    """Agree to a proposal, refuse it, or take back one's own. Agreed, the role is given or ended at once.

    Raises:
        NotPermitted: they may not give roles here.
        NotPossibleNow: it was decided meanwhile, or the one who proposed it agrees to it.
        Refused: it is about themselves.
    """
    now = (
        RoleProposal.objects.select_for_update(of=("self",)).select_related("user", "board", "held").get(pk=proposal.pk)
    )
    require(by, Act.GRANT, now)
    steps.check(step, State(now.state))
    is_own = now.proposed_by_id == by.user_id
    if step.takes_another and is_own:
        raise NotPossibleNow("It takes a second person: you proposed this yourself.")
    if not step.takes_another and not is_own:
        raise NotPossibleNow("Only the one who proposed this can take it back. You can refuse it.")
    if step is steps.AGREE:
        _carry_out(now, Actor.person(now.proposed_by.name, now.proposed_by_id), by)
    now.state, now.decided_by, now.decided_at = step.target, _user(by), clock.now()
    now.save(update_fields=["state", "decided_by", "decided_at"])
    trail.record(f"{step.verb} to a role" if step is steps.AGREE else f"{step.verb} a role", now, by=by)
    telling.was_decided(now)
    return now


def _user(by: Actor) -> User:
    if by.user_id is None:
        raise NotPermitted("Only somebody with an account can propose or agree to a role.")
    return User.objects.get(pk=by.user_id)


def _carry_out(proposal: RoleProposal, first: Actor, second: Actor) -> None:
    if proposal.deed == RoleProposal.Deed.END and proposal.held is not None:
        end_role(proposal.held, by=first, second=second)
        return
    role, board = Role(proposal.role), proposal.board
    first_day = max(proposal.from_on or clock.today(), clock.today())
    days = {"from_on": first_day, "to_on": proposal.to_on}
    if proposal.to_on is not None and proposal.to_on < first_day:
        raise NotPossibleNow("The last day it was proposed for is over. Refuse it, and propose it with another day.")
    give_role(user=proposal.user, board=board, role=role, **days, by=first, second=second)
    if proposal.agency is not None:
        _keep(AgencyMembership(user=proposal.user, agency=proposal.agency, **days), first, second)
    if proposal.group is not None:
        _keep(GroupMembership(user=proposal.user, group=proposal.group, **days), first, second)


def _keep(membership: AgencyMembership | GroupMembership, first: Actor, second: Actor) -> None:
    place = {"agency": membership.agency} if isinstance(membership, AgencyMembership) else {"group": membership.group}
    beside: DatedQuerySet[Any] = type(membership).objects.filter(user=membership.user, **place)
    membership.from_on, held = _first_day_without(beside, membership.from_on, membership.to_on)
    if held is not None:
        return
    membership.full_clean()
    membership.save(force_insert=True)
    told = {name: str(value.pk) for name, value in place.items()} | {"user": str(membership.user_id)}
    trail.record("give a place", membership, by=first, after=told, second=second)
