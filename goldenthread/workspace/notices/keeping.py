"""Keeping what people are told, each as they chose, and the e-mail that goes at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model
from django.template.loader import render_to_string

from goldenthread.accounts.mail import link
from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core import clock, outbox
from goldenthread.core.access import Act, allow, standing_of
from goldenthread.core.actors import Actor
from goldenthread.core.notices import NoticeKind, Way, keeps, settles
from goldenthread.workspace.notices.models import Notice, Preference

BY = Actor.system("the program")


@keeps
@transaction.atomic
def keep(
    kind: NoticeKind, *, board: Board, to: set[UUID], words: str, address: str, about: Model | None = None
) -> None:
    """Keep a notice for each of these people who may know of it. One that is there already, unread, is not said again."""
    chosen = ways(kind, to)
    for user in get_user_model()._default_manager.filter(pk__in=to, is_active=True).order_by("pk"):
        way = chosen.get(user.pk, kind.way)
        if way is Way.NONE or not _may_know(user, board, about):
            continue
        given = {"user": user, "board": board, "kind": kind.slug, "words": words[:300], "address": address[:300]}
        if Notice.objects.filter(**given, read_at=None).exists():
            continue
        notice = Notice.objects.create(**given, way=way, made_at=clock.now())
        if way is Way.NOW:
            _send(notice)


@settles
def settle(kinds: Iterable[NoticeKind], *, board: Board, address: str) -> None:
    """Mark what these kinds told of at an address as read, for everybody who was told."""
    done = Notice.objects.filter(board=board, kind__in=[one.slug for one in kinds], address=address, read_at=None)
    done.update(read_at=clock.now())


def ways(kind: NoticeKind, people: set[UUID]) -> Mapping[UUID, Way]:
    """What these people chose for a kind, where they chose and may choose it."""
    kept = Preference.objects.filter(kind=kind.slug, user__in=people).values_list("user_id", "way")
    return {user: Way(way) for user, way in kept if Way(way) in kind.ways}


def _may_know(user: User, board: Board, about: Model | None) -> bool:
    standing = standing_of(user)
    return board.pk in standing.boards() and (about is None or allow(standing, Act.READ, about))


def _send(notice: Notice) -> None:
    body = render_to_string(
        "workspace/notices/mail/notice.txt",
        {
            "notice": notice,
            "person": notice.user,
            "link": link(notice.address),
            "choices": link(f"/board/{notice.board.slug}/notices/choices/"),
        },
    )
    outbox.send(to=[notice.user.email], subject=notice.words[:150], body=body, by=BY)
