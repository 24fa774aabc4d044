"""What people do with Boards, their groups and who is who on them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board, Group, GroupName
from goldenthread.boards.standing import RoleHeld
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
    """Begin a Board. Only at the server's own command line: a Board is nobody's to begin from inside another.

    Raises:
        NotPermitted: it is a person who asks.
        ValidationError: a field does not hold, or there is a Board with this short address.
    """
    if by.kind not in {"console", "system"}:
        raise NotPermitted("A Board is begun at the server, with: goldenthread create-board")
    return trail.add(
        Board(slug=slug, name=name, short_name=short_name or name[:40], area=area, authority=authority), by=by
    )


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
    """Give somebody a role on a Board, from a day (today unless given). Holding it already is left as it is.

    Raises:
        NotPermitted: they, or the second person, may not give roles here.
        NotPossibleNow: it takes a second person to agree, and there is none.
        Refused: somebody gives themselves a role.
    """
    day = from_on or clock.today()
    held = RoleHeld.objects.on(day).filter(user=user, board=board, role=role).first()
    if held is not None:
        return held
    given = RoleHeld(user=user, board=board, role=role, from_on=day, to_on=to_on)
    _agreed(given, by, second)
    given.full_clean()
    given.save(force_insert=True)
    told = {"user": str(user.pk), "role": str(role), "from_on": day.isoformat()}
    trail.record("give a role", given, by=by, after=told, second=second)
    return given


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
    trail.record("end a role", now, by=by, before=before, after={"to_on": day.isoformat()}, second=second)
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
