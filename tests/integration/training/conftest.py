"""A Board that teaches: a course, a session ahead, and who runs it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.training.bookings import Booking
from goldenthread.training.models import Course, Programme, Session
from tests.factories import people

BY = Actor.system("a test")


@pytest.fixture
def ours(db: None) -> Board:
    return people.board("ours", contact_email="training@ours.example")


@pytest.fixture
def course(ours: Board) -> Course:
    return Course.objects.create(board=ours, slug="trauma", title="Trauma-informed approaches")


@pytest.fixture
def ahead(course: Course) -> Session:
    """A session in two weeks with two places, open to booking; its year's programme is published."""
    day = clock.today() + timedelta(days=14)
    Programme.objects.get_or_create(
        board=course.board,
        period=Period.containing(day).label,
        defaults={"is_published": True, "privacy_note": "Kept."},
    )
    return Session.objects.create(
        course=course, held_on=day, held_precision="day", seats=2, is_listed=True, joining="Ask for the blue room."
    )


@pytest.fixture
def manager(client: Client, ours: Board) -> Client:
    return people.signed_in(client, people.person("manager@ours.example", board=ours, role="board_manager"))


def said(name: str, **more: Any) -> dict[str, Any]:
    """What somebody says who books."""
    return {"name": name, "email": f"{name.lower()}@agency.example", "post": "Nurse", **more}


def states(session: Session) -> dict[str, str]:
    return dict(session.bookings.values_list("name", "state"))


def booked(session: Session, name: str, state: str = "booked", **more: Any) -> Booking:
    """A booking that stands already, without letters."""
    given = {"name": name, "email": f"{name.lower()}@agency.example", "booked_at": clock.now(), **more}
    return Booking.objects.create(session=session, state=state, **given)
