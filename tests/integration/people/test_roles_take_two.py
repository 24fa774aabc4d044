"""A role is given by two people, neither of them the one it is for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import OperationalError, connection, connections
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards import operations, steps
from goldenthread.boards.models import Board
from goldenthread.boards.standing import AgencyMembership, RoleHeld, RoleProposal
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.trail.models import Entry
from tests.factories.people import agency, board, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Board:
    return board("ours")


def actor(user: User) -> Actor:
    return Actor.person(user.name, user.pk)


@pytest.fixture
def manager(ours: Board) -> User:
    return person("manager@ours.example", board=ours, role="board_manager")


@pytest.fixture
def governor(ours: Board) -> User:
    return person("ig@ours.example", board=ours, role="information_governance")


def proposed(ours: Board, user: User, by: User, role: str = "member") -> RoleProposal:
    proposal = RoleProposal(board=ours, user=user, role=role, why="They join the Board.")
    return operations.propose_role(proposal, by=actor(by))


def test_one_proposes_another_agrees_and_the_role_holds(ours: Board, manager: User, governor: User):
    newcomer = person("new@ours.example")

    proposal = proposed(ours, newcomer, manager)
    assert not RoleHeld.objects.filter(user=newcomer).exists()
    operations.decide(proposal, steps.AGREE, by=actor(governor))

    entry = Entry.objects.get(verb="give a role")
    assert RoleHeld.objects.get(user=newcomer).role == "member"
    assert (entry.by_user_id, entry.second_user_id) == (manager.pk, governor.pk)


def test_nobody_agrees_to_their_own_proposal(ours: Board, manager: User):
    proposal = proposed(ours, person("new@ours.example"), manager)

    with pytest.raises(NotPossibleNow, match="second person"):
        operations.decide(proposal, steps.AGREE, by=actor(manager))

    assert RoleProposal.objects.get().state == "proposed"


def test_nobody_proposes_or_agrees_to_a_role_of_their_own(ours: Board, manager: User, governor: User):
    with pytest.raises(Refused):
        proposed(ours, manager, manager)
    proposal = proposed(ours, governor, manager, "board_manager")
    with pytest.raises(Refused):
        operations.decide(proposal, steps.AGREE, by=actor(governor))

    assert not RoleHeld.objects.filter(user=governor, role="board_manager").exists()


@pytest.mark.parametrize(
    "role", ["board_officer", "chair", "analyst", "member", "agency_lead", "administrator", "editor"]
)
def test_who_may_not_give_roles_may_neither_propose_nor_agree(ours: Board, manager: User, role: str):
    other = person("other@ours.example", board=ours, role=role)
    newcomer = person("new@ours.example")
    proposal = proposed(ours, newcomer, manager)

    with pytest.raises(NotPermitted):
        proposed(ours, person("third@ours.example"), other)
    with pytest.raises(NotPermitted):
        operations.decide(proposal, steps.AGREE, by=actor(other))

    assert not RoleHeld.objects.filter(user=newcomer).exists()


def test_a_manager_of_another_board_may_not_agree(ours: Board, manager: User):
    theirs = person("manager@theirs.example", board=board("theirs"), role="board_manager")
    proposal = proposed(ours, person("new@ours.example"), manager)

    with pytest.raises(NotPermitted):
        operations.decide(proposal, steps.AGREE, by=actor(theirs))


def test_the_proposer_who_left_meanwhile_gives_nothing(ours: Board, manager: User, governor: User):
    proposal = proposed(ours, person("new@ours.example"), manager)
    RoleHeld.objects.filter(user=manager).delete()

    with pytest.raises(NotPermitted):
        operations.decide(proposal, steps.AGREE, by=actor(governor))


@pytest.mark.parametrize("first", [steps.AGREE, steps.REFUSE])
def test_what_was_decided_stays_decided(ours: Board, manager: User, governor: User, first: steps.Step):
    proposal = proposed(ours, person("new@ours.example"), manager)
    operations.decide(proposal, first, by=actor(governor))

    for step in (steps.AGREE, steps.REFUSE):
        with pytest.raises(NotPossibleNow, match="already"):
            operations.decide(proposal, step, by=actor(governor))


def test_ending_a_role_takes_two_as_well(ours: Board, manager: User, governor: User):
    leaver = person("leaver@ours.example", board=ours, role="member")
    held = RoleHeld.objects.get(user=leaver)
    end = RoleProposal(board=ours, deed="end", user=leaver, role="member", held=held, why="They left.")

    operations.decide(operations.propose_role(end, by=actor(governor)), steps.AGREE, by=actor(manager))

    held.refresh_from_db()
    assert held.to_on is not None


@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_give_one_role():
    ours = board("ours")
    manager = person("manager@ours.example", board=ours, role="board_manager")
    agreeing = [person(f"ig{n}@ours.example", board=ours, role="information_governance") for n in range(4)]
    proposal = proposed(ours, person("new@ours.example"), manager)
    done: list[str] = []

    def agree(user: User) -> None:
        try:
            patiently(lambda: operations.decide(proposal, steps.AGREE, by=actor(user)))
            done.append(user.email)
        except NotPossibleNow:
            pass
        finally:
            connections.close_all()

    run_together([lambda user=user: agree(user) for user in agreeing])

    assert len(done) == 1
    assert RoleHeld.objects.filter(role="member").count() == 1
    assert Entry.objects.filter(verb="give a role").count() == 1


def patiently(deed: Callable[[], object]) -> None:
    """Threads that share SQLite in memory are told that a table is locked at once, and not made to wait as in a file."""
    for _ in range(500):
        try:
            deed()
            return
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.01)
    raise AssertionError


def run_together(deeds: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)


def test_a_manager_invites_and_another_agrees_through_the_pages(ours: Board, manager: User, governor: User):
    police = agency(ours, "police")
    one, two = signed_in(Client(), manager), signed_in(Client(), governor)
    sent = {
        "email": "new@police.example",
        "name": "Robin Hale",
        "role": "agency_lead",
        "agency": str(police.pk),
        "why": "Leads for the police.",
    }

    answer = one.post("/board/ours/accounts/invite/", sent)
    proposal = RoleProposal.objects.get()
    alone = one.post(f"/board/ours/accounts/proposals/{proposal.pk}/agree/")
    together = two.post(f"/board/ours/accounts/proposals/{proposal.pk}/agree/")

    invited = User.objects.get(email="new@police.example")
    assert (answer.status_code, alone.status_code, together.status_code) == (302, 409, 302)
    assert RoleHeld.objects.get(user=invited).role == "agency_lead"
    assert AgencyMembership.objects.get(user=invited).agency == police
    assert not invited.is_active
    assert "Robin Hale" in one.get("/board/ours/accounts/").content.decode()


def test_a_half_filled_invitation_says_what_is_missing_and_invites_nobody(ours: Board, manager: User):
    client = signed_in(Client(), manager)

    answer = client.post("/board/ours/accounts/invite/", {"email": "new@police.example", "name": "Robin Hale"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose the role" in page
    assert "Enter what they need it for" in page
    assert "new@police.example" in page
    assert not User.objects.filter(email="new@police.example").exists()
    assert mail.outbox == []


def test_closing_an_account_shuts_its_owner_out_at_once_and_only_here(ours: Board, manager: User):
    leaver = person("leaver@ours.example", board=ours, role="member")
    shared = person("shared@ours.example", board=ours, role="member")
    RoleHeld.objects.create(user=shared, board=board("theirs"), role="member", from_on="2020-04-01")
    client, theirs = signed_in(Client(), manager), signed_in(Client(), leaver)

    closed = client.post(f"/board/ours/accounts/{leaver.pk}/account/close/")
    kept = client.post(f"/board/ours/accounts/{shared.pk}/account/close/")
    own = client.post(f"/board/ours/accounts/{manager.pk}/account/close/")

    assert (closed.status_code, kept.status_code, own.status_code) == (302, 403, 403)
    assert theirs.get("/board/ours/").status_code == 302
    assert User.objects.get(pk=shared.pk).is_active


def test_an_agency_lead_knows_of_their_own_people_only(ours: Board):
    police, fire = agency(ours, "police"), agency(ours, "fire")
    lead = person("lead@police.example", board=ours, role="agency_lead", agency=police)
    colleague = person("colleague@police.example", board=ours, role="agency_contributor", agency=police)
    stranger = person("stranger@fire.example", board=ours, role="agency_lead", agency=fire)
    client = signed_in(Client(), lead)

    page = client.get("/board/ours/accounts/").content.decode()

    assert colleague.email in page
    assert stranger.email not in page
    assert client.get(f"/board/ours/accounts/{stranger.pk}/").status_code == 404


def test_the_database_itself_refuses_an_agreement_with_oneself(ours: Board, manager: User):
    from django.db import IntegrityError, transaction

    proposal = proposed(ours, person("new@ours.example"), manager)

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleProposal.objects.filter(pk=proposal.pk).update(
            state="agreed", decided_by=manager, decided_at=proposal.proposed_at
        )

    assert connection.vendor in {"sqlite", "postgresql"}
