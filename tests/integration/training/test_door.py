"""The public door: booking without an account, one's own link, answering, and checking a certificate."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from django.test import Client

from goldenthread.core import clock
from goldenthread.core.models import OutgoingMail
from goldenthread.core.periods import Period
from goldenthread.publishing.training import listed
from goldenthread.training import asking, links, operations, queries
from goldenthread.training.bookings import Certificate
from goldenthread.training.evaluations import Stage
from goldenthread.training.models import Programme, Session
from tests.factories import people
from tests.integration.training.conftest import BY, booked

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def path(address: str) -> str:
    return urlsplit(address).path


def fill(session: Session, **more: Any) -> dict[str, Any]:
    return {
        "name": "Ada Person",
        "email": "Ada@Agency.example",
        "post": "Nurse",
        "agency": "elsewhere",
        "agency_said": "A practice",
        **more,
    }


def link_in_mail() -> str:
    """The address in the last letter, as somebody would open it."""
    last = OutgoingMail.objects.order_by("queued_at").last()
    assert last is not None
    text = bytes(last.message).decode().replace("=\r\n", "").replace("=3D", "=")
    return path(re.findall(r"https?://\S+/training/booking/\S+", text)[0])


@pytest.mark.capability("S26")
def test_somebody_books_without_an_account_and_cancels_by_their_link(client: Client, ahead: Session):
    shut = Client(enforce_csrf_checks=True).post(f"/training/book/{ahead.pk}/", fill(ahead))

    answer = client.post(f"/training/book/{ahead.pk}/", fill(ahead))
    own = client.get(link_in_mail()).content.decode()
    client.post(f"{link_in_mail()}give-back/", {"why": "Needed at work"})

    booking = ahead.bookings.get()
    assert shut.status_code == 403
    assert "Look in your e-mail" in answer.content.decode()
    assert "Ask for the blue room." in own
    assert (booking.email, booking.state, booking.cancelled_because) == (
        "ada@agency.example",
        "cancelled",
        "Needed at work",
    )


def test_the_page_answers_the_same_whether_or_not_somebody_has_booked(client: Client, ahead: Session):
    first = client.post(f"/training/book/{ahead.pk}/", fill(ahead))
    again = client.post(f"/training/book/{ahead.pk}/", fill(ahead))

    assert first.content == again.content
    assert ahead.bookings.count() == 1


@pytest.mark.parametrize("how", ["unlisted", "unpublished", "over", "called off", "never"])
def test_what_is_not_on_the_programme_is_not_there(client: Client, ahead: Session, how: str):
    if how == "unlisted":
        Session.objects.update(is_listed=False)
    if how == "unpublished":
        Programme.objects.update(is_published=False)
    if how == "over":
        Session.objects.update(held_on=clock.today() - timedelta(days=1))
    if how == "called off":
        operations.call_off(ahead, why="Snow", by=BY)
    key = "00000000-0000-4000-8000-000000000000" if how == "never" else ahead.pk

    answer = client.get(f"/training/book/{key}/")

    assert answer.status_code == 404
    assert "Trauma" not in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Enter your name"),
        ("email", "ada", "Enter an e-mail address such as name@council.example"),
        ("agency", "", "Choose where you work"),
        ("agency_said", "", "Enter where you work"),
        ("post", "", "Enter your job title"),
    ],
)
def test_each_mistake_says_what_to_do_and_nothing_typed_is_lost(
    client: Client, ahead: Session, field: str, typed: str, words: str
):
    answer = client.post(f"/training/book/{ahead.pk}/", {**fill(ahead, adjustments="Captions"), field: typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Captions" in page
    assert ahead.bookings.count() == 0


def test_a_link_that_was_changed_opens_nothing(client: Client, ahead: Session):
    address = path(links.of_booking(booked(ahead, "Ada")))

    assert client.get(address).status_code == 200
    assert client.get(f"{address[:-3]}xx/").status_code == 404
    assert client.get("/training/booking/nonsense/").status_code == 404
    assert client.get(address.replace("/booking/", "/evaluation/")).status_code == 404


def test_opening_a_link_changes_nothing(client: Client, ahead: Session):
    one = booked(ahead, "Ada", "offered", offer_ends_at=clock.now() + timedelta(hours=3))
    address = path(links.of_booking(one))

    page = client.get(address).content.decode()
    one.refresh_from_db()
    before = one.state
    client.post(f"{address}take/")
    one.refresh_from_db()

    assert "Take the place" in page
    assert (before, one.state) == ("offered", "booked")
    assert client.get(f"{address}take/").status_code == 405


def test_an_offer_that_ran_out_says_so(client: Client, ahead: Session):
    one = booked(ahead, "Ada", "offered", offer_ends_at=clock.now() - timedelta(minutes=1))
    address = path(links.of_booking(one))

    answer = client.post(f"{address}take/")

    assert answer.status_code == 409
    assert "has run out" in answer.content.decode()


def test_an_evaluation_is_answered_by_its_link_and_a_certificate_fetched(client: Client, ahead: Session):
    Session.objects.update(held_on=clock.today())
    ahead.refresh_from_db()
    one = booked(ahead, "Ada")
    operations.take_register(ahead, [one.pk], {}, unbooked=0, by=BY)
    operations.issue_certificates(ahead, by=BY)
    asked = asking.ask(ahead, Stage.END, by=BY)[0]
    address = path(links.of_evaluation(asked))
    questions = asking.questions_for(asked)

    empty = client.post(address, {})
    sent = client.post(address, {f"q-{questions[0].pk}": "4", f"q-{questions[2].pk}": "Ask twice."})

    asked.refresh_from_db()
    assert "Answer at least one question" in empty.content.decode()
    assert "Thank you" in sent.content.decode()
    assert sorted(asked.answers.values()) == ["4", "Ask twice."]
    file = client.get(f"{path(links.of_booking(one))}certificate.pdf")
    assert file.content.startswith(b"%PDF-")


def test_a_certificate_is_checked_by_number_and_name_together(client: Client, ahead: Session):
    one = booked(ahead, "Ada Person", "attended")
    made = Certificate.objects.create(booking=one, number="T-KTM-4PX", issued_on=clock.today(), issued_by="M")

    right = client.post("/training/check/", {"number": " t-ktm-4px", "name": "ada  PERSON"}).content.decode()
    wrong = client.post("/training/check/", {"number": made.number, "name": "Somebody Else"}).content.decode()

    assert "It is one of ours" in right
    assert "It is one of ours" not in wrong
    assert "Ada Person" not in wrong


def test_guessing_at_certificates_is_stopped(client: Client, ahead: Session):
    answers = [
        client.post("/training/check/", {"number": f"T-AAA-2A{n}", "name": "Ada"}).content.decode() for n in range(31)
    ]

    assert "Too many" not in answers[0]
    assert "too many tries" in answers[-1]


def test_whoever_is_signed_in_and_books_for_themselves_sees_it_in_the_workspace(client: Client, ahead: Session):
    member = people.person("member@ours.example", board=ahead.course.board, role="member")
    people.signed_in(client, member)

    client.post(f"/training/book/{ahead.pk}/", fill(ahead, email="Member@ours.example"))
    client.post(f"/training/book/{ahead.pk}/", fill(ahead, email="colleague@ours.example", name="Ben"))

    mine = ahead.bookings.get(name="Ada Person")
    assert (mine.user, ahead.bookings.get(name="Ben").user) == (member, None)
    assert "1 booking" in client.get("/board/ours/bookings/").content.decode()


def test_the_public_programme_lists_what_is_open_and_nothing_else(ahead: Session):
    hidden = Session.objects.create(course=ahead.course, held_on=ahead.held_on, held_precision="day", is_listed=False)
    board = ahead.course.board

    found = queries.open_to_all(board, clock.today())

    assert [one.session for one in found] == [ahead]
    assert hidden.course == ahead.course
    assert Period.containing(ahead.held_on).label == Programme.objects.get().period


def test_a_full_session_offers_its_waiting_list_and_the_page_opens_with_one_sentence(ahead: Session):
    board = ahead.course.board
    Programme.objects.update(aims="Courses for people who work with adults.")

    def said() -> str:
        context = {"sessions": listed(board, clock.today()), "programme": Programme.objects.get(), "board": board}
        return render_to_string("publishing/training.html", context)

    free = said()
    booked(ahead, "Ada")
    booked(ahead, "Ben")
    full = said()

    assert "Book a place" in free
    assert "Book a place" not in full
    assert "Join the waiting list" in full
    assert full.count("Courses for people who work") == 1


def test_somebody_who_is_signed_in_can_check_a_certificate_too():
    """The page belongs to no Board; the way round it is their own Board's."""
    board = people.board("signed-in")
    client = people.signed_in(Client(), people.person("officer@signed-in.example", board=board, role="board_officer"))

    assert (client.get("/training/check/").status_code, Client().get("/training/check/").status_code) == (200, 200)
