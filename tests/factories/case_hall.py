"""A hall of cases: two of each sort on one Board, full of words to look for, and people who stand in every way to them.

Addresses come from the resolver, records from the guards: what a room adds is in it by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any
from unittest import mock

from django.db import transaction
from django.db.models import CharField, F, Model, TextField, Value
from django.db.models.functions import Concat
from django.template.backends.django import Template
from django.test import Client

from goldenthread.accounts.models import SignIn, User
from goldenthread.boards.models import Agency, Board, Group
from goldenthread.boards.standing import ItemGrant, RoleHeld
from goldenthread.cases.models import Case, CaseAgency, Opening
from goldenthread.core import clock
from goldenthread.core.access import Act, Role, Standing, allow, matrix, standing_of, visible_to
from goldenthread.core.access.guards import guards as every_guard
from goldenthread.core.access.guards import value
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.kinds import kinds
from goldenthread.reviews.models import Review
from goldenthread.trail.models import Chain, Entry
from tests.factories import people, records
from tests.factories.addresses import every_address
from tests.factories.entering import says
from tests.factories.rooms.cases import heads
from tests.factories.walk import Address, Land

HERE, OTHER = "Quillwort", "Zanderpike"
"""Words that stand in everything that is written in the cases people are near, and in those they are not."""
LONG = 100
WHOLE = "GOLDENTHREAD_WHOLE_HALL"
TIES = ("near", "none", "aside")
ENOUGH = (Role.BOARD_MANAGER, Role.CHAIR, Role.AGENCY_LEAD, Role.AGENCY_CONTRIBUTOR, Role.PANEL_CHAIR, Role.REVIEWER)
"""Roles that together open every page of a case; each more makes each question longer."""


@dataclass
class Room(Land):
    """One case, with what is in it, as addresses are filled."""

    of: Case | None = None

    @property
    def case(self) -> Case:
        assert self.of is not None
        return self.of


def case_addresses() -> list[Address]:
    """Every address that stands behind the door of a case."""
    return [one for one in every_address() if one.is_in_a_case]


def row_of(address: Address) -> matrix.Guarded:
    assert address.needs is not None
    assert address.needs.name is not None
    return matrix.objects()[address.needs.name]


def asks_a_purpose(address: Address) -> bool:
    return row_of(address).asks_purpose


def purpose_for(address: Address) -> str:
    """A purpose for which its page may be read."""
    if address.needs is None or address.needs.name is None:
        return str(Purpose.REVIEW)
    return min(row_of(address).purposes, default=str(Purpose.REVIEW))


def material() -> list[type[Model]]:
    """Everything that is part of a case and says so by `case`."""
    return [model for model, guard in every_guard().items() if guard.case == "case_id"]


WHO_COMES_NEAR = {
    "cases.casemembership",
    "cases.caserecusal",
    "cases.caseagency",
    "cases.opening",
    "cases.twopersonact",
}


@dataclass
class Hall:
    """All of it."""

    here: Board
    there: Board
    agency: Agency
    group: Group
    rooms: list[Room] = field(default_factory=list)
    others: list[Room] = field(default_factory=list)
    users: dict[tuple[Role, str], User] = field(default_factory=dict)
    insider: User = None  # type: ignore[assignment]
    clients: dict[Any, Client] = field(default_factory=dict)
    places: dict[str, Room | None] = field(default_factory=dict)
    readings: dict[str, list[Entry]] = field(default_factory=dict)

    def client(self, user: User) -> Client:
        """Somebody signed in, who has said why they open each case."""
        if user.pk not in self.clients:
            client = people.signed_in(Client(raise_request_exception=False), user)
            for one in [*self.rooms, *self.others]:
                says(client, one.case)
            # however long the walk takes, nobody has to prove again who they are
            SignIn.objects.filter(user=user).update(proved_at=clock.now() + timedelta(days=1))
            self.clients[user.pk] = client
        return self.clients[user.pk]

    def room_of(self, address: Address) -> Room | None:
        """The case in which an address shows something to whoever may do everything; found once."""
        if address.route not in self.places:
            self.places[address.route] = next(
                (room for room in self._likely(address) if self._shows(address, room)), None
            )
        return self.places[address.route]

    def _likely(self, address: Address) -> list[Room]:
        """Cases of the sorts that say they have such a page first."""
        kind = kinds().get(address.below.removeprefix("cases/<uuid:case>/").split("/")[0])
        wanted = kind.in_cases if kind else ()
        return sorted(self.rooms, key=lambda room: room.case.sort not in wanted)

    def _shows(self, address: Address, room: Room) -> bool:
        try:
            path = room.path(address)
        except LookupError:
            return False  # tests/promises/test_access.py names the address that nobody says how to fill
        before = Chain.objects.filter(key=self.here.pk).values_list("number", flat=True).first() or 0
        with undrawn():
            shows = bool(self.get(self.insider, address, room, path).status_code == 200)
        if shows:
            entries = Entry.objects.filter(chain=self.here.pk, number__gt=before, verb="read in a case")
            self.readings[address.route] = list(entries)
        return shows

    def get(self, user: User, address: Address, room: Room, path: str = "") -> Any:
        """A page as somebody gets it who said a purpose for which it may be read."""
        return self.ask("GET", user, address, room, path)

    def ask(self, method: str, user: User, address: Address, room: Room, path: str = "", data: Any = None) -> Any:
        """The same, by any method."""
        client, why = self.client(user), purpose_for(address)
        if why != Purpose.REVIEW:
            says(client, room.case, why)
        found = getattr(client, method.lower())(path or self.path(address, room), data or {})
        if why != Purpose.REVIEW:
            says(client, room.case)
        return found

    def shown(self) -> list[tuple[Address, Room]]:
        """Every page of a case that can be got, with a case in which it shows something."""
        pairs = [(one, self.room_of(one)) for one in case_addresses() if one.takes("GET")]
        return [(address, room) for address, room in pairs if room is not None]

    def path(self, address: Address, room: Room | None = None, **instead: str) -> str:
        found = room or self.room_of(address) or self.rooms[0]
        with_case = {"case": str(found.case.pk)}
        return found.path(address, **{**with_case, **instead})


def share(pairs: list[Any], of: int, turn: int = 0) -> list[Any]:
    """One in so many; all of them where `GOLDENTHREAD_WHOLE_HALL` is set, which takes long and is for a milestone."""
    return pairs if WHOLE in os.environ else pairs[turn % of :: of]


@contextmanager
def undrawn() -> Iterator[None]:
    """Views answer as ever; their templates are not drawn, which would take most of the time."""
    with mock.patch.object(Template, "render", return_value=""):
        yield


@contextmanager
def apart() -> Iterator[None]:
    """Whatever is done within is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def build(*, with_everybody: bool = True) -> Hall:
    """The hall, in the database; or only its cases and whoever may do everything."""
    here, there = people.board("hall"), people.board("elsewhere")
    agency, group = people.agency(here), people.group(here)
    hall = Hall(here, there, agency, group)
    unseen = people.agency(here, "unseen")
    hall.rooms = [_room(hall, head, agency) for head in heads()]
    hall.others = [_room(hall, Review, unseen)]
    hall.rooms.sort(key=lambda room: room.case.sort != "review")
    for word, rooms in ((HERE, hall.rooms), (OTHER, hall.others)):
        for room in rooms:
            fill(room)
            write(word, room)
            room.case.refresh_from_db(fields=["called"])
    for role in Role if with_everybody else ():
        for tie in TIES:
            hall.users[role, tie] = _person(hall, role, tie)
    hall.insider = _insider(hall)
    for user in [hall.insider, *hall.users.values()]:
        hall.client(user)
    return hall


def _room(hall: Hall, head: type[Model], agency: Agency) -> Room:
    fields = {one.name for one in head._meta.fields}
    near = {name: one for name, one in {"agency": agency, "group": hall.group}.items() if name in fields}
    one = records.make(head, hall.here, **near)
    review = one if isinstance(one, Review) else records.review_of(hall.here)
    case = Case.objects.select_related("board").get(pk=one.pk)
    CaseAgency.objects.get_or_create(case=case, agency=agency, defaults={"from_on": people.SINCE})
    return Room(hall.here, hall.there, agency, hall.group, review, of=case)


def fill(room: Room, *, unseen_by: User | None = None) -> int:
    """One of each record that is part of a case; says how many. Given somebody, only of what they may not know."""
    standing, made = standing_of(unseen_by) if unseen_by else None, 0
    for model in material():
        if model._meta.label_lower in WHO_COMES_NEAR:
            continue
        fields = {one.name: one for one in model._meta.fields}
        near: dict[str, Any] = {"case": room.case}
        if "agency" in fields and fields["agency"].related_model is Agency:
            near["agency"] = room.agency
        with transaction.atomic():
            before = _seen_beside(model, standing)
            one = records.make(model, room.here, **near)
            if standing is None or not (allow(standing, Act.KNOW, one) or _seen_beside(model, standing) != before):
                made += 1
            else:
                transaction.set_rollback(True)
    return made


def _seen_beside(model: type[Model], standing: Standing | None) -> list[int]:
    """How many of what a record hangs on somebody sees: making one may make a parent that is no secret to them."""
    beside = {one.related_model for one in model._meta.fields if one.related_model in every_guard()} | set(heads())
    if standing is None:
        return []
    return [visible_to(standing, Act.KNOW, one._default_manager.all()).count() for one in sorted(beside, key=str)]


def _texts(model: type[Model]) -> list[str]:
    """The fields in which somebody writes freely."""
    return [
        one.name
        for one in model._meta.concrete_fields
        if not one.choices
        and not one.unique
        and (type(one) is TextField or (type(one) is CharField and (one.max_length or 0) >= LONG))
        and one.name not in {"seal", "sha256", "folder", "media_type", "published_seal"}
    ]


@cache
def written() -> list[tuple[type[Model], list[str]]]:
    """What is part of a case, however far the way to it, with the fields in which somebody writes freely."""
    return [(model, _texts(model)) for model, guard in every_guard().items() if guard.case and _texts(model)]


def write(word: str, room: Room) -> None:
    """Put a word that stands nowhere else into all that is written of a case."""
    for model, names in written():
        if model._meta.label_lower.startswith(("learning.", "trail.")):
            continue
        case = every_guard()[model].case
        mine = model._default_manager.filter(**{str(case): room.case.pk})
        for name in names:
            mine.update(**{name: Concat(Value(f"{word} "), F(name))})


def _person(hall: Hall, role: Role, tie: str) -> User:
    email = f"{role}.{tie}@hall.example".replace("_", "-")
    if tie == "none":
        return people.person(email, board=hall.here, role=role)
    user = people.person(email, board=hall.here, role=role, agency=hall.agency, groups=[hall.group])
    for room in hall.rooms:
        people.named_on(user, room.case, "coordinator")
        if tie == "aside":
            people.stands_aside(user, room.case)
    return user


def _insider(hall: Hall) -> User:
    """Whoever may do everything that anybody may: no person is like this, it shows what there is to be seen."""
    user = people.person("insider@hall.example", agency=hall.agency, groups=[hall.group])
    for role in ENOUGH:
        RoleHeld.objects.create(user=user, board=hall.here, role=str(role), from_on=people.SINCE)
    for room in [*hall.rooms, *hall.others]:
        people.named_on(user, room.case, "coordinator")
    give_all(user, hall)
    return user


def give_all(user: User, hall: Hall) -> None:
    """Give somebody each sealed record of the hall one by one."""
    keys = {one.case.pk for one in [*hall.rooms, *hall.others]}
    for model, guard in every_guard().items():
        if guard.case and matrix.objects()[guard.name].level == "sealed":
            for one in model._default_manager.filter(**{f"{guard.case}__in": keys}):
                keys.add(value(one, guard.item) or one.pk)
    given = {"user": user, "board": hall.here, "from_on": people.SINCE, "why": "A test."}
    ItemGrant.objects.bulk_create(ItemGrant(item_id=key, **given) for key in keys)


def open_all(user: User, rooms: list[Room]) -> None:
    """Openings of every sort that have not ended, however they came to be."""
    now = clock.now()
    for room in rooms:
        for sort in Opening.Sort:
            Opening.objects.create(
                case=room.case,
                user=user,
                sort=sort,
                category="danger",
                reason="However it came to be there.",
                opened_at=now,
                ends_at=now + timedelta(hours=4),
            )


def everything_said(response: Any) -> str:
    """All of an answer: status line, headers and body."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.status_code} {dict(response.headers)} {body.decode('utf-8', 'replace')}"
