"""What is true of every page of every case: its door is asked, whoever is shut out learns nothing, and each reading is kept.

The pages come from the resolver, by the mark that the door of a case leaves on them: what a room adds is walked by itself.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.db import DatabaseError

from goldenthread.accounts.models import User
from goldenthread.boards.standing import AgencyMembership, RoleHeld
from goldenthread.cases.models import CaseAgency, CaseMembership, CaseRecusal
from goldenthread.core import clock
from goldenthread.core.access import Role, rule, standing
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.kinds import kinds
from goldenthread.trail import operations as trail
from goldenthread.workspace.cases import door
from goldenthread.workspace.search import finding
from tests.factories import case_hall, people, places, walk  # noqa: F401  (places says what to put in addresses)
from tests.factories.addresses import every_address
from tests.factories.case_hall import HERE, Hall, Room, apart, everything_said, share, undrawn
from tests.factories.entering import says
from tests.factories.walk import Address

SHUT_OUT = (Role.BOARD_MANAGER, Role.CHAIR, Role.INFORMATION_GOVERNANCE)
"""Whom rank would let furthest: each of them stands aside, and has the case open besides."""


pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hall-of-cases")]


def test_the_walk_is_not_blind(hall: Hall):
    """Most pages show something to whoever may do everything, and what stands in a case is among it."""
    shown = hall.shown()
    seen = [address for address, room in shown[::5] if HERE in everything_said(hall.get(hall.insider, address, room))]

    assert len(shown) > len(case_hall.case_addresses()) * 0.6
    assert len(seen) > len(shown[::5]) * 0.9


# Reading


def each_reading_is_kept(hall: Hall) -> list[str]:
    """A page of a row that asks for a purpose leaves one entry, which says who, which page and why; another leaves none."""
    wrong = []
    for address, room in hall.shown():
        found = hall.readings[address.route]
        told = [(one.by_user_id, one.after.get("purpose"), one.subject_id) for one in found]
        kept = [(hall.insider.pk, case_hall.purpose_for(address), str(room.case.pk))]
        if told != (kept if case_hall.asks_a_purpose(address) else []):
            wrong.append(address.below)
    return wrong


def test_each_reading_is_kept_once_with_its_purpose(hall: Hall):
    assert each_reading_is_kept(hall) == []
    assert len([one for one, _ in hall.shown() if case_hall.asks_a_purpose(one)]) > 20


def test_a_door_that_forgot_to_note_would_be_noticed(hall: Hall):
    address = next(one for one, _ in hall.shown() if case_hall.asks_a_purpose(one))
    with mock.patch.object(door, "note"), mock.patch.dict(hall.readings), mock.patch.dict(hall.places):
        hall.places.pop(address.route)
        hall.room_of(address)
        assert each_reading_is_kept(hall) == [address.below]


def read_without_a_trail(hall: Hall, pairs: list[tuple[Address, Room]]) -> list[str]:
    """Pages that show something of a case although the reading could not be written."""
    wrong = []
    for address, room in pairs:
        if case_hall.asks_a_purpose(address):
            answer = hall.get(hall.insider, address, room)
            if answer.status_code != 500 or HERE in everything_said(answer):
                wrong.append(address.below)
    return wrong


def cannot_write(*_: Any, **__: Any) -> None:
    raise DatabaseError("The trail cannot be written.")


def test_nothing_is_shown_where_the_reading_cannot_be_written(hall: Hall):
    with mock.patch.object(trail, "record", cannot_write):
        assert read_without_a_trail(hall, share(hall.shown(), 6)) == []


def test_a_door_that_went_on_without_the_trail_would_be_noticed(hall: Hall):
    with mock.patch.object(trail, "record", cannot_write), mock.patch.object(door, "note"):
        assert read_without_a_trail(hall, hall.shown()[-6:]) != []


def shown_without_a_purpose(hall: Hall, pairs: list[tuple[Address, Room]]) -> list[str]:
    """Pages that show something to somebody who has not said why, or said what it may not be read for."""
    wrong = []
    client = hall.client(hall.insider)
    for address, room in pairs:
        row = case_hall.row_of(address)
        others = sorted(set(Purpose) - row.purposes) if row.purposes else []
        for why in ["", *others]:
            says(client, room.case, why)
            answer = client.get(hall.path(address, room))
            if b"Why do you open this case?" not in answer.content or _beyond_the_head(answer, room):
                wrong.append(f"{address.below} {why}")
        says(client, room.case)
    return wrong


def _beyond_the_head(answer: Any, room: Room) -> bool:
    """Whether more of the case is told than what it is called."""
    return HERE in everything_said(answer).replace(room.case.called, "")


def test_a_page_is_shown_for_a_purpose_it_may_be_read_for_alone(hall: Hall):
    """Among them answers under section 45, which are read to screen, to review and for section 45, and for nothing else."""
    asking = [(one, room) for one, room in hall.shown() if case_hall.asks_a_purpose(one)]
    limited = [pair for pair in asking if case_hall.row_of(pair[0]).purposes]

    assert shown_without_a_purpose(hall, share(asking, 12) + share(limited, 2)) == []


def test_an_answer_under_section_45_is_for_its_own_purposes():
    """Care Act 2014, section 45(6): it is used only to enable or assist the Board’s functions."""
    row = case_hall.matrix.objects()["information_responses"]

    assert row.purposes == {Purpose.SCREENING, Purpose.REVIEW, Purpose.SECTION_45}


def test_a_door_that_took_any_purpose_would_be_noticed(hall: Hall):
    asking = [(one, room) for one, room in hall.shown() if case_hall.asks_a_purpose(one)]
    with mock.patch.object(door, "purpose_of", return_value=Purpose.REVIEW):
        assert shown_without_a_purpose(hall, asking[:3]) != []


# Standing aside


def told_to_whoever_stands_aside(hall: Hall, role: Role, pairs: list[tuple[Address, Room]]) -> list[str]:
    """Pages that say a word of a case to somebody who stands aside from it."""
    user = hall.users[role, "aside"]
    return [
        address.below
        for address, room in pairs
        if HERE in everything_said(hall.client(user).get(hall.path(address, room)))
    ]


@pytest.mark.parametrize("opened", [False, True], ids=["as they are", "with the case open besides"])
@pytest.mark.parametrize("role", SHUT_OUT)
def test_whoever_stands_aside_reads_no_word_on_any_path(hall: Hall, role: Role, opened: bool):
    """Pages of cases, and the Board's own: lists, searches, exports, notices, home, the trail."""
    if opened:
        case_hall.open_all(hall.users[role, "aside"], hall.rooms)
    turn = 2 * SHUT_OUT.index(role) + opened
    pairs = share(hall.shown(), 12, turn) + share(of_the_board(hall), 24, turn)

    assert told_to_whoever_stands_aside(hall, role, pairs) == []


def of_the_board(hall: Hall) -> list[tuple[Address, Room]]:
    """The Board's own pages that need nothing filled in, but for the form of an export."""
    every = [one for one in every_address() if one.is_of_a_board and one.takes("GET") and not one.is_in_a_case]
    return [(one, hall.rooms[0]) for one in every if not set(one.parameters) - {"form"}]


def test_a_rule_that_forgot_who_stands_aside_would_be_noticed(hall: Hall):
    forgets = {**standing._relationships, standing.RECUSED: []}
    pairs = [pair for pair in hall.shown() if case_hall.row_of(pair[0]).name in {"cases", "case_people"}]
    with mock.patch.object(standing, "_relationships", forgets):
        assert told_to_whoever_stands_aside(hall, Role.BOARD_MANAGER, pairs) != []


# Absence


def not_as_absent(hall: Hall, role: Role, pairs: list[tuple[Address, Room]]) -> list[str]:
    """Pages of a hidden case that answer otherwise than those of a case that never was: status, headers, to the byte."""
    client, wrong = hall.client(hall.users[role, "none"]), []
    for address, room in pairs:
        never = str(uuid4())
        for method in ("get", "post"):
            if not address.takes(method.upper()):
                continue
            hidden = walk.whole(getattr(client, method)(hall.path(address, room)))
            absent = walk.whole(getattr(client, method)(hall.path(address, room, case=never)))
            if hidden != absent or hidden[0] not in {403, 404}:
                wrong.append(f"{method} {address.below}")
    return wrong


@pytest.mark.parametrize("role", list(Role))
def test_a_hidden_case_is_as_one_that_never_was(hall: Hall, role: Role):
    pairs = share(hall.shown(), 3 * len(Role), list(Role).index(role))

    assert not_as_absent(hall, role, pairs) == []


def test_a_door_that_told_would_be_noticed(hall: Hall):
    with mock.patch.object(door, "visible_to", lambda standing, act, found: found):
        assert not_as_absent(hall, Role.BOARD_MANAGER, hall.shown()[:8]) != []


# Revocation

Revokes = Callable[[User, Room], Any]
YESTERDAY = timedelta(days=1)


def _ended(records: Any) -> None:
    records.update(to_on=clock.today() - YESTERDAY)


def role_ends(user: User, room: Room) -> None:
    _ended(RoleHeld.objects.filter(user=user))


def taken_off(user: User, room: Room) -> None:
    """Off the case by name, where the agency takes no part either."""
    _ended(CaseMembership.objects.filter(user=user, case=room.case))
    _ended(CaseAgency.objects.filter(case=room.case))


def leaves_the_agency(user: User, room: Room) -> None:
    _ended(CaseMembership.objects.filter(user=user, case=room.case))
    _ended(AgencyMembership.objects.filter(user=user))


def stands_aside(user: User, room: Room) -> None:
    CaseRecusal.objects.create(user=user, case=room.case, from_on=clock.today(), reason="They worked with the family.")


def account_is_shut(user: User, room: Room) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


REVOCATIONS: tuple[Revokes, ...] = (role_ends, taken_off, leaves_the_agency, stands_aside, account_is_shut)


def read_late(hall: Hall, seed: int, times: int) -> tuple[int, list[str]]:
    """Pages that were open, something was taken away, and the next request still showed them."""
    chance, asked, wrong = random.Random(seed), 0, []
    roles = [one for one in Role if one not in {Role.ADMINISTRATOR, Role.EDITOR}]
    pairs = hall.shown()
    while asked < times:
        address, room = chance.choice(pairs)
        user, revoke = hall.users[chance.choice(roles), "near"], chance.choice(REVOCATIONS)
        act = address.needs.act("GET") if address.needs else None
        if act is None or not standing.standing_of(user).may(case_hall.row_of(address).name, act, hall.here.pk):
            continue
        with undrawn(), apart():
            if hall.get(user, address, room).status_code != 200:
                continue
            asked += 1
            revoke(user, room)
            if hall.client(user).get(hall.path(address, room)).status_code == 200:
                wrong.append(f"{address.below}, {user}: {revoke.__name__}")
    return asked, wrong


def test_what_is_taken_away_is_gone_on_the_next_request(hall: Hall):
    asked, wrong = read_late(hall, 20, 200)

    assert (asked, wrong) == (200, [])


def test_a_standing_that_was_kept_would_be_noticed(hall: Hall):
    kept: dict[Any, Any] = {}
    fresh = standing.standing_of
    remembers = mock.patch(
        "goldenthread.core.access.asking.standing_of",
        lambda user: kept.setdefault(getattr(user, "pk", None), fresh(user)),
    )
    with remembers:
        assert read_late(hall, 20, 20)[1] != []


def test_the_rule_is_where_these_tests_think_it_is():
    """The faults above are planted in what the program really asks."""
    assert door.visible_to is rule.visible_to
    assert door.trail is trail
    assert clock.today() > people.SINCE


# Search


def found_by_searching(hall: Hall, user: User) -> list[str]:
    """Cases that a search over everything leads into."""
    answer = hall.client(user).get(f"/board/{hall.here.slug}/search/?q={HERE}")
    page = answer.content.decode()
    assert answer.status_code == 200
    return [room.case.sort for room in hall.rooms if f"/cases/{room.case.pk}/" in page]


@pytest.mark.parametrize("role", list(Role))
def test_a_search_over_everything_looks_into_no_case(hall: Hall, role: Role):
    """Not even for those who may read it: a case has lists of its own, where they say why first."""
    assert found_by_searching(hall, hall.users[role, "near"]) == []


def test_nor_for_whoever_may_do_everything(hall: Hall):
    assert found_by_searching(hall, hall.insider) == []


def test_a_search_that_looked_into_cases_would_be_noticed(hall: Hall):
    kind = kinds()["case-people"]
    address = mock.patch.object(
        finding, "at", lambda kind, page, board, **more: f"/board/{board}/cases/{hall.rooms[0].case.pk}/{page}/"
    )
    with address:
        searched = finding._of_kind(kind)
        with mock.patch.object(finding, "everything", return_value=[searched]):
            assert found_by_searching(hall, hall.insider) == ["review"]
