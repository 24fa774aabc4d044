"""The few letters that delegates and their managers get. They leave with the deed they tell of, or not at all."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.timezone import localtime

from goldenthread.core import outbox
from goldenthread.core.actors import Actor
from goldenthread.core.days import as_known
from goldenthread.training import links
from goldenthread.training.bookings import Booking, Certificate
from goldenthread.training.evaluations import Evaluation, Stage
from goldenthread.training.models import Session
from goldenthread.training.steps import State

SIGNED = "This letter was written by Golden Thread for {board}. To ask about it, write to {contact}."


def when(session: Session) -> str:
    """When a session is, in words."""
    day = as_known(session.held_on, session.held_precision)
    return f"{day}, {session.times}" if session.times else day


def about(booking: Booking, *, by: Actor) -> None:
    """Tell somebody how their booking stands now, with the link to it."""
    subject, lines = _SAYS[booking.at](booking)
    _send(booking, subject, [*lines, "", "See your booking, or cancel it:", links.of_booking(booking)], by)


def _booked(booking: Booking) -> tuple[str, list[str]]:
    session = booking.session
    lines = [f"You have a place at {session.course} on {when(session)}."]
    lines += [f"Where: {session.place}."] if session.place else []
    lines += ["", "How to join:", session.joining] if session.joining else []
    return f"Your place: {_subject(session)}", lines


def _waiting(booking: Booking) -> tuple[str, list[str]]:
    session = booking.session
    lines = [
        f"All places at {session.course} on {when(session)} are taken. You are on the waiting list.",
        "When a place is free, the one who has waited longest is offered it. We write to you if that is you.",
    ]
    return f"On the waiting list: {_subject(session)}", lines


def _offered(booking: Booking) -> tuple[str, list[str]]:
    session, ends = booking.session, booking.offer_ends_at
    until = f"{localtime(ends):%-d %B %Y at %H:%M}" if ends else ""
    lines = [
        f"A place at {session.course} on {when(session)} is free, and you have waited longest.",
        f"Take it by {until}. After that it is offered to the next.",
    ]
    return f"A place is free: {_subject(session)}", lines


def _cancelled(booking: Booking) -> tuple[str, list[str]]:
    session = booking.session
    why = [f"Why: {booking.cancelled_because}"] if booking.cancelled_because else []
    return f"Cancelled: {_subject(session)}", [
        f"Your booking of {session.course} on {when(session)} is cancelled.",
        *why,
    ]


def _came(booking: Booking) -> tuple[str, list[str]]:
    session = booking.session
    return f"You came: {_subject(session)}", [f"You came to {session.course} on {when(session)}."]


def _missed(booking: Booking) -> tuple[str, list[str]]:
    session = booking.session
    return f"You were missed: {_subject(session)}", [f"You did not come to {session.course} on {when(session)}."]


_SAYS = {
    State.BOOKED: _booked,
    State.WAITING: _waiting,
    State.OFFERED: _offered,
    State.CANCELLED: _cancelled,
    State.ATTENDED: _came,
    State.MISSED: _missed,
}


def certificate(made: Certificate, *, by: Actor) -> None:
    """Tell somebody that their certificate is ready, with the link to it."""
    booking = made.booking
    lines = [
        f"Thank you for coming to {booking.session.course} on {when(booking.session)}.",
        f"Your certificate has the number {made.number}. Take it from here:",
        links.of_booking(booking),
    ]
    _send(booking, f"Your certificate: {_subject(booking.session)}", lines, by)


def evaluation(asked: Evaluation, *, by: Actor) -> None:
    """Ask somebody, or their manager, what they think, with the link at which to say it."""
    booking, session = asked.booking, asked.booking.session
    of_whom = f"{booking.name} came" if asked.is_of_manager else "You came"
    first = {
        Stage.BEFORE: f"You are coming to {session.course} on {when(session)}. Two minutes before it begins:",
        Stage.END: f"You came to {session.course} on {when(session)}. Two minutes while you remember it:",
        Stage.LATER: f"{of_whom} to {session.course} on {when(session)}. Has it changed anything? Two minutes:",
    }[Stage(asked.stage)]
    lines = [
        first,
        links.of_evaluation(asked),
        "",
        "Answers are counted together. Nobody is named in what is reported.",
    ]
    to = [booking.manager_email] if asked.is_of_manager else [booking.email]
    _send(booking, f"Did it help? {session.course}", lines, by, to)


def _subject(session: Session) -> str:
    return f"{session.course}, {as_known(session.held_on, session.held_precision)}"


def _send(booking: Booking, subject: str, lines: list[str], by: Actor, to: Iterable[str] | None = None) -> None:
    board = booking.session.course.board
    wanted = [one for one in (to if to is not None else [booking.email]) if one]
    if wanted:
        end = SIGNED.format(board=board.name, contact=board.contact_email or "the Board’s business unit")
        body = "\n".join([*lines, "", end]) + "\n"
        outbox.send(to=wanted, subject=" ".join(subject.split()), body=body, by=by)
