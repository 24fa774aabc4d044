"""Links that let somebody without an account see their own booking, and answer what they are asked about it."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Model
from django.urls import reverse

from goldenthread.core.actors import Actor
from goldenthread.training.bookings import Booking
from goldenthread.training.evaluations import Evaluation

M = TypeVar("M", bound=Model)
BOOKING = "goldenthread.training.booking"
EVALUATION = "goldenthread.training.evaluation"
HOLDER = Actor("link", "the holder of a booking’s link")
DOOR = Actor("link", "somebody at the public booking page")


def of_booking(booking: Booking) -> str:
    """The whole address of somebody's own booking."""
    return _address("open-booking", signing.dumps(str(booking.pk), salt=BOOKING))


def of_evaluation(evaluation: Evaluation) -> str:
    """The whole address at which an evaluation is answered."""
    return _address("open-evaluation", signing.dumps(str(evaluation.pk), salt=EVALUATION))


def _address(view: str, token: str) -> str:
    path = reverse(f"workspace:{view}", kwargs={"token": token})
    return f"{settings.GOLDENTHREAD_WORKSPACE_URL}{path}"


def booking_of(token: str) -> Booking | None:
    """The booking a link is for; None where the link is not ours, or its name was forgotten."""
    key = _key(token, BOOKING)
    found = Booking.objects.select_related("session__course__board", "agency", "certificate")
    return found.filter(pk=key, forgotten_at=None).first() if key else None


def evaluation_of(token: str) -> Evaluation | None:
    """The evaluation a link is for; None where the link is not ours, or its delegate's name was forgotten."""
    key = _key(token, EVALUATION)
    found = Evaluation.objects.select_related("booking__session__course__board")
    return found.filter(pk=key, booking__forgotten_at=None).first() if key else None


def _key(token: str, salt: str) -> UUID | None:
    try:
        return UUID(signing.loads(token, salt=salt))
    except (signing.BadSignature, ValueError, TypeError):
        return None
