"""A person's own calendar: what it shows, to whom, and how it is written."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from goldenthread.boards.standing import RoleHeld
from goldenthread.core.access import Role
from goldenthread.meetings import operations
from goldenthread.meetings.models import AgendaItem, CalendarFeed
from goldenthread.trail import operations as trail
from tests.factories import people, records
from tests.integration.meetings.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.records]
TODAY = time_machine.travel("2024-04-02 09:00", tick=False)


def address(world: World, role: Role) -> str:
    page = world.client(role).post(world.at("meetings/calendar/own/")).content.decode()
    return re.findall(r"/calendar/[\w-]+\.ics", page)[0]


def events(where: str) -> list[Any]:
    answer = Client().get(where)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


@TODAY
def test_it_shows_the_meetings_its_owner_may_see_without_a_sign_in(world: World):
    world.meeting(date(2024, 7, 9), begins=time(14, 0), title="Long; with, marks \\ and\nlines " + "x" * 80)
    elsewhere = people.group(world.board, "elsewhere")
    records.make(type(world.meeting(date(2024, 6, 4))), world.board, group=elsewhere, held_on=date(2024, 5, 7))

    own = events(address(world, Role.MEMBER))
    all_of_them = events(address(world, Role.BOARD_MANAGER))

    assert [str(one["SUMMARY"]) for one in own] == ["Assurance", "Long; with, marks \\ and\nlines " + "x" * 80]
    assert own[0].decoded("DTSTART") == date(2024, 6, 4)
    assert own[1].decoded("DTSTART").hour == 13  # summer time, told in UTC
    assert len(all_of_them) == 3
    assert len({str(one["UID"]) for one in all_of_them}) == 3


@TODAY
def test_a_confidential_item_is_only_a_line_and_a_change_grows_the_sequence(world: World):
    meeting, by = world.meeting(date(2024, 6, 4)), world.by(Role.BOARD_OFFICER)
    operations.put_item(AgendaItem(meeting=meeting, title="x"), confidential={"title": "A named employer"}, by=by)
    where = address(world, Role.MEMBER)
    before = events(where)[0]
    trail.change(meeting, {"place": "Town Hall"}, by=by)
    trail.change(meeting, {"place": "The library"}, by=by)
    moved = events(where)[0]
    operations.cancel(meeting, why="Snow", by=by)
    after = events(where)[0]

    assert "Confidential item" in str(before["DESCRIPTION"])
    assert "A named employer" not in str(before["DESCRIPTION"])
    assert str(moved["LOCATION"]) == "The library, Online"
    assert before["UID"] == moved["UID"] == after["UID"]
    assert int(before["SEQUENCE"]) < int(moved["SEQUENCE"]) < int(after["SEQUENCE"])
    assert (str(before["STATUS"]), str(after["STATUS"])) == ("CONFIRMED", "CANCELLED")


@TODAY
def test_a_new_address_stops_the_old_and_leaving_stops_both(world: World):
    world.meeting(date(2024, 6, 4))
    old = address(world, Role.MEMBER)
    new = address(world, Role.MEMBER)
    statuses = [Client().get(one).status_code for one in (old, new, "/calendar/guessed.ics")]
    RoleHeld.objects.filter(user=world.users[Role.MEMBER]).update(to_on=date(2024, 4, 1))
    left = Client().get(new).status_code

    assert statuses == [404, 200, 404]
    assert left == 404
    assert new.rpartition("/")[2].removesuffix(".ics") not in CalendarFeed.objects.get().token_digest


@TODAY
def test_the_feed_does_not_ask_more_of_the_database_for_more_meetings(world: World, django_assert_max_num_queries: Any):
    for month in range(5, 13):
        for day in range(1, 6):
            operations.put_item(
                AgendaItem(meeting=world.meeting(date(2024, month, day)), title="An item"),
                by=world.by(Role.BOARD_OFFICER),
            )
    where = address(world, Role.MEMBER)

    with django_assert_max_num_queries(20):
        found = events(where)

    assert len(found) == 40


@TODAY
@pytest.mark.parametrize("page", ["meetings/calendar/", "meetings/who-came/", "meetings/", "challenges/", "structure/"])
def test_a_page_does_not_ask_more_for_more_rows_and_stays_light(
    world: World, page: str, django_assert_max_num_queries: Any
):
    from goldenthread.meetings.models import Attendance, Challenge, ChallengeReply

    for day in range(1, 13):
        meeting = world.meeting(date(2024, 4, 1) if day == 1 else date(2024, 3, day))
        for agency in world.agencies.values():
            Attendance.objects.create(meeting=meeting, agency=agency, status="present")
        records.make(ChallengeReply, world.board, challenge=records.make(Challenge, world.board))
    client = world.client(Role.BOARD_MANAGER)

    with django_assert_max_num_queries(26):
        answer = client.get(world.at(page))

    assert answer.status_code == 200
    assert len(answer.content) < 150_000
