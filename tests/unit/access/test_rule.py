"""The rule over things that live in memory: every row of the table, every act, against a second reading of the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Model
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.access import NOBODY, SYSTEM, Act, Role, Standing, allow, needs_second
from goldenthread.core.access import guards as guards_module
from goldenthread.core.access.guards import Guard, Unguarded, board_of
from goldenthread.core.access.rule import visible_to
from tests.factories import access_worlds, matrix_by_hand

IDS = [UUID(int=number) for number in range(1, 40)]
BOARDS, AGENCIES, GROUPS, CASES, USERS, ITEMS = IDS[0:2], IDS[2:5], IDS[5:8], IDS[8:11], IDS[11:13], IDS[13:17]
ROWS = sorted(matrix_by_hand.rows())


@dataclass
class Thing:
    """Something with every relationship there is. It stands in for a model."""

    pk: UUID = field(default_factory=uuid4)
    board_id: UUID | None = None
    agency_id: UUID | None = None
    group_id: UUID | None = None
    case_id: UUID | None = None
    held_id: UUID | None = None
    user_id: UUID | None = None
    status: str = "draft"


PATHS: dict[str, Any] = {
    "own": "agency_id",
    "group": "group_id",
    "case": "case_id",
    "self": "user_id",
    "held": "held_id",
}


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Guard things by a row of the table."""

    def as_row(name: str, **paths: Any) -> None:
        declared = {"board": "board_id", **PATHS, "draft": {"status": "draft"}, **paths}
        monkeypatch.setitem(guards_module._guards, Thing, Guard(Thing, name, **declared))  # type: ignore[arg-type,type-var]

    return as_row


def some(ids: list[UUID], most: int = 2) -> st.SearchStrategy[frozenset[UUID]]:
    return st.frozensets(st.sampled_from(ids), max_size=most)


standings = st.builds(
    Standing,
    user_id=st.sampled_from(USERS),
    is_active=st.sampled_from([True, True, True, False]),
    roles=st.frozensets(st.tuples(st.sampled_from(BOARDS), st.sampled_from(list(Role))), max_size=4),
    agencies=some(AGENCIES),
    groups=some(GROUPS),
    cases=some(CASES),
    recused=some(CASES, 1),
    items=some(ITEMS),
)
things = st.builds(
    Thing,
    pk=st.sampled_from(ITEMS),
    board_id=st.sampled_from([*BOARDS, *BOARDS, None]),
    agency_id=st.sampled_from([*AGENCIES, None]),
    group_id=st.sampled_from([*GROUPS, None]),
    case_id=st.sampled_from([*CASES, None]),
    held_id=st.sampled_from([*CASES, None]),
    user_id=st.sampled_from([*USERS, None]),
    status=st.sampled_from(["draft", "signed_off"]),
)


def as_the_table_says(standing: Standing, act: Act, thing: Thing, row: str) -> bool:
    """What the table's own text says, worked out the slow way."""
    if not standing.is_active or thing.board_id is None or thing.case_id in standing.recused:
        return False
    roles = {str(role) for board, role in standing.roles if board == thing.board_id}
    near = {
        scope
        for scope, one, theirs in (
            ("own", thing.agency_id, standing.agencies),
            ("group", thing.group_id, standing.groups),
            ("case", thing.case_id, standing.cases),
            ("self", thing.user_id, {standing.user_id}),
            ("item", thing.pk, standing.items),
        )
        if one in theirs
    }
    wide = {"all"}
    if thing.held_id is not None and thing.held_id not in standing.cases:
        near, wide = near - {"group"}, set()
    return matrix_by_hand.may(roles, str(act), row, near=near | wide, is_draft=thing.status == "draft")


def may(standing: Standing, act: Act, thing: Thing) -> bool:
    return allow(standing, act, thing)  # type: ignore[arg-type]


@settings(max_examples=access_worlds.how_many(2000), deadline=None)
@given(standings, things, st.sampled_from(ROWS), st.sampled_from(list(Act)))
def test_the_rule_is_what_the_table_says(standing: Standing, thing: Thing, row: str, act: Act):
    declared = Guard(Thing, row, board="board_id", draft={"status": "draft"}, **PATHS)  # type: ignore[arg-type,type-var]
    guards_module._guards[Thing] = declared  # type: ignore[index]
    try:
        assert may(standing, act, thing) == as_the_table_says(standing, act, thing, row)
    finally:
        del guards_module._guards[Thing]  # type: ignore[arg-type]


LOSING = ["roles", "agencies", "groups", "cases", "items"]


@settings(max_examples=access_worlds.how_many(500), deadline=None)
@given(standings, things, st.sampled_from(ROWS), st.sampled_from(list(Act)), st.sampled_from(LOSING))
def test_losing_a_relationship_never_gives_anything(standing: Standing, thing: Thing, row: str, act: Act, lost: str):
    held = sorted(getattr(standing, lost))
    less = Standing(**{**standing.__dict__, lost: frozenset(held[1:])})
    declared = Guard(Thing, row, board="board_id", draft={"status": "draft"}, **PATHS)  # type: ignore[arg-type,type-var]
    guards_module._guards[Thing] = declared  # type: ignore[index]
    try:
        assert may(standing, act, thing) or not may(less, act, thing)
    finally:
        del guards_module._guards[Thing]  # type: ignore[arg-type]


def whole(role: Role, **changed: Any) -> Standing:
    """Somebody with a role on the first Board who stands near everything there is."""
    near = {"agencies": AGENCIES, "groups": GROUPS, "cases": CASES, "items": ITEMS}
    held = {name: frozenset(ids) for name, ids in near.items()}
    return Standing(
        **{"user_id": USERS[0], "is_active": True, "roles": frozenset({(BOARDS[0], role)}), **held, **changed}
    )


def thing(**changed: Any) -> Thing:
    given = {
        "pk": ITEMS[0],
        "board_id": BOARDS[0],
        "agency_id": AGENCIES[0],
        "group_id": GROUPS[0],
        "case_id": CASES[0],
    }
    return Thing(**{**given, "user_id": USERS[0], **changed})


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("act", list(Act))
def test_who_stands_aside_from_a_case_has_nothing_of_it(guarded: Any, role: Role, act: Act):
    aside = whole(role, recused=frozenset({CASES[0]}))

    for row in ROWS:
        guarded(row)
        assert not may(aside, act, thing()), row


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("row", ["sealed_items", "position_of_trust"])
def test_nothing_sealed_opens_without_that_very_item(guarded: Any, role: Role, row: str):
    guarded(row)

    assert [act for act in Act if may(whole(role, items=frozenset({ITEMS[1]})), act, thing())] == []


def test_something_sealed_opens_with_that_item(guarded: Any):
    guarded("sealed_items")

    assert may(whole(Role.CHAIR), Act.READ, thing())


@pytest.mark.parametrize("role", list(Role))
def test_two_boards_never_cross(guarded: Any, role: Role):
    for row in ROWS:
        guarded(row)
        assert [act for act in Act if may(whole(role), act, thing(board_id=BOARDS[1]))] == [], row


@pytest.mark.parametrize("who", [NOBODY, whole(Role.BOARD_MANAGER, is_active=False)])
def test_nobody_and_the_disabled_have_nothing(guarded: Any, who: Standing):
    for row in ROWS:
        guarded(row)
        assert [act for act in Act if may(who, act, thing())] == [], row


def test_a_draft_can_be_changed_and_what_was_signed_off_cannot(guarded: Any):
    guarded("actions")
    contributor = whole(Role.AGENCY_CONTRIBUTOR)

    assert [may(contributor, act, thing(status="draft")) for act in (Act.UPDATE, Act.EDIT)] == [True, True]
    assert [may(contributor, act, thing(status="signed_off")) for act in (Act.UPDATE, Act.EDIT)] == [False, False]


def test_whoever_may_change_a_thing_may_change_it_in_any_state(guarded: Any):
    guarded("actions")
    lead = whole(Role.AGENCY_LEAD)

    assert [may(lead, act, thing(status="signed_off")) for act in (Act.UPDATE, Act.EDIT)] == [True, True]


def test_where_nobody_said_what_a_draft_is_nothing_is_one(guarded: Any):
    guarded("actions", draft=None)

    assert not may(whole(Role.AGENCY_CONTRIBUTOR), Act.EDIT, thing())


def test_a_record_may_always_be_a_draft(guarded: Any):
    guarded("actions", draft={})

    assert may(whole(Role.AGENCY_CONTRIBUTOR), Act.EDIT, thing(status="anything"))


def test_what_belongs_to_no_one_group_is_the_whole_boards(guarded: Any):
    guarded("risk_register", group=None)

    assert may(whole(Role.MEMBER, groups=frozenset()), Act.READ, thing())


def test_what_is_held_in_a_case_is_not_yet_the_boards(guarded: Any):
    guarded("learning", group=None)
    elsewhere = {"cases": frozenset({CASES[1]}), "agencies": frozenset[UUID](), "items": frozenset[UUID]()}

    for role in (Role.BOARD_MANAGER, Role.MEMBER, Role.ANALYST, Role.INFORMATION_GOVERNANCE):
        assert not may(whole(role, **elsewhere), Act.READ, thing(held_id=CASES[0])), role
        assert may(whole(role, **elsewhere), Act.READ, thing(held_id=None)), role
        assert may(whole(role), Act.READ, thing(held_id=CASES[0])), role


def test_what_is_held_in_a_case_stays_open_to_the_agency_whose_it_is(guarded: Any):
    guarded("actions")
    lead = whole(Role.AGENCY_LEAD, cases=frozenset())

    assert may(lead, Act.READ, thing(held_id=CASES[0]))
    assert not may(lead, Act.READ, thing(held_id=CASES[0], agency_id=None))


def test_a_scope_without_a_path_reaches_nothing(guarded: Any):
    guarded("actions", own=None)

    assert not may(whole(Role.AGENCY_LEAD), Act.READ, thing())


def test_a_path_that_breaks_off_reaches_nothing(guarded: Any):
    guarded("actions", own="agency__parent_id")

    assert not may(whole(Role.AGENCY_LEAD), Act.READ, thing())


def test_what_leads_to_anything_but_an_id_reaches_nothing(guarded: Any):
    guarded("actions", board="status")

    assert not may(whole(Role.BOARD_MANAGER), Act.READ, thing())
    assert board_of(thing()) is None  # type: ignore[arg-type]


def test_the_program_doing_a_named_job_may(guarded: Any):
    guarded("trail")

    assert may(SYSTEM, Act.DELETE, thing())


@pytest.mark.parametrize("who", [SYSTEM, NOBODY, whole(Role.BOARD_MANAGER)])
def test_a_kind_that_nobody_declared_is_refused_to_all(who: Standing):
    with pytest.raises(Unguarded, match=r"guards\.py"):
        allow(who, Act.READ, Undeclared())  # type: ignore[arg-type]
    with pytest.raises(Unguarded):
        visible_to(who, Act.READ, SimpleNamespace(model=Undeclared))  # type: ignore[arg-type,type-var]


class Undeclared:
    _meta = SimpleNamespace(label="rooms.Undeclared")


def test_what_is_not_declared_belongs_to_no_board(guarded: Any):
    guarded("actions")

    assert board_of(thing()) == BOARDS[0]  # type: ignore[arg-type]
    assert board_of(Undeclared()) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "role", "act", "asks"),
    [
        ("releases", Role.CHAIR, Act.APPROVE, True),
        ("releases", Role.CHAIR, Act.READ, False),
        ("releases", Role.ANALYST, Act.CREATE, False),
        ("case_rows", Role.ANALYST, Act.EXPORT, True),
        ("memberships", Role.BOARD_MANAGER, Act.GRANT, True),
        ("memberships", Role.CHAIR, Act.GRANT, False),  # refused, so there is nothing to agree to
        ("position_of_trust", Role.BOARD_MANAGER, Act.EDIT, True),
        ("position_of_trust", Role.BOARD_MANAGER, Act.UPDATE, True),
    ],
)
def test_some_acts_ask_for_a_second_person(guarded: Any, row: str, role: Role, act: Act, asks: bool):
    guarded(row)

    assert needs_second(whole(role), act, thing()) is asks  # type: ignore[arg-type]


def test_no_second_person_where_another_role_may_alone(guarded: Any):
    guarded("reports")
    both = whole(Role.CHAIR, roles=frozenset({(BOARDS[0], Role.CHAIR), (BOARDS[0], Role.BOARD_OFFICER)}))

    assert needs_second(both, Act.APPROVE, thing())  # type: ignore[arg-type]
    assert not needs_second(both, Act.EDIT, thing())  # type: ignore[arg-type]


def test_the_program_needs_no_second_person(guarded: Any):
    guarded("releases")

    assert not needs_second(SYSTEM, Act.APPROVE, thing())  # type: ignore[arg-type]
    assert not needs_second(whole(Role.CHAIR), Act.APPROVE, thing(board_id=None))  # type: ignore[arg-type]


def test_the_stand_in_is_no_model():
    assert not issubclass(Thing, Model)
