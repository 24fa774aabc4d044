"""Whether a session can be booked today."""

from __future__ import annotations

from goldenthread.core import clock
from goldenthread.training.models import Session


def why_closed(session: Session) -> str:
    """Why nobody can book a session now; "" where they can."""
    today = clock.today()
    if session.called_off_on:
        return "This session was called off."
    if session.held_precision != "day" or session.held_on < today:
        return "This session is over."
    if not session.is_listed:
        return "This session is not open to booking."
    if session.booking_opens_on and today < session.booking_opens_on:
        return f"Booking opens on {session.booking_opens_on:%-d %B %Y}."
    if session.booking_closes_on and today > session.booking_closes_on:
        return f"Booking closed on {session.booking_closes_on:%-d %B %Y}."
    return ""
