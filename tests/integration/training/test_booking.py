"""Places: nobody beyond the last, and the one who waited longest first."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.core.models import OutgoingMail
from goldenthread.trail.models import Entry
from goldenthread.training import links, operations
from goldenthread.training.bookings import Booking
from goldenthread.training.models import Session
from goldenthread.training.steps import State
from tests.factories import people
from tests.installations import fresh, run
from tests.integration.training.conftest import BY, booked, said, states

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def book(session: Session, name: str) -> Booking:
    return operations.book(session, said(name), by=links.DOOR)


def letters_to(name: str) -> list[str]:
    found = OutgoingMail.objects.filter(recipients=[f"{name.lower()}@agency.example"]).order_by("queued_at", "pk")
    return [bytes(one.message).decode().split("Subject: ")[1].splitlines()[0] for one in found]


@pytest.mark.capability("S152")
def test_the_third_of_two_places_waits_and_is_told(ahead: Session):
    for name in ("Ada", "Ben", "Cleo"):
        book(ahead, name)

    assert states(ahead) == {"Ada": "booked", "Ben": "booked", "Cleo": "waiting"}
    assert letters_to("Cleo")[0].startswith("On the waiting list")
    assert letters_to("Ada")[0].startswith("Your place")


def test_a_place_that_comes_free_is_offered_to_whoever_waited_longest(ahead: Session):
    first, *_ = [book(ahead, name) for name in ("Ada", "Ben", "Cleo", "Dan")]

    operations.cancel(first, why="Ill", by=links.HOLDER)

    assert states(ahead) == {"Ada": "cancelled", "Ben": "booked", "Cleo": "offered", "Dan": "waiting"}


def test_nobody_overtakes_the_waiting_list(ahead: Session):
    for name in ("Ada", "Ben", "Cleo"):
        book(ahead, name)
    ahead.seats = 3
    ahead.save()

    book(ahead, "Dan")

    assert states(ahead) == {"Ada": "booked", "Ben": "booked", "Cleo": "offered", "Dan": "waiting"}


def test_an_offer_that_is_not_taken_goes_to_the_next(ahead: Session):
    first, *_ = [book(ahead, name) for name in ("Ada", "Ben", "Cleo", "Dan")]
    operations.cancel(first, why="", by=links.HOLDER)

    with time_machine.travel(clock.now() + operations.OFFER_LASTS, tick=False):
        with pytest.raises(NotPossibleNow, match="has run out"):
            operations.take_place(Booking.objects.get(name="Cleo"), by=links.HOLDER)
        operations.move_the_queue(ahead, by=BY)

    assert states(ahead) == {"Ada": "cancelled", "Ben": "booked", "Cleo": "cancelled", "Dan": "offered"}


def test_an_offer_that_is_taken_is_a_place(ahead: Session):
    first, *_ = [book(ahead, name) for name in ("Ada", "Ben", "Cleo")]
    operations.cancel(first, why="", by=links.HOLDER)

    operations.take_place(Booking.objects.get(name="Cleo"), by=links.HOLDER)

    assert states(ahead)["Cleo"] == "booked"
    with pytest.raises(NotPossibleNow, match="stands as “booked”"):
        operations.take_place(Booking.objects.get(name="Cleo"), by=links.HOLDER)


def test_booking_twice_keeps_one_and_sends_the_link_again(ahead: Session):
    first, again = book(ahead, "Ada"), book(ahead, "Ada")

    assert first == again
    assert ahead.bookings.count() == 1
    assert len(letters_to("Ada")) == 2


def test_whoever_cancelled_may_book_again(ahead: Session):
    operations.cancel(book(ahead, "Ada"), why="", by=links.HOLDER)

    again = book(ahead, "Ada")

    assert again.at is State.BOOKED
    assert ahead.bookings.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"is_listed": False}, "not open to booking"),
        ({"held_on": timedelta(days=-1)}, "is over"),
        ({"booking_opens_on": timedelta(days=1)}, "Booking opens on"),
        ({"booking_closes_on": timedelta(days=-1)}, "Booking closed on"),
        ({"called_off_on": timedelta(0), "called_off_because": "Snow"}, "called off"),
    ],
)
def test_a_session_that_is_closed_says_why(ahead: Session, fields: dict[str, object], words: str):
    for name, value in fields.items():
        setattr(ahead, name, clock.today() + value if isinstance(value, timedelta) else value)
    ahead.save()

    with pytest.raises(NotPossibleNow, match=words):
        book(ahead, "Ada")


@pytest.mark.parametrize("days", [0])
def test_booking_is_open_on_its_first_and_last_day(ahead: Session, days: int):
    ahead.booking_opens_on = ahead.booking_closes_on = clock.today() + timedelta(days=days)
    ahead.save()

    assert book(ahead, "Ada").at is State.BOOKED


def test_what_people_said_of_themselves_stays_out_of_the_trail(ahead: Session):
    operations.book(ahead, said("Zebedee", adjustments="A quiet room"), by=links.DOOR)
    booking = ahead.bookings.get()

    written = " ".join(str(one.after) + str(one.before) + one.by_name for one in Entry.objects.all())

    assert Entry.objects.filter(subject_id=str(booking.pk)).count() == 1
    assert "Zebedee" not in written
    assert "quiet" not in written
    assert booking.adjustments == "A quiet room"


def test_a_session_without_a_limit_takes_everybody(ahead: Session):
    ahead.seats = None
    ahead.save()

    assert {book(ahead, f"Person{n}").at for n in range(5)} == {State.BOOKED}


def test_calling_a_session_off_tells_everybody(ahead: Session):
    for name in ("Ada", "Ben", "Cleo"):
        book(ahead, name)

    operations.call_off(ahead, why="The trainer is ill.", by=BY)

    assert set(states(ahead).values()) == {"cancelled"}
    assert letters_to("Cleo")[-1].startswith("Cancelled")
    with pytest.raises(NotPossibleNow):
        operations.call_off(ahead, why="Again", by=BY)
    with pytest.raises(Refused, match="Say why"):
        operations.call_off(ahead, why=" ", by=BY)


def test_only_who_may_change_bookings_moves_them(ahead: Session):
    lead = people.person("lead@ours.example", board=ahead.course.board, role="agency_lead")
    by = Actor.person("Lead", lead.pk)
    booking = book(ahead, "Ada")

    for deed in (
        lambda: operations.cancel(booking, why="", by=by),
        lambda: operations.move_the_queue(ahead, by=by),
        lambda: operations.call_off(ahead, why="No", by=by),
        lambda: operations.take_register(ahead, [], {}, unbooked=0, by=by),
        lambda: operations.issue_certificates(ahead, by=by),
        lambda: operations.add_booking(Booking(session=ahead, name="Eve", email="eve@x.example"), by=by),
    ):
        with pytest.raises(NotPermitted):
            deed()
    assert states(ahead) == {"Ada": "booked"}


def test_many_at_once_get_the_places_there_are_and_no_place_is_offered_twice(tmp_path: Path):
    """Eight people book three places in one moment; then two give theirs back in one moment."""
    with fresh(tmp_path) as environment:
        rushed = run(environment, "tests/integration/training/rush.py", "8", "3", "2")

    assert rushed.returncode == 0, rushed.stderr
    found = json.loads(rushed.stdout)
    assert found["first"] == ["booked"] * 3 + ["waiting"] * 5
    assert found["then"] == ["offered"] * 2 + ["waiting"] * 3
    assert found["told"] == [2, 2]


def test_names_are_forgotten_when_their_time_is_over_and_counts_stay(ahead: Session):
    old = Session.objects.create(
        course=ahead.course, held_on=clock.today() - timedelta(days=365 * 3 + 2), held_precision="day"
    )
    booked(old, "Ada", "attended", adjustments="Large print")
    booked(ahead, "Ben")

    assert operations.forget_names(ahead.course.board, by=BY) == 1

    gone = old.bookings.get()
    assert (gone.name, gone.email, gone.adjustments, gone.state) == ("", "", "", "attended")
    assert gone.forgotten_at is not None
    assert ahead.bookings.get().name == "Ben"
    assert links.booking_of(links.of_booking(gone).split("/")[-2]) is None
    assert operations.forget_names(ahead.course.board, by=BY) == 0
