"""What training asks people to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.core.access.acts import Act
from goldenthread.core.days import said
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.training import asking
from goldenthread.training.evaluations import Stage
from goldenthread.training.models import Session
from goldenthread.training.queries import offers_run_out
from goldenthread.training.steps import State
from goldenthread.workspace.training.places import ASKS

EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""
LOOKED_BACK = timedelta(days=90)


def _page(asked: Asked, session: Session) -> str:
    return reverse("workspace:sessions-register", kwargs={"board": asked.board.slug, "pk": session.pk})


def _runs_training(asked: Asked) -> bool:
    return asked.standing.may("training_records", Act.EDIT, asked.board_id)


@tells
def waiting_lists(asked: Asked) -> Iterable[Thing]:
    """Offers that nobody took, behind which somebody waits."""
    if not _runs_training(asked):
        return
    for one in offers_run_out(asked.board, clock.now()).select_related("course")[:EVERY]:
        yield Thing(
            f"Move the waiting list of {one.course}",
            f"A place was offered and not taken in time. The session is on {said(one.held_on)}.",
            _page(asked, one),
            "Look at it",
            one.held_on,
        )


@tells
def registers(asked: Asked) -> Iterable[Thing]:
    """Sessions that were held with bookings, and whose register nobody has taken."""
    if not _runs_training(asked):
        return
    booked = Count("bookings", filter=Q(bookings__state=State.BOOKED))
    held = Session.objects.filter(
        course__board=asked.board_id,
        called_off_on=None,
        held_precision="day",
        held_on__range=(asked.today - LOOKED_BACK, asked.today - timedelta(days=1)),
    )
    for one in held.annotate(booked=booked).filter(booked__gt=0).select_related("course").order_by("held_on")[:EVERY]:
        yield Thing(
            f"Take the register of {one.course}",
            f"It was held on {said(one.held_on)}, and {one.booked} had a place. Certificates wait for it.",
            _page(asked, one),
            "Take it",
            one.held_on,
        )


@tells
def whether_it_helped(asked: Asked) -> Iterable[Thing]:
    """Sessions held six to eight weeks ago whose delegates have not been asked whether anything changed."""
    if not _runs_training(asked):
        return
    since, until = asked.today - asking.LATER_TO, asked.today - asking.LATER_FROM
    later = Count("bookings__evaluations", filter=Q(bookings__evaluations__stage=Stage.LATER))
    came = Count("bookings", filter=Q(bookings__state=State.ATTENDED, bookings__forgotten_at=None))
    held = Session.objects.filter(
        course__board=asked.board_id, held_on__range=(since, until), register_taken_at__isnull=False
    )
    for one in held.annotate(came=came, later=later).filter(came__gt=0, later=0).select_related("course")[:EVERY]:
        yield Thing(
            f"{ASKS['ask-weeks-later']}: {one.course}",
            f"It was held on {said(one.held_on)}. Delegates and their managers are asked six to eight weeks later.",
            _page(asked, one),
            "Ask them",
            one.held_on + asking.LATER_TO,
        )
