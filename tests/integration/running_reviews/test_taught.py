"""What a case taught is held within it until it is shared, or published; an agency reads the action that is its own."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.core.access import Role
from goldenthread.learning.models import Action, Finding, Recommendation, Source
from goldenthread.reviews import deciding, pseudonyms, taught
from goldenthread.reviews.models import Review
from goldenthread.trail import queries as trails
from tests.factories import people, records
from tests.factories.referring import STATUTORY, office
from tests.factories.reviewing import Room, room

pytestmark = [pytest.mark.django_db, pytest.mark.records]
FOUND, ASKED, GIVEN = "Nobody held the plan.", "Name one person who holds it.", "Write down who holds each plan."
WHY = "Agencies can act before the inquest ends."


@pytest.fixture
def where() -> Room:
    made = room()
    source = made.review.source
    records.make(Finding, made.board, source=source, text=FOUND)
    asked = records.make(Recommendation, made.board, source=source, text=ASKED)
    records.make(Action, made.board, recommendation=asked, agency=made.police, text=GIVEN)
    return made


def outside(board: Board, role: Role, **more: Any) -> Client:
    """Somebody with a role on the Board and no part in the case."""
    return people.signed_in(Client(), people.person(f"{role}@elsewhere.example", board=board, role=role, **more))


def lists(client: Client, board: Board) -> str:
    """Every list and page in which learning is read, as this person sees them."""
    pages = ("findings", "recommendations", "actions", "sources", "search/?q=plan")
    return "".join(
        client.get(f"/board/{board.slug}/{page.rstrip('/')}/".replace("=plan/", "=plan")).content.decode()
        for page in pages
    )


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BOARD_OFFICER, Role.ANALYST, Role.INFORMATION_GOVERNANCE])
def test_no_role_reads_what_an_unpublished_review_taught(where: Room, role: Role):
    somebody = outside(where.board, role)
    one = Recommendation.objects.get()

    assert [words for words in (FOUND, ASKED, GIVEN, "Adult Q") if words in lists(somebody, where.board)] == []
    assert somebody.get(f"/board/ours/recommendations/{one.pk}/").status_code == 404


def test_whoever_is_named_on_the_case_reads_it(where: Room):
    manager = where.who("manager", Role.BOARD_MANAGER)

    page = manager.get(f"{where.below}taught/").content.decode()

    assert [words for words in (FOUND, ASKED, "Held within this case.", "1 action so far") if words not in page] == []


def test_an_agency_reads_its_own_action_and_not_what_it_comes_from(where: Room):
    lead = outside(where.board, Role.AGENCY_LEAD, agency=where.police)

    seen = lists(lead, where.board)

    assert GIVEN in seen
    assert FOUND not in seen
    assert ASKED not in seen


@pytest.mark.capability("S66")
def test_it_is_shared_with_a_reason_and_then_the_board_reads_it(where: Room):
    manager, member = where.who("manager", Role.BOARD_MANAGER), outside(where.board, Role.MEMBER)
    page = f"{where.below}taught/{where.review.source_id}/share/"

    assert FOUND in manager.get(page).content.decode()
    assert manager.post(page, {"is_read": "on", "why": WHY}).status_code == 302

    assert [words for words in (FOUND, ASKED, GIVEN) if words not in lists(member, where.board)] == []
    assert trails.history_of(Source.objects.get())[0].why == WHY
    again = manager.post(page, {"is_read": "on", "why": WHY})
    assert "This is shared already" in again.content.decode()


@pytest.mark.parametrize("sent", [{"why": WHY}, {"is_read": "on"}, {}])
def test_sharing_asks_for_a_reason_and_that_it_was_read(where: Room, sent: dict[str, str]):
    manager = where.who("manager", Role.BOARD_MANAGER)

    answer = manager.post(f"{where.below}taught/{where.review.source_id}/share/", sent)

    assert answer.status_code == 422
    assert Source.objects.get().held_in_id == where.case.pk


def test_words_that_were_not_searched_for_names_are_not_shared(where: Room, monkeypatch: pytest.MonkeyPatch):
    searched: list[str] = []
    monkeypatch.setattr(pseudonyms, "_checks", [lambda case, digest: digest in searched])
    manager = where.who("manager", Role.BOARD_MANAGER)
    page = f"{where.below}taught/{where.review.source_id}/share/"

    refused = manager.post(page, {"is_read": "on", "why": WHY})
    assert "was not scanned for names" in refused.content.decode()
    assert WHY in refused.content.decode()
    searched.append(pseudonyms.digest(taught.text_of(where.review.source)))

    assert manager.post(page, {"is_read": "on", "why": WHY}).status_code == 302


def test_what_is_published_is_held_no_longer(where: Room):
    review = where.again()
    review.is_published = True
    review.save()

    assert FOUND in lists(outside(where.board, Role.MEMBER), where.board)


def test_whoever_stands_aside_reads_nothing_of_it_even_when_it_is_shared(where: Room):
    manager = where.who("manager", Role.BOARD_MANAGER)
    manager.post(f"{where.below}taught/{where.review.source_id}/share/", {"is_read": "on", "why": WHY})
    chair = people.person("aside@ours.example", board=where.board, role=Role.CHAIR)
    client = people.signed_in(Client(), chair)
    assert FOUND in lists(client, where.board)

    people.stands_aside(chair, Review.objects.get())

    assert [words for words in (FOUND, ASKED, GIVEN) if words in lists(client, where.board)] == []


def test_a_rapid_review_s_learning_is_shut_to_whoever_stands_aside_from_the_referral():
    here = office()
    referral = here.screened()
    meeting = here.met(referral, *STATUTORY)
    deciding.learn(meeting, text=FOUND, is_strength=False, by=here.by("manager"))
    source = Source.objects.get()
    member = people.person("member@elsewhere.example", board=referral.board, role=Role.MEMBER)
    client = people.signed_in(Client(), member)

    assert (source.case_id, source.held_in_id) == (referral.pk, referral.pk)
    assert FOUND not in lists(client, referral.board)
    taught.share(source, why=WHY, by=here.by("manager"))
    assert FOUND in lists(client, referral.board)
    people.stands_aside(member, referral)
    assert FOUND not in lists(client, referral.board)


def test_findings_are_added_to_what_a_case_taught_by_those_near_it_alone(where: Room):
    manager, officer = where.who("manager", Role.BOARD_MANAGER), outside(where.board, Role.BOARD_OFFICER)
    page, chosen = "/board/ours/findings/new/", str(where.review.source_id)
    said = {"key": str(uuid4()), "source": chosen, "number": 2, "text": "They were asked each time."}

    assert chosen in manager.get(page).content.decode()
    assert chosen not in officer.get(page).content.decode()
    assert manager.post(page, said).status_code == 302
    assert officer.post(page, {**said, "key": str(uuid4())}).status_code == 422
    assert Finding.objects.count() == 2
