"""Evidence: handed in by one, checked by another, and what proof there was on a day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.boards.models import Person
from goldenthread.core import clock
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.learning import operations, queries, showing
from goldenthread.learning.models import Action, Evidence
from goldenthread.learning.steps import Strength
from tests.factories import people, records
from tests.integration.learning.conftest import Room

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def handed_in(room: Room, role: str = "agency_contributor", kind: str = "audit", **more: object) -> Evidence:
    by = room.actor(role, agency=room.police)
    return showing.hand_in(Evidence(action=room.action, kind=kind, text="Forty records were looked at.", **more), by=by)


@pytest.mark.capability("S78", "S84")
def test_evidence_counts_once_somebody_else_has_checked_it(room: Room):
    manager = room.actor("board_manager")
    operations.say_how_far(room.action, status="done", text="Done.", by=manager)
    given = handed_in(room)
    assert queries.strength_of([given]) is Strength.NONE

    accepted = showing.accept(given, by=manager)

    assert queries.strength_of([accepted]) is Strength.MEASURED
    assert Action.objects.get().status == "evidenced"


def test_whoever_handed_it_in_never_checks_it(room: Room):
    manager = room.actor("board_manager")
    mine = showing.hand_in(Evidence(action=room.action, kind="policy", text="Signed."), by=manager)

    with pytest.raises(NotPermitted, match="somebody else checks it"):
        showing.accept(mine, by=manager)
    assert Evidence.objects.get().state == "handed_in"
    assert showing.accept(mine, by=room.actor("board_officer")).state == "accepted"


def test_the_owner_of_an_action_never_checks_what_shows_it(room: Room):
    manager = room.actor("board_manager")
    owner = Person.objects.create(board=room.board, name="Ada", post="Manager", email="board_manager@ours.example")
    room.action.person = owner
    room.action.save()
    given = handed_in(room)

    with pytest.raises(NotPermitted, match="your own action"):
        showing.accept(given, by=manager)


def test_an_agency_does_not_check_its_own(room: Room):
    given = handed_in(room)

    with pytest.raises(NotPermitted):
        showing.accept(given, by=room.actor("agency_lead", agency=room.police))


def test_it_can_be_sent_back_answered_and_accepted(room: Room):
    manager = room.actor("board_manager")
    given = handed_in(room)
    with pytest.raises(Refused):
        showing.send_back(given, question=" ", by=manager)

    showing.send_back(given, question="Which records?", by=manager)
    with pytest.raises(NotPossibleNow):
        showing.accept(given, by=manager)
    lead = room.actor("agency_contributor", agency=room.police)
    again = showing.hand_in_again(given, text="Forty of two hundred, at random.", by=lead)

    assert (again.state, again.question, again.checked_at) == ("handed_in", "", None)
    assert showing.accept(again, by=manager).state == "accepted"


def test_what_proof_there_was_on_a_day(room: Room):
    """The day before it was accepted, that day, and after."""
    given = records.make(Evidence, room.board, action=room.action, state="accepted", checked_by="Ada",
                         checked_at=datetime(2024, 5, 2, 22, 30, tzinfo=UTC))  # fmt: skip
    waits = records.make(Evidence, room.board, action=room.action)
    day = given.checked_at.date()

    found = [queries.proof_on([given, waits], day + timedelta(days=n)) for n in (-1, 0, 1)]

    assert found == [[], [given], [given]]


def test_evidence_is_handed_in_with_its_file_and_the_file_read_by_those_who_may(room: Room):
    client = room.client("agency_lead", agency=room.police)
    file = SimpleUploadedFile("policy.pdf", b"%PDF-1.4 the policy")
    sent = {"action": str(room.action.pk), "kind": "policy", "text": "The policy was signed.", "file": file}

    answer = client.post("/board/ours/evidence/new/", sent)

    given = Evidence.objects.get()
    assert answer.status_code == 302, answer.content.decode()
    read = client.get(f"/board/ours/evidence/{given.pk}/file/")
    assert b"".join(read.streaming_content) == b"%PDF-1.4 the policy"
    fire = people.agency(room.board, "fire")
    user = people.person("fire@ours.example", board=room.board, role="agency_lead", agency=fire)
    other = people.signed_in(Client(), user)
    assert other.get(f"/board/ours/evidence/{given.pk}/file/").status_code == 404
    assert other.get(f"/board/ours/evidence/{given.pk}/").status_code == 404


def test_it_is_checked_on_its_page_and_offered_only_to_those_who_may(room: Room):
    given = handed_in(room)
    page = f"/board/ours/evidence/{given.pk}/"
    manager, lead = room.client("board_manager"), room.client("agency_lead", agency=room.police)
    assert "Check it" in manager.get(page).content.decode()
    assert "Check it" not in lead.get(page).content.decode()

    bare = manager.post(f"{page}check/", {"deed": "send-back", "question": ""})
    assert f'action="{page}check/"' in bare.content.decode()
    done = manager.post(f"{page}check/", {"deed": "accept"})

    assert (bare.status_code, done.status_code) == (422, 302)
    assert lead.post(f"{page}check/", {"deed": "accept"}).status_code == 403
    assert Evidence.objects.get().checked_at <= clock.now()


def test_what_was_handed_in_is_not_changed_afterwards(room: Room):
    given = handed_in(room)

    assert room.client("board_manager").get(f"/board/ours/evidence/{given.pk}/change/").status_code == 404
