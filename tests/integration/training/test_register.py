"""The register, certificates, and whether it helped."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
import time_machine

from goldenthread.boards.models import Agency
from goldenthread.core import clock
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.models import OutgoingMail
from goldenthread.core.periods import Period
from goldenthread.training import asking, certificates, counting, operations, queries
from goldenthread.training.bookings import Booking, Certificate
from goldenthread.training.evaluations import Evaluation, Stage
from goldenthread.training.models import Course, Session
from goldenthread.training.steps import State
from tests.factories import people
from tests.integration.training.conftest import BY, booked, states

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def held(course: Course) -> Session:
    """A session held yesterday, with three places taken and one waiting."""
    session = Session.objects.create(
        course=course, held_on=clock.today() - timedelta(days=1), held_precision="day", seats=3, cost_pence=90_000
    )
    agency = people.agency(course.board, "example-care", is_fictional=True)
    for name in ("Ada", "Ben", "Cleo"):
        booked(session, name, agency=agency, manager_email="boss@agency.example")
    booked(session, "Dan", "waiting")
    return session


def take(session: Session, missed: dict[str, str], unbooked: int = 0) -> Session:
    placed = {one.name: one.pk for one in session.bookings.filter(state__in=["booked", "attended", "did_not_attend"])}
    came = [key for name, key in placed.items() if name not in missed]
    return operations.take_register(
        session, came, {placed[name]: why for name, why in missed.items()}, unbooked=unbooked, by=BY
    )


@pytest.mark.capability("S149", "S150")
def test_the_register_counts_who_came_and_the_year_adds_it_up(held: Session):
    take(held, {"Cleo": "ill"}, unbooked=4)

    found = queries.year(held.course.board, Period.containing(held.held_on), clock.today())

    assert states(held) == {"Ada": "attended", "Ben": "attended", "Cleo": "did_not_attend", "Dan": "cancelled"}
    assert (found.sessions, found.delegates, found.came, found.missed) == (1, 6, 2, 1)
    assert [(one.name, one.came, one.missed) for one in found.agencies] == [("Example Care", 2, 1)]
    assert found.cost_per_delegate == 15_000


@pytest.mark.parametrize(
    ("missed", "words"),
    [({"Cleo": "lazy"}, "Choose why"), ({"Cleo": ""}, "Choose why")],
)
def test_a_reason_is_one_of_the_list(held: Session, missed: dict[str, str], words: str):
    with pytest.raises(Refused, match=words):
        take(held, missed)

    assert states(held)["Cleo"] == "booked"


def test_nobody_is_left_out_of_the_register(held: Session):
    ada = held.bookings.get(name="Ada")

    with pytest.raises(Refused, match="everybody"):
        operations.take_register(held, [ada.pk], {}, unbooked=0, by=BY)


def test_a_register_is_taken_from_the_day_on_and_not_before(ahead: Session):
    with pytest.raises(NotPossibleNow, match="from the day"):
        operations.take_register(ahead, [], {}, unbooked=0, by=BY)


def test_a_register_can_be_put_right_and_counts_again(held: Session):
    take(held, {"Cleo": "ill"})

    again = take(held, {"Ben": "work"})

    assert again.delegates == 2
    assert held.bookings.get(name="Cleo").missed_because == ""
    assert held.bookings.get(name="Ben").at is State.MISSED


def test_whoever_came_gets_a_certificate_once(held: Session):
    with pytest.raises(NotPossibleNow, match="register first"):
        operations.issue_certificates(held, by=BY)
    take(held, {"Cleo": "ill"})

    made = operations.issue_certificates(held, by=BY)

    assert {one.booking.name for one in made} == {"Ada", "Ben"}
    assert operations.issue_certificates(held, by=BY) == []
    assert OutgoingMail.objects.filter(recipients=["ada@agency.example"]).count() == 1


def test_somebody_with_a_certificate_cannot_be_marked_as_not_having_come(held: Session):
    take(held, {})
    operations.issue_certificates(held, by=BY)

    with pytest.raises(NotPossibleNow, match="has a certificate"):
        take(held, {"Ada": "ill"})

    assert states(held)["Ada"] == "attended"


def test_a_certificate_is_a_tagged_pdf_that_says_whose_it_is(held: Session):
    take(held, {})
    made = operations.issue_certificates(held, by=BY)[0]
    made.booking.name = 'Ada “#read("/etc/passwd")” O’Neill'

    first, second = certificates.render(made), certificates.render(made)

    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en-GB"
        assert (
            "part>1</pdfuaid" in pdf.Root.Metadata.read_bytes().decode() or b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        )
        assert len(pdf.pages) == 1
    assert first == second


def answer_all(stage: Stage, scores: dict[str, str]) -> None:
    for one in Evaluation.objects.filter(stage=stage, is_of_manager=False).select_related("booking__session__course"):
        scale = next(q for q in asking.questions_for(one) if q.measures == "confidence")
        asking.answer(one, {str(scale.pk): scores[one.booking.name]}, by=BY)


@pytest.mark.capability("S50", "S51")
def test_whether_it_helped_is_asked_in_three_stages_and_of_managers_last(course: Course):
    day = clock.today() + timedelta(days=3)
    session = Session.objects.create(course=course, held_on=day, held_precision="day")
    for name in ("Ada", "Ben", "Cleo", "Dan", "Eve"):
        booked(session, name, manager_email="boss@agency.example" if name == "Ada" else "")
    period = Period.containing(day)

    asking.ask(session, Stage.BEFORE, by=BY)
    answer_all(Stage.BEFORE, dict.fromkeys(("Ada", "Ben", "Cleo", "Dan", "Eve"), "2"))
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        take(session, {})
        asking.ask(session, Stage.END, by=BY)
        with pytest.raises(NotPossibleNow, match="asked from"):
            asking.ask(session, Stage.LATER, by=BY)
    with time_machine.travel(clock.now() + timedelta(days=3, weeks=6), tick=False):
        later = asking.ask(session, Stage.LATER, by=BY)
        answer_all(Stage.LATER, {"Ada": "4", "Ben": "4", "Cleo": "2", "Dan": "5", "Eve": "1"})

    pairs = queries.before_and_after(course.board, period, "confidence", Stage.LATER)
    found = counting.change(pairs)
    assert (found.pairs, found.higher, found.same, found.lower) == (5, 3, 1, 1)
    assert sorted((one.booking.name, one.is_of_manager) for one in later if one.booking.name == "Ada") == [
        ("Ada", False),
        ("Ada", True),
    ]
    assert len(later) == 6
    assert queries.before_and_after(course.board, period, "confidence", Stage.END) == []


def test_nobody_is_asked_twice_and_nobody_who_did_not_come(held: Session):
    take(held, {"Cleo": "ill"})

    made = asking.ask(held, Stage.END, by=BY)

    assert sorted(one.booking.name for one in made) == ["Ada", "Ben"]
    with pytest.raises(NotPossibleNow, match="Nobody is left"):
        asking.ask(held, Stage.END, by=BY)


@pytest.mark.parametrize("said", ["6", "0", "yes", "1; DROP"])
def test_an_answer_that_does_not_fit_is_refused(held: Session, said: str):
    take(held, {})
    one = asking.ask(held, Stage.END, by=BY)[0]
    scale = next(q for q in asking.questions_for(one) if q.takes == "scale")

    with pytest.raises(Refused, match="Choose one of the answers"):
        asking.answer(one, {str(scale.pk): said}, by=BY)
    with pytest.raises(Refused, match="at least one"):
        asking.answer(one, {"another": "5"}, by=BY)


def test_the_agencys_lead_sees_their_own_and_nobody_elses(held: Session, client, ours):  # type: ignore[no-untyped-def]
    theirs = Agency.objects.create(board=ours, slug="fire", name="Fire")
    booked(held, "Zoe", agency=theirs)
    own = people.agency(ours, "example-care")
    lead = people.person("lead@care.example", board=ours, role="agency_lead", agency=own)
    people.signed_in(client, lead)

    page = client.get("/board/ours/bookings/").content.decode()

    assert "Ada" in page
    assert "Zoe" not in page
    assert "3 bookings" in page


def test_somebody_sees_their_own_bookings_and_certificates(held: Session, client, ours):  # type: ignore[no-untyped-def]
    member = people.person("member@ours.example", board=ours, role="member")
    mine = booked(held, "Mine", user=member)
    people.signed_in(client, member)
    take(held, {})
    operations.issue_certificates(held, by=BY)
    ada = Certificate.objects.get(booking__name="Ada")

    page = client.get("/board/ours/bookings/").content.decode()

    assert "1 booking" in page
    assert client.get(f"/board/ours/certificates/{mine.certificate.pk}/certificate.pdf").status_code == 200
    assert client.get(f"/board/ours/certificates/{ada.pk}/certificate.pdf").status_code == 404
    assert Booking.objects.count() == 5
