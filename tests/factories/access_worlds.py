"""Worlds for the laws of access: two Boards full of records, and people who stand anywhere in them."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model
from hypothesis import strategies as st

from goldenthread.boards.models import Board
from goldenthread.cases.models import Case
from goldenthread.core.access import Act, Role, Standing, allow, visible_to
from goldenthread.core.access.guards import guards, value
from goldenthread.learning.models import Action, Finding, Recommendation, Source
from goldenthread.meetings.models import Meeting
from goldenthread.reviews.models import Review
from tests.factories import people, records

COPIES = 2
FEW = "GOLDENTHREAD_FEW_WORLDS"
RELATIONSHIPS = ("roles", "agencies", "groups", "cases", "items", "emergencies")


def how_many(worlds: int) -> int:
    """How many random worlds a test tries; a tenth where the same tests are run a hundred times over (`tests.mutants`)."""
    return worlds // 10 if FEW in os.environ else worlds


@dataclass
class World:
    """Two Boards with two agencies, groups and reviews each, and records that hang on each of them or on none.

    `cases` are those that much hangs on, so that a few of them matter; `every_case` has also those that stand alone.
    """

    boards: list[Board] = field(default_factory=list)
    agencies: list[UUID] = field(default_factory=list)
    groups: list[UUID] = field(default_factory=list)
    cases: list[UUID] = field(default_factory=list)
    every_case: list[UUID] = field(default_factory=list)
    users: list[UUID] = field(default_factory=list)
    records: dict[type[Model], list[Model]] = field(default_factory=dict)

    @property
    def ids(self) -> list[UUID]:
        return [one.pk for known in self.records.values() for one in known]


ready: list[World] = []
"""A world that stays in the database from test to test, where the same tests are run a hundred times over."""


def build(*, prefix: str = "") -> World:
    """The records of a world, in the database."""
    if ready:
        return ready[0]
    world = World(boards=[people.board(f"{prefix}here"), people.board(f"{prefix}there")])
    for on in world.boards:
        for copy in range(COPIES):
            _side(on, copy, world)
    for model in guards():
        path = guards()[model].board
        world.records[model] = list(model._default_manager.filter(**{f"{path}__in": [one.pk for one in world.boards]}))
    world.every_case = [one.pk for one in world.records[Case]]
    return world


def _side(on: Board, copy: int, world: World) -> None:
    """One agency, group, review and person of a Board, and one of each record that can hang on them."""
    agency = people.agency(on, f"agency-{copy}")
    group = people.group(on, f"group-{copy}")
    review = records.make(Review, on)
    user = people.person(f"person-{copy}@{on.slug}.example")
    world.agencies.append(agency.pk)
    world.groups.append(group.pk)
    world.cases.append(review.pk)
    world.users.append(user.pk)
    finding = records.make(Finding, on, source=review.source)
    recommendation = records.make(Recommendation, on, source=review.source)
    records.make(Action, on, recommendation=recommendation, agency=agency, status="done")
    records.make(
        Action, on, recommendation=recommendation, agency=agency, meeting=records.make(Meeting, on, group=group)
    )
    records.make(Source, on, kind="audit")
    assert finding.source_id == recommendation.source_id
    near: dict[str, Any] = {"agency": agency, "made_by": agency, "sent_by": agency, "group": group, "review": review}
    near |= {"user": user, "by_user": user, "case": Case.objects.get(pk=review.pk)}
    for model in guards():
        own = {name: one for name, one in near.items() if _fits(model, name, one)}
        records.make(model, on, **own)
        if not any(model._meta.get_field(name).null is False for name in own):
            records.make(model, on)  # and one that hangs on nothing


def _fits(model: type[Model], name: str, one: Model) -> bool:
    found = next((field for field in model._meta.fields if field.name == name), None)
    return found is not None and found.related_model is type(one)


def some(ids: list[UUID], most: int = 3) -> st.SearchStrategy[frozenset[UUID]]:
    return st.frozensets(st.sampled_from(ids), max_size=most)


def standings(world: World) -> st.SearchStrategy[Standing]:
    """Anybody who could stand in this world."""
    boards = [one.pk for one in world.boards]
    return st.builds(
        Standing,
        user_id=st.sampled_from(world.users),
        is_active=st.sampled_from([True, True, True, True, False]),
        roles=st.frozensets(st.tuples(st.sampled_from(boards), st.sampled_from(list(Role))), max_size=4),
        agencies=some(world.agencies),
        groups=some(world.groups),
        cases=some(world.cases),
        recused=some(world.cases, 2),
        items=some(world.ids),
        emergencies=some(world.cases, 2),
    )


def random_standing(world: World, seed: int) -> Standing:
    """The same, from a number, for tests that ask the same people many times."""
    chance = random.Random(seed)

    def few(ids: list[UUID], most: int = 3) -> frozenset[UUID]:
        return frozenset(chance.sample(ids, chance.randint(0, most)))

    roles = {(chance.choice(world.boards).pk, chance.choice(list(Role))) for _ in range(chance.randint(0, 3))}
    return Standing(
        user_id=chance.choice(world.users),
        is_active=chance.random() < 0.85,
        roles=frozenset(roles),
        agencies=few(world.agencies),
        groups=few(world.groups),
        cases=few(world.cases),
        recused=few(world.cases, 2),
        items=few(world.ids),
        emergencies=few(world.cases, 2),
    )


def listed(standing: Standing, act: Act, model: type[Model], among: list[Model]) -> set[UUID]:
    """What the list says."""
    found = model._default_manager.filter(pk__in=[one.pk for one in among])
    return set(visible_to(standing, act, found).values_list("pk", flat=True))


def allowed(standing: Standing, act: Act, among: list[Model]) -> set[UUID]:
    """What the rule says, record by record."""
    return {one.pk for one in among if allow(standing, act, one)}


def case_of(record: Model) -> UUID | None:
    path = guards()[type(record)].case
    return value(record, path) if path else None


def the_list_is_the_rule(standing: Standing, act: Act, model: type[Model], among: list[Model]) -> None:
    assert listed(standing, act, model, among) == allowed(standing, act, among)


def standing_aside_shuts_the_case(standing: Standing, act: Act, model: type[Model], among: list[Model]) -> None:
    seen = listed(standing, act, model, among) | allowed(standing, act, among)

    assert [one for one in among if one.pk in seen and case_of(one) in standing.recused] == []


def boards_never_cross(standing: Standing, act: Act, model: type[Model], among: list[Model]) -> None:
    """Whatever else they are related to, where they hold no role there is nothing; and the disabled hold none."""
    seen = listed(standing, act, model, among) | allowed(standing, act, among)
    held = {board for board, _ in standing.roles} if standing.is_active else set()
    path = guards()[model].board

    assert {value(one, path) for one in among if one.pk in seen} <= held


def losing_gives_nothing(standing: Standing, act: Act, model: type[Model], among: list[Model]) -> None:
    before = allowed(standing, act, among)
    for name in RELATIONSHIPS:
        held: list[Any] = sorted(getattr(standing, name))
        less = Standing(**{**standing.__dict__, name: frozenset(held[1:])})
        assert allowed(less, act, among) <= before


def what_is_held_is_for_those_near(standing: Standing, act: Act, model: type[Model], among: list[Model]) -> None:
    """Without an agency or a gift of their own, nobody who is not near a case has anything that is held within it."""
    nothing: dict[str, Any] = {"agencies": frozenset(), "items": frozenset(), "user_id": None}
    bare = Standing(**{**standing.__dict__, **nothing})
    path = guards()[model].held
    held = [one for one in among if path and value(one, path) not in {None, *standing.cases}]

    assert listed(bare, act, model, held) | allowed(bare, act, held) == set()


LAWS = (
    the_list_is_the_rule,
    standing_aside_shuts_the_case,
    boards_never_cross,
    losing_gives_nothing,
    what_is_held_is_for_those_near,
)
