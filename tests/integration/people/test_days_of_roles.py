"""A role that is agreed to holds on the days it was proposed for, or the one who agrees is told why it cannot."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards import operations, steps
from goldenthread.boards.models import Board
from goldenthread.boards.standing import AgencyMembership, RoleHeld, RoleProposal
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow
from goldenthread.trail.models import Entry
from tests.factories.people import agency, board, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Board:
    return board("ours")


@pytest.fixture
def manager(ours: Board) -> User:
    return person("manager@ours.example", board=ours, role="board_manager")


@pytest.fixture
def governor(ours: Board) -> User:
    return person("ig@ours.example", board=ours, role="information_governance")


def actor(user: User) -> Actor:
    return Actor.person(user.name, user.pk)


def proposed(user: User, by: User, **fields: object) -> RoleProposal:
    proposal = RoleProposal(user=user, why="They join the Board.", **{"role": "agency_lead", **fields})
    return operations.propose_role(proposal, by=actor(by))


def test_a_proposal_whose_last_day_is_over_can_only_be_refused(ours: Board, manager: User, governor: User):
    over = clock.today() - timedelta(days=1)
    proposal = proposed(person("new@ours.example"), manager, board=ours, to_on=over)

    answer = signed_in(Client(), governor).post(f"/board/ours/accounts/proposals/{proposal.pk}/agree/")

    assert answer.status_code == 409
    assert "Refuse it" in answer.content.decode()
    assert not RoleHeld.objects.filter(user=proposal.user).exists()
    operations.decide(proposal, steps.REFUSE, by=actor(governor))


def test_a_role_that_ends_soon_is_made_longer_from_the_day_after(ours: Board, manager: User, governor: User):
    today, police = clock.today(), agency(ours, "police")
    soon, later = today + timedelta(days=30), today + timedelta(days=365)
    lead = person("lead@police.example", board=ours, role="agency_lead", agency=police, to_on=soon)

    longer = proposed(lead, manager, board=ours, agency=police, to_on=later)
    operations.decide(longer, steps.AGREE, by=actor(governor))

    next_ = RoleHeld.objects.exclude(to_on=soon).get(user=lead)
    place = AgencyMembership.objects.exclude(to_on=soon).get(user=lead)
    assert (next_.from_on, next_.to_on) == (soon + timedelta(days=1), later)
    assert (place.from_on, place.to_on) == (soon + timedelta(days=1), later)
    assert Entry.objects.get(verb="give a role").after["to_on"] == later.isoformat()


def test_a_role_that_holds_for_longer_already_is_left_as_it_is(ours: Board, manager: User, governor: User):
    lead = person("lead@police.example", board=ours, role="agency_lead")

    same = proposed(lead, manager, board=ours, to_on=clock.today() + timedelta(days=30))
    operations.decide(same, steps.AGREE, by=actor(governor))

    assert RoleHeld.objects.get(user=lead).to_on is None


def test_a_longer_role_still_takes_two_people(ours: Board, manager: User):
    soon = clock.today() + timedelta(days=30)
    lead = person("lead@police.example", board=ours, role="agency_lead", to_on=soon)

    with pytest.raises(NotPossibleNow, match="two people"):
        operations.give_role(user=lead, board=ours, role="agency_lead", by=actor(manager))

    assert RoleHeld.objects.get(user=lead).to_on == soon
