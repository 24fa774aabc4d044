"""The list is the rule, and the laws of access hold, over random worlds of records in the database."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.access import Act, Role, Standing, rule
from goldenthread.core.access import guards as guards_module
from goldenthread.core.access.guards import Guard, guards, value
from goldenthread.learning.models import Action
from tests.factories import access_worlds, matrix_by_hand, records
from tests.factories.access_worlds import LAWS, World

pytestmark = pytest.mark.django_db
WORLDS = settings(max_examples=access_worlds.how_many(1500), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def world() -> World:
    return access_worlds.build()


def test_every_guarded_kind_can_be_made():
    assert records.unmade() == []


def test_the_worlds_hold_records_of_every_kind_on_both_boards(world: World):
    lonely = [model for model, known in world.records.items() if len({guards_path(one) for one in known}) < 2]

    assert lonely == []
    assert len(world.ids) > 150


def guards_path(record: Any) -> Any:
    return guards_module.board_of(record)


@pytest.mark.capability("S185")
def test_the_laws_hold_in_random_worlds(world: World):
    kinds = list(world.records)

    @WORLDS
    @given(access_worlds.standings(world), st.sampled_from(kinds), st.sampled_from(list(Act)), st.data())
    def in_this_world(standing: Standing, model: Any, act: Act, data: st.DataObject) -> None:
        known = world.records[model]
        left_out = data.draw(st.sets(st.integers(0, len(known) - 1), max_size=3))
        among = [one for place, one in enumerate(known) if place not in left_out]
        for law in LAWS:
            law(standing, act, model, among)

    in_this_world()


def test_the_list_is_the_rule_for_every_row_of_the_table(world: World, monkeypatch: pytest.MonkeyPatch):
    """Also for the rows whose records are still to come: an action stands in for them."""
    rows = sorted(matrix_by_hand.rows())
    paths = {"own": "agency_id", "group": "meeting__group_id", "case": "recommendation__source__case_id"}

    @settings(max_examples=access_worlds.how_many(700), deadline=None, suppress_health_check=list(HealthCheck))
    @given(access_worlds.standings(world), st.sampled_from(rows), st.sampled_from(list(Act)))
    def in_this_world(standing: Standing, row: str, act: Act) -> None:
        declared = Guard(Action, row, board="board_id", draft={"status__in": Action.OPEN}, **paths)  # type: ignore[arg-type]
        monkeypatch.setitem(guards_module._guards, Action, declared)
        for law in LAWS:
            law(standing, act, Action, world.records[Action])

    in_this_world()


def test_a_trusted_job_is_shown_everything(world: World):
    for model, known in world.records.items():
        assert access_worlds.listed(access_worlds_system(), Act.READ, model, known) == {one.pk for one in known}


def access_worlds_system() -> Standing:
    return Standing(is_active=True, is_trusted=True)


def broken(laws_of: World, *, seeds: int = 300) -> bool:
    """Whether some law is broken in some of these worlds."""
    for seed in range(seeds):
        standing = access_worlds.random_standing(laws_of, seed)
        for model, known in laws_of.records.items():
            if guards()[model].case is None:
                continue
            try:
                for law in LAWS:
                    law(standing, Act.READ, model, known)
            except AssertionError:
                return True
    return False


def test_a_rule_that_forgot_who_stands_aside_would_be_caught(world: World, monkeypatch: pytest.MonkeyPatch):
    assert not broken(world, seeds=20)

    monkeypatch.setattr(rule, "is_recused", lambda *_: False)

    assert broken(world)


def test_a_rule_that_took_every_relationship_for_enough_would_be_caught(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rule, "_near", lambda *_: True)

    assert broken(world)


def test_a_rule_that_took_what_is_held_in_a_case_for_the_boards_would_be_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rule, "WIDE", frozenset())

    assert broken(world)


def test_a_list_that_showed_all_would_be_caught(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(access_worlds, "visible_to", lambda standing, act, found: found)

    assert broken(world)


def near_everything(world: World, role: Role, **changed: Any) -> Standing:
    """Somebody with a role on the first Board who is related to all there is, on both Boards."""
    near = {
        "agencies": frozenset(world.agencies),
        "groups": frozenset(world.groups),
        "cases": frozenset(world.every_case),
        "items": frozenset(world.ids),
    }
    roles = frozenset({(world.boards[0].pk, role)})
    return Standing(**{"user_id": world.users[0], "is_active": True, "roles": roles, **near, **changed})


def test_what_a_review_taught_is_shut_to_whoever_stands_aside_from_it(world: World):
    """Findings, recommendations and actions are part of the review they came from."""
    of_cases = [one for known in world.records.values() for one in known if access_worlds.case_of(one)]
    kinds = {type(one).__name__ for one in of_cases}

    assert kinds >= {"Review", "Source", "Finding", "Recommendation", "Action"}
    for role in Role:
        aside = near_everything(world, role, recused=frozenset(world.every_case))
        assert [act for act in Act if access_worlds.allowed(aside, act, of_cases)] == [], role


def test_what_a_case_taught_is_in_no_list_of_a_role_alone(world: World):
    """Nor in the rule; and with the case it is."""
    held = {model: path for model, guard in guards().items() if (path := guard.held)}
    seen = 0
    for model, path in held.items():
        among = [one for one in world.records[model] if value(one, path)]
        for role in Role:
            alone = near_everything(world, role, cases=frozenset(), agencies=frozenset(), items=frozenset())
            assert access_worlds.listed(alone, Act.READ, model, among) == set(), (model, role)
            assert access_worlds.allowed(alone, Act.READ, among) == set(), (model, role)
            seen += len(access_worlds.listed(near_everything(world, role), Act.READ, model, among))

    assert {"Source", "Finding", "Recommendation", "Action", "Measure"} <= {model.__name__ for model in held}
    assert seen > 0


def test_an_agency_has_its_own_action_in_its_list_while_the_rest_is_held(world: World):
    lead = near_everything(world, Role.AGENCY_LEAD, cases=frozenset(), items=frozenset())
    held = [one for one in world.records[Action] if value(one, "recommendation__source__held_in_id")]

    seen = access_worlds.listed(lead, Act.READ, Action, held)

    assert seen == access_worlds.allowed(lead, Act.READ, held)
    assert seen == {one.pk for one in held if one.board_id == world.boards[0].pk and one.agency_id in world.agencies}
    assert seen


def may_change_drafts(row: str, role: str) -> bool:
    return any("U" in letters for letters, _ in matrix_by_hand.cell(row, role))


def test_the_list_is_the_rule_for_drafts(world: World):
    """Whoever may change drafts is listed drafts, and nothing that has been settled or was never said to be one."""
    asked = 0
    for model, guard in guards().items():
        for role in Role:
            if may_change_drafts(guard.name, str(role)):
                asked += 1
                everywhere = near_everything(world, role)
                access_worlds.the_list_is_the_rule(everywhere, Act.EDIT, model, world.records[model])

    assert {"Action", "Referral"} <= {model.__name__ for model, guard in guards().items() if guard.draft}
    assert asked > 10


def test_the_list_is_the_rule_for_drafts_of_what_is_still_to_come(world: World, monkeypatch: pytest.MonkeyPatch):
    paths = {"own": "agency_id", "group": "meeting__group_id", "case": "recommendation__source__case_id"}
    for row in matrix_by_hand.rows():
        declared = Guard(Action, row, board="board_id", draft={"status__in": Action.OPEN}, **paths)  # type: ignore[arg-type]
        monkeypatch.setitem(guards_module._guards, Action, declared)
        for role in Role:
            if may_change_drafts(row, str(role)):
                everywhere = near_everything(world, role)
                access_worlds.the_list_is_the_rule(everywhere, Act.UPDATE, Action, world.records[Action])


def test_the_list_is_the_rule_for_every_role_and_kind(world: World):
    for model, known in world.records.items():
        for role in Role:
            for law in LAWS[:3]:
                law(near_everything(world, role), Act.READ, model, known)


def in_an_emergency(world: World, **changed: Any) -> Standing:
    """Somebody whose role does nothing in cases, with every case open in an emergency."""
    given = {
        "user_id": world.users[0],
        "is_active": True,
        "roles": frozenset({(world.boards[0].pk, Role.EDITOR)}),
        "emergencies": frozenset(world.every_case),
    }
    return Standing(**{**given, **changed})


def opened(world: World, standing: Standing, act: Act) -> set[Any]:
    """What somebody may do an act to, of all that belongs to a case; the list and the rule agree on it."""
    found = set()
    for model, among in world.records.items():
        if guards()[model].case is not None:
            ruled = access_worlds.allowed(standing, act, among)
            assert access_worlds.listed(standing, act, model, among) == ruled, model
            found |= ruled
    return found


def test_an_emergency_opens_what_the_table_marks_for_it_to_be_read_and_no_more(world: World):
    marked = {name for name, row in matrix_by_hand.rows().items() if row.get("emergency") == "true"}
    every = [one for known in world.records.values() for one in known if access_worlds.case_of(one)]
    here = [one for one in every if guards_path(one) == world.boards[0].pk]
    should = {one.pk for one in here if guards()[type(one)].name in marked}
    standing = in_an_emergency(world)
    without = in_an_emergency(world, emergencies=frozenset())

    assert len(should) > 10
    for act in Act:
        gained = opened(world, standing, act) - opened(world, without, act)
        assert gained == (should if act in {Act.KNOW, Act.READ} else set()), act


@pytest.mark.parametrize("lost", ["emergencies", "roles", "aside", "active"])
def test_an_emergency_opens_nothing_without_what_it_rests_on(world: World, lost: str):
    changed = {
        "emergencies": {"emergencies": frozenset()},
        "roles": {"roles": frozenset()},
        "aside": {"recused": frozenset(world.every_case)},
        "active": {"is_active": False},
    }[lost]

    assert opened(world, in_an_emergency(world, **changed), Act.READ) == set()
