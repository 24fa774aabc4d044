"""What people do with sessions and places at them.

Whoever changes a booking locks its session first, so that places are counted by one at a time: nobody is booked beyond the
last place, and the one who waited longest is offered a place that comes free, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.core import clock, references
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.trail import operations as trail
from goldenthread.training import letters, steps
from goldenthread.training.bookings import Booking, Certificate
from goldenthread.training.models import Programme, Session
from goldenthread.training.opening import why_closed
from goldenthread.training.steps import HOLD_A_PLACE, OPEN, State, Step

OFFER_LASTS = timedelta(hours=48)
"""How long somebody has to take a place that came free; less where the session begins before."""
AS_LINK = "link"
SELF_SAID = ("name", "email", "post", "agency", "agency_said", "level", "adjustments", "manager_email", "user")
"""What somebody who books says of themselves."""


@transaction.atomic
def book(session: Session, said: Mapping[str, Any], *, by: Actor) -> Booking:
    """Book a place at the public door, or a place in the queue. Somebody who has one already is sent its link again.

    The address gets the letter; the answer on the page is the same for everybody, so that it tells nobody who has booked.

    Raises:
        NotPossibleNow: booking is closed; says why.
    """
    now = _locked(session)
    closed = why_closed(now)
    if closed:
        raise NotPossibleNow(closed)
    held = _held(now, said)
    if held is not None:
        letters.about(held, by=by)
        trail.record("send the booking’s link again", held, by=by)
        return held
    return _keep(now, said, by)


@transaction.atomic
def add_booking(booking: Booking, *, by: Actor) -> Booking:
    """Book for somebody who rang or wrote: for the business unit, also when booking is closed.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: the session was called off, or this address has a booking already.
    """
    require(by, Act.CREATE, booking)
    now = _locked(booking.session)
    if now.called_off_on:
        raise NotPossibleNow("This session was called off.")
    said = {name: getattr(booking, name) for name in SELF_SAID}
    if _held(now, said) is not None:
        raise NotPossibleNow("This e-mail address has a booking for this session already. Open that one instead.")
    return _keep(now, said, by, key=booking.pk)


def _held(session: Session, said: Mapping[str, Any]) -> Booking | None:
    email = str(said["email"]).lower()
    kept = session.bookings.exclude(state=State.CANCELLED).filter(email=email)
    return kept.select_related("session__course__board").first() if email else None


def _keep(session: Session, said: Mapping[str, Any], by: Actor, key: UUID | None = None) -> Booking:
    _fill(session, by)
    is_first = not session.bookings.filter(state=State.WAITING).exists()
    state = State.BOOKED if is_first and _free(session) != 0 else State.WAITING
    given = {name: said[name] for name in SELF_SAID if said.get(name) not in (None, "")}
    made_up = session.course.board.is_demonstration
    new = Booking(session=session, state=state, booked_at=clock.now(), is_synthetic=made_up, **given)
    new.email = new.email.lower()
    if key is not None:
        new.pk = key
    new.full_clean(validate_unique=False)
    new.save(force_insert=True)
    trail.record("book", new, by=by, after={"session": session, "state": state})
    letters.about(new, by=by)
    return new


def _free(session: Session) -> int | None:
    """How many places are free; None where there is no limit."""
    if session.seats is None:
        return None
    return max(0, session.seats - session.bookings.filter(state__in=HOLD_A_PLACE).count())


def _fill(session: Session, by: Actor) -> list[Booking]:
    """Let offers run out whose time is over, then offer what is free to whoever waited longest. The session is locked."""
    at = clock.now()
    for over in session.bookings.filter(state=State.OFFERED, offer_ends_at__lte=at):
        _move(
            over, steps.LAPSE, by, offer_ends_at=None, cancelled_because="The place was offered, and not taken in time."
        )
        letters.about(over, by=by)
    ends = min(at + OFFER_LASTS, datetime.combine(session.held_on, time(0), tzinfo=clock.LONDON))
    offered = []
    free = _free(session)
    if session.called_off_on or ends <= at:
        return []
    for one in session.bookings.filter(state=State.WAITING).order_by("booked_at", "pk")[:free]:
        _move(one, steps.OFFER, by, offer_ends_at=ends)
        letters.about(one, by=by)
        offered.append(one)
    return offered


def _move(booking: Booking, step: Step, by: Actor, **fields: Any) -> None:
    """Take a step with a booking, whose session is locked, and write it down."""
    steps.check(step, booking.at)
    before, booking.state = booking.state, step.target.value
    for name, value in fields.items():
        setattr(booking, name, value)
    booking.save(update_fields=["state", *fields])
    trail.record(step.verb, booking, by=by, before={"state": before}, after={"state": booking.state})


@transaction.atomic
def move_the_queue(session: Session, *, by: Actor) -> list[Booking]:
    """Let offers run out, and offer what is free: after places were added, or when nobody has looked for days.

    Raises:
        NotPermitted: they may not change bookings.
    """
    now = _locked(session)
    _may_change(now, by)
    offered = _fill(now, by)
    trail.record("move the waiting list", now, by=by, after={"offered": len(offered)})
    return offered


@transaction.atomic
def take_place(booking: Booking, *, by: Actor) -> Booking:
    """Take a place that was offered.

    Raises:
        NotPossibleNow: the offer ran out, or was never made.
    """
    now = _own(booking, by)
    if now.at is State.OFFERED and now.offer_ends_at and now.offer_ends_at <= clock.now():
        raise NotPossibleNow("The offer has run out, and the place goes to the next. You can book again.")
    _move(now, steps.ACCEPT, by, offer_ends_at=None)
    letters.about(now, by=by)
    return now


@transaction.atomic
def cancel(booking: Booking, *, why: str, by: Actor) -> Booking:
    """Give a place back, or leave the queue. The one who waited longest is offered the place.

    Raises:
        NotPermitted: it is somebody else's, and they may not change bookings.
        NotPossibleNow: it is over.
    """
    now = _own(booking, by)
    _move(now, steps.CANCEL, by, offer_ends_at=None, cancelled_because=why.strip()[:300])
    letters.about(now, by=by)
    _fill(now.session, by)
    return now


def _own(booking: Booking, by: Actor) -> Booking:
    """The booking as it is now, its session locked. Whoever comes by its own link may; others are asked for."""
    session = _locked(booking.session)
    now = Booking.objects.select_related("agency", "user").get(pk=booking.pk)
    now.session = session
    if by.kind != AS_LINK:
        require(by, Act.EDIT, now)
    return now


@transaction.atomic
def call_off(session: Session, *, why: str, by: Actor) -> Session:
    """Call a session off, and tell everybody who has a place or waits for one.

    Raises:
        NotPermitted: they may not change it.
        Refused: no reason was given.
        NotPossibleNow: it was called off already, or its register is taken.
    """
    now = _locked(session)
    require(by, Act.EDIT, now)
    if not why.strip():
        raise Refused("Say why it is called off. Everybody who booked is told.")
    if now.called_off_on or now.register_taken_at:
        raise NotPossibleNow("It was called off already, or it was held and its register is taken.")
    now.called_off_on, now.called_off_because = clock.today(), why.strip()[:300]
    now.save(update_fields=["called_off_on", "called_off_because"])
    trail.record("call off", now, by=by, after={"called_off_on": now.called_off_on}, why=now.called_off_because)
    for one in now.bookings.filter(state__in=OPEN).select_related("agency"):
        one.session = now
        because = f"The session was called off. {now.called_off_because}"[:300]
        _move(one, steps.CANCEL, by, offer_ends_at=None, cancelled_because=because)
        letters.about(one, by=by)
    return now


@transaction.atomic
def take_register(
    session: Session, came: Iterable[UUID], missed: Mapping[UUID, str], *, unbooked: int, by: Actor
) -> Session:
    """Write down who came and who did not, with the reason. How many came is counted from it.

    Raises:
        NotPermitted: they may not change bookings.
        NotPossibleNow: the session has not been held, or was called off.
        Refused: somebody with a place is left out, or a reason is missing.
    """
    now = _locked(session)
    _may_change(now, by)
    if now.called_off_on or now.held_on > clock.today():
        raise NotPossibleNow("The register can be taken from the day of the session on, and not for one called off.")
    placed = {one.pk: one for one in now.bookings.filter(state__in=[State.BOOKED, State.ATTENDED, State.MISSED])}
    here = set(came)
    if here & set(missed) or here | set(missed) != set(placed):
        raise Refused("Say of everybody who had a place whether they came.")
    if any(why not in Booking.Missed.values for why in missed.values()):
        raise Refused("Choose why each one did not attend.")
    for key, one in placed.items():
        _write_down(one, missed.get(key), by)
    for one in now.bookings.filter(state__in=[State.WAITING, State.OFFERED]):
        _move(one, steps.CANCEL, by, offer_ends_at=None, cancelled_because="The session has been held.")
    before = {"delegates": now.delegates}
    now.unbooked, now.delegates = unbooked, len(here) + unbooked
    now.register_taken_at, now.register_taken_by = clock.now(), by.name[:200]
    now.save(update_fields=["unbooked", "delegates", "register_taken_at", "register_taken_by"])
    after = {"delegates": now.delegates, "did_not_attend": len(missed)}
    trail.record("take the register", now, by=by, before=before, after=after)
    return now


def _write_down(booking: Booking, missed_because: str | None, by: Actor) -> None:
    if missed_because is None:
        if booking.at is not State.ATTENDED:
            _move(booking, steps.CAME, by, missed_because="")
        return
    if Certificate.objects.filter(booking=booking).exists():
        raise NotPossibleNow(f"{booking} has a certificate of having come, so cannot be marked as not.")
    if booking.at is State.MISSED:
        booking.missed_because = missed_because
        booking.save(update_fields=["missed_because"])
        trail.record("say why they did not attend", booking, by=by, after={"missed_because": missed_because})
    else:
        _move(booking, steps.MISSED, by, missed_because=missed_because)


@transaction.atomic
def issue_certificates(session: Session, *, by: Actor) -> list[Certificate]:
    """A certificate for everybody who came and has none yet; each is told.

    Raises:
        NotPermitted: they may not change bookings.
        NotPossibleNow: the register is not taken.
    """
    now = _locked(session)
    _may_change(now, by)
    if not now.register_taken_at:
        raise NotPossibleNow("Take the register first: a certificate says that somebody came.")
    made = []
    attended = now.bookings.filter(state=State.ATTENDED, certificate=None, forgotten_at=None)
    for booking in attended.select_related("agency"):
        booking.session = now
        new = Certificate(
            booking=booking,
            number=_free_number(),
            issued_on=clock.today(),
            issued_by=by.name[:200],
            is_synthetic=booking.is_synthetic,
        )
        new.save(force_insert=True)
        trail.record("issue a certificate", new, by=by, after={"number": new.number, "issued_on": new.issued_on})
        letters.certificate(new, by=by)
        made.append(new)
    return made


def _free_number() -> str:
    while True:
        number = references.make("T")
        if not Certificate.objects.filter(number=number).exists():
            return number


@transaction.atomic
def forget_names(board: Board, *, by: Actor) -> int:
    """Forget the names and needs of delegates whose time is over; says of how many. States and agencies stay, to be counted.

    How long they are kept stands in the programme of the session's year; without one, in the model's own default.

    Raises:
        NotPermitted: they may not change bookings.
    """
    months = {one.period: one.kept_for_months for one in Programme.objects.filter(board=board)}
    default = Programme._meta.get_field("kept_for_months").default
    today = clock.today()
    forgotten = 0
    named = Booking.objects.filter(session__course__board=board, forgotten_at=None).exclude(name="", email="")
    for one in named.select_related("session__course", "agency"):
        kept = months.get(Period.containing(one.session.held_on).label, default)
        if not _is_over(one.session, kept, today):
            continue
        require(by, Act.EDIT, one)
        one.name = one.email = one.post = one.adjustments = one.manager_email = one.agency_said = ""
        one.user, one.forgotten_at = None, clock.now()
        one.save()
        trail.record("forget the name", one, by=by)
        forgotten += 1
    return forgotten


def _is_over(session: Session, months: int, today: date) -> bool:
    whole = (today.year - session.held_on.year) * 12 + today.month - session.held_on.month
    return whole - (today.day < session.held_on.day) >= months


def _locked(session: Session) -> Session:
    """The session, its places counted by nobody else until this is done.

    Raises:
        NotFound: it was taken away.
    """
    found = Session.objects.select_for_update(of=("self",)).select_related("course__board").filter(pk=session.pk)
    now = found.first()
    if now is None:
        raise NotFound("This session is not here any more. Somebody took it away.")
    return now


def _may_change(session: Session, by: Actor) -> None:
    """Whether they may change bookings of this session, also where it has none."""
    require(by, Act.EDIT, Booking(session=session))
