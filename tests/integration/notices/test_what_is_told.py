"""What people are told of: an action given, evidence sent back, a role to agree to; and that what is done is read."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.asks import answering, deciding
from goldenthread.boards import operations as boards
from goldenthread.boards import steps
from goldenthread.boards.models import Board
from goldenthread.boards.standing import RoleProposal
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.core.models import OutgoingMail
from goldenthread.core.notices import notice_kinds
from goldenthread.learning import operations, showing
from goldenthread.learning.models import Action, Evidence
from goldenthread.workspace.notices.models import Notice
from tests.factories import people, records
from tests.factories.asking import as_, asking, handed_in

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


@pytest.fixture
def lead(ours: Board) -> User:
    return people.person("lead@ours.example", board=ours, role=Role.AGENCY_LEAD, agency=people.agency(ours))


@pytest.fixture
def manager(ours: Board) -> User:
    return people.person("manager@ours.example", board=ours, role=Role.BOARD_MANAGER)


def told(user: User) -> list[tuple[str, bool]]:
    return [(one.words, one.read_at is not None) for one in Notice.objects.filter(user=user).order_by("made_at")]


def test_an_agency_is_told_of_an_action_it_is_given_until_it_is_done(ours: Board, lead: User, manager: User):
    client = people.signed_in(Client(), manager)
    given = {"text": "Train the night staff", "agency": str(people.agency(ours).pk)}
    client.post("/board/ours/actions/new/", given)
    assert told(lead) == [("Police is given an action, with no day yet", False)]

    one = Action.objects.get(text="Train the night staff")
    operations.say_how_far(one, status="done", text="All are trained.", by=Actor.person("Lead", lead.pk))
    assert told(lead) == [("Police is given an action, with no day yet", True)]


def test_an_agency_is_told_of_an_action_that_is_handed_to_it_and_finds_it_among_its_things(
    ours: Board, lead: User, manager: User
):
    health = people.agency(ours, "health")
    nurse = people.person("nurse@ours.example", board=ours, role=Role.AGENCY_LEAD, agency=health)
    client = people.signed_in(Client(), manager)
    given = {"text": "Train the night staff", "agency": str(people.agency(ours).pk), "owner": "The lead"}
    client.post("/board/ours/actions/new/", given)
    one = Action.objects.get(text="Train the night staff")
    assert told(nurse) == []

    address = f"/board/ours/actions/{one.pk}/change/"
    read = client.get(address).context["form"].initial["read"]
    client.post(address, {**given, "agency": str(health.pk), "status": one.status, "read": read})

    assert told(lead) == [("Police is given an action, with no day yet", True)]
    assert told(nurse) == [("Health is given an action, with no day yet", False)]
    assert "Train the night staff" in people.signed_in(Client(), nurse).get("/board/ours/").content.decode()


def test_an_action_that_is_changed_otherwise_is_not_told_of_again(ours: Board, lead: User, manager: User):
    by = as_(manager)
    one = operations.give(Action(board=ours, text="Train", agency=people.agency(ours)), by=by)

    operations.change(one, {"text": "Train the night staff"}, by=by)

    assert len(told(lead)) == 1


def test_evidence_sent_back_is_told_and_read_once_it_is_answered(ours: Board, lead: User, manager: User):
    action = records.make(Action, ours, agency=people.agency(ours))
    evidence = records.make(Evidence, ours, action=action, handed_in_by="Lead", handed_in_user=lead)

    showing.send_back(evidence, question="For which months?", by=Actor.person("Manager", manager.pk))
    assert told(lead) == [("The Board has a question about evidence that was handed in", False)]
    assert OutgoingMail.objects.count() == 1

    showing.hand_in_again(evidence, text="April to June.", by=Actor.person("Lead", lead.pk))
    assert told(lead)[0][1]


def test_a_role_to_agree_to_is_told_to_those_who_may_and_cannot_be_turned_off(ours: Board, lead: User, manager: User):
    second = people.person("second@ours.example", board=ours, role=Role.BOARD_MANAGER)
    proposal = RoleProposal(board=ours, user=lead, role=Role.MEMBER.value, why="She sits for the police.")
    boards.propose_role(proposal, by=Actor.person("Manager", manager.pk))

    assert len(told(second)) == 1
    assert "it waits for you to agree" in told(second)[0][0]
    assert not told(manager)
    assert not told(lead)
    assert not notice_kinds()["roles-to-agree"].is_optional

    boards.decide(proposal, steps.AGREE, by=Actor.person("Second", second.pk))
    assert told(second)[0][1]


def test_an_ask_is_read_once_it_is_handed_in_and_the_office_hears_that_it_was_signed_off():
    ours = asking()
    answer = ours.answer(ours.sent())
    assert [is_read for _, is_read in told(ours.lead)] == [False]

    handed_in(answer, ours.contributor)
    assert [is_read for _, is_read in told(ours.lead)] == [True]

    answering.sign_off(answer, by=as_(ours.lead))
    words, is_read = told(ours.manager)[-1]
    assert words.endswith("signed off its answer")
    assert not is_read

    deciding.accept(answer, by=as_(ours.manager))
    assert told(ours.manager)[-1][1]


def test_the_choices_say_what_can_be_turned_off(ours: Board, manager: User):
    page = people.signed_in(Client(), manager).get("/board/ours/notices/choices/").content.decode()

    assert "This cannot be turned off: the Board counts on your hearing of it." in page
    assert "You can turn this e-mail off." in page


def test_a_page_without_notices_does_not_say_that_all_was_read(ours: Board, manager: User):
    page = people.signed_in(Client(), manager).get("/board/ours/notices/").content.decode()

    assert "No notices yet" in page
    assert "You have read all of it" not in page
