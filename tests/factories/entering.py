"""Going into a case as a test: named on it, with a purpose said."""

from __future__ import annotations

from django.db.models import Model
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.cases.models import Case, CaseMembership
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.kinds import Kind
from goldenthread.workspace.cases.door import KEPT
from tests.factories import people, records  # (makers first: they name each other)
from tests.factories.rooms.cases import heads


def enter(client: Client, user: User, case: Case, *, part: str = "coordinator", why: str = Purpose.REVIEW) -> Client:
    """The client of somebody who is named on the case, and has said why they open it."""
    if not CaseMembership.objects.filter(user=user, case=case).exists():
        people.named_on(user, case, part)
    return says(client, case, why)


def says(client: Client, case: Case, why: str = Purpose.REVIEW) -> Client:
    """The client of somebody who said why they open the case."""
    session = client.session
    session[KEPT] = {**session.get(KEPT, {}), str(case.pk): str(why)}
    session.save()
    return client


def case_for(kind: Kind, on: Board) -> Case:
    """A case of a sort that has such records."""
    there = Case.objects.filter(board=on, sort__in=kind.in_cases).first()
    if there is not None:
        return there
    head = next(one for one in heads() if str(one.SORT) in kind.in_cases)  # type: ignore[attr-defined]
    return Case.objects.get(pk=records.make(head, on).pk)


def list_of(kind: Kind, on: Board, client: Client, user: User, one: Model | None = None) -> str:
    """The address of a kind's list: of what is part of a case, in the case of `one` (or one of its sort), entered."""
    if not kind.in_cases:
        return f"/board/{on.slug}/{kind.slug}/"
    case = one.case if one is not None else case_for(kind, on)  # type: ignore[attr-defined]  # it is part of a case
    enter(client, user, case)
    return f"/board/{on.slug}/cases/{case.pk}/{kind.slug}/"
