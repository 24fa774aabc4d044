"""What the national return asks people to do: to have it ready by its day, and to sign what somebody else signed first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.national import queries
from goldenthread.national.models import ReturnVersion
from goldenthread.national.steps import Status
from goldenthread.workspace.national.door import ROW

AHEAD = timedelta(days=90)
"""How long before its day a return is told of."""


@tells
def returns_to_lock(asked: Asked) -> Iterable[Thing]:
    """Returns that one person signed and that wait for another, who may be this one."""
    if not asked.standing.may(ROW, Act.APPROVE, asked.board_id):
        return
    waiting = ReturnVersion.objects.filter(board=asked.board_id, status=Status.FORWARD).exclude(
        forward_by=asked.user_id
    )
    found = visible_to(asked.standing, Act.APPROVE, waiting).select_related("forward_by")
    for one in found.defer("cells", "left_out", "comments"):
        what = f"Sign the national return of {one.period}, or send it back"
        yield Thing(
            what,
            f"{one.forward_by.name} has signed version {one.number}. A second person must sign before it is locked.",
            reverse("workspace:national-return-version", kwargs={"board": asked.board.slug, "pk": one.pk}),
            "Look at it",
            in_mail=what,
        )


@tells
def returns_due(asked: Asked) -> Iterable[Thing]:
    """Returns whose day is near or past and that are not locked. A day that the Board did not set is told while it is ahead."""
    if not asked.standing.may(ROW, Act.CREATE, asked.board_id):
        return
    versions = ReturnVersion.objects.filter(board=asked.board_id)
    locked = set(versions.filter(status__in=[Status.LOCKED, Status.FORWARD]).values_list("period", flat=True))
    for year, due in queries.days(asked.board).items():
        is_near = due.on <= asked.today + AHEAD
        if year in locked or not is_near or (not due.is_the_boards and due.on < asked.today):
            continue
        whose = "The Board wants it sent by then." if due.is_the_boards else "The collection’s guidance says so."
        yield Thing(
            f"Have the national return of {year} signed and sent",
            f"{whose} Nobody has signed a version yet.",
            reverse("workspace:national-return-year", kwargs={"board": asked.board.slug, "period": year}),
            "Look at it",
            due.on,
            in_mail=f"Have the national return of {year} signed and sent",
        )
