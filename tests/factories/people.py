"""Boards, agencies, groups and the people who work with them: dull and fixed. What matters is written in the test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board, Group, GroupName
from goldenthread.boards.standing import AgencyMembership, GroupMembership, ItemGrant, RoleHeld
from goldenthread.cases.models import CaseMembership, CaseRecusal
from goldenthread.core.models import Record

SINCE = date(2020, 4, 1)


def board(slug: str = "example", **fields: Any) -> Board:
    """A Board, found again by its short address if it was made before."""
    name = slug.replace("-", " ").title()
    given = {
        "name": f"{name} Safeguarding Adults Board",
        "short_name": name,
        "area": name,
        "authority": f"{name} Council",
        **fields,
    }
    return Board.objects.get_or_create(slug=slug, defaults=given)[0]


def agency(on: Board, slug: str = "police", **fields: Any) -> Agency:
    given = {"name": slug.replace("-", " ").title(), **fields}
    return Agency.objects.get_or_create(board=on, slug=slug, defaults=given)[0]


def group(on: Board, slug: str = "assurance", **fields: Any) -> Group:
    made, is_new = Group.objects.get_or_create(board=on, slug=slug, defaults=fields)
    if is_new:
        GroupName.objects.create(group=made, name=slug.replace("-", " ").title())
    return made


def person(
    email: str,
    *,
    board: Board | None = None,
    role: str | None = None,
    agency: Agency | None = None,
    groups: Iterable[Group] = (),
    from_on: date = SINCE,
    to_on: date | None = None,
    **fields: Any,
) -> User:
    """Somebody with an account; each relationship holds on the same days. Called again, it adds to the same person."""
    given = {"name": email.partition("@")[0].replace(".", " ").title(), **fields}
    user, is_new = User.objects.get_or_create(email=email, defaults=given)
    if is_new:
        user.set_unusable_password()
        user.save()
    days = {"from_on": from_on, "to_on": to_on}
    if board is not None and role is not None:
        RoleHeld.objects.create(user=user, board=board, role=str(role), **days)
    if agency is not None:
        AgencyMembership.objects.create(user=user, agency=agency, **days)
    for one in groups:
        GroupMembership.objects.create(user=user, group=one, **days)
    return user


def named_on(user: User, case: Record, part: str = "panel", **days: date | None) -> CaseMembership:
    """Name somebody on a case, or on what is kept in one, such as a review."""
    return CaseMembership.objects.create(user=user, case_id=case.pk, part=part, **{"from_on": SINCE, **days})


def stands_aside(user: User, case: Record, **days: date | None) -> CaseRecusal:
    given = {"from_on": SINCE, **days}
    return CaseRecusal.objects.create(user=user, case_id=case.pk, reason="They worked with the family.", **given)


def given(user: User, record: Record, on: Board, **days: date | None) -> ItemGrant:
    """Give somebody one record by itself."""
    why = "Asked for it by name."
    return ItemGrant.objects.create(user=user, board=on, item_id=record.pk, why=why, **{"from_on": SINCE, **days})


def signed_in(client: Client, user: User) -> Client:
    """The client, signed in as this person with a second factor already given."""
    client.force_login(user)
    session = client.session
    session["second_factor"] = "test"
    session.save()
    return client
