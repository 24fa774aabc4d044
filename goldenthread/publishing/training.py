"""The training programme for everybody: what is coming, and the way to a place. The public site takes nothing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from goldenthread.boards.models import Board
from goldenthread.core.days import said
from goldenthread.core.periods import Period
from goldenthread.training.models import Programme
from goldenthread.training.opening import why_closed
from goldenthread.training.queries import Coming, open_to_all


@dataclass(frozen=True)
class Listed:
    """A session as the public page lists it. `book` is the address of its booking page; "" while booking is closed."""

    title: str
    aim: str
    audience: str
    level: str
    themes: str
    day: str
    times: str
    how: str
    place: str
    places: str
    closed: str
    book: str
    is_full: bool
    is_synthetic: bool


def programme(board: Board, today: date) -> Programme | None:
    """This year's programme, or the next one's, where it is published."""
    periods = [Period.containing(today), Period.containing(today).next()]
    found = {one.period: one for one in Programme.objects.filter(board=board, is_published=True)}
    return next((found[one.label] for one in periods if one.label in found), None)


def listed(board: Board, today: date) -> list[Listed]:
    """The sessions that are open to booking, or will be, the next first."""
    return [_listed(one) for one in open_to_all(board, today)]


def _listed(one: Coming) -> Listed:
    session, course = one.session, one.session.course
    closed = why_closed(session)
    return Listed(
        title=course.title,
        aim=course.aim,
        audience=course.audience,
        level=str(course.level) if course.level else "",
        themes=", ".join(each.theme.name for each in course.themes.all()),
        day=said(session.held_on),
        times=session.times,
        how=session.get_mode_display() if session.mode else "",
        place=session.place,
        places=one.places,
        closed=closed,
        book="" if closed else f"{settings.GOLDENTHREAD_WORKSPACE_URL}/training/book/{session.pk}/",
        is_full=one.free == 0,
        is_synthetic=session.is_synthetic,
    )


def check_address() -> str:
    """Where anybody can check a certificate."""
    return f"{settings.GOLDENTHREAD_WORKSPACE_URL}/training/check/"
